// SPDX-License-Identifier: Apache-2.0
//
// Random walks as told to their user, as text and as JSON that says everything the text does.
#pragma once

#include <string>

#include "checker/random_check.hpp"
#include "cli/report.hpp"

namespace backcheck::cli {

struct told_walks {
  const question& asked;
  const solver::budget& limits;
  const solver::random::walks_plan& plan;
  const checker::random_report& found;
  bool strict = false;

  [[nodiscard]] exit_code code() const;
  /// The verdict on one property in the words that stand for exactly what was done.
  [[nodiscard]] std::string words(const checker::walk_verdict& v) const;
  /// Why fewer walks were taken than asked for; empty if none were left out.
  [[nodiscard]] std::string cut_short() const;
  [[nodiscard]] std::string summary() const;
};

std::string report_text(const told_walks& told);
reflect::json report_json(const told_walks& told);

}  // namespace backcheck::cli
