// SPDX-License-Identifier: Apache-2.0
//
// ITF, the Informal Trace Format (apalache-mc.org, ADR-015), with what model-based testing expects:
// `mbt::actionTaken` and `mbt::nondetPicks`. Every integer is {"#bigint": "…"}, whatever its size,
// so that a reader needs one case; an index that is none is -1. Picks are variants, as in Quint.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "model/machine/scopes.hpp"
#include "model/trace/format.hpp"

namespace backcheck::trace {

namespace {

json bigint(const std::string& number) { return {{"#bigint", number}}; }

/// A state or a part of one. Records keep the order of their fields; the states of the machine have
/// no sets and no maps.
json value_itf(const json& value) {
  if (value.is_number()) return bigint(value.dump());
  if (value.is_null()) return bigint("-1");
  json made = value;
  if (value.is_structured())
    for (auto& part : made) part = value_itf(part);
  return made;
}

using picks = std::map<std::string, json>;

/// By name: blanks become `_`, and a name that was drawn before in the step is counted.
picks picks_of(const step& taken) {
  picks made;
  for (const auto& c : taken.choices) {
    std::string name = c.name;
    std::replace(name.begin(), name.end(), ' ', '_');
    std::string unique = name;
    for (int i = 2; made.contains(unique); ++i) unique = fmt::format("{}_{}", name, i);
    made[unique] = {{"tag", "Some"}, {"value", bigint(fmt::to_string(unsigned{c.drawn}))}};
  }
  return made;
}

/// Every pick of the whole trace, so that all states have one type; most of them are none.
picks no_picks(const trace& t) {
  picks all;
  for (const auto& m : t.moments) {
    if (!m.taken) continue;
    for (const auto& [name, value] : picks_of(*m.taken))
      all[name] = {{"tag", "None"}, {"value", {{"#tup", json::array()}}}};
  }
  return all;
}

json meta_itf(const trace& t) {
  json parameters = json::object();
  for (const auto& group : t.parameters)
    for (const auto& [key, value] : group.values.items()) parameters[key] = value;
  return {{"format", "ITF"},
          {"format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html"},
          {"description",
           fmt::format("{} {}: {}", t.claimed.property, outcome_text(t), t.claimed.sentence)},
          {"source", "backcheck"},
          {"configuration", t.configuration},
          {"rule_set", t.rule_set},
          {"fault", t.fault},
          {"window", machine::to_text(t.window)},
          {"parameters", std::move(parameters)}};
}

}  // namespace

std::string to_itf(const trace& t) {
  json vars = json::array();
  for (const auto& [name, value] : t.moments.front().state.items()) vars.push_back(name);
  vars.push_back("mbt::actionTaken");
  vars.push_back("mbt::nondetPicks");

  json states = json::array();
  const picks none = no_picks(t);
  for (std::size_t i = 0; i < t.moments.size(); ++i) {
    const auto& m = t.moments[i];
    json state = {{"#meta", {{"index", i}}}};
    for (const auto& [name, value] : m.state.items()) state[name] = value_itf(value);
    state["mbt::actionTaken"] = m.taken ? m.taken->rule : "init";
    picks taken = m.taken ? picks_of(*m.taken) : picks();
    taken.insert(none.begin(), none.end());
    state["mbt::nondetPicks"] = taken;
    states.push_back(std::move(state));
  }
  json all = {{"#meta", meta_itf(t)},
              {"params", json::array()},
              {"vars", std::move(vars)},
              {"states", std::move(states)}};
  // The state that starts the loop is there again as the last one: no step is lost.
  if (t.loop) all["loop"] = *t.loop;
  return all.dump(1) + "\n";
}

}  // namespace backcheck::trace
