// SPDX-License-Identifier: Apache-2.0
//
// Deadlines: how many ticks pass between a premise and its fulfilment while only what is permitted
// happens.
#pragma once

#include "solver/explicit/graph.hpp"
#include "solver/interface/liveness.hpp"

namespace backcheck::solver::exhaustive {

/// Throws `spent`.
[[nodiscard]] deadline_report judge_deadline(const state_graph& graph, const deadline& asked,
                                             watch& clock);

}  // namespace backcheck::solver::exhaustive
