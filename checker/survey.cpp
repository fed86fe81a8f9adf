// SPDX-License-Identifier: Apache-2.0
#include "checker/survey.hpp"

#include "checker/asking.hpp"
#include "model/machine/limits.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::checker {

scope_run run_scope(const machine::named_scope& scope, protocol::rule_set rules,
                    const protocol::configuration& start, const solver::budget& limits) {
  scope_run made;
  made.scope = &scope;
  made.rules = rules;
  auto& s = made.asked;
  s.speak.rules = rules;
  s.window = scope.window;
  s.parameters = start.values;
  set_all(s.parameters, scope.set);
  let_change(s, scope.change);
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

fault_run run_fault(const fault_info& fault, solver::budget limits, kills_wanted wanted) {
  setting s{};
  s.speak.fault = fault.fault;
  s.parameters = protocol::preset(protocol::preset_names().front()).values;
  adjust(s, fault);
  ask_for_all(s);
  // What is broken anyway tells nothing of a fault.
  for (std::size_t i = 0; i < property_infos().size(); ++i)
    if (expects_violation(i, s)) s.properties.erase(i);
  limits.stop_at_first_violation = wanted == kills_wanted::soonest;
  auto found = check(*make_subject(s), s, limits);
  fault_run made{&fault, {}, std::move(found.search)};
  for (const auto& v : found.verdicts)
    if (v.what == conclusion::violated) made.kills.push_back({v.property, v.shown->steps.size()});
  return made;
}

}  // namespace backcheck::checker
