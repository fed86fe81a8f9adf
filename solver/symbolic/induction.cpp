// SPDX-License-Identifier: Apache-2.0
#include "solver/symbolic/induction.hpp"

#include <algorithm>
#include <utility>

#include "solver/symbolic/lower.hpp"
#include "solver/symbolic/watchdog.hpp"

namespace backcheck::solver::symbolic {

namespace {

/// One rule fired in any state, and what is claimed of the state after it.
struct laid_rule {
  firing fired;
  term taken;                     ///< enabled, and no number leaves its range
  std::vector<term> holds_after;  ///< by candidate
  std::vector<hearing_terms> steps;
};

enum class found { nothing, something, unknown };

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
  search(inductive_system& model, const claim_set& asked, const budget& limits)
      : model_(model),
        asked_(asked),
        limits_(limits),
        lower_(model.table(), context_),
        dog_(context_, limits) {}

  induction_report run() {
    lay();
    drop_what_fails_at_the_start();
    while (!stopped_ && drop_what_is_not_kept()) ++report_.rounds;
    report_.decided = !stopped_;
    if (!stopped_) judge_steps();
    if (!stopped_) state_obligations();
    for (std::size_t r = 0; r < rules_.size(); ++r) report_.possible.push_back(is_possible(r));
    report_.seconds = dog_.seconds();
    return std::move(report_);
  }

 private:
  term_table& table() { return model_.table(); }
  term conjunction(const std::vector<term>& all) {
    term together = term_table::truth(true);
    for (const term t : all) together = table().conjunction(together, t);
    return together;
  }

  std::vector<term> offered_of(const state_terms& state) {
    return offered_in(model_, asked_, state);
  }

  void lay() {
    for (std::size_t leaf = 0; leaf < model_.leaves().size(); ++leaf) {
      const auto name = "before " + model_.leaves()[leaf];
      const auto most = model_.leaf_maxima()[leaf];
      if (most == 0)
        before_.push_back(model_.leaf_is_truth()[leaf] ? term_table::truth(false) : zero);
      else
        before_.push_back(model_.leaf_is_truth()[leaf] ? table().unknown_truth(name)
                                                       : table().unknown(name, most));
    }
    for (const auto& h : model_.judge(before_))
      if (is_offered(model_, asked_, h.claim)) report_.offered.push_back({h.claim, ""});
    for (auto& l : model_.lemmas(before_)) report_.offered.push_back({std::nullopt, l.sentence});
    holds_before_ = offered_of(before_);
    report_.kept.assign(report_.offered.size(), true);
    for (std::size_t r = 0; r < model_.rules().size(); ++r) {
      laid_rule laid{model_.fire(r, before_, model_.rules()[r]), {}, {}, {}};
      laid.fired.in_bounds = table().conjunction(laid.fired.in_bounds, fits(laid.fired.after));
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
  term fits(const state_terms& state) {
    term all = term_table::truth(true);
    for (std::size_t leaf = 0; leaf < state.size(); ++leaf) {
      if (model_.leaf_is_truth()[leaf]) {
        if (model_.leaf_maxima()[leaf] == 0)
          all = table().conjunction(all, table().negation(state[leaf]));
        continue;
      }
      const term most = table().constant(model_.leaf_maxima()[leaf]);
      all = table().conjunction(all, table().negation(table().less(most, state[leaf])));
    }
    return all;
  }

  /// Whether all of them can hold together; the values if so.
  found ask(const std::vector<term>& facts, assignment& values) {
    if (dog_.barked()) return found::unknown;
    const auto of = [&](const char* name) { return z3::tactic(context_, name); };
    auto solver = (of("simplify") & of("propagate-values") & of("solve-eqs") &
                   of("max-bv-sharing") & of("simplify") & of("bit-blast") & of("sat"))
                      .mk_solver();
    for (const term t : facts) {
      if (table().is_false(t)) return found::nothing;
      solver.add(lower_(t));
    }
    for (auto& range : lower_.take_ranges()) ranges_.push_back(std::move(range));
    for (const auto& range : ranges_) solver.add(range);
    try {
      const auto said = solver.check();
      if (said == z3::unsat) return found::nothing;
      if (said == z3::unknown) return found::unknown;
      values = lower_.read(solver.get_model());
      return found::something;
    } catch (const z3::exception&) {
      return found::unknown;
    }
  }

  void drop_what_fails_at_the_start() {
    const auto at_start = offered_of(model_.start());
    for (std::size_t i = 0; i < at_start.size(); ++i) {
      assignment values;
      const auto said = ask({model_.followed(), table().negation(at_start[i])}, values);
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
    const double began = dog_.seconds();
    const auto said = ask(facts, values);
    report_.seconds_of_rule[rule] = dog_.seconds() - began;
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
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      if (table().is_false(rules_[r].taken)) continue;
      report_.obligations.push_back({model_.rules()[r] + " keeps it",
                                     {followed,
                                      {"it holds before", kept_of(holds_before_)},
                                      {"the rule is taken", rules_[r].taken}},
                                     kept_of(rules_[r].holds_after)});
    }
  }

  /// Whether a state in which all that is kept holds enables the rule: else nothing was shown of
  /// it.
  bool is_possible(std::size_t rule) {
    auto facts = believed();
    facts.push_back(rules_[rule].taken);
    assignment values;
    return ask(facts, values) == found::something;
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
    const double began = dog_.seconds();
    const auto said = ask(facts, values);
    induction_cell cell{claim, rule, proof_ending::undecided, std::nullopt, dog_.seconds() - began};
    if (said == found::nothing) cell.end = proof_ending::proved;
    if (said == found::something) {
      cell.end = proof_ending::refuted;
      cell.shown = told(rule, values);
    }
    report_.steps.push_back(std::move(cell));
  }

  inductive_system& model_;
  claim_set asked_;
  const budget& limits_;
  z3::context context_;
  lowering lower_;
  watchdog dog_;
  state_terms before_;
  std::vector<term> holds_before_;
  std::vector<laid_rule> rules_;
  std::vector<z3::expr> ranges_;
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
                                 const budget& limits) {
  return search(model, asked, limits).run();
}

}  // namespace backcheck::solver::symbolic
