// SPDX-License-Identifier: Apache-2.0
//
// A complete set of parameters, and where each value is from: what a preset or a file gives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/protocol/registry.hpp"

namespace backcheck::protocol {

/// How the citation of a value begins that nobody has read on a chain.
inline constexpr std::string_view assumed = "assumed";

struct configuration {
  std::string name;                 ///< of the preset or the file
  std::string description;          ///< a line for people
  unsigned layout = newest_layout;  ///< version of the chain's `HostConfiguration`
  concrete_parameters values{};
  std::vector<std::string> sources;  ///< where each value is from, by `parameter::position`

  [[nodiscard]] bool is_assumed(const parameter& which) const {
    return std::string_view(sources[which.position]).starts_with(assumed);
  }
};

/// Whether the chain's configuration of that layout has the parameter.
inline bool has(unsigned layout, const parameter& which) {
  return which.since <= layout && layout <= which.until;
}
/// What a configuration behaves like whose layout does not have the parameter.
void set_absent(configuration& all, const parameter& which);

/// `key=value` from a source that can be quoted, as `--set`.
inline void set(configuration& all, std::string_view assignment, std::string_view source) {
  const auto [which, value] = parse_assignment(assignment);
  assign(all.values, *which, value);
  all.sources[which->position] = source;
}

}  // namespace backcheck::protocol
