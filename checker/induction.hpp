// SPDX-License-Identifier: Apache-2.0
//
// Proofs about the machine for all parameters: of the properties that are asked for, which hold in
// every reachable state through a window, whatever the parameters. Steps that show that something
// is not inductive are taken again on the concrete machine before anyone sees them.
#pragma once

#include <map>

#include "checker/check.hpp"
#include "checker/free_parameters.hpp"
#include "checker/theorems.hpp"
#include "solver/symbolic/induction.hpp"

namespace backcheck::checker {

/// A step from a state that is not known to be reachable.
struct told_step {
  std::string rule;
  execution run;  ///< two frames
  std::vector<named_number> parameters;
  /// Why the concrete machine does not confirm it; empty if it does. It need not where a proof
  /// stands for more than there are parameters for.
  std::string unconfirmed;
};

enum class induction_ending : std::uint8_t { proved, not_inductive, fails_at_start, undecided };

struct induction_row {
  std::optional<std::size_t> property;  ///< none: a lemma, or that no number leaves its range
  std::string sentence;
  std::optional<std::size_t> about;  ///< the rule of a claim about steps
  induction_ending end = induction_ending::undecided;
  std::optional<told_step> shown;
  /// The history that a proof of it needs; of what is not proved, the longest that was tried.
  std::size_t steps = 1;
  double seconds = 0;  ///< of claims about steps, and of proofs with more history
};

/// An obligation of the proof, asked again in a context of its own.
struct confirmation {
  std::string obligation;
  std::vector<solver::symbolic::prover> by;
  double seconds = 0;
};

struct machine_proof {
  setting asked;
  std::vector<std::string> rules;
  std::vector<double> seconds_of_rule;
  std::vector<bool> possible;  ///< by rule: a state that is left enables it
  std::vector<induction_row> rows;
  std::vector<confirmation> confirmations;
  /// What the others took for a row that is kept and a rule that does more than leave it as it was.
  std::map<std::pair<std::size_t, std::size_t>, double> seconds_of_cell;
  std::vector<std::pair<std::string, std::string>> smtlib;  ///< by name of a file
  bool decided = false;
  double seconds = 0;
};

/// The properties that are known to be inductive with the lemmas there are, in a rule set.
solver::claim_set inductive_properties(protocol::rule_set rules);

/// The window in which the machine is proved: 4 relay blocks, 4 candidates, forks, sessions,
/// reversions, and collators that stray. Parameters are those of a preset where they are not free.
setting setting_of_proofs(const solver::claim_set& properties, const protocol::dialect& speak);

/// With more than one step of history, if so much is allowed, where one does not suffice.
machine_proof prove_machine(const setting& s, const free_parameters& free,
                            const solver::symbolic::effort& spent, std::size_t most_steps = 1);

}  // namespace backcheck::checker
