// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/watch.hpp"

namespace backcheck::solver::exhaustive {

watch::watch(const budget& limits, const common_counts& counts, const ledger& memory)
    : limits_(limits), counts_(counts), memory_(memory), began_(clock::now()), told_(began_) {}

void watch::look() { judge(clock::now()); }

void watch::look_and_tell() {
  const clock::time_point now = clock::now();
  judge(now);
  if (!limits_.on_progress || now - told_ < std::chrono::seconds(1)) return;
  told_ = now;
  progress report;
  report.states = counts_.states.load(std::memory_order_relaxed);
  report.transitions = counts_.transitions.load(std::memory_order_relaxed);
  report.frontier = report.states - counts_.looked.load(std::memory_order_relaxed);
  report.depth = depth_;
  report.states_per_second = static_cast<double>(report.states) / seconds();
  report.memory_bytes = memory_.held();
  limits_.on_progress(report);
}

double watch::seconds() const {
  return std::chrono::duration<double>(clock::now() - began_).count();
}

void watch::judge(clock::time_point now) {
  if (limits_.interrupted != nullptr && limits_.interrupted->load(std::memory_order_relaxed)) {
    end_.store(ending::interrupted, std::memory_order_relaxed);
  } else if (limits_.time_max && now - began_ >= *limits_.time_max) {
    end_.store(ending::time_spent, std::memory_order_relaxed);
  }
}

}  // namespace backcheck::solver::exhaustive
