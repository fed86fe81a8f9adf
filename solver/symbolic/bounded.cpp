// SPDX-License-Identifier: Apache-2.0
#include "solver/symbolic/bounded.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "solver/symbolic/lower.hpp"
#include "solver/symbolic/watchdog.hpp"

namespace backcheck::solver::symbolic {

namespace {

/// What can go wrong, or be shown, at the end of an execution.
struct target {
  std::size_t claim;
  bool is_violation;
  term when;
};

/// One step of the execution, by the rule that a solver chooses.
struct laid_step {
  term rule;
  std::vector<firing> firings;  ///< by rule
};

class bounded_search {
 public:
  bounded_search(system& model, const claim_set& asked, const budget& limits,
                 const known_truths& known)
      : model_(model),
        asked_(asked),
        known_(known),
        limits_(limits),
        lower_(model.table(), context_),
        dog_(context_, limits) {}

  bounded_report run() {
    state_ = model_.start();
    collect(model_.judge(state_), term_table::truth(true));
    for (std::uint32_t depth = 0;; ++depth) {
      if (!decide_level()) break;
      report_.depth = depth;
      report_.decided = true;
      report_.seconds.push_back(dog_.seconds());
      if (limits_.on_progress) limits_.on_progress({0, 0, 0, depth, 0, 0});
      if (depth == limits_.depth_max || (limits_.stop_at_first_violation && found_violation()))
        break;
      if (!lay_step(depth)) break;
    }
    if (dog_.barked()) report_.end = dog_.interrupted() ? ending::interrupted : ending::time_spent;
    const auto by_claim = [](const answered& a, const answered& b) { return a.claim < b.claim; };
    std::sort(report_.violations.begin(), report_.violations.end(), by_claim);
    std::sort(report_.shown.begin(), report_.shown.end(), by_claim);
    report_.terms = table().size();
    return std::move(report_);
  }

 private:
  term_table& table() { return model_.table(); }
  [[nodiscard]] bool found_violation() const { return !report_.violations.empty(); }

  void assume(term t) {
    facts_.push_back(lower_(t));
    for (auto& range : lower_.take_ranges()) facts_.push_back(std::move(range));
  }

  /// Keeps what open claims say where `when` holds: something to look for, and never again.
  void collect(const std::vector<hearing_terms>& heard, term when) {
    for (const auto& h : heard) {
      if (!asked_.contains(h.claim) || closed_.contains(h.claim) || known_.proved.contains(h.claim))
        continue;
      const bool shows = model_.claims()[h.claim].kind == claim_kind::sometimes;
      const term bad = shows ? h.shown : table().negation(h.holds);
      targets_.push_back({h.claim, !shows, table().conjunction(when, bad)});
    }
  }

  /// One more step behind the last state. False if no rule can be enabled.
  bool lay_step(std::uint32_t depth) {
    const std::string at = "step " + std::to_string(depth + 1);
    const std::size_t rules = model_.rules().size();
    laid_step step{table().unknown(at + " rule", rules - 1), {}};
    term some_rule = term_table::truth(false);
    term in_bounds = term_table::truth(true);
    for (std::size_t r = 0; r < rules; ++r) {
      step.firings.push_back(model_.fire(r, state_, at + " " + model_.rules()[r]));
      const auto& fired = step.firings.back();
      const term chosen = table().equal(step.rule, table().constant(r));
      some_rule = table().disjunction(some_rule, table().conjunction(chosen, fired.enabled));
      in_bounds = table().conjunction(
          in_bounds, table().disjunction(table().negation(chosen), fired.in_bounds));
    }
    if (table().is_false(some_rule)) return false;
    assume(some_rule);
    // Before the step is taken: claims speak of numbers in their ranges.
    out_of_bounds_ = table().negation(in_bounds);
    for (std::size_t r = 0; r < rules; ++r) {
      if (table().is_false(step.firings[r].enabled)) continue;
      const term chosen = table().equal(step.rule, table().constant(r));
      collect(model_.judge_step(r, state_, step.firings[r].after), chosen);
    }
    state_ = merged(step, at);
    if (known_.of)
      for (const term fact : known_.of(state_)) assume(fact);
    collect(model_.judge(state_), term_table::truth(true));
    steps_.push_back(std::move(step));
    return true;
  }

