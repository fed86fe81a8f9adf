// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "cli/words.hpp"

namespace backcheck::cli {

namespace {

/// How often a line is printed where it is not live.
constexpr std::chrono::seconds quiet_for{10};

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

void interrupt(int /*signal*/) { interrupted = true; }

}  // namespace

progress_line::progress_line()
    : terminal_(isatty(STDERR_FILENO) == 1), next_(std::chrono::steady_clock::now() + quiet_for) {}

void progress_line::show(const solver::progress& now) {
  const auto line = fmt::format("{} states, {} to look at, depth {}, {}/s, {}",
                                with_commas(now.states), with_commas(now.frontier), now.depth,
                                with_commas(static_cast<std::uint64_t>(now.states_per_second)),
                                in_mebibytes(now.memory_bytes));
  if (terminal_) {
    shown_ = true;
    fmt::print(stderr, "\r\x1b[K{}", line);
    std::fflush(stderr);
    return;
  }
  const auto time = std::chrono::steady_clock::now();
  if (time < next_) return;
  next_ = time + quiet_for;
  fmt::print(stderr, "{}\n", line);
}

void progress_line::clear() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
  shown_ = false;
}

const std::atomic<bool>& interruption() {
  struct sigaction action {};
  action.sa_handler = interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  return interrupted;
}

}  // namespace backcheck::cli
