// SPDX-License-Identifier: Apache-2.0
//
// The page of the catalogue: every property, where it was checked to the end, and what refutes it.
#pragma once

#include <string>
#include <vector>

#include "checker/survey.hpp"

namespace backcheck::cli {

struct surveyed {
  std::string preset;
  std::vector<checker::scope_run> scopes;
  std::vector<checker::fault_run> faults;
  std::vector<checker::stall_run> stalls;
};

/// `holds`, `reachable` and so on, as one word or two.
std::string_view word_of(checker::conclusion what);
/// What came of one scope, as numbers of verdicts: `34 hold, 12 reachable`.
std::string verdict_counts(const checker::scope_run& run);
/// Markdown. The same for the same runs, whenever and however fast they were.
std::string page_of(const surveyed& all);

}  // namespace backcheck::cli
