// SPDX-License-Identifier: Apache-2.0
#include "checker/induction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "model/protocol/messages.hpp"
#include "model/protocol/presets.hpp"
#include "model/reflect/paths.hpp"
#include "solver/symbolic/longer_induction.hpp"
#include "solver/symbolic/side_by_side.hpp"

namespace backcheck::checker {

namespace {

using solver::symbolic::broken_step;
using solver::symbolic::induction_report;
using solver::symbolic::inductive_system;
using solver::symbolic::obligation;
using solver::symbolic::proof_ending;
using solver::symbolic::prover;
using solver::symbolic::told;

/// The parameters of a step, in place of those that were free; and the numbers told of them.
/// Whether they are all there is to it: the largest load that a candidate sends is a number of its
/// own in proofs.
struct parameters_of_step {
  setting used;
  std::vector<named_number> told;
  bool complete = true;
};
parameters_of_step parameters_of(const setting& s, inductive_system& model,
                                 const broken_step& found) {
  parameters_of_step made{s, {}, true};
  std::map<std::string, std::uint64_t> by_path;
  for (std::size_t i = 0; i < found.parameters.size(); ++i)
    by_path[model.parameters()[i].name] = found.parameters[i];
  reflect::for_each_leaf(made.used.parameters, [&](const std::string& path, auto& leaf) {
    const auto free = by_path.find(path);
    if (free == by_path.end()) return;
    using traits = reflect::leaf_traits<std::remove_cvref_t<decltype(leaf)>>;
    const std::uint64_t preset = traits::number(leaf);
    leaf = traits::of(free->second);
    if (preset != free->second) made.told.push_back({path, free->second});
  });
  const auto load = protocol::largest_upward_load(made.used.parameters.messages);
  const auto agrees = [&](const char* name, std::uint64_t number) {
    const auto free = by_path.find(name);
    return free == by_path.end() || free->second == number;
  };
  made.complete = agrees("largest upward load.messages", load.messages.raw()) &&
                  agrees("largest upward load.bytes", load.bytes.raw());
  return made;
}

/// The step on the concrete machine. Throws `disagreement` where it is another one there.
told_step told_of(const setting& s, inductive_system& model, const broken_step& found,
                  std::optional<std::size_t> property) {
  const auto with = parameters_of(s, model, found);
  step taken{model.rules()[found.rule], {}};
  for (const auto& [name, drawn] : found.choices)
    taken.choices.push_back({name, static_cast<std::uint8_t>(drawn), ""});
  told_step made{taken.rule, {}, with.told, ""};
  auto [run, stopped] = step_from(with.used, found.before, taken);
  made.run = std::move(run);
  if (stopped) made.unconfirmed = "it is refused: " + stopped->why;
  const auto is_shown = [&](const violation& v) { return v.property == *property; };
  if (!stopped && property &&
      std::none_of(made.run.frames.back().violations.begin(),
                   made.run.frames.back().violations.end(), is_shown))
    made.unconfirmed = "nothing is violated by it";
  if (!made.unconfirmed.empty() && with.complete)
    throw disagreement(fmt::format("the solver and the machine disagree about a step of {}: {}",
                                   taken.rule, made.unconfirmed));
  if (!made.unconfirmed.empty())
    made.unconfirmed += "; no parameters give the largest upward load that it needs";
  return made;
}

class proof_of_machine {
 public:
  proof_of_machine(const setting& s, const free_parameters& free,
                   const solver::symbolic::effort& spent, std::size_t most_steps)
      : setting_(s), spent_(spent), most_steps_(most_steps), model_(make_free_system(s, free)) {}

  machine_proof run() {
    found_ = solver::symbolic::find_invariants(*model_, setting_.properties, spent_.limits,
                                               spent_.cache);
    made_.asked = setting_;
    made_.rules = model_->rules();
    made_.seconds_of_rule = found_.seconds_of_rule;
    made_.possible = found_.possible;
    made_.decided = found_.decided;
    made_.seconds = found_.seconds;
    for (std::size_t i = 0; i < found_.offered.size(); ++i) made_.rows.push_back(row_of(i));
    for (const auto& cell : found_.steps) made_.rows.push_back(row_of(cell));
    if (found_.decided && most_steps_ > 1) look_further_back();
    if (spent_.confirm) confirm();
    for (std::size_t i = 0; i < found_.obligations.size(); ++i)
      made_.smtlib.emplace_back(fmt::format("machine-{}.smt2", i + 1),
                                smtlib(model_->table(), found_.obligations[i]));
    return std::move(made_);
  }

