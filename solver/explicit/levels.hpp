// SPDX-License-Identifier: Apache-2.0
//
// Which states are how many steps away, and how a level is dealt out to threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "solver/explicit/arena.hpp"

namespace backcheck::solver::exhaustive {

/// The levels found so far, nearest first.
class levels {
 public:
  /// Adds a level; the spans are those of all threads.
  void add(std::span<const span_of_states> spans) {
    spans_.insert(spans_.end(), spans.begin(), spans.end());
    ends_.push_back(spans_.size());
  }
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::span<const span_of_states> operator[](std::size_t level) const {
    const std::size_t from = level == 0 ? 0 : ends_[level - 1];
    return std::span(spans_).subspan(from, ends_[level] - from);
  }

 private:
  std::vector<span_of_states> spans_;
  std::vector<std::size_t> ends_;
};

[[nodiscard]] inline std::uint64_t states_in(std::span<const span_of_states> level) {
  std::uint64_t states = 0;
  for (const span_of_states& span : level) states += span.count;
  return states;
}

/// A level cut into pieces, to be taken by whoever has nothing to do.
class deal {
 public:
  void begin(std::span<const span_of_states> level, unsigned threads) {
    constexpr std::uint64_t piece_states_max = 256;
    const std::uint64_t fair = states_in(level) / (std::uint64_t{threads} * 16);
    const auto piece =
        static_cast<std::uint32_t>(std::clamp<std::uint64_t>(fair, 1, piece_states_max));
    pieces_.clear();
    for (const span_of_states& span : level) {
      for (std::uint32_t done = 0; done < span.count; done += piece) {
        pieces_.push_back({span.first + done, std::min(piece, span.count - done)});
      }
    }
    next_.store(0, std::memory_order_relaxed);
  }
  [[nodiscard]] std::optional<span_of_states> take() {
    const std::size_t piece = next_.fetch_add(1, std::memory_order_relaxed);
    if (piece >= pieces_.size()) return std::nullopt;
    return pieces_[piece];
  }

 private:
  std::vector<span_of_states> pieces_;
  alignas(64) std::atomic<std::size_t> next_{0};
};

}  // namespace backcheck::solver::exhaustive
