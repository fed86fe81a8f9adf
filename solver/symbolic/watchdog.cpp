// SPDX-License-Identifier: Apache-2.0
#include "solver/symbolic/watchdog.hpp"

namespace backcheck::solver::symbolic {

watchdog::watchdog(z3::context& context, const budget& limits)
    : context_(context),
      limits_(limits),
      began_(std::chrono::steady_clock::now()),
      thread_([this] { watch(); }) {}

watchdog::~watchdog() {
  {
    const std::lock_guard lock(mutex_);
    is_done_ = true;
  }
  done_.notify_all();
  thread_.join();
}

double watchdog::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
}

bool watchdog::time_is_over() const {
  return limits_.time_max && std::chrono::steady_clock::now() - began_ >= *limits_.time_max;
}

/// One interruption may come between two questions and be forgotten: it is repeated.
void watchdog::watch() {
  using namespace std::chrono_literals;
  std::unique_lock lock(mutex_);
  while (!done_.wait_for(lock, 50ms, [this] { return is_done_; }))
    if (barked()) context_.interrupt();
}

}  // namespace backcheck::solver::symbolic
