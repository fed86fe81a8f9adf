// SPDX-License-Identifier: Apache-2.0
#include "checker/routine_shapes.hpp"
#include "checker/routine_walk.hpp"

namespace backcheck::checker {

template <class Shape>
std::unique_ptr<routine_machine> make_routine_walk(const setting& s, const routine& how,
                                                   const machine::scope& window) {
  return std::make_unique<routine_walk<Shape>>(s, how, window);
}
template std::unique_ptr<routine_machine> make_routine_walk<lanes_shape>(const setting&,
                                                                         const routine&,
                                                                         const machine::scope&);

}  // namespace backcheck::checker
