// SPDX-License-Identifier: Apache-2.0
//
// Induction: what holds at the start and is kept by each rule holds for ever. Of the claims and the
// lemmas that are offered, the greatest set is looked for that each rule keeps as a whole: what a
// rule does not keep is dropped, with the step that shows it, until nothing is dropped any more.
#pragma once

#include <optional>

#include "solver/interface/budget.hpp"
#include "solver/symbolic/inductive_system.hpp"
#include "solver/symbolic/prove.hpp"

namespace backcheck::solver::symbolic {

/// A claim about states, or a lemma.
struct candidate_invariant {
  std::optional<std::size_t> claim;  ///< none: a lemma
  std::string sentence;              ///< of a lemma
};

/// A step from a state in which all that was still believed holds, into one in which it does not.
/// Whether an execution reaches that state is not known.
struct broken_step {
  std::size_t rule = 0;
  assignment values;                      ///< of the unknowns
  std::vector<std::uint64_t> before;      ///< by leaf
  std::vector<std::uint64_t> parameters;  ///< by free parameter
  std::vector<std::pair<std::string, std::uint64_t>> choices;
};

struct dropped_invariant {
  std::size_t which = 0;             ///< position in `offered`
  std::optional<broken_step> shown;  ///< none: it does not hold at the start
};

/// A claim about steps by one rule, or an invariant and a rule that keeps it.
struct induction_cell {
  std::optional<std::size_t> claim;  ///< none: that no number leaves its range
  std::size_t rule = 0;
  proof_ending end = proof_ending::undecided;
  std::optional<broken_step> shown;
  double seconds = 0;
};

/// Something kept, and a rule that does more than leave it as it was.
struct kept_cell {
  std::size_t which = 0;  ///< position in `offered`
  std::size_t rule = 0;
  std::size_t obligation = 0;
};

struct induction_report {
  std::vector<candidate_invariant> offered;
  std::vector<bool> kept;                  ///< by position in `offered`
  std::vector<dropped_invariant> dropped;  ///< in the order in which they were
  std::vector<double> seconds_of_rule;     ///< for the last proof that a rule keeps all kept ones
  std::vector<induction_cell> steps;       ///< claims about steps, and ranges
  std::vector<bool> possible;              ///< by rule: some state that is left enables it
  std::size_t rounds = 0;
  /// What is kept, to be proved again by others: that it holds at the start, and for each rule and
  /// each thing kept that the rule keeps it. (That it implies what is claimed is plain: the claims
  /// are in it.)
  std::vector<kept_cell> cells;
  std::vector<obligation> obligations;
  bool decided = false;  ///< what is kept is proved; else it is only what was not refuted in time
  double seconds = 0;
};

/// Looks for what of `asked`, and of the lemmas, is inductive. Parameters are as free as the model
/// has them.
induction_report find_invariants(inductive_system& model, const claim_set& asked,
                                 const budget& limits, const proof_cache* cache = nullptr);

/// What is kept, said of another state; nothing, if nothing is decided.
std::vector<term> kept_of(inductive_system& model, const claim_set& asked,
                          const induction_report& known, const state_terms& state);
/// The claims that are proved: kept ones, and those about steps.
claim_set proved_claims(const induction_report& known);

}  // namespace backcheck::solver::symbolic
