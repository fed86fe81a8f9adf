// SPDX-License-Identifier: Apache-2.0
//
// Calls by which governance changes a configuration: the setters of the pallet `Configuration`,
// alone or inside `utility.batch`, `batch_all`, `force_batch` and
// `whitelist.dispatch_whitelisted_call_with_preimage`, one in the other. Other calls are refused:
// where one ends cannot be told without knowing it.
//
// Source: polkadot-sdk, polkadot/runtime/parachains/src/configuration.rs (calls and their numbers),
// substrate/frame/{utility,whitelist}/src/lib.rs; the pallets' numbers are those of each chain's
// runtime.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chain/fields.hpp"
#include "model/protocol/configuration.hpp"

namespace backcheck::chain {

/// The numbers of the pallets on a chain.
struct pallet_numbers {
  std::string_view chain;
  std::uint8_t configuration;
  std::uint8_t utility;
  std::optional<std::uint8_t> whitelist = {};  ///< none: not known here
};
std::span<const pallet_numbers> known_chains();
/// By its name; an unknown one is a `parameter_error`.
const pallet_numbers& chain_named(std::string_view name);

/// What a setter is, and since when until when it is there, by versions of the configuration.
struct setter_row {
  std::uint8_t number;
  std::string_view name;
  wire type;
  std::string_view key = {};    ///< its parameter, if it has just one
  std::string_view table = {};  ///< the struct that it takes, if it takes one
  unsigned since = protocol::oldest_layout, until = protocol::newest_layout;
};

/// A field that a setter gives, and its value.
struct argument {
  const field_row* field = nullptr;  ///< none if it is no field of the configuration
  wire type = wire::u32;
  field_value value;
  /// A field that versions have in different places is the same one.
  friend bool operator==(const argument& a, const argument& b) {
    const auto key = [](const argument& of) {
      return of.field == nullptr ? std::string_view() : of.field->key;
    };
    return key(a) == key(b) && a.type == b.type && a.value == b.value;
  }
};

struct call {
  std::uint8_t pallet = 0;
  std::uint8_t number = 0;
  std::string name;                 ///< `configuration.set_scheduling_lookahead`
  std::vector<argument> arguments;  ///< of a setter
  std::vector<call> inner;          ///< of all others
  friend bool operator==(const call&, const call&) = default;
};

/// Calls in calls in calls: deeper ones are refused.
inline constexpr std::size_t call_depth_max = 8;

/// Throws a `decode_error` where the bytes are no such call.
call decode_call(const bytes& from, const pallet_numbers& on, unsigned layout);
bytes encode_call(const call& from);

/// The chains that read these bytes alike, the first of them known to read them, and the versions
/// that do; and whether another chain or version reads them otherwise.
struct detected_call {
  call value;
  std::vector<std::string_view> chains;
  std::vector<unsigned> layouts;
  bool is_ambiguous = false;
};
/// `chain` and `layout`, where given, are the only ones that are tried. Where none reads the bytes,
/// the error is that of the one that went furthest.
detected_call detect_call(const bytes& from, std::optional<std::string_view> chain,
                          std::optional<unsigned> layout);

/// A setter, by the calls that it is in and its own name, outermost first, and what it sets.
struct setting {
  std::string path;  ///< `utility.batch_all[0]: configuration.set_scheduling_lookahead`
  const call* by;
};
std::vector<setting> settings_of(const call& from);

/// Changes a configuration as the call does: in order, a later setter after an earlier one.
void apply(const call& from, protocol::configuration& to);

}  // namespace backcheck::chain
