// SPDX-License-Identifier: Apache-2.0
//
// Our own JSON. `read.cpp` takes it line by line: the two change together.
#include <fmt/format.h>

#include "model/machine/scopes.hpp"
#include "model/trace/format.hpp"

namespace backcheck::trace {

namespace {

/// One line, with a blank after each `:` and `,`.
std::string flat(const json& value) {
  if (value.is_object() || value.is_array()) {
    std::string text;
    for (const auto& [key, item] : value.items()) {
      if (!text.empty()) text += ", ";
      if (value.is_object()) text += json(key).dump() + ": ";
      text += flat(item);
    }
    return value.is_object() ? "{" + text + "}" : "[" + text + "]";
  }
  return value.dump();
}

json window_json(const machine::scope& window) {
  json all = json::object();
  for (const auto& key : machine::window_keys()) {
    if (!machine::is_told(window, key)) continue;
    if (!key.names.empty()) {
      all[std::string(key.name)] = machine::value_text(window, key);
      continue;
    }
    if (key.number != nullptr) all[std::string(key.name)] = window.*key.number;
    if (key.flag != nullptr) all[std::string(key.name)] = window.*key.flag;
  }
  return all;
}

json claim_json(const claim& c) {
  return {{"property", c.property},
          {"kind", c.kind},
          {"sentence", c.sentence},
          {"outcome", c.what == outcome::violated ? "violated" : "shown"}};
}

json moment_json(const moment& m) {
  json made = json::object();
  if (m.taken) {
    made["rule"] = m.taken->rule;
    json choices = json::array();
    for (const auto& c : m.taken->choices) choices.push_back(json::array({c.name, c.drawn}));
    made["choices"] = std::move(choices);
  }
  made["state"] = m.state;
  return made;
}

json failed_json(const std::vector<language::failed_clause>& all) {
  json made = json::array();
  for (const auto& clause : all) {
    json operands = json::array();
    for (const auto& [name, value] : clause.operands)
      operands.push_back(json::array({name, value}));
    made.push_back({{"clause", clause.sentence}, {"operands", std::move(operands)}});
  }
  return made;
}

json grounds_json(const grounds& all) {
  return {{"assuming", all.assuming}, {"dropped", all.dropped}};
}

/// 64 bits: against accidents and edits, not against enemies.
std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

}  // namespace

std::string to_json_text(const trace& t) {
  std::string text = "{\n";
  const auto add = [&](const char* key, const json& value) {
    text += fmt::format("\"{}\": {},\n", key, flat(value));
  };
  add("format", "backcheck trace 1");
  add("configuration", t.configuration);
  add("rule_set", t.rule_set);
  add("fault", t.fault);
  add("window", window_json(t.window));
  add("claim", claim_json(t.claimed));
  text += "\"parameters\": {\n";
  for (std::size_t i = 0; i < t.parameters.size(); ++i) {
    text += fmt::format("\"{}\": {}{}\n", t.parameters[i].name, flat(t.parameters[i].values),
                        i + 1 < t.parameters.size() ? "," : "");
  }
  text += "},\n\"execution\": [\n";
  for (std::size_t i = 0; i < t.moments.size(); ++i)
    text += flat(moment_json(t.moments[i])) + (i + 1 < t.moments.size() ? ",\n" : "\n");
  text += "],\n";
  if (t.loop) add("loop", *t.loop);
  if (t.rests_on) add("rests_on", grounds_json(*t.rests_on));
  add("failed", failed_json(t.failed));
  return text + fmt::format("\"checksum\": \"{:016x}\"\n}}\n", fnv1a(text));
}

namespace line {

std::size_t parameters(std::size_t group) { return claim + 2 + group; }
std::size_t moment(const trace& t, std::size_t i) {
  return parameters(t.parameters.size()) + 2 + i;
}
std::size_t loop(const trace& t) { return moment(t, t.moments.size()) + 1; }
std::size_t rests_on(const trace& t) { return loop(t) + (t.loop ? 1 : 0); }
std::size_t failed(const trace& t) { return rests_on(t) + (t.rests_on ? 1 : 0); }
std::size_t checksum(const trace& t) { return failed(t) + 1; }

}  // namespace line

}  // namespace backcheck::trace
