// SPDX-License-Identifier: Apache-2.0
//
// Promises: whether an execution can keep to the assumptions for ever and still owe what was
// promised. It can if a fair component is reached while something is owed and is never left again;
// then a way there and a round within it are shown, both short.
#pragma once

#include "solver/explicit/components.hpp"

namespace backcheck::solver::exhaustive {

/// Throws `spent`.
[[nodiscard]] promise_report judge_promise(const state_graph& graph, const promise& asked,
                                           watch& clock);

}  // namespace backcheck::solver::exhaustive
