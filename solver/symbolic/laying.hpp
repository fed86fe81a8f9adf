// SPDX-License-Identifier: Apache-2.0
//
// States of a system in terms: one of which nothing is known, and that one keeps to its ranges.
#pragma once

#include <string>

#include "solver/symbolic/system.hpp"

namespace backcheck::solver::symbolic {

/// A state whose leaves are unknowns; `tag` makes their names differ from those of other states.
state_terms any_state(system& model, const std::string& tag);

/// That no leaf of a state is larger than it may be.
term within_ranges(system& model, const state_terms& state);

/// All of them together.
term conjunction_of(term_table& table, const std::vector<term>& all);

}  // namespace backcheck::solver::symbolic
