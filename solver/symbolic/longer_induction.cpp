// SPDX-License-Identifier: Apache-2.0
#include "solver/symbolic/longer_induction.hpp"

#include "solver/symbolic/asker.hpp"
#include "solver/symbolic/laying.hpp"

namespace backcheck::solver::symbolic {

namespace {

class history {
 public:
  history(inductive_system& model, const claim_set& asked, const induction_report& known,
          std::size_t claim, const budget& limits, const proof_cache* cache)
      : model_(model),
        asked_(asked),
        known_(known),
        claim_(claim),
        ask_(model.table(), limits, cache) {}

  longer_proof prove(std::size_t most) {
    longer_proof made{claim_, 0, proof_ending::refuted, 0};
    for (std::size_t steps = 2; steps <= most && made.end == proof_ending::refuted; ++steps) {
      made.steps = steps;
      made.end = with(steps);
    }
    made.seconds = ask_.seconds();
    return made;
  }

 private:
  term_table& table() { return model_.table(); }
  [[nodiscard]] bool is_about_states() const {
    return model_.claims()[claim_].kind == claim_kind::always;
  }
  /// What the claim says of a state; nothing where it is about steps.
  term of_state(const state_terms& state) {
    if (is_about_states())
      for (const auto& h : model_.judge(state))
        if (h.claim == claim_) return h.holds;
    return term_table::truth(true);
  }
  /// What it says after a step: of the step, or of the state after it.
  term of_step(std::size_t rule, const state_terms& before, const state_terms& after) {
    if (is_about_states()) return of_state(after);
    for (const auto& h : model_.judge_step(rule, before, after))
      if (h.claim == claim_) return h.holds;
    return term_table::truth(true);
  }
  term believed(const state_terms& state) {
    return conjunction_of(table(), kept_of(model_, asked_, known_, state));
  }

  proof_ending with(std::size_t steps) {
    const auto start = model_.start();
    const std::vector<term> from_start{model_.followed()};
    const auto first = shown(from_start, of_state(start));
    if (first != proof_ending::proved) return first;
    const auto began = extend(start, from_start, "start", steps - 1, true);
    if (began != proof_ending::proved) return began;
    const auto anywhere = any_state(model_, "before");
    return extend(anywhere, {model_.followed(), believed(anywhere), of_state(anywhere)}, "step",
                  steps, false);
  }

  /// Whether the claim holds after each sequence of so many steps, if all facts do; with `each`,
  /// after each shorter sequence, too. It is assumed on the way.
  proof_ending extend(const state_terms& state, const std::vector<term>& facts,
                      const std::string& tag, std::size_t steps, bool each) {
    if (steps == 0) return proof_ending::proved;
    for (std::size_t r = 0; r < model_.rules().size(); ++r) {
      const auto name = tag + " " + model_.rules()[r];
      const auto fired = model_.fire(r, state, name);
      auto now = facts;
      now.push_back(fired.enabled);
      now.push_back(fired.in_bounds);
      now.push_back(within_ranges(model_, fired.after));
      if (table().is_false(conjunction_of(table(), now))) continue;
      const term claimed = of_step(r, state, fired.after);
      if (steps == 1 || each) {
        const auto said = shown(now, claimed);
        if (said != proof_ending::proved) return said;
      }
      now.push_back(claimed);
      now.push_back(believed(fired.after));
      const auto said = extend(fired.after, now, name, steps - 1, each);
      if (said != proof_ending::proved) return said;
    }
    return proof_ending::proved;
  }

  proof_ending shown(std::vector<term> facts, term conclusion) {
    if (table().is_true(conclusion)) return proof_ending::proved;
    facts.push_back(table().negation(conclusion));
    assignment values;
    switch (ask_(facts, values)) {
      case found::nothing:
        return proof_ending::proved;
      case found::something:
        return proof_ending::refuted;
      case found::unknown:
        break;
    }
    return proof_ending::undecided;
  }

  inductive_system& model_;
  const claim_set& asked_;
  const induction_report& known_;
  std::size_t claim_;
  asker ask_;
};

}  // namespace

longer_proof prove_with_history(inductive_system& model, const claim_set& asked,
                                const induction_report& known, std::size_t claim, std::size_t most,
                                const budget& limits, const proof_cache* cache) {
  return history(model, asked, known, claim, limits, cache).prove(most);
}

}  // namespace backcheck::solver::symbolic
