// SPDX-License-Identifier: Apache-2.0
//
// Bounded checking: are there executions of so many steps that break a claim, or show one? Depth by
// depth, so that what is found first is as short as can be. The steps of an execution are laid end
// to end as terms; each state's leaves are unknowns of their own where they depend on a choice.
#pragma once

#include <functional>

#include "solver/interface/budget.hpp"
#include "solver/symbolic/system.hpp"

namespace backcheck::solver::symbolic {

/// A step as an answer describes it.
struct answered_step {
  std::size_t rule = 0;
  std::vector<std::pair<std::string, std::uint64_t>> choices;  ///< names and numbers drawn
};
/// A claim that an execution breaks, or shows; at its last state or step.
struct answered {
  std::size_t claim = 0;
  std::vector<answered_step> steps;
};

struct bounded_report {
  ending end = ending::depth_reached;
  std::uint32_t depth = 0;           ///< executions of up to so many steps have been decided
  bool decided = false;              ///< at least those of no step
  std::vector<answered> violations;  ///< by claim, ascending
  std::vector<answered> shown;       ///< by claim, ascending
  std::vector<double> seconds;       ///< until each depth was decided
  std::size_t terms = 0;             ///< in the table at the end
};

/// What is known of all executions: claims that hold, and facts about each state.
struct known_truths {
  claim_set proved;
  std::function<std::vector<term>(const state_terms&)> of;  ///< may be empty
};

/// Decides executions of up to `limits.depth_max` steps, as far as time allows. Asks about the
/// claims in `asked`. Throws `model_fault` if a number can leave its declared range.
/// What is known already is taken for granted.
bounded_report check_bounded(system& model, const claim_set& asked, const budget& limits,
                             const known_truths& known = {});

}  // namespace backcheck::solver::symbolic
