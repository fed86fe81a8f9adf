// SPDX-License-Identifier: Apache-2.0
#include "solver/symbolic/induction.hpp"

#include <algorithm>
#include <utility>

#include "solver/symbolic/asker.hpp"
#include "solver/symbolic/laying.hpp"

namespace backcheck::solver::symbolic {

namespace {

/// One rule fired in any state, and what is claimed of the state after it.
struct laid_rule {
  firing fired;
  term taken;                     ///< enabled, and no number leaves its range
  std::vector<term> holds_after;  ///< by candidate
  std::vector<hearing_terms> steps;
};

bool is_offered(const system& model, const claim_set& asked, std::size_t claim) {
  return asked.contains(claim) && model.claims()[claim].kind == claim_kind::always;
}
/// What is offered, in order, of a state.
std::vector<term> offered_in(inductive_system& model, const claim_set& asked,
                             const state_terms& state) {
  std::vector<term> all;
  for (const auto& h : model.judge(state))
    if (is_offered(model, asked, h.claim)) all.push_back(h.holds);
  for (const auto& l : model.lemmas(state)) all.push_back(l.holds);
  return all;
}

class search {
 public:
  search(inductive_system& model, const claim_set& asked, const budget& limits,
         const proof_cache* cache)
      : model_(model), asked_(asked), ask_(model.table(), limits, cache) {}

  induction_report run() {
    lay();
    drop_what_fails_at_the_start();
    while (!stopped_ && drop_what_is_not_kept()) ++report_.rounds;
    report_.decided = !stopped_;
    if (!stopped_) judge_steps();
    if (!stopped_) state_obligations();
    for (std::size_t r = 0; r < rules_.size(); ++r) report_.possible.push_back(is_possible(r));
    report_.seconds = ask_.seconds();
    return std::move(report_);
  }

 private:
  term_table& table() { return model_.table(); }
  term conjunction(const std::vector<term>& all) { return conjunction_of(table(), all); }

  std::vector<term> offered_of(const state_terms& state) {
    return offered_in(model_, asked_, state);
  }

  void lay() {
    before_ = any_state(model_, "before");
    for (const auto& h : model_.judge(before_))
      if (is_offered(model_, asked_, h.claim)) report_.offered.push_back({h.claim, ""});
    for (auto& l : model_.lemmas(before_)) report_.offered.push_back({std::nullopt, l.sentence});
    holds_before_ = offered_of(before_);
    report_.kept.assign(report_.offered.size(), true);
    for (std::size_t r = 0; r < model_.rules().size(); ++r) {
      laid_rule laid{model_.fire(r, before_, model_.rules()[r]), {}, {}, {}};
      laid.fired.in_bounds =
          table().conjunction(laid.fired.in_bounds, within_ranges(model_, laid.fired.after));
      laid.taken = table().conjunction(laid.fired.enabled, laid.fired.in_bounds);
      if (!table().is_false(laid.taken)) {
        laid.holds_after = offered_of(laid.fired.after);
        for (const auto& h : model_.judge_step(r, before_, laid.fired.after))
          if (asked_.contains(h.claim) && model_.claims()[h.claim].kind == claim_kind::step)
            laid.steps.push_back(h);
      }
      rules_.push_back(std::move(laid));
    }
    report_.seconds_of_rule.assign(rules_.size(), 0);
  }
  void drop_what_fails_at_the_start() {
    const auto at_start = offered_of(model_.start());
    for (std::size_t i = 0; i < at_start.size(); ++i) {
      assignment values;
      const auto said = ask_({model_.followed(), table().negation(at_start[i])}, values);
      if (said == found::unknown) stopped_ = true;
      if (said == found::nothing) continue;
      report_.kept[i] = false;
      report_.dropped.push_back({i, std::nullopt});
    }
  }

  /// What is believed of the state before a step.
  std::vector<term> believed() {
    std::vector<term> facts{model_.followed()};
    for (std::size_t i = 0; i < holds_before_.size(); ++i)
      if (report_.kept[i]) facts.push_back(holds_before_[i]);
    return facts;
  }
  broken_step told(std::size_t rule, assignment values) {
    broken_step made{rule, std::move(values), {}, {}, {}};
    made.before = table().values(before_, made.values);
    std::vector<term> drawn_terms;
    for (const auto& d : rules_[rule].fired.choices) drawn_terms.push_back(d.value);
    const auto numbers = table().values(drawn_terms, made.values);
    for (std::size_t i = 0; i < numbers.size(); ++i)
      made.choices.emplace_back(rules_[rule].fired.choices[i].name, numbers[i]);
    std::vector<term> free;
    for (const auto& p : model_.parameters()) free.push_back(p.value);
    made.parameters = table().values(free, made.values);
    return made;
  }

