// SPDX-License-Identifier: Apache-2.0
#include "checker/walk_model.hpp"
#include "checker/walks.hpp"
#include "model/machine/wide_shape.hpp"
#include "solver/random/bind.hpp"

namespace backcheck::checker {

template <class Shape>
std::unique_ptr<solver::random::walkable> make_machine_walkable(const setting& s) {
  return std::make_unique<solver::random::bound_walkable<walk_model<Shape>>>(walk_model<Shape>(s));
}
template std::unique_ptr<solver::random::walkable> make_machine_walkable<machine::view_shape>(
    const setting&);

}  // namespace backcheck::checker
