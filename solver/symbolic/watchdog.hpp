// SPDX-License-Identifier: Apache-2.0
//
// Stops a solver from outside when its time is over, or when somebody asks for it: a solver's own
// limits are not always kept.
#pragma once

#include <z3++.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "solver/interface/budget.hpp"

namespace backcheck::solver::symbolic {

class watchdog {
 public:
  watchdog(z3::context& context, const budget& limits);
  watchdog(const watchdog&) = delete;
  watchdog& operator=(const watchdog&) = delete;
  ~watchdog();

  /// Whether the solver has been stopped, or is to be.
  [[nodiscard]] bool barked() const { return time_is_over() || interrupted(); }
  [[nodiscard]] bool interrupted() const {
    return limits_.interrupted != nullptr && limits_.interrupted->load();
  }
  [[nodiscard]] double seconds() const;

 private:
  [[nodiscard]] bool time_is_over() const;
  void watch();

  z3::context& context_;
  const budget& limits_;
  std::chrono::steady_clock::time_point began_;
  std::mutex mutex_;
  std::condition_variable done_;
  bool is_done_ = false;
  std::thread thread_;
};

}  // namespace backcheck::solver::symbolic
