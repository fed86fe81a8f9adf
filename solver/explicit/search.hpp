// SPDX-License-Identifier: Apache-2.0
//
// Exhaustive search: looks at every reachable state once, nearest first, and so knows of each claim
// whether it holds, and if not, a shortest execution that shows it.
#pragma once

#include "solver/interface/budget.hpp"
#include "solver/interface/verdict.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::solver {

/// Searches `model` breadth-first, level by level, within `limits`.
///
/// States are compared whole: two states are never taken for one. The report does not depend on the
/// number of threads, up to the exceptions `search_report` names.
///
/// What the endings mean here:
/// - `states_spent`, `memory_spent`: the next level did not fit. The report is that of a search
///   that ended after the last level stored completely; all of that level was looked at.
/// - `depth_reached`: the states at `depth_max` were judged, but the transitions leaving them were
///   neither counted nor judged, and at least one of them leads to a new state. If none does, the
///   search is complete and everything counts.
/// - `time_spent`, `interrupted`: the search ended wherever it was. `depth` is the last complete
///   level; the counters include the incomplete one. Working out the executions of what was found
///   comes on top of the time.
/// - `stopped`: a claim was refuted and nothing beyond its level was looked at.
///
/// Which execution is shown: one to the nearest level where the claim fails, there to the state
/// with the least words (compared from word 0 up), by the lowest step; backwards from it always the
/// predecessor that differs in the fewest bits, of those the one with the least words, by its
/// lowest step. A `sometimes` claim prefers a state that shows it to a transition out of the same
/// level.
///
/// Throws what an expander throws: of the first level that has a fault, the fault of the state with
/// the least words. Throws `std::logic_error` when it was about to call itself complete and its own
/// books say otherwise.
[[nodiscard]] search_report search(const view& model, const budget& limits);

}  // namespace backcheck::solver
