// SPDX-License-Identifier: Apache-2.0
//
// The machine as something to be walked through at random. Shapes and templates end here.
#pragma once

#include <memory>

#include "checker/setting.hpp"
#include "checker/stepper.hpp"
#include "solver/random/walks.hpp"

namespace backcheck::checker {

template <class Shape>
std::unique_ptr<solver::random::walkable> make_machine_walkable(const setting& s);

/// The machine for a setting, to be walked through, in a compiled shape that holds its window. The
/// setting has been checked by `machine::beyond_the_machine`.
std::unique_ptr<solver::random::walkable> make_walkable(const setting& s);

/// The steps of a walk as the concrete machine takes them.
std::vector<step> steps_of(const std::vector<solver::random::taken_step>& taken);

}  // namespace backcheck::checker
