// SPDX-License-Identifier: Apache-2.0
//
// The explicit engine's dumb twin: the same report from one thread, ordered sets and the
// definitions, with no regard to speed. Knows the limits that are deterministic: states, depth, and
// stopping at a violation.
#pragma once

#include <string>
#include <vector>

#include "solver/interface/budget.hpp"
#include "solver/interface/verdict.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::solver::testing {

[[nodiscard]] search_report twin_search(const view& model, const budget& limits);

/// The names of the fields in which two reports differ; seconds and memory are not compared.
[[nodiscard]] std::vector<std::string> differences(const search_report& a, const search_report& b);

/// Walks a path with an expander of its own, and says what is wrong with it as an execution that
/// refutes or shows the claim. Empty: nothing.
[[nodiscard]] std::string wrong_with(const view& model, const finding& found);

/// The same for a path that is to end in a state without successors.
[[nodiscard]] std::string wrong_with_deadlock(const view& model, const path& execution);

}  // namespace backcheck::solver::testing
