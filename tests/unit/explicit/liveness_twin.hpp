// SPDX-License-Identifier: Apache-2.0
//
// The long run, decided by definition on graphs so small that all sets of states can be tried: what
// an execution does again and again is a set of states and the steps among them.
#pragma once

#include <optional>
#include <string>

#include "solver/interface/liveness.hpp"
#include "tests/unit/explicit/labelled_graph.hpp"

namespace backcheck::solver::testing {

/// The least number of steps of a way to a place where what is promised is owed and can be owed
/// for ever; nothing if the promise holds.
[[nodiscard]] std::optional<std::size_t> twin_stem(const labelled_graph& graph,
                                                   const promise& asked);
/// How many states an execution that keeps to the assumptions can come back to for ever.
[[nodiscard]] std::size_t twin_fair_states(const labelled_graph& graph, const promise& asked);

/// The least number of steps of an execution that breaks a deadline; nothing if it holds.
[[nodiscard]] std::optional<std::size_t> twin_lateness(const labelled_graph& graph,
                                                       const deadline& asked);

/// Walks a lasso, and says what is wrong with it as an execution that breaks a promise. Empty:
/// nothing.
[[nodiscard]] std::string wrong_with(const labelled_graph& graph, const promise& asked,
                                     const lasso& found);
/// The same for an execution that breaks a deadline.
[[nodiscard]] std::string wrong_with(const labelled_graph& graph, const deadline& asked,
                                     const path& found);

}  // namespace backcheck::solver::testing
