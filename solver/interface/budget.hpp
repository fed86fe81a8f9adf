// SPDX-License-Identifier: Apache-2.0
//
// What a search may spend. Running out of any of it ends in *undecided*, never in a pass.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace backcheck::solver {

/// How far a search has come; for people who wait.
struct progress {
  std::uint64_t states = 0;
  std::uint64_t transitions = 0;
  std::uint64_t frontier = 0;      ///< states found and not yet looked at
  std::uint32_t depth = 0;         ///< steps from a start state to the level being looked at
  double states_per_second = 0;    ///< since the start of the search
  std::uint64_t memory_bytes = 0;  ///< held by the search
};

struct budget {
  std::optional<std::uint64_t> states_max = {};
  std::optional<std::uint64_t> memory_bytes_max = {};
  std::optional<std::chrono::milliseconds> time_max = {};  ///< until an engine stops looking
  std::optional<std::uint32_t> depth_max = {};             ///< steps from a start state
  unsigned threads = 1;                                    ///< at least 1
  bool stop_at_first_violation = false;            ///< end after the level that refutes a claim
  const std::atomic<bool>* interrupted = nullptr;  ///< set from outside to end the search early
  /// Called about once a second, from one thread. May be empty.
  std::function<void(const progress&)> on_progress = {};
};

}  // namespace backcheck::solver
