// SPDX-License-Identifier: Apache-2.0
//
// A review as told to its user: as text, as Markdown to post under a proposal, as JSON with all of
// it, and as SARIF, whose results point at the lines of the file that is reviewed.
#pragma once

#include <string>

#include "checker/review.hpp"
#include "cli/exit_code.hpp"
#include "model/reflect/json_error.hpp"

namespace backcheck::cli {

struct told_review {
  const checker::review_request& asked;
  const checker::review_report& found;
  std::string command;  ///< that makes it again
  std::string file;     ///< that says what changes; empty if it is no file
  std::string file_text;
  double seconds = 0;

  [[nodiscard]] exit_code code() const;
  /// One line.
  [[nodiscard]] std::string summary() const;
  /// `scheduling_lookahead: 5 -> 6`
  [[nodiscard]] std::string changed(const protocol::parameter& p, std::string_view arrow) const;
};

/// The verdict in a word or two.
std::string verdict_words(const std::optional<checker::finding>& found);
/// The steps of an execution, a line each.
std::vector<std::string> step_lines(const checker::evidence& shown, const std::string& name);
/// How it is worse, in a sentence.
std::string worse_text(const checker::reviewed& row);

std::string review_text(const told_review& told);
std::string review_markdown(const told_review& told);
reflect::json review_json(const told_review& told);
reflect::json review_sarif(const told_review& told);

/// The line of a file of parameters that gives this one, counted from 1; 0: none does.
std::size_t line_of(const std::string& text, const protocol::parameter& which);

}  // namespace backcheck::cli
