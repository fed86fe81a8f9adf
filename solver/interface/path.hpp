// SPDX-License-Identifier: Apache-2.0
//
// An execution, as an engine hands it over: which start state, and which of the enabled steps each
// time. It is a claim by the engine, no more: whoever shows it to a user replays it on the concrete
// machine first.
#pragma once

#include <cstdint>
#include <vector>

namespace backcheck::solver {

struct path {
  std::uint32_t start = 0;  ///< position in `view::starts()`
  /// Each a position in the `expansion::steps` of the state reached so far.
  std::vector<std::uint32_t> steps;

  friend bool operator==(const path&, const path&) = default;
};

}  // namespace backcheck::solver
