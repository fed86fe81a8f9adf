// SPDX-License-Identifier: Apache-2.0
//
// What a search found out. Five different sentences must stay different: see `ending` and
// `finding`.
#pragma once

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "solver/interface/path.hpp"

namespace backcheck::solver {

/// Why a search ended. Only `complete` says something about all reachable states.
enum class ending : std::uint8_t {
  complete,
  states_spent,
  memory_spent,
  time_spent,
  depth_reached,
  stopped,
  interrupted
};

/// One claim that was refuted (`always`, `step`) or shown (`sometimes`), with a shortest execution
/// that does it. For a claim about transitions the last step of the path is the transition in
/// question.
struct finding {
  std::uint16_t claim = 0;  ///< position in `view::claims()`
  path execution;
};

/// The outcome of a search. Equal for equal models and budgets, whatever the number of threads,
/// except `seconds`, `memory_bytes` and, when time or memory ran out or the search was interrupted,
/// how far it came.
struct search_report {
  ending end = ending::complete;
  std::uint64_t states = 0;               ///< distinct states stored
  std::uint64_t transitions = 0;          ///< enabled rule instances of all states looked at
  std::uint32_t depth = 0;                ///< steps to the last level looked at completely
  std::uint64_t deadlocks = 0;            ///< states without a step, though no bound cut one off
  std::vector<path> first_deadlock;       ///< a shortest execution into one, or none
  std::array<std::uint64_t, 2> digest{};  ///< of the set of states, in whatever order found
  std::vector<std::uint64_t> fired;       ///< by rule: transitions
  /// By claim: states (`always`) or transitions (`step`) that met its premise.
  std::vector<std::uint64_t> premises;
  /// By claim: states and transitions that show it (`sometimes`).
  std::vector<std::uint64_t> witnesses;
  std::vector<std::uint64_t> cut;   ///< by bound: states in which it cut a step off
  std::vector<finding> violations;  ///< by claim, ascending
  std::vector<finding> shown;       ///< by claim, ascending: each `sometimes` that was seen
  std::uint64_t memory_bytes = 0;   ///< most the search held at once
  double seconds = 0;
};

/// The model left one of its own declared ranges, or broke a rule of its own language: Backcheck is
/// at fault, not the user.
class model_fault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace backcheck::solver
