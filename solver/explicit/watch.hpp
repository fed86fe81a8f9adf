// SPDX-License-Identifier: Apache-2.0
//
// Time, interruption, and the people who wait. All threads look at the clock; the first to see that
// it is over tells all.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "solver/explicit/memory.hpp"
#include "solver/interface/budget.hpp"
#include "solver/interface/verdict.hpp"

namespace backcheck::solver::exhaustive {

/// What the threads have done so far, as the others may know it.
struct common_counts {
  alignas(64) std::atomic<std::uint64_t> states{0};
  alignas(64) std::atomic<std::uint64_t> looked{0};
  std::atomic<std::uint64_t> transitions{0};
};

class watch {
 public:
  watch(const budget& limits, const common_counts& counts, const ledger& memory);

  /// Ends the search if it is time. To be called often, but not for every state.
  void look();
  /// The same, and reports progress when a second has passed. For one thread only.
  void look_and_tell();

  [[nodiscard]] bool over() const {
    return end_.load(std::memory_order_relaxed) != ending::complete;
  }
  /// Why; `complete` when it is not over.
  [[nodiscard]] ending end() const { return end_.load(std::memory_order_relaxed); }
  [[nodiscard]] double seconds() const;
  void set_depth(std::uint32_t depth) { depth_ = depth; }

 private:
  using clock = std::chrono::steady_clock;

  void judge(clock::time_point now);

  const budget& limits_;
  const common_counts& counts_;
  const ledger& memory_;
  clock::time_point began_;
  clock::time_point told_;
  std::uint32_t depth_ = 0;
  std::atomic<ending> end_{ending::complete};
};

}  // namespace backcheck::solver::exhaustive
