// SPDX-License-Identifier: Apache-2.0
//
// Makes a trace smaller that violates or shows a property: fewer steps first, then simpler choices,
// a smaller window and smaller parameters, and again from the start for as long as something
// changes. Whatever is tried is judged by the concrete machine, so that what is kept at any time
// still shows the same property, in no more steps than before.
#pragma once

#include <string>
#include <vector>

#include "checker/recording.hpp"
#include "solver/interface/budget.hpp"

namespace backcheck::checker {

/// What stays as it is.
enum class kept : std::uint8_t { nothing, parameters };

/// What is known of executions with fewer steps, in the window and with the parameters of the
/// result.
enum class shorter_ones : std::uint8_t { none, not_known };

struct shrink_report {
  trace::trace made;
  std::size_t steps_before = 0;
  std::vector<std::string> smaller;  ///< of window and parameters: `leaves: 3 -> 1`
  shorter_ones shorter = shorter_ones::not_known;
  /// `complete`: nothing was left untried. Else why it ended early, with the best so far.
  solver::ending end = solver::ending::complete;
};

/// Whether a trace can be shrunk: it shows what it claims, and not of the long run.
bool can_shrink(const replayed& of);

/// What is wrong with a trace as a smaller one in place of another; empty: nothing.
std::string objection_to(const trace::trace& smaller, const replayed& larger);

/// Within `time_max` and until `interrupted`; searches within the other limits too, each in half
/// of the time that is left.
shrink_report shrink(const replayed& of, const solver::budget& limits, kept what);

}  // namespace backcheck::checker
