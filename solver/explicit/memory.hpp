// SPDX-License-Identifier: Apache-2.0
//
// Memory for very many states: straight from the system, zeroed, in large pages, and counted.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace backcheck::solver::exhaustive {

/// How many bytes the search holds, held at most, and may hold. Counts what is or is about to be
/// touched.
class ledger {
 public:
  explicit ledger(std::optional<std::uint64_t> bytes_max) : bytes_max_(bytes_max) {}

  /// Enters `bytes`, or returns false and enters nothing because that would pass the limit.
  [[nodiscard]] bool take(std::uint64_t bytes);
  void give_back(std::uint64_t bytes) { held_.fetch_sub(bytes, std::memory_order_relaxed); }

  [[nodiscard]] std::uint64_t held() const { return held_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t most() const { return most_.load(std::memory_order_relaxed); }

 private:
  std::optional<std::uint64_t> bytes_max_;
  std::atomic<std::uint64_t> held_{0};
  std::atomic<std::uint64_t> most_{0};
};

/// How memory will be used: touched here and there and now and then, or all of it before long. The
/// latter gets large pages, without which each random access also misses the address cache.
enum class page_use : std::uint8_t { sparse, dense };

/// A stretch of zeroed memory. Nothing is resident until it is touched.
class pages {
 public:
  pages() = default;
  /// Throws `std::bad_alloc` when the system refuses.
  pages(std::size_t bytes, page_use use);
  pages(pages&& other) noexcept;
  pages& operator=(pages&& other) noexcept;
  ~pages();

  [[nodiscard]] void* data() const { return data_; }
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Gives a part of the memory back, as far as it is whole pages. Its contents are lost.
  void forget(std::size_t offset, std::size_t bytes);

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace backcheck::solver::exhaustive
