// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/crew.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace backcheck::solver::exhaustive {

crew::crew(unsigned threads) {
  helpers_.reserve(threads);
  try {
    for (unsigned member = 1; member < threads; ++member) {
      helpers_.emplace_back([this, member] { help(member); });
    }
  } catch (...) {
    dismiss();
    throw;
  }
}

crew::~crew() { dismiss(); }

void crew::dismiss() {
  job_ = nullptr;
  round_.fetch_add(1);
  round_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

void crew::run(const std::function<void(unsigned)>& job) {
  job_ = &job;
  busy_.store(static_cast<int>(helpers_.size()));
  round_.fetch_add(1);
  round_.notify_all();
  attempt(0);
  for (int busy = busy_.load(); busy != 0; busy = busy_.load()) busy_.wait(busy);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void crew::run(std::uint64_t units, const std::function<void(unsigned)>& job) {
  using clock = std::chrono::steady_clock;
  constexpr double seconds_to_wake = 100e-6;
  const double seconds_expected = static_cast<double>(units) * seconds_ / std::max(units_, 1.0);
  const bool alone = helpers_.empty() || seconds_expected < seconds_to_wake;
  const clock::time_point began = clock::now();
  alone ? job(0) : run(job);
  const double seconds = std::chrono::duration<double>(clock::now() - began).count();
  seconds_ += alone ? seconds : seconds * size();
  units_ += static_cast<double>(units);
}

void crew::help(unsigned member) {
  for (int seen = 0;;) {
    round_.wait(seen);
    seen = round_.load();
    if (job_ == nullptr) return;
    attempt(member);
    if (busy_.fetch_sub(1) == 1) busy_.notify_one();
  }
}

void crew::attempt(unsigned member) {
  try {
    (*job_)(member);
  } catch (...) {
    const std::lock_guard lock(failing_);
    failure_ = std::current_exception();
  }
}

}  // namespace backcheck::solver::exhaustive
