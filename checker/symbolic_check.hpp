// SPDX-License-Identifier: Apache-2.0
//
// A check by the symbolic engine: all executions of up to so many steps, decided by Z3. What it
// finds is replayed on the concrete machine like everything else.
#pragma once

#include "checker/check.hpp"
#include "solver/symbolic/system.hpp"

namespace backcheck::checker {

/// The machine of a setting in terms, in the smallest compiled shape that holds its window. Throws
/// `request_error` where it cannot be said in terms.
std::unique_ptr<solver::symbolic::system> make_system(const setting& s);

/// Decides what the setting asks about, of executions of at most `limits.depth_max` steps.
check_report check_symbolically(const subject& machine, const setting& s,
                                const solver::budget& limits);

}  // namespace backcheck::checker
