// SPDX-License-Identifier: Apache-2.0
//
// For people who wait: how far a search has come, on standard error. On a terminal one live line;
// elsewhere a line now and then. And the ways to say that one has waited long enough.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "solver/interface/budget.hpp"

namespace backcheck::cli {

class progress_line {
 public:
  progress_line();
  ~progress_line() { clear(); }
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;

  void show(const solver::progress& now);
  /// Takes the live line away.
  void clear();

 private:
  bool terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point next_;
};

/// Set by the first interrupt (Ctrl-C) or request to terminate; the second ends the program.
const std::atomic<bool>& interruption();

}  // namespace backcheck::cli
