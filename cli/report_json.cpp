// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "checker/recording.hpp"
#include "cli/report.hpp"
#include "cli/report_long_run.hpp"
#include "model/machine/scopes.hpp"

namespace backcheck::cli {

using reflect::json;

namespace {

json counts_json(const std::vector<std::string>& names, const std::vector<std::uint64_t>& counts) {
  json made = json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) made[names[i]] = counts[i];
  return made;
}

json step_json(const trace::moment& m) {
  json choices = json::object();
  json made = {{"rule", m.taken->rule}};
  for (const auto& c : m.taken->choices) choices[c.name] = c.shown;
  made["choices"] = std::move(choices);
  made["changed"] = m.changed;
  return made;
}

json verdict_json(const told_check& told, const checker::verdict& v) {
  const auto& info = checker::property_infos()[v.property];
  json made = {{"property", info.id},
               {"sentence", info.sentence},
               {"conclusion", name_of(v.what)},
               {"verdict", told.words(v)},
               {"met", v.met}};
  if (v.shown) made["steps"] = v.shown->steps.size();
  if (v.lacks) made["window_lacks"] = *v.lacks;
  if (v.what != checker::conclusion::violated &&
      v.what != checker::conclusion::violated_as_expected)
    return made;
  made["execution"] = execution_json(*v.shown);
  json failed = json::array();
  for (const auto& violation : v.shown->frames.back().violations) {
    if (violation.property != v.property) continue;
    for (const auto& clause : violation.clauses) {
      json operands = json::object();
      for (const auto& [name, value] : clause.operands) operands[name] = value;
      failed.push_back({{"clause", clause.sentence}, {"operands", std::move(operands)}});
    }
  }
  made["failed"] = std::move(failed);
  return made;
}

json search_json(const told_check& told, const solver::view& view) {
  const auto& search = told.found.search;
  if (told.found.by == checker::engine::symbolic)
    return {{"engine", "symbolic"},
            {"ending", name_of(search.end)},
            {"cut_short", told.cut_short()},
            {"depth", search.depth},
            {"terms", told.found.terms}};
  return {{"ending", name_of(search.end)},
          {"cut_short", told.cut_short()},
          {"states", search.states},
          {"transitions", search.transitions},
          {"depth", search.depth},
          {"digest", digest_text(search)},
          {"deadlocks", search.deadlocks},
          {"bounds_cut", counts_json(view.bounds(), search.cut)},
          {"rules_fired", counts_json(view.rules(), search.fired)}};
}

}  // namespace

json question_json(const told_check& told) {
  const auto& s = told.asked.setting;
  json parameters = json::object();
  for (const auto* p : told.parameters())
    parameters[std::string(p->key)] = protocol::to_text(protocol::value_of(s.parameters, *p));
  json changed = json::array();
  for (const auto* p : told.asked.changed) changed.push_back(p->key);
  json window = json::object();
  for (const auto& key : machine::window_keys()) {
    if (!machine::is_told(s.window, key)) continue;
    if (!key.names.empty()) {
      window[std::string(key.name)] = machine::value_text(s.window, key);
      continue;
    }
    if (key.number != nullptr) window[std::string(key.name)] = s.window.*key.number;
    if (key.flag != nullptr) window[std::string(key.name)] = s.window.*key.flag;
  }
  return {{"rule_set", protocol::name_of(s.speak.rules)},
          {"fault", protocol::name_of(s.speak.fault)},
          {"configuration", told.asked.configuration.name},
          {"parameters", std::move(parameters)},
          {"changed", std::move(changed)},
          {"scope", told.asked.scope_name},
          {"window", std::move(window)},
          {"left_out", machine::left_out(s.window)},
          {"strict", told.strict}};
}

json execution_json(const checker::execution& run) {
  json steps = json::array();
  for (std::size_t i = 1; i < run.frames.size(); ++i)
    steps.push_back(step_json({run.steps[i - 1], {}, {}, run.frames[i].changed}));
  return {{"start", run.frames.front().shown}, {"steps", std::move(steps)}};
}

json report_json(const told_check& told, const solver::view& view) {
  json verdicts = json::array();
  for (const auto& v : told.found.verdicts) verdicts.push_back(verdict_json(told, v));
  json made = {{"backcheck", BACKCHECK_VERSION},
               {"command", "check"},
               {"question", question_json(told)},
               {"search", search_json(told, view)},
               {"verdicts", std::move(verdicts)}};
  if (told.long_run != nullptr) made["long_run"] = long_run_json(told);
  if (told.found.deadlock) made["deadlock"] = execution_json(*told.found.deadlock);
  made["warnings"] = told.warnings();
  made["summary"] = told.summary();
  made["exit_code"] = static_cast<int>(told.code());
  const auto& search = told.found.search;
  made["run"] = {{"seconds", search.seconds},
                 {"states_per_second",
                  search.seconds > 0 ? static_cast<double>(search.states) / search.seconds : 0},
                 {"memory_bytes", search.memory_bytes},
                 {"threads", told.limits.threads}};
  return made;
}

}  // namespace backcheck::cli
