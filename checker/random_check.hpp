// SPDX-License-Identifier: Apache-2.0
//
// A check by random walks: many executions, drawn by chance, each heard by every property that is
// asked about. What a walk violates is replayed on the concrete machine before anyone sees it, and
// made as short as it can be. That nothing was violated says nothing about executions that were not
// drawn.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "checker/shrink.hpp"
#include "checker/walks.hpp"

namespace backcheck::checker {

/// `no_violation` and `not_shown` speak of the walks that were taken, and of nothing else.
enum class walk_conclusion : std::uint8_t { no_violation, violated, shown, not_shown, cut_short };

struct walk_verdict {
  std::size_t property = 0;  ///< position in the catalogue
  walk_conclusion what = walk_conclusion::cut_short;
  std::uint64_t walks_met = 0;               ///< walks that met its premise, or showed it
  std::optional<solver::random::walked> by;  ///< of what is violated: the walk
  std::optional<shrink_report> smallest;     ///< and the smallest execution that it came down to
};

struct random_report {
  solver::random::walks_report walks;
  std::vector<std::string> rules;  ///< names of what is counted
  std::vector<std::string> bounds;
  std::vector<std::string> measures;
  std::vector<walk_verdict> verdicts;  ///< in the order of the catalogue
  std::vector<std::size_t> not_heard;  ///< known to be broken there: would end each walk at once
  std::vector<std::string> warnings;
};

/// The setting in which walks are taken: without what is known to be broken there.
setting heard_in_walks(const setting& s);

/// Takes walks, within the time of `plan`, and shrinks what they find within `shrinking`.
random_report check_randomly(const setting& s, const std::string& configuration,
                             const solver::random::walks_plan& plan,
                             const solver::budget& shrinking,
                             const solver::random::on_walk& heard = {});

/// The execution of a walk, replayed, as a trace of what it violates. Throws `disagreement` if the
/// concrete machine does not do the same.
trace::trace trace_of_walk(const setting& s, const std::string& configuration, std::size_t property,
                           const std::vector<solver::random::taken_step>& taken);

}  // namespace backcheck::checker
