// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "checker/asking.hpp"
#include "checker/museum.hpp"
#include "checker/theorems.hpp"
#include "model/machine/limits.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::checker {

namespace {

constexpr std::string_view preset = "polkadot";

const fault_info* row_of(const museum_mutant& of) {
  if (!of.window.empty()) return nullptr;
  const auto& all = fault_infos();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const fault_info& each) { return each.fault == of.fault; });
  return found == all.end() ? nullptr : &*found;
}

setting setting_with(const museum_mutant& of, protocol::fault fault, std::string_view window,
                     std::string_view set) {
  setting s{};
  s.speak = {of.rules, fault};
  s.parameters = protocol::preset(preset).values;
  if (const auto* row = row_of(of)) {
    adjust(s, *row);
  } else if (!window.empty()) {
    const auto scope = machine::read_scope(std::string(window));
    s.window = scope.window;
    set_all(s.parameters, scope.set);
  }
  set_all(s.parameters, set);
  return s;
}

/// The only claim of a mutant: of a long run, or else of the catalogue.
std::size_t ask(const museum_mutant& of, setting& s) {
  s.properties = {};
  s.long_run = {};
  if (of.how == kill_kind::long_run) {
    const auto claim = long_run_by_id(of.refuted_by).value();
    s.long_run.insert(claim);
    return claim;
  }
  const auto property = property_by_id(of.refuted_by).value();
  s.properties.insert(property);
  return property;
}

void count(museum_run& made, std::uint64_t states, double seconds) {
  made.states += states;
  made.seconds += seconds;
}

/// Replays on the sound machine what shows the fault.
std::string objection_to_sound(const museum_mutant& of, const std::vector<step>& steps) {
  auto s = sound_setting_of(of);
  const auto property = ask(of, s);
  const auto [run, stopped] = make_subject(s)->replay(steps);
  const bool shown = std::any_of(run.frames.begin(), run.frames.end(),
                                 [&](const frame& f) { return shows(f, property); });
  return shown ? "the machine without the change violates it on the same steps" : "";
}

void run_execution(museum_run& made, solver::budget limits) {
  const auto& of = *made.mutant;
  auto s = setting_of(of);
  const auto property = ask(of, s);
  limits.stop_at_first_violation = true;
  const auto found = check(*make_subject(s), s, limits);
  count(made, found.search.states, found.search.seconds);
  const auto& v = found.verdicts.front();
  const bool known = of.fault == protocol::fault::none;
  made.killed = v.what == conclusion::violated || v.what == conclusion::violated_as_expected;
  made.decided = made.killed || found.search.end == solver::ending::complete;
  if (!made.killed) return;
  made.steps = v.shown->steps.size();
  made.shown = record(s, std::string(preset), property, *v.shown);
  if (!known) made.sound = objection_to_sound(of, v.shown->steps);
}

void run_unreachable(museum_run& made, const solver::budget& limits) {
  const auto& of = *made.mutant;
  auto s = setting_of(of);
  const auto property = ask(of, s);
  const auto found = check(*make_subject(s), s, limits);
  count(made, found.search.states, found.search.seconds);
  made.killed = found.verdicts.front().what == conclusion::unreachable;
  made.decided = found.search.end == solver::ending::complete;
  if (!made.killed) return;
  auto sound = sound_setting_of(of);
  ask(of, sound);
  const auto reached = check(*make_subject(sound), sound, limits);
  count(made, reached.search.states, reached.search.seconds);
  const auto& v = reached.verdicts.front();
  if (!v.shown) {
    made.sound = "it is unreachable without the change as well";
    return;
  }
  made.steps = v.shown->steps.size();
  made.shown = record(sound, std::string(preset), property, *v.shown);
}

