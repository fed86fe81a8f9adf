// SPDX-License-Identifier: Apache-2.0
//
// Work of independent parts, two of them at a time. Each part that asks a solver does so in a
// context of its own.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>

namespace backcheck::solver::symbolic {

/// Calls `each(i)` for every i below `parts`, in that order but for two at a time. The first
/// exception ends it, once the other part is through, and is raised again.
template <class F>
void side_by_side(std::size_t parts, const F& each) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failed;
  std::mutex failing;
  const auto work = [&] {
    for (std::size_t i = next++; i < parts; i = next++) {
      try {
        each(i);
      } catch (...) {
        const std::scoped_lock lock(failing);
        if (!failed) failed = std::current_exception();
        next = parts;
      }
    }
  };
  {
    const std::jthread other(work);
    work();
  }
  if (failed) std::rethrow_exception(failed);
}

}  // namespace backcheck::solver::symbolic