 private:
  induction_row row_of(std::size_t i) {
    const auto& offered = found_.offered[i];
    induction_row row;
    row.property = offered.claim;
    row.sentence =
        offered.claim ? std::string(property_infos()[*offered.claim].sentence) : offered.sentence;
    if (found_.kept[i])
      row.end = found_.decided ? induction_ending::proved : induction_ending::undecided;
    for (const auto& dropped : found_.dropped) {
      if (dropped.which != i) continue;
      row.end = dropped.shown ? induction_ending::not_inductive : induction_ending::fails_at_start;
      if (dropped.shown) row.shown = told_of(setting_, *model_, *dropped.shown, offered.claim);
    }
    return row;
  }
  induction_row row_of(const solver::symbolic::induction_cell& cell) {
    induction_row row;
    row.property = cell.claim;
    row.sentence = cell.claim ? std::string(property_infos()[*cell.claim].sentence)
                              : "no number leaves its range";
    row.about = cell.rule;
    row.seconds = cell.seconds;
    if (cell.end == proof_ending::proved) row.end = induction_ending::proved;
    if (cell.end == proof_ending::refuted) row.end = induction_ending::not_inductive;
    if (cell.shown && cell.claim) row.shown = told_of(setting_, *model_, *cell.shown, cell.claim);
    return row;
  }
  /// What is not kept by each step alone, with more history.
  void look_further_back() {
    for (auto& row : made_.rows) {
      if (!row.property || row.end != induction_ending::not_inductive) continue;
      const auto longer = prove_with_history(*model_, setting_.properties, found_, *row.property,
                                             most_steps_, spent_.limits, spent_.cache);
      row.steps = longer.steps;
      row.seconds += longer.seconds;
      made_.seconds += longer.seconds;
      if (longer.end != proof_ending::proved) continue;
      row.end = induction_ending::proved;
      row.about.reset();
      row.shown.reset();
    }
  }
  /// Each obligation once more, by those who read text: two at a time.
  void confirm() {
    const auto& all = found_.obligations;
    made_.confirmations.resize(all.size());
    solver::symbolic::side_by_side(
        all.size(), [&](std::size_t i) { made_.confirmations[i] = confirmed(all[i]); });
    for (const auto& cell : found_.cells)
      made_.seconds_of_cell[{cell.which, cell.rule}] = made_.confirmations[cell.obligation].seconds;
  }
  confirmation confirmed(const obligation& which) const {
    confirmation made{which.name, {}, 0};
    const auto began = std::chrono::steady_clock::now();
    // cvc5 reads such a text in a third of the time.
    for (const auto who : {prover::cvc5, prover::z3_from_text}) {
      if (who == prover::cvc5 && !spent_.ask_cvc5) continue;
      if (!made.by.empty() && !spent_.ask_everybody) continue;
      auto limits = spent_.limits;
      limits.time_max = spent_.patience;
      const auto said = ask(who, model_->table(), which, limits, spent_.cache);
      if (said == told::satisfiable)
        throw disagreement("another solver refutes what is proved: " + which.name);
      if (said == told::unsatisfiable) made.by.push_back(who);
    }
    made.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return made;
  }

  const setting& setting_;
  const solver::symbolic::effort& spent_;
  std::size_t most_steps_;
  std::unique_ptr<inductive_system> model_;
  induction_report found_;
  machine_proof made_;
};

}  // namespace

solver::claim_set inductive_properties(protocol::rule_set rules) {
  constexpr std::array<std::string_view, 19> ids{"S1",  "S2",  "S5",  "S6",  "S7",  "S8",  "S10",
                                                 "S11", "S12", "S13", "S18", "S19", "S32", "S40",
                                                 "S48", "S52", "S53", "L3",  "Q9"};
  solver::claim_set all;
  for (const auto id : ids) all.insert(property_by_id(id).value());
  return all & all_properties(rules);
}

setting setting_of_proofs(const solver::claim_set& properties, const protocol::dialect& speak) {
  setting s;
  s.speak = speak;
  s.parameters = protocol::preset("polkadot").values;
  s.window = {.relay_blocks = 4, .leaves = 3, .candidates = 4, .sessions = 3};
  s.window.stray_collators = true;
  s.properties = properties;
  return s;
}

machine_proof prove_machine(const setting& s, const free_parameters& free,
                            const solver::symbolic::effort& spent, std::size_t most_steps) {
  return proof_of_machine(s, free, spent, most_steps).run();
}

}  // namespace backcheck::checker