  /// One round over all rules. False if nothing was dropped.
  bool drop_what_is_not_kept() {
    bool dropped = false;
    for (std::size_t r = 0; r < rules_.size() && !stopped_; ++r) {
      if (table().is_false(rules_[r].taken)) continue;
      while (!stopped_ && drop_by(r)) dropped = true;
    }
    return dropped;
  }
  /// Drops what one step by that rule breaks. False if it breaks nothing.
  bool drop_by(std::size_t rule) {
    const auto& laid = rules_[rule];
    std::vector<term> kept_after;
    for (std::size_t i = 0; i < laid.holds_after.size(); ++i)
      if (report_.kept[i]) kept_after.push_back(laid.holds_after[i]);
    auto facts = believed();
    facts.push_back(laid.taken);
    facts.push_back(table().negation(conjunction(kept_after)));
    assignment values;
    const double began = ask_.seconds();
    const auto said = ask_(facts, values);
    report_.seconds_of_rule[rule] = ask_.seconds() - began;
    if (said == found::unknown) stopped_ = true;
    if (said != found::something) return false;
    const auto shown = told(rule, values);
    const auto held = table().values(laid.holds_after, values);
    bool any = false;
    for (std::size_t i = 0; i < held.size(); ++i) {
      if (!report_.kept[i] || held[i] != 0) continue;
      report_.kept[i] = false;
      report_.dropped.push_back({i, shown});
      any = true;
    }
    if (!any) throw solvers_disagree("a step that is said to break something breaks nothing");
    return true;
  }

  void state_obligations() {
    const auto kept_of = [&](const std::vector<term>& all) {
      std::vector<term> kept;
      for (std::size_t i = 0; i < all.size(); ++i)
        if (report_.kept[i]) kept.push_back(all[i]);
      return conjunction(kept);
    };
    const assumption followed{"the machine can follow the parameters", model_.followed()};
    report_.obligations.push_back(
        {"it holds at the start", {followed}, kept_of(offered_of(model_.start()))});
    const assumption before{"all that is kept holds before", kept_of(holds_before_)};
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      const assumption taken{"the rule is taken", rules_[r].taken};
      for (std::size_t i = 0; i < rules_[r].holds_after.size(); ++i) {
        const term after = rules_[r].holds_after[i];
        if (!report_.kept[i] || after == holds_before_[i] || table().is_true(after)) continue;
        report_.cells.push_back({i, r, report_.obligations.size()});
        report_.obligations.push_back({"'" + name_of(i) + "' is kept by " + model_.rules()[r],
                                       {followed, before, taken},
                                       after});
      }
    }
  }
  std::string name_of(std::size_t i) {
    const auto& offered = report_.offered[i];
    return offered.claim ? model_.claims()[*offered.claim].name : offered.sentence;
  }

  /// Whether a state in which all that is kept holds enables the rule: else nothing was shown of
  /// it.
  bool is_possible(std::size_t rule) {
    auto facts = believed();
    facts.push_back(rules_[rule].taken);
    assignment values;
    return ask_(facts, values) == found::something;
  }

  /// Claims about steps from states in which all that is kept holds, and ranges.
  void judge_steps() {
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      const auto& laid = rules_[r];
      for (const auto& h : laid.steps)
        judge_step(r, h.claim, {laid.taken, table().negation(h.holds)});
      judge_step(r, std::nullopt, {laid.fired.enabled, table().negation(laid.fired.in_bounds)});
    }
  }
  void judge_step(std::size_t rule, std::optional<std::size_t> claim,
                  const std::vector<term>& wanted) {
    auto facts = believed();
    facts.insert(facts.end(), wanted.begin(), wanted.end());
    assignment values;
    const double began = ask_.seconds();
    const auto said = ask_(facts, values);
    induction_cell cell{claim, rule, proof_ending::undecided, std::nullopt, ask_.seconds() - began};
    if (said == found::nothing) cell.end = proof_ending::proved;
    if (said == found::something) {
      cell.end = proof_ending::refuted;
      cell.shown = told(rule, values);
    }
    report_.steps.push_back(std::move(cell));
  }

  inductive_system& model_;
  claim_set asked_;
  asker ask_;
  state_terms before_;
  std::vector<term> holds_before_;
  std::vector<laid_rule> rules_;
  bool stopped_ = false;
  induction_report report_;
};

}  // namespace

std::vector<term> kept_of(inductive_system& model, const claim_set& asked,
                          const induction_report& known, const state_terms& state) {
  std::vector<term> kept;
  const auto all = offered_in(model, asked, state);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (known.decided && known.kept[i]) kept.push_back(all[i]);
  return kept;
}

claim_set proved_claims(const induction_report& known) {
  claim_set all;
  for (std::size_t i = 0; i < known.offered.size(); ++i)
    if (known.decided && known.kept[i] && known.offered[i].claim)
      all.insert(*known.offered[i].claim);
  for (const auto& cell : known.steps)
    if (cell.claim && cell.end == proof_ending::proved) all.insert(*cell.claim);
  return all;
}

induction_report find_invariants(inductive_system& model, const claim_set& asked,
                                 const budget& limits, const proof_cache* cache) {
  return search(model, asked, limits, cache).run();
}

}  // namespace backcheck::solver::symbolic
