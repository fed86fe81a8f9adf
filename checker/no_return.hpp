// SPDX-License-Identifier: Apache-2.0
//
// The point of no return of an execution that violates an `always` or a `step` property: the last
// of its states from which the violation can still be avoided.
//
// A violation can be avoided from a state if some execution goes on from it, inside the window, in
// which no state and no step violates the property, and which goes on for ever or ends where
// nothing can happen any more. An execution that a bound of the window cuts off avoids nothing:
// what it would have come to is not known, and where that matters the answer says so. Whoever acts
// is free to act as he likes, all of them together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checker/recording.hpp"
#include "solver/explicit/escape.hpp"
#include "solver/interface/budget.hpp"

namespace backcheck::checker {

using solver::way_out;

/// How many of the steps that are enabled in a state lead where.
struct ways_on {
  std::size_t avoid = 0;    ///< to a state from which the violation can be avoided
  std::size_t violate = 0;  ///< to a violation, at once or, whatever happens, later
  std::size_t cut = 0;      ///< to where it cannot be avoided inside the window
  std::size_t undecided = 0;
  /// A step of the first kind.
  std::optional<step> example = {};
};

struct no_return {
  /// `open`: the point is known. `closed`: there is none, the violation cannot be avoided from the
  /// start on. `closed_inside`: nor can it here, but by executions that leave the window.
  way_out what = way_out::undecided;
  std::size_t last = 0;  ///< of `open`: the number of steps to the point
  ways_on there = {};    ///< of `open`: what can happen at the point
  /// What is known of the state behind the point, or of the start if there is none.
  solver::escape_report behind = {};
  std::uint64_t states = 0;  ///< that were looked at
};

/// What one could ask about: that a trace violates a property of a state or a step.
bool has_point_of_no_return(const replayed& of);

/// What is wrong with a way round a violation, taken after a path, on the concrete machine; empty:
/// nothing.
std::string objection_to(const subject& machine, std::size_t property, const solver::path& before,
                         const solver::escape_route& route);

/// Throws `disagreement` if a way out that the engine found is none on the concrete machine.
no_return find_no_return(const replayed& of, const solver::budget& limits);

}  // namespace backcheck::checker
