// SPDX-License-Identifier: Apache-2.0
//
// Reads our own JSON line by line, so that whatever is wrong has a line. It is strict: what
// `write.cpp` would not have written is an error, here or when the replayed trace is compared.
#include <fmt/format.h>

#include <algorithm>

#include "model/machine/scopes.hpp"
#include "model/trace/format.hpp"

namespace backcheck::trace {

namespace {

/// Quotes of what was found are kept this short.
constexpr std::size_t quote_max = 40;

std::string in_quotes(std::string_view text) {
  return text.size() <= quote_max ? fmt::format("'{}'", text)
                                  : fmt::format("'{}...'", text.substr(0, quote_max));
}

class lines {
 public:
  explicit lines(std::string_view text) : rest_(text) {}

  [[nodiscard]] std::size_t number() const { return number_; }
  [[noreturn]] void fail(const std::string& what) const { throw trace_error(number_, what); }

  /// The next line, without its end.
  std::string_view next(std::string_view expected) {
    ++number_;
    const auto end = rest_.find('\n');
    if (end == std::string_view::npos)
      fail(fmt::format("the trace is cut off here; expected {}", expected));
    const auto found = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return found;
  }
  void literal(std::string_view expected) {
    const auto found = next(expected);
    if (found != expected) fail(fmt::format("expected {}, found {}", expected, in_quotes(found)));
  }
  /// `"key": value`, with or without a comma behind it.
  json item(std::string_view key, std::string_view comma = ",") {
    const auto expected = fmt::format("\"{}\": ", key);
    auto found = next(expected + "...");
    if (!found.starts_with(expected) || !found.ends_with(comma))
      fail(fmt::format("expected {}...{}, found {}", expected, comma, in_quotes(found)));
    found.remove_prefix(expected.size());
    found.remove_suffix(comma.size());
    return value(found);
  }
  [[nodiscard]] json value(std::string_view text) const {
    try {
      return reflect::parsed_json(std::string(text));
    } catch (const reflect::json_error& error) {
      fail(error.what());
    }
  }
  /// The line after the current one, if there is one.
  [[nodiscard]] std::string_view ahead() const { return rest_.substr(0, rest_.find('\n')); }
  void end() const {
    if (!rest_.empty()) throw trace_error(number_ + 1, "expected nothing behind the trace");
  }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

std::string text(const lines& at, const json& value, std::string_view what) {
  if (!value.is_string())
    at.fail(fmt::format("{}: found {}, allowed is a text", what, reflect::in_short(value)));
  return value.get<std::string>();
}

/// The values of an object that has exactly these keys, in this order.
template <std::size_t N>
std::array<json, N> members(const lines& at, const json& object,
                            const std::array<const char*, N>& keys) {
  const auto allowed = fmt::format("an object with {}", fmt::join(keys, ", "));
  if (!object.is_object() || object.size() != N)
    at.fail(fmt::format("found {}, allowed is {}", reflect::in_short(object), allowed));
  std::array<json, N> values;
  for (std::size_t i = 0; i < N; ++i) {
    const auto found = object.find(keys[i]);
    if (found == object.end())
      at.fail(fmt::format("'{}' is missing, allowed is {}", keys[i], allowed));
    values[i] = *found;
  }
  return values;
}

machine::scope read_window(const lines& at, const json& object) {
  machine::scope window;
  const auto keys = machine::window_keys();
  const auto needed = static_cast<std::size_t>(
      std::count_if(keys.begin(), keys.end(), [](const auto& key) { return !key.is_extra; }));
  if (!object.is_object() || object.size() < needed)
    at.fail(fmt::format("found {}, allowed is an object with the {} keys of a window",
                        reflect::in_short(object), needed));
  for (const auto& [name, value] : object.items()) {
    const bool number = value.is_number_unsigned();
    if (!number && !value.is_boolean() && !value.is_string())
      at.fail(fmt::format("{}: found {}, allowed is a number, true, false or a name", name,
                          reflect::in_short(value)));
    try {
      machine::set(window, name,
                   value.is_string()   ? value.get<std::string>()
                   : number            ? value.dump()
                   : value.get<bool>() ? "yes"
                                       : "no");
    } catch (const machine::scope_error& error) {
      at.fail(error.what());
    }
  }
  return window;
}

claim read_claim(const lines& at, const json& object) {
  const auto [property, kind, sentence, what] =
      members<4>(at, object, {"property", "kind", "sentence", "outcome"});
  claim c{
      text(at, property, "property"), text(at, kind, "kind"), text(at, sentence, "sentence"), {}};
  const auto said = text(at, what, "outcome");
  if (said != "violated" && said != "shown")
    at.fail(fmt::format("outcome: found {}, allowed is violated or shown", in_quotes(said)));
  c.what = said == "violated" ? outcome::violated : outcome::shown;
  return c;
}

std::vector<choice> read_choices(const lines& at, const json& array) {
  const auto complain = [&](const json& found) {
    at.fail(fmt::format("choices: found {}, allowed are pairs of a name and a number to 255",
                        reflect::in_short(found)));
  };
  if (!array.is_array()) complain(array);
  std::vector<choice> made;
  for (const auto& pair : array) {
    if (!pair.is_array() || pair.size() != 2) complain(pair);
    if (!pair[0].is_string()) complain(pair[0]);
    if (!pair[1].is_number_unsigned() || pair[1].get<std::uint64_t>() > 255) complain(pair[1]);
    made.push_back({pair[0].get<std::string>(), pair[1].get<std::uint8_t>(), {}});
  }
  return made;
}

moment read_moment(const lines& at, const json& object, bool first) {
  moment made;
  if (first) {
    made.state = members<1>(at, object, {"state"})[0];
    return made;
  }
  const auto [rule, choices, state] = members<3>(at, object, {"rule", "choices", "state"});
  made.taken = step{text(at, rule, "rule"), read_choices(at, choices)};
  made.state = state;
  return made;
}

std::vector<std::string> read_names(const lines& at, const json& array, std::string_view what) {
  std::vector<std::string> names;
  if (!array.is_array()) at.fail(fmt::format("{}: allowed is an array of names", what));
  for (const auto& each : array) names.push_back(text(at, each, what));
  return names;
}

std::size_t read_loop(const lines& at, const json& from) {
  if (!from.is_number_unsigned()) at.fail("loop: allowed is the number of a step");
  return from.get<std::size_t>();
}

grounds read_grounds(const lines& at, const json& object) {
  const auto [assuming, dropped] = members<2>(at, object, {"assuming", "dropped"});
  return {read_names(at, assuming, "assuming"), read_names(at, dropped, "dropped")};
}

std::vector<language::failed_clause> read_failed(const lines& at, const json& array) {
  if (!array.is_array()) at.fail("failed: allowed is an array of clauses");
  std::vector<language::failed_clause> made;
  for (const auto& each : array) {
    const auto [sentence, operands] = members<2>(at, each, {"clause", "operands"});
    language::failed_clause clause{text(at, sentence, "clause"), {}};
    for (const auto& pair : operands) {
      if (!pair.is_array() || pair.size() != 2)
        at.fail("operands: allowed are pairs of a name and a value");
      clause.operands.emplace_back(text(at, pair[0], "operand"), text(at, pair[1], "operand"));
    }
    made.push_back(std::move(clause));
  }
  return made;
}

}  // namespace

trace read(std::string_view all) {
  lines at(all);
  trace t;
  at.literal("{");
  at.literal("\"format\": \"backcheck trace 1\",");
  t.configuration = text(at, at.item("configuration"), "configuration");
  t.rule_set = text(at, at.item("rule_set"), "rule_set");
  t.fault = text(at, at.item("fault"), "fault");
  t.window = read_window(at, at.item("window"));
  t.claimed = read_claim(at, at.item("claim"));
  at.literal("\"parameters\": {");
  while (at.ahead() != "},") {
    const auto line = at.ahead();
    const auto name = line.substr(0, line.find("\": "));
    if (name.size() < 2 || name[0] != '"' || name.size() == line.size()) {
      at.next("a group of parameters");
      at.fail(fmt::format("expected a group of parameters, found {}", in_quotes(line)));
    }
    parameter_group group{std::string(name.substr(1)), {}};
    group.values = at.item(group.name, line.ends_with(',') ? "," : "");
    if (!group.values.is_object())
      at.fail(fmt::format("{}: allowed is an object of parameters", group.name));
    t.parameters.push_back(std::move(group));
  }
  at.literal("},");
  at.literal("\"execution\": [");
  do {
    auto line = at.next("a step");
    if (line.ends_with(',')) line.remove_suffix(1);
    t.moments.push_back(read_moment(at, at.value(line), t.moments.empty()));
  } while (at.ahead() != "],");
  at.literal("],");
  if (at.ahead().starts_with("\"loop\": ")) t.loop = read_loop(at, at.item("loop"));
  if (at.ahead().starts_with("\"rests_on\": ")) t.rests_on = read_grounds(at, at.item("rests_on"));
  t.failed = read_failed(at, at.item("failed"));
  at.item("checksum", "");
  at.literal("}");
  at.end();
  return t;
}

}  // namespace backcheck::trace
