// SPDX-License-Identifier: Apache-2.0
//
// The fields of a relay chain's `HostConfiguration` as the chain writes them, in its order, version
// by version. Bytes, JSON and calls are all read and written by this one list; a field is one row.
//
// Source: polkadot-sdk, polkadot/runtime/parachains/src/configuration.rs and configuration/
// migration/v8.rs to v12.rs; the order of each version was confirmed by values of live chains.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chain/scale.hpp"

namespace backcheck::chain {

/// How a field is written.
enum class wire : std::uint8_t {
  u32,
  u128,
  option_u32,
  truth,
  executor_params,  ///< a list of numbered items
  node_features,    ///< bits, the lowest of each byte first
  node_feature,     ///< of a call: the number of one, and a truth
};

/// One of `ExecutorParams`, by its number; time-outs have a kind before their value.
struct executor_item {
  std::uint8_t number = 0;
  std::uint8_t kind = 0;
  std::uint64_t value = 0;
  friend bool operator==(const executor_item&, const executor_item&) = default;
};

/// What the chain knows of the items of `ExecutorParams`.
struct executor_row {
  std::uint8_t number;
  std::string_view name;  ///< as the chain has it, in JSON too
  std::uint8_t bytes;     ///< of its value
  bool has_kind;
  std::string_view keys;   ///< its parameter, or that of each kind
  std::string_view kinds;  ///< their names
};
const executor_row* find_executor_row(std::uint8_t number);
const std::vector<executor_row>& executor_rows();

/// A value, of whatever type. What a type has no use for stays as it is here.
struct field_value {
  protocol::natural number = 0;
  bool is_given = false;  ///< of an option; of a truth and of one feature: the truth
  std::vector<executor_item> executor;
  std::vector<bool> features;
  friend bool operator==(const field_value&, const field_value&) = default;
};

/// Where a field stands in a version: `table` is the struct it is in, if not the configuration
/// itself; `name` is what that version calls it.
struct field_row {
  std::string_view key;  ///< of the parameter; for `wire::executor_params` of none
  wire type;
  std::string_view name = {};  ///< the key, if the chain calls it so
  std::string_view table = {};
  unsigned since = protocol::oldest_layout, until = protocol::newest_layout;
  [[nodiscard]] std::string_view called() const { return name.empty() ? key : name; }
};

/// The fields of a version, in its order.
std::vector<const field_row*> fields_of(unsigned layout);

/// Bits in bytes, the lowest of each first, and back; what is left of the last byte is 0.
bytes bytes_of(const std::vector<bool>& bits);
std::vector<bool> bits_of(const bytes& from);

field_value read_field(scale_reader& from, wire type, std::string_view what);
void write_field(scale_writer& to, wire type, const field_value& value);

}  // namespace backcheck::chain
