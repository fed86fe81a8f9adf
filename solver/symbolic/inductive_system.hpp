// SPDX-License-Identifier: Apache-2.0
//
// What induction asks of a system besides: lemmas, and which parameters are not known.
#pragma once

#include "solver/symbolic/system.hpp"

namespace backcheck::solver::symbolic {

/// Something that may help to prove claims, if it is true of all reachable states.
struct lemma_term {
  std::string sentence;
  term holds;
};

class inductive_system : public system {
 public:
  /// Parameters that are not known, by name; none where all are.
  [[nodiscard]] virtual const std::vector<drawn>& parameters() const = 0;
  /// That the model can follow the parameters.
  [[nodiscard]] virtual term followed() const = 0;
  virtual std::vector<lemma_term> lemmas(const state_terms& state) = 0;
};

}  // namespace backcheck::solver::symbolic