  /// The state after a step, whichever rule took it: each leaf is an unknown of its own, unless it
  /// is known.
  state_terms merged(const laid_step& step, const std::string& at) {
    state_terms after;
    for (std::size_t leaf = 0; leaf < state_.size(); ++leaf) {
      std::optional<term> value;
      for (std::size_t r = step.firings.size(); r-- > 0;) {
        if (table().is_false(step.firings[r].enabled)) continue;
        const term chosen = table().equal(step.rule, table().constant(r));
        const term own = step.firings[r].after[leaf];
        value = value ? table().choice(chosen, own, *value) : own;
      }
      after.push_back(*value);
    }
    for (std::size_t leaf = 0; leaf < after.size(); ++leaf)
      after[leaf] = named(after[leaf], leaf, at);
    return after;
  }
  term named(term value, std::size_t leaf, const std::string& at) {
    const node n = table()[value];
    const std::string name = at + " " + model_.leaves()[leaf];
    if (is_truth(n.what)) {
      if (n.what == kind::constant_truth) return value;
      const term fresh = table().unknown_truth(name);
      assume(table().same(fresh, value));
      return fresh;
    }
    if (n.what == kind::constant) return value;
    // A leaf that outgrows the window would make the step vanish: that it does not is asked first.
    const std::uint64_t most = std::min(n.high, model_.leaf_maxima()[leaf]);
    out_of_bounds_ =
        table().disjunction(out_of_bounds_, table().less(table().constant(most), value));
    const term fresh = table().unknown(name, n.high, n.low);
    assume(table().equal(fresh, value));
    return fresh;
  }

  /// Started anew for each question: that, measured, beats keeping one.
  z3::solver fresh_solver() {
    const auto of = [&](const char* name) { return z3::tactic(context_, name); };
    const z3::tactic prepared = of("simplify") & of("propagate-values") & of("solve-eqs") &
                                of("max-bv-sharing") & of("simplify") & of("bit-blast") & of("sat");
    return prepared.mk_solver();
  }

  /// Asks whether `bad` can hold at the end of some execution; the answer's values if so.
  std::optional<assignment> ask(term bad, bool& known) {
    known = true;
    if (table().is_false(bad)) return std::nullopt;
    const z3::expr wanted = lower_(bad);
    for (auto& range : lower_.take_ranges()) facts_.push_back(std::move(range));
    auto solver = fresh_solver();
    for (const auto& fact : facts_) solver.add(fact);
    solver.add(wanted);
    z3::check_result result = z3::unknown;
    try {
      result = solver.check();
    } catch (const z3::exception&) {
      // It was stopped.
    }
    known = result != z3::unknown;
    if (result != z3::sat) return std::nullopt;
    return lower_.read(solver.get_model());
  }

  /// Everything to be known of executions of exactly this length. False if that is not known.
  bool decide_level() {
    bool known = true;
    const term out_of_bounds = std::exchange(out_of_bounds_, term_table::truth(false));
    if (ask(out_of_bounds, known))
      throw model_fault("a number can leave its declared range in " +
                        std::to_string(steps_.size()) + " steps");
    if (known && !table().is_false(out_of_bounds)) assume(table().negation(out_of_bounds));
    for (const bool violations : {true, false}) {
      if (known) known = decide_targets(violations);
    }
    targets_.clear();
    return known;
  }

  /// Finds each claim that is broken, or else each that is shown, at this length.
  bool decide_targets(bool violations) {
    bool known = true;
    while (known) {
      term any = term_table::truth(false);
      for (const auto& t : targets_)
        if (t.is_violation == violations) any = table().disjunction(any, t.when);
      const auto answer = ask(any, known);
      if (!answer) break;
      note_all(*answer);
    }
    // What never holds helps to find out about longer executions.
    for (const auto& t : targets_)
      if (known && t.is_violation == violations && !table().is_false(t.when))
        assume(table().negation(t.when));
    return known;
  }

  void note_all(const assignment& answer) {
    std::vector<term> conditions;
    for (const auto& t : targets_) conditions.push_back(t.when);
    const auto values = table().values(conditions, answer);
    for (std::size_t i = 0; i < targets_.size(); ++i)
      if (values[i] != 0 && !closed_.contains(targets_[i].claim)) note(targets_[i], answer);
    std::erase_if(targets_, [&](const target& t) { return closed_.contains(t.claim); });
  }

  void note(const target& found, const assignment& answer) {
    closed_.insert(found.claim);
    answered made{found.claim, {}};
    for (const auto& step : steps_) {
      const std::size_t rule = table().values({step.rule}, answer).front();
      const auto& drawn_by_it = step.firings[rule].choices;
      std::vector<term> drawn_terms;
      for (const auto& d : drawn_by_it) drawn_terms.push_back(d.value);
      const auto numbers = table().values(drawn_terms, answer);
      answered_step taken{rule, {}};
      for (std::size_t i = 0; i < numbers.size(); ++i)
        taken.choices.emplace_back(drawn_by_it[i].name, numbers[i]);
      made.steps.push_back(std::move(taken));
    }
    (found.is_violation ? report_.violations : report_.shown).push_back(std::move(made));
  }

  system& model_;
  claim_set asked_;
  const known_truths& known_;
  const budget& limits_;
  z3::context context_;
  lowering lower_;
  watchdog dog_;
  state_terms state_;
  std::vector<laid_step> steps_;
  std::vector<z3::expr> facts_;
  std::vector<target> targets_;
  term out_of_bounds_ = term_table::truth(false);
  claim_set closed_;
  bounded_report report_;
};

}  // namespace

bounded_report check_bounded(system& model, const claim_set& asked, const budget& limits,
                             const known_truths& known) {
  return bounded_search(model, asked, limits, known).run();
}

}  // namespace backcheck::solver::symbolic
