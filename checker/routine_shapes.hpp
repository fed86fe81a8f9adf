// SPDX-License-Identifier: Apache-2.0
//
// The shapes in which the machine is compiled for routines: with one core, and with several. Both
// have room for longer segments than the windows that are searched.
#pragma once

#include "checker/routine.hpp"
#include "model/machine/shape.hpp"

namespace backcheck::checker {

using lane_shape = machine::shape<6, 1, 16>;
inline constexpr machine::extent lanes_extent{.cores = 4, .pending = 4, .claims = 2};
using lanes_shape = machine::shape<6, 1, 30, lanes_extent>;

template <class Shape>
std::unique_ptr<routine_machine> make_routine_walk(const setting& s, const routine& how,
                                                   const machine::scope& window);
extern template std::unique_ptr<routine_machine> make_routine_walk<lane_shape>(
    const setting&, const routine&, const machine::scope&);
extern template std::unique_ptr<routine_machine> make_routine_walk<lanes_shape>(
    const setting&, const routine&, const machine::scope&);

}  // namespace backcheck::checker
