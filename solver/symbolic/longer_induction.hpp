// SPDX-License-Identifier: Apache-2.0
//
// Induction over more than one step, for claims that no rule-by-rule induction proves: if a claim
// holds in the first states of every execution, and in the state after any `steps` steps that began
// in states in which it held, it holds for ever. What is proved already is assumed of every state
// on the way.
#pragma once

#include "solver/symbolic/induction.hpp"

namespace backcheck::solver::symbolic {

struct longer_proof {
  std::size_t claim = 0;
  std::size_t steps = 0;  ///< of history that was tried last
  proof_ending end = proof_ending::undecided;
  double seconds = 0;
};

/// Tries to prove a claim that is not in `known`, about states or about steps, with a history of 2
/// to `most` steps. Refuted means: not with so long a history.
longer_proof prove_with_history(inductive_system& model, const claim_set& asked,
                                const induction_report& known, std::size_t claim, std::size_t most,
                                const budget& limits, const proof_cache* cache = nullptr);

}  // namespace backcheck::solver::symbolic
