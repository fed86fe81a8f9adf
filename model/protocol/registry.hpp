// SPDX-License-Identifier: Apache-2.0
//
// What is known of each parameter, and how one is read and changed by its name. The list follows
// the fields of `parameters` in their order; that each field has its row is checked when this
// compiles. Concrete only: names and text are for people.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/language/concrete.hpp"
#include "model/protocol/parameters.hpp"

namespace backcheck::protocol {

using concrete_parameters = parameters<language::concrete>;

/// Wide enough for every number of a configuration; balances have 128 bits.
__extension__ using natural = unsigned __int128;

/// The user asked for a parameter, a value, a preset or a file that there is not. `what()` is one
/// line: where, what, and what is allowed. The program ends with 2.
class parameter_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class value_kind : std::uint8_t { number, optional_number, flag, node_features };

/// The value of a parameter: a number, none (of an optional number), a flag, or the numbers of the
/// node features that are enabled, ascending.
struct none {
  friend bool operator==(const none&, const none&) = default;
};
using feature_numbers = std::vector<std::size_t>;
using parameter_value = std::variant<natural, none, bool, feature_numbers>;

/// Versions of the chain's `HostConfiguration` that a parameter can be part of.
inline constexpr unsigned oldest_layout = 8;
inline constexpr unsigned newest_layout = 13;

/// What is known of one parameter.
struct parameter {
  std::size_t position;    ///< in `all_parameters()`
  std::string_view key;    ///< the chain's own name for it; unique
  std::string_view group;  ///< the field of `parameters` that it is in
  value_kind kind;
  std::string_view unit;
  natural min, max;          ///< allowed numbers, both included; of node features: their numbers
  std::string_view why;      ///< why that range; empty where it is the chain's type
  std::string_view meaning;  ///< a sentence
  std::string_view affects;  ///< components of the protocol
  std::string_view source;   ///< where it is specified
  std::vector<std::string_view> aliases;  ///< other names it has or had; unique, too
  unsigned since, until;                  ///< layouts that have it
  parameter_value when_absent;            ///< what a configuration without it behaves like
};

/// All parameters, in the order of the fields.
const std::vector<parameter>& all_parameters();
/// The groups, and under each the name that the chain has for it, if any: `scheduler_params`.
struct parameter_group {
  std::string_view name;
  std::string_view alias;
  std::string_view about;
};
std::span<const parameter_group> parameter_groups();

/// By its key, one of its aliases, or either of them behind its group: `scheduling_lookahead`,
/// `lookahead`, `scheduler.scheduling_lookahead`, `scheduler_params.lookahead`.
const parameter* find_parameter(std::string_view name);
/// The same; an unknown name is a `parameter_error` that suggests the nearest.
const parameter& parameter_named(std::string_view name);

/// Which values are allowed, and why: `1 to 4294967295 claims (chain check LookaheadZero)`.
std::string allowed_values(const parameter& of);
/// Refuses a value: `<key> = <text> is <complaint>; allowed: <allowed values>`.
[[noreturn]] void refuse_value(const parameter& of, std::string_view text,
                               std::string_view complaint);

/// Reads and writes. Writing checks the range: a `parameter_error` otherwise.
parameter_value value_of(const concrete_parameters& all, const parameter& which);
void assign(concrete_parameters& all, const parameter& which, const parameter_value& value);
/// Writes what a chain has stored: any number of the parameter's type, within its range or not.
void assign_as_stored(concrete_parameters& all, const parameter& which,
                      const parameter_value& value);

/// A whole number of decimal digits, with `_` between them or `,` between groups of three; none if
/// the text is no such number, or one of more than 128 bits.
std::optional<natural> whole_number(std::string_view text);
/// Text to value and back. Numbers may have `_` between their digits, or `,` between groups of
/// three.
parameter_value parse_value(const parameter& of, std::string_view text);
std::string to_text(const parameter_value& value);

/// `key=value`, as on the command line.
struct assignment {
  const parameter* which;
  parameter_value value;
};
assignment parse_assignment(std::string_view text);

/// The same, done; and the value's text by name.
void set(concrete_parameters& all, std::string_view assignment);
std::string get(const concrete_parameters& all, std::string_view name);

}  // namespace backcheck::protocol