void run_long_run(museum_run& made, const solver::budget& limits) {
  const auto& of = *made.mutant;
  auto s = setting_of(of);
  const auto claim = ask(of, s);
  const auto found = check_long_run(*make_subject(s), s, limits);
  count(made, found.search.states, found.search.seconds);
  const auto& v = found.verdicts.front();
  made.killed = v.what == conclusion::violated;
  made.decided = made.killed || v.what != conclusion::undecided;
  if (!made.killed) return;
  made.steps = v.broken->run.steps.size();
  made.loop = v.broken->loop;
  made.shown = record(s, std::string(preset), claim, *v.broken);
  auto sound = sound_setting_of(of);
  ask(of, sound);
  const auto without = check_long_run(*make_subject(sound), sound, limits);
  count(made, without.search.states, without.search.seconds);
  if (without.verdicts.front().what != conclusion::holds)
    made.sound = "it does not hold without the change either";
}

void run_theorem(museum_run& made, const solver::budget& limits) {
  solver::symbolic::effort spent;
  spent.limits = limits;
  spent.confirm = false;
  const auto theorem = theorem_by_id(made.mutant->refuted_by).value();
  const auto found = prove_theorem(theorem, true, spent);
  made.seconds += found.seconds();
  made.killed = found.end() == solver::symbolic::proof_ending::refuted;
  made.decided = found.end() != solver::symbolic::proof_ending::undecided;
  for (const auto& each : found.conclusions) {
    if (each.proof.end != solver::symbolic::proof_ending::refuted) continue;
    made.numbers.push_back("it is not so that " + each.conclusion);
    for (const auto& [name, value] : each.counterexample)
      made.numbers.push_back(fmt::format("  {} = {}", name, value));
  }
}

void run_law(museum_run& made) {
  const auto& law = law_by_id(made.mutant->refuted_by);
  const auto begin = std::chrono::steady_clock::now();
  const auto broken = law.run(true);
  made.states = broken.tried;
  made.decided = true;
  made.killed = !broken.refuted.empty();
  made.numbers = broken.refuted;
  if (!law.run(false).refuted.empty()) made.sound = "it does not hold without the change either";
  made.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

setting setting_of(const museum_mutant& of) {
  return setting_with(of, of.fault, of.window, of.set);
}

setting sound_setting_of(const museum_mutant& of) {
  const auto window = of.sound_window.empty() ? of.window : of.sound_window;
  auto s = setting_with(of, protocol::fault::none, window, of.set);
  set_all(s.parameters, of.sound_set);
  return s;
}

std::string assignments_of(const museum_mutant& of) {
  const auto* row = row_of(of);
  auto set = std::string(row ? row->parameters : std::string_view());
  if (!of.set.empty()) set += (set.empty() ? "" : ",") + std::string(of.set);
  return set;
}

std::string command_of(const museum_mutant& of) {
  if (of.how == kill_kind::law) return fmt::format("backcheck mutants --run {}", of.id);
  if (of.how == kill_kind::theorem)
    return fmt::format("backcheck prove --all-parameters --theorem {} --mutants", of.refuted_by);
  const auto* row = row_of(of);
  const auto rules = row ? row->rules : of.rules;
  auto text = std::string("backcheck check --scope ");
  text += row ? machine::to_text(row->window) : std::string(of.window);
  if (rules != protocol::rule_set::y2025)
    text += fmt::format(" --rule-set {}", protocol::name_of(rules));
  const auto set = assignments_of(of);
  for (std::size_t from = 0; from < set.size();) {
    const auto to = std::min(set.find(',', from), set.size());
    text += " --set " + set.substr(from, to - from);
    from = to + 1;
  }
  if (row && !row->change.empty()) text += fmt::format(" --change {}", row->change);
  if (of.fault != protocol::fault::none)
    text += fmt::format(" --fault {}", protocol::name_of(of.fault));
  return text + fmt::format(" --property {}", of.refuted_by);
}

museum_run run_museum(const museum_mutant& of, const solver::budget& limits) {
  museum_run made{.mutant = &of};
  switch (of.how) {
    case kill_kind::execution:
      run_execution(made, limits);
      break;
    case kill_kind::unreachable:
      run_unreachable(made, limits);
      break;
    case kill_kind::long_run:
      run_long_run(made, limits);
      break;
    case kill_kind::theorem:
      run_theorem(made, limits);
      break;
    case kill_kind::law:
      run_law(made);
      break;
  }
  return made;
}

}  // namespace backcheck::checker
