// SPDX-License-Identifier: Apache-2.0
//
// What the engines of this folder know of a model: a transition system made of terms. A state is a
// list of terms, one for each leaf of the model's state; rules and claims go by position.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "solver/interface/verdict.hpp"
#include "solver/interface/view.hpp"
#include "solver/symbolic/terms.hpp"

namespace backcheck::solver::symbolic {

using state_terms = std::vector<term>;

/// A choice that a rule draws: the number drawn, as a concrete source of draws would draw it.
struct drawn {
  std::string name;
  term value;
};

/// One rule fired in a state.
struct firing {
  term enabled;  ///< its guard, and that its choices exist
  state_terms after;
  std::vector<drawn> choices;
  term in_bounds;  ///< that nothing leaves its declared range, if it is enabled
};

/// What a claim says of a state or step.
struct hearing_terms {
  std::size_t claim = 0;
  term premise;  ///< of `always` and `step`
  term holds;
  term shown;  ///< of `sometimes`
};

class system {
 public:
  system() = default;
  system(const system&) = delete;
  system& operator=(const system&) = delete;
  virtual ~system() = default;

  [[nodiscard]] virtual const std::vector<std::string>& rules() const = 0;
  [[nodiscard]] virtual const std::vector<claim>& claims() const = 0;
  /// The table that all its terms stand in.
  virtual term_table& table() = 0;
  /// Names of the leaves of a state, and the largest number that each may hold.
  [[nodiscard]] virtual const std::vector<std::string>& leaves() const = 0;
  [[nodiscard]] virtual const std::vector<std::uint64_t>& leaf_maxima() const = 0;
  [[nodiscard]] virtual const std::vector<bool>& leaf_is_truth() const = 0;

  virtual state_terms start() = 0;
  /// `tag` makes the names of the choices differ from those of other firings.
  virtual firing fire(std::size_t rule, const state_terms& before, const std::string& tag) = 0;
  /// Claims about a state.
  virtual std::vector<hearing_terms> judge(const state_terms& state) = 0;
  /// Claims about a step by that rule.
  virtual std::vector<hearing_terms> judge_step(std::size_t rule, const state_terms& before,
                                                const state_terms& after) = 0;
};

}  // namespace backcheck::solver::symbolic
