// SPDX-License-Identifier: Apache-2.0
//
// Threads that do one job at a time together: a job begins when all are at rest and ends when all
// are done.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace backcheck::solver::exhaustive {

class crew {
 public:
  /// The calling thread is one of them. Throws `std::system_error` when the system has no more
  /// threads.
  explicit crew(unsigned threads);
  crew(const crew&) = delete;
  crew& operator=(const crew&) = delete;
  ~crew();

  [[nodiscard]] unsigned size() const { return static_cast<unsigned>(helpers_.size()) + 1; }

  /// Runs `job(member)` for every member, 0 being the caller. If some of them throw, throws one of
  /// their exceptions once all are done.
  void run(const std::function<void(unsigned)>& job);

  /// The same for a job of so many units, each of which any member may do. If the caller alone
  /// would be done before the others have woken up, judging by earlier jobs, they sleep on.
  void run(std::uint64_t units, const std::function<void(unsigned)>& job);

 private:
  void help(unsigned member);
  void attempt(unsigned member);
  void dismiss();

  const std::function<void(unsigned)>* job_ = nullptr;  ///< none: go home
  std::atomic<int> round_{0};
  std::atomic<int> busy_{0};
  std::mutex failing_;
  std::exception_ptr failure_;
  std::vector<std::thread> helpers_;
  double seconds_ = 0;  ///< of work in jobs that have units
  double units_ = 0;
};

}  // namespace backcheck::solver::exhaustive
