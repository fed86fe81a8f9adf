// SPDX-License-Identifier: Apache-2.0
//
// Values of parameters as text, and back; see `registry.hpp`.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <regex>

#include "model/protocol/registry.hpp"

namespace backcheck::protocol {

namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// A comma separates only groups of three, lest a decimal comma is taken for a separator.
bool is_whole_number(std::string_view text) {
  static const std::regex number{"[0-9]+(_[0-9]+)*|[0-9]{1,3}(,[0-9]{3})+"};
  return std::regex_match(text.begin(), text.end(), number);
}

natural parse_number(const parameter& of, std::string_view text) {
  if (!is_whole_number(text)) refuse_value(of, fmt::format("'{}'", text), "not a whole number");
  const auto number = whole_number(text);
  if (!number || *number < of.min || of.max < *number) refuse_value(of, text, "out of range");
  return *number;
}

bool parse_flag(const parameter& of, std::string_view text) {
  if (text != "true" && text != "false")
    refuse_value(of, fmt::format("'{}'", text), "neither true nor false");
  return text == "true";
}

feature_numbers parse_features(const parameter& of, std::string_view text) {
  feature_numbers numbers;
  if (text == "none") return numbers;
  for (std::string_view left = text;;) {
    const std::size_t comma = std::min(left.find(','), left.size());
    const natural number = parse_number(of, trimmed(left.substr(0, comma)));
    numbers.push_back(static_cast<std::size_t>(number));
    if (comma == left.size()) break;
    left.remove_prefix(comma + 1);
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

}  // namespace

std::optional<natural> whole_number(std::string_view text) {
  if (!is_whole_number(text)) return std::nullopt;
  constexpr natural largest = ~natural{0};
  natural made = 0;
  for (const char c : text) {
    if (c == '_' || c == ',') continue;
    const auto digit = static_cast<natural>(c - '0');
    if (made > (largest - digit) / 10) return std::nullopt;
    made = made * 10 + digit;
  }
  return made;
}

std::string allowed_values(const parameter& of) {
  const std::string numbers = fmt::format("{} to {}", of.min, of.max);
  const std::string why = of.why.empty() ? "" : fmt::format(" ({})", of.why);
  switch (of.kind) {
    case value_kind::number:
      return fmt::format("{} {}{}", numbers, of.unit, why);
    case value_kind::optional_number:
      return fmt::format("none, or {} {}{}", numbers, of.unit, why);
    case value_kind::flag:
      return "true or false";
    case value_kind::node_features:
      break;
  }
  return fmt::format("none, or numbers from {} with commas between them{}", numbers, why);
}

void refuse_value(const parameter& of, std::string_view text, std::string_view complaint) {
  throw parameter_error(
      fmt::format("{} = {} is {}; allowed: {}", of.key, text, complaint, allowed_values(of)));
}

parameter_value parse_value(const parameter& of, std::string_view text) {
  const std::string_view word = trimmed(text);
  switch (of.kind) {
    case value_kind::number:
      return parse_number(of, word);
    case value_kind::optional_number:
      if (word == "none") return none{};
      return parse_number(of, word);
    case value_kind::flag:
      return parse_flag(of, word);
    case value_kind::node_features:
      break;
  }
  return parse_features(of, word);
}

std::string to_text(const parameter_value& value) {
  if (const auto* number = std::get_if<natural>(&value)) return fmt::format("{}", *number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  const auto* numbers = std::get_if<feature_numbers>(&value);
  return numbers == nullptr || numbers->empty() ? "none"
                                                : fmt::format("{}", fmt::join(*numbers, ","));
}

assignment parse_assignment(std::string_view text) {
  const std::size_t sign = text.find('=');
  if (sign == std::string_view::npos)
    throw parameter_error(
        fmt::format("'{}' sets nothing; allowed: KEY=VALUE, as in scheduling_lookahead=3", text));
  const parameter& which = parameter_named(trimmed(text.substr(0, sign)));
  return {&which, parse_value(which, text.substr(sign + 1))};
}

void set(concrete_parameters& all, std::string_view assignment) {
  const auto [which, value] = parse_assignment(assignment);
  assign(all, *which, value);
}

std::string get(const concrete_parameters& all, std::string_view name) {
  return to_text(value_of(all, parameter_named(name)));
}

}  // namespace backcheck::protocol
