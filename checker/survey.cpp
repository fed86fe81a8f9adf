// SPDX-License-Identifier: Apache-2.0
#include "checker/survey.hpp"

#include <algorithm>

#include "checker/asking.hpp"
#include "model/machine/limits.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::checker {

namespace {

/// Asks for everything that is not broken anyway: that tells nothing of a fault.
void ask_for_what_holds(setting& s) {
  ask_for_all(s);
  for (std::size_t i = 0; i < property_infos().size(); ++i)
    if (expects_violation(i, s)) s.properties.erase(i);
}

setting setting_in(const machine::named_scope& scope, const protocol::dialect& speak,
                   const protocol::configuration& start) {
  setting s{};
  s.speak = speak;
  s.window = scope.window;
  s.parameters = start.values;
  set_all(s.parameters, scope.set);
  let_change(s, scope.change);
  return s;
}

}  // namespace

scope_run run_scope(const machine::named_scope& scope, protocol::rule_set rules,
                    const protocol::configuration& start, const solver::budget& limits) {
  scope_run made;
  made.scope = &scope;
  made.rules = rules;
  auto& s = made.asked;
  s = setting_in(scope, {.rules = rules}, start);
  made.why_not = machine::beyond_the_machine(s.speak, s.parameters, s.window, s.changed);
  if (made.why_not) return made;
  ask_for_all(s);
  const auto machine = make_subject(s);
  made.found = check(*machine, s, limits);
  if (!scope.long_run || beyond_the_long_run(s)) return made;
  ask_for_long_run(s);
  made.long_run = check_long_run(*machine, s, limits);
  return made;
}

bool fault_run::killed_as_named() const {
  const auto named = property_by_id(fault->refuted_by);
  return std::any_of(kills.begin(), kills.end(),
                     [&](const kill& each) { return each.property == named; });
}

fault_run run_fault(const fault_info& fault, solver::budget limits, kills_wanted wanted) {
  setting s{};
  s.speak.fault = fault.fault;
  s.parameters = protocol::preset(protocol::preset_names().front()).values;
  adjust(s, fault);
  ask_for_what_holds(s);
  if (wanted == kills_wanted::named) {
    s.properties = {};
    s.properties.insert(property_by_id(fault.refuted_by).value());
  }
  limits.stop_at_first_violation = wanted != kills_wanted::all;
  auto found = check(*make_subject(s), s, limits);
  fault_run made{&fault, {}, std::move(found.search)};
  for (const auto& v : found.verdicts)
    if (v.what == conclusion::violated) made.kills.push_back({v.property, v.shown->steps.size()});
  return made;
}

void run_fault_in(fault_run& made, const machine::named_scope& scope,
                  const protocol::configuration& start, const solver::budget& limits) {
  auto s = setting_in(scope, {.rules = made.fault->rules, .fault = made.fault->fault}, start);
  if (machine::beyond_the_machine(s.speak, s.parameters, s.window, s.changed)) return;
  ask_for_what_holds(s);
  check_report found;
  try {
    found = check(*make_subject(s), s, limits);
  } catch (const language::model_fault&) {
    return;
  }
  for (const auto& v : found.verdicts) {
    if (v.what != conclusion::violated) continue;
    const kill here{v.property, v.shown->steps.size(), scope.name};
    const auto known = std::find_if(made.kills.begin(), made.kills.end(),
                                    [&](const kill& k) { return k.property == v.property; });
    if (known == made.kills.end()) {
      made.kills.push_back(here);
    } else if (here.steps < known->steps) {
      *known = here;
    }
  }
}

void run_stall_in(stall_run& made, const scope_run& sound, const solver::budget& limits) {
  auto s = sound.asked;
  s.long_run = {};
  s.properties = {};
  for (const auto& v : sound.found.verdicts) {
    const auto is_it = [&](const loss& known) { return known.property == v.property; };
    const bool lost = std::any_of(made.lost.begin(), made.lost.end(), is_it);
    s.properties.insert_if(v.what == conclusion::reachable && !lost, v.property);
  }
  if (s.properties.empty()) return;
  s.speak.fault = made.stall->fault;
  for (const auto& v : check(*make_subject(s), s, limits).verdicts)
    if (v.what == conclusion::unreachable)
      made.lost.push_back({v.property, sound.scope->name, sound.rules});
}

}  // namespace backcheck::checker
