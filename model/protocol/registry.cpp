// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/registry.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

#include "model/protocol/nearest_name.hpp"
#include "model/protocol/parameter_rows.hpp"

namespace backcheck::protocol {

namespace {

using language::concrete;
using language::known_truth;

constexpr natural natural_max = ~natural{0};

// What follows from the type of a field: its kind, its unit, its largest value, and how it is read
// and written. A value that is written is of the right kind and in range.
template <class Field>
struct field_traits;

template <class Unit, std::uint64_t Max>
struct field_traits<language::quantity<concrete, Unit, Max>> {
  using field = language::quantity<concrete, Unit, Max>;
  static constexpr value_kind kind = value_kind::number;
  static constexpr std::string_view unit = Unit::name;
  static constexpr natural max = Max;
  static parameter_value read(const field& from) { return natural{from.raw()}; }
  static void write(field& to, const parameter_value& value) {
    to = field(static_cast<std::uint64_t>(std::get<natural>(value)));
  }
};
template <class Number>
struct field_traits<optional_number<Number>> {
  using field = optional_number<Number>;
  static constexpr value_kind kind = value_kind::optional_number;
  static constexpr std::string_view unit = field_traits<Number>::unit;
  static constexpr natural max = field_traits<Number>::max;
  static parameter_value read(const field& from) {
    return from.is_given.known() ? field_traits<Number>::read(from.value) : none{};
  }
  static void write(field& to, const parameter_value& value) {
    to = {};
    to.is_given = std::holds_alternative<natural>(value);
    if (to.is_given.known()) field_traits<Number>::write(to.value, value);
  }
};
template <>
struct field_traits<balance<concrete>> {
  static constexpr value_kind kind = value_kind::number;
  static constexpr std::string_view unit = unit::plancks::name;
  static constexpr natural max = natural_max;
  static parameter_value read(const balance<concrete>& from) {
    return natural{from.high.raw()} << 64 | natural{from.low.raw()};
  }
  static void write(balance<concrete>& to, const parameter_value& value) {
    const natural amount = std::get<natural>(value);
    to = {static_cast<std::uint64_t>(amount >> 64), static_cast<std::uint64_t>(amount)};
  }
};
template <>
struct field_traits<known_truth> {
  static constexpr value_kind kind = value_kind::flag;
  static constexpr std::string_view unit = {};
  static constexpr natural max = 1;
  static parameter_value read(const known_truth& from) { return from.known(); }
  static void write(known_truth& to, const parameter_value& value) { to = std::get<bool>(value); }
};
template <>
struct field_traits<node_feature_set<concrete>> {
  using field = node_feature_set<concrete>;
  static constexpr value_kind kind = value_kind::node_features;
  static constexpr std::string_view unit = unit::node_features::name;
  static constexpr natural max = node_features_max - 1;
  static parameter_value read(const field& from) {
    feature_numbers enabled;
    for (std::size_t i = 0; i < node_features_max; ++i)
      if (from[i].known()) enabled.push_back(i);
    return enabled;
  }
  static void write(field& to, const parameter_value& value) {
    to = {};
    for (const std::size_t i : std::get<feature_numbers>(value)) to[i] = true;
  }
};

// Calls f(group name, parameter name, field) for each parameter, in order.
template <class Parameters, class F>
constexpr void for_each_parameter(Parameters& all, F&& f) {
  reflect::for_each_field(all, [&](const char* group, auto& fields) {
    reflect::for_each_field(fields, [&](const char* name, auto& field) { f(group, name, field); });
  });
}

constexpr std::size_t parameters_count = [] {
  std::size_t count = 0;
  const concrete_parameters zero{};
  for_each_parameter(zero, [&](auto, auto, const auto&) { ++count; });
  return count;
}();
static_assert(parameter_rows.size() == parameters_count,
              "each field of parameters needs a row in parameter_rows.hpp, and each row a field");
static_assert(
    [] {
      bool same = true;
      const parameter_row* row = parameter_rows.begin();
      const concrete_parameters zero{};
      for_each_parameter(
          zero, [&](auto, const char* name, const auto&) { same = same && (row++)->key == name; });
      return same;
    }(),
    "the rows of parameter_rows.hpp must be in the order of the fields of parameters");

constexpr std::array<parameter_group, 8> groups{{
    {"scheduler", "scheduler_params", "who works on which core, and on-demand coretime"},
    {"async_backing", "async_backing_params", "how far candidates may run ahead of inclusion"},
    {"backing", "", "who backs, and what the nodes have agreed to understand"},
    {"candidates", "", "what a candidate may weigh, and code upgrades"},
    {"messages", "", "upward (UMP), downward (DMP) and horizontal (HRMP) messages"},
    {"approvals", "approval_voting_params", "approval voting and disputes"},
    {"executor", "executor_params", "how validators run a parachain's code"},
    {"parachain", "", "what the parachain's own runtime fixes"},
}};
static_assert(
    [] {
      const parameter_group* group = groups.begin();
      bool same = groups.size() == reflect::field_count<concrete_parameters>;
      reflect::for_each_field_number<concrete_parameters>([&]<std::size_t I>() {
        same = same && (group++)->name == reflect::field_name<concrete_parameters, I>();
      });
      return same;
    }(),
    "each group of parameters needs its entry, in order");

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

parameter_value absent_value(value_kind kind, natural number) {
  switch (kind) {
    case value_kind::number:
      return number;
    case value_kind::optional_number:
      return none{};
    case value_kind::flag:
      return number != 0;
    case value_kind::node_features:
      break;
  }
  return feature_numbers{};
}

std::vector<parameter> describe_all() {
  std::vector<parameter> all;
  const concrete_parameters zero{};
  for_each_parameter(zero, [&](const char* group, const char* name, const auto& field) {
    using traits = field_traits<std::remove_cvref_t<decltype(field)>>;
    const parameter_row& row = parameter_rows.at(all.size());
    const natural max =
        row.max == UINT64_MAX ? traits::max : std::min<natural>(row.max, traits::max);
    all.push_back({.position = all.size(),
                   .key = name,
                   .group = group,
                   .kind = traits::kind,
                   .unit = traits::unit,
                   .min = row.min,
                   .max = max,
                   .why = row.why,
                   .meaning = row.meaning,
                   .affects = row.affects,
                   .source = row.source,
                   .aliases = words_of(row.aliases),
                   .since = row.since,
                   .until = row.until,
                   .when_absent = absent_value(traits::kind, row.when_absent)});
  });
  return all;
}

// Calls f with the field of `which`.
template <class Parameters, class F>
void at_field(Parameters& all, const parameter& which, F&& f) {
  std::size_t position = 0;
  for_each_parameter(all, [&](auto, auto, auto& field) {
    if (position++ == which.position) f(field);
  });
}

bool is_called(const parameter& which, std::string_view name) {
  return which.key == name ||
         std::find(which.aliases.begin(), which.aliases.end(), name) != which.aliases.end();
}

bool is_group_called(std::string_view group, std::string_view name) {
  return group == name || std::any_of(groups.begin(), groups.end(), [&](const parameter_group& g) {
           return g.name == group && g.alias == name && !name.empty();
         });
}

bool has_kind(const parameter& of, const parameter_value& value) {
  switch (of.kind) {
    case value_kind::number:
      return std::holds_alternative<natural>(value);
    case value_kind::optional_number:
      return std::holds_alternative<natural>(value) || std::holds_alternative<none>(value);
    case value_kind::flag:
      return std::holds_alternative<bool>(value);
    case value_kind::node_features:
      break;
  }
  return std::holds_alternative<feature_numbers>(value);
}

}  // namespace

const std::vector<parameter>& all_parameters() {
  static const std::vector<parameter> all = describe_all();
  return all;
}

std::span<const parameter_group> parameter_groups() { return groups; }

const parameter* find_parameter(std::string_view name) {
  const std::size_t dot = name.find('.');
  const bool has_group = dot != std::string_view::npos;
  const std::string_view plain = has_group ? name.substr(dot + 1) : name;
  for (const parameter& each : all_parameters()) {
    if (!is_called(each, plain)) continue;
    return !has_group || is_group_called(each.group, name.substr(0, dot)) ? &each : nullptr;
  }
  return nullptr;
}

const parameter& parameter_named(std::string_view name) {
  if (const parameter* found = find_parameter(name)) return *found;
  // A parameter is suggested by its key, whichever of its names is the nearest.
  std::vector<std::string_view> names;
  for (const parameter& each : all_parameters()) {
    names.push_back(each.key);
    names.insert(names.end(), each.aliases.begin(), each.aliases.end());
  }
  const std::size_t dot = name.find('.');
  auto typed = dot == std::string_view::npos ? name : name.substr(dot + 1);
  const auto nearest = nearest_name(typed, names);
  if (nearest) typed = find_parameter(*nearest)->key;  // to which nothing is nearer than itself
  throw parameter_error(
      fmt::format("unknown parameter '{}'; {}", name,
                  what_instead(typed, names, "the names that `backcheck list parameters` prints")));
}

parameter_value value_of(const concrete_parameters& all, const parameter& which) {
  parameter_value value;
  at_field(all, which, [&](const auto& field) {
    value = field_traits<std::remove_cvref_t<decltype(field)>>::read(field);
  });
  return value;
}

namespace {

// Refuses numbers outside a range, and writes. A number within the type's range is never narrowed.
void assign_within(concrete_parameters& all, const parameter& which, const parameter_value& value,
                   natural min, natural max) {
  if (!has_kind(which, value)) refuse_value(which, to_text(value), "of the wrong kind");
  const auto check_range = [&](natural number) {
    if (number < min || max < number) refuse_value(which, to_text(number), "out of range");
  };
  if (const auto* number = std::get_if<natural>(&value)) check_range(*number);
  if (const auto* numbers = std::get_if<feature_numbers>(&value))
    std::for_each(numbers->begin(), numbers->end(), check_range);
  at_field(all, which, [&](auto& field) {
    field_traits<std::remove_cvref_t<decltype(field)>>::write(field, value);
  });
}

}  // namespace

void assign(concrete_parameters& all, const parameter& which, const parameter_value& value) {
  assign_within(all, which, value, which.min, which.max);
}

void assign_as_stored(concrete_parameters& all, const parameter& which,
                      const parameter_value& value) {
  natural max = 0;
  at_field(all, which, [&](const auto& field) {
    max = field_traits<std::remove_cvref_t<decltype(field)>>::max;
  });
  assign_within(all, which, value, 0, max);
}

}  // namespace backcheck::protocol
