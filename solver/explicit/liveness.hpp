// SPDX-License-Identifier: Apache-2.0
//
// What happens in the long run, answered over the whole graph of reachable states.
#pragma once

#include "solver/interface/budget.hpp"
#include "solver/interface/liveness.hpp"

namespace backcheck::solver {

/// Finds all reachable states and answers the questions, within `limits`. A limit leaves questions
/// unanswered, never answered with less: a graph that is not whole answers none.
///
/// A counterexample of a promise is a shortest way to a place where what was promised is owed and
/// from where it can be owed for ever, and a round from there that is short, though not always
/// shortest; of several such places, the nearest ones are tried. One of a deadline is shortest.
///
/// Throws what a labeller throws: the fault of the state nearest to the start.
[[nodiscard]] liveness_report answer(const labelled_view& model,
                                     const std::vector<promise>& promises,
                                     const std::vector<deadline>& deadlines, const budget& limits);

}  // namespace backcheck::solver
