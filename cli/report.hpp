// SPDX-License-Identifier: Apache-2.0
//
// A check as told to its user: as text, and as JSON that says everything the text does. What
// depends on time and on the computer stands in the text's last line and under the JSON's key
// `run`.
#pragma once

#include <string>

#include "checker/check.hpp"
#include "checker/long_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/request.hpp"
#include "model/reflect/json_error.hpp"

namespace backcheck::cli {

struct told_check {
  const question& asked;
  const solver::budget& limits;
  const checker::check_report& found;
  bool strict = false;
  const checker::long_run_report* long_run = nullptr;  ///< none: nothing was asked about it

  [[nodiscard]] exit_code code() const;
  /// The verdict on one property in the words that stand for exactly what was done.
  [[nodiscard]] std::string words(const checker::verdict& v) const;
  /// Why the search ended before it was complete; empty if it was.
  [[nodiscard]] std::string cut_short() const { return cut_short(found.search.end); }
  [[nodiscard]] std::string cut_short(solver::ending end) const;
  /// Of the run and of the question.
  [[nodiscard]] std::vector<std::string> warnings() const;
  /// The parameters that the machine follows, and what was changed.
  [[nodiscard]] std::vector<const protocol::parameter*> parameters() const;
  /// One line.
  [[nodiscard]] std::string summary() const;
};

/// What was asked, as all engines tell it.
std::string question_text(const told_check& told);
reflect::json question_json(const told_check& told);
/// The steps of an execution in names.
reflect::json execution_json(const checker::execution& run);
std::string report_text(const told_check& told, const solver::view& view);
reflect::json report_json(const told_check& told, const solver::view& view);

/// The name of a conclusion or an ending in JSON.
std::string_view name_of(checker::conclusion what);
std::string_view name_of(solver::ending end);
std::string digest_text(const solver::search_report& search);

}  // namespace backcheck::cli
