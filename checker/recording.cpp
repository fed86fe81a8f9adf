// SPDX-License-Identifier: Apache-2.0
#include "checker/recording.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checker/long_run.hpp"
#include "model/machine/limits.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/nearest_name.hpp"
#include "model/protocol/registry.hpp"

namespace backcheck::checker {

namespace {

using language::property_kind;
using reflect::json;
using trace::trace_error;

constexpr std::array<std::string_view, 3> kind_names{"always", "step", "sometimes"};

/// Whole numbers up to this are exact in every reader of JSON.
constexpr protocol::natural exact_max = protocol::natural{1} << 53;

json value_json(const protocol::parameter_value& value) {
  if (const auto* number = std::get_if<protocol::natural>(&value); number && *number <= exact_max)
    return static_cast<std::uint64_t>(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* features = std::get_if<protocol::feature_numbers>(&value)) return *features;
  return protocol::to_text(value);
}

std::string value_text(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::vector<std::string> parts;
  for (const auto& part : value) parts.push_back(part.dump());
  return parts.empty() ? "none" : fmt::to_string(fmt::join(parts, ","));
}

std::vector<trace::parameter_group> grouped(const protocol::concrete_parameters& k) {
  std::vector<trace::parameter_group> groups;
  for (const auto& p : protocol::all_parameters()) {
    if (groups.empty() || groups.back().name != p.group)
      groups.push_back({std::string(p.group), json::object()});
    groups.back().values[std::string(p.key)] = value_json(protocol::value_of(k, p));
  }
  return groups;
}

/// The rest of the parameter groups are changes, each a group of its own.
constexpr std::string_view change_prefix = "change ";

/// After each change, the parameters; told as those that it changes.
std::vector<trace::parameter_group> told_changes(const setting& s) {
  std::vector<trace::parameter_group> groups;
  const auto* before = &s.parameters;
  for (const auto& after : s.changed) {
    groups.push_back({fmt::format("{}{}", change_prefix, groups.size() + 1), json::object()});
    for (const auto& p : protocol::all_parameters()) {
      const auto value = value_json(protocol::value_of(after, p));
      if (value != value_json(protocol::value_of(*before, p)))
        groups.back().values[std::string(p.key)] = value;
    }
    before = &after;
  }
  return groups;
}
/// The keys of a change may be of any group.
void read_group(const trace::parameter_group& group, bool is_change,
                protocol::concrete_parameters& k, std::vector<bool>& given) {
  for (const auto& [key, value] : group.values.items()) {
    const auto& which = protocol::parameter_named(is_change ? key : group.name + "." + key);
    protocol::assign(k, which, protocol::parse_value(which, value_text(value)));
    given[which.position] = true;
  }
}

/// The parameters of a setting, and what changes make of them.
void read_parameters(const trace::trace& t, setting& s) {
  std::vector<bool> given(protocol::all_parameters().size());
  for (std::size_t i = 0; i < t.parameters.size(); ++i) {
    try {
      const bool is_change = t.parameters[i].name.starts_with(change_prefix);
      if (is_change) s.changed.push_back(s.changed.empty() ? s.parameters : s.changed.back());
      read_group(t.parameters[i], is_change, is_change ? s.changed.back() : s.parameters, given);
    } catch (const protocol::parameter_error& error) {
      throw trace_error(trace::line::parameters(i), error.what());
    }
  }
  const auto missing = std::find(given.begin(), given.end(), false);
  if (missing != given.end()) {
    const auto& p = protocol::all_parameters()[static_cast<std::size_t>(missing - given.begin())];
    std::size_t line = trace::line::parameters(0) - 1;
    for (std::size_t i = 0; i < t.parameters.size(); ++i)
      if (t.parameters[i].name == p.group) line = trace::line::parameters(i);
    throw trace_error(line, fmt::format("the parameter {}.{} is missing", p.group, p.key));
  }
  s.window.changes = static_cast<std::uint8_t>(std::min<std::size_t>(s.changed.size(), UINT8_MAX));
}

template <std::size_t N>
std::size_t position(std::size_t line, const char* what, const std::string& name,
                     const std::array<std::string_view, N>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    throw trace_error(line, fmt::format("there is no {} '{}'; {}", what, name,
                                        protocol::what_instead(name, names)));
  return static_cast<std::size_t>(found - names.begin());
}

/// The property that a trace is about.
std::size_t read_claim(const trace::claim& c, protocol::rule_set rules) {
  const auto fail = [](const std::string& what) { throw trace_error(trace::line::claim, what); };
  const auto found = property_by_id(c.property);
  if (!found)
    fail(fmt::format("there is no property '{}'; {}", c.property,
                     protocol::what_instead(c.property, property_ids())));
  const auto& info = property_infos()[*found];
  const auto expect = [&](const char* what, std::string_view said, std::string_view is) {
    if (said != is) fail(fmt::format("{} of {}: found '{}', it is '{}'", what, info.id, said, is));
  };
  expect("kind", c.kind, kind_names[static_cast<std::size_t>(info.kind)]);
  expect("sentence", c.sentence, info.sentence);
  expect("outcome", c.what == trace::outcome::shown ? "shown" : "violated",
         info.kind == property_kind::sometimes ? "shown" : "violated");
  if (!info.holds_in.has(rules))
    fail(fmt::format("{} is not claimed of rule set {}", info.id, protocol::name_of(rules)));
  return *found;
}

setting read_setting(const trace::trace& t) {
  setting s{};
  s.speak.rules = static_cast<protocol::rule_set>(
      position(trace::line::rule_set, "rule set", t.rule_set, protocol::rule_set_names));
  s.speak.fault = static_cast<protocol::fault>(
      position(trace::line::fault, "fault", t.fault, protocol::fault_names));
  s.window = t.window;
  read_parameters(t, s);
  if (const auto why = machine::beyond_the_machine(s.speak, s.parameters, s.window, s.changed)) {
    const bool by_parameter = protocol::find_parameter(why->substr(0, why->find('='))) != nullptr;
    throw trace_error(by_parameter ? trace::line::parameters(0) - 1 : trace::line::window, *why);
  }
  return s;
}

/// Where two pieces of JSON first differ, in one line; empty if they do not.
std::string difference_in(const json& found, const json& expected, const std::string& path) {
  if (found == expected && found.type() == expected.type()) return "";
  const bool alike = found.type() == expected.type() && found.size() == expected.size();
  if (alike && expected.is_structured()) {
    for (const auto& [key, value] : expected.items()) {
      const bool array = expected.is_array();
      if (!array && !found.contains(key)) break;
      const auto& other = array ? found[std::stoul(key)] : found[key];
      const auto here = array ? fmt::format("{}[{}]", path, key) : fmt::format("{}.{}", path, key);
      auto inside = difference_in(other, value, here);
      if (!inside.empty()) return inside;
    }
  }
  return fmt::format("{}: found {}, the step leads to {}", path, reflect::in_short(found),
                     reflect::in_short(expected));
}

void compare_states(const trace::trace& t, const execution& run) {
  for (std::size_t i = 0; i < run.frames.size(); ++i) {
    auto difference = difference_in(t.moments[i].state, run.frames[i].state, "state");
    if (!difference.empty()) throw trace_error(trace::line::moment(t, i), difference);
  }
}

/// Whatever no other comparison noticed.
void compare_lines(const trace::trace& t, std::string_view found, std::string_view expected) {
  for (std::size_t line = 1; !expected.empty() || !found.empty(); ++line) {
    const auto f = found.substr(0, found.find('\n'));
    const auto e = expected.substr(0, expected.find('\n'));
    if (f != e && line == trace::line::checksum(t))
      throw trace_error(line, "the checksum is of another text: the trace was changed");
    if (f != e) throw trace_error(line, fmt::format("not as Backcheck writes it: expected {}", e));
    found.remove_prefix(std::min(f.size() + 1, found.size()));
    expected.remove_prefix(std::min(e.size() + 1, expected.size()));
  }
}

}  // namespace

trace::trace record(const setting& s, const std::string& configuration, std::size_t property,
                    const execution& run) {
  const auto& info = property_infos()[property];
  const bool sometimes = info.kind == property_kind::sometimes;
  trace::trace t;
  t.configuration = configuration;
  t.rule_set = protocol::name_of(s.speak.rules);
  t.fault = protocol::name_of(s.speak.fault);
  t.window = s.window;
  t.claimed = {std::string(info.id), std::string(kind_names[static_cast<std::size_t>(info.kind)]),
               std::string(info.sentence),
               sometimes ? trace::outcome::shown : trace::outcome::violated};
  t.parameters = grouped(s.parameters);
  for (auto& change : told_changes(s)) t.parameters.push_back(std::move(change));
  for (std::size_t i = 0; i < run.frames.size(); ++i) {
    const auto& f = run.frames[i];
    t.moments.push_back({std::nullopt, f.state, f.shown, f.changed});
    if (i > 0) t.moments.back().taken = run.steps[i - 1];
  }
  for (const auto& v : run.frames.back().violations)
    if (v.property == property) t.failed = v.clauses;
  return t;
}

std::vector<step> steps_of(const trace::trace& t) {
  std::vector<step> steps;
  for (const auto& each : t.moments)
    if (each.taken) steps.push_back(*each.taken);
  return steps;
}

replayed replay(std::string_view text) {
  const auto told = trace::read(text);
  replayed r{read_setting(told), {}, false};
  const auto claim = long_run_by_id(told.claimed.property);
  const auto property = claim ? 0 : read_claim(told.claimed, r.where.speak.rules);
  if (claim) read_long_run(told, *claim, r.where);
  if (!claim) r.where.properties.insert(property);

  const auto steps = steps_of(told);
  const auto [run, stopped] = make_subject(r.where)->replay(steps);
  compare_states(told, run);
  if (stopped) {
    throw trace_error(
        trace::line::moment(told, stopped->step + 1),
        fmt::format("'{}' is not enabled: {}", steps[stopped->step].rule, stopped->why));
  }
  if (claim) {
    r.made = record(r.where, told.configuration, *claim, broken_claim{run, told.loop});
    r.shown = objection_to(*claim, r.where, run, told.loop).empty();
  } else {
    r.made = record(r.where, told.configuration, property, run);
    r.shown = shows(run.frames.back(), property);
  }
  // What once failed and holds today is told as it was.
  if (!r.shown) r.made.failed = told.failed;
  if (!r.shown) r.made.stands = trace::standing::no_longer;
  compare_lines(r.made, text, trace::to_json_text(r.made));
  return r;
}

}  // namespace backcheck::checker
