// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/arena.hpp"

#include <algorithm>
#include <bit>
#include <new>
#include <utility>

namespace backcheck::solver::exhaustive {

namespace {

constexpr std::size_t chunk_states_max = std::size_t{1} << 18;
constexpr std::size_t chunk_states_min = 64;
constexpr std::size_t chunk_bytes_max = std::size_t{1} << 27;
constexpr std::size_t portion_bytes = std::size_t{1} << 16;

}  // namespace

arena::arena(std::size_t words, ledger& memory) : words_(words), memory_(&memory) {
  const std::size_t bytes = words * sizeof(word);
  const std::size_t states =
      std::clamp(std::bit_floor(chunk_bytes_max / bytes), chunk_states_min, chunk_states_max);
  chunk_bits_ = static_cast<unsigned>(std::countr_zero(states));
  chunk_mask_ = static_cast<std::uint32_t>(states - 1);
  portion_states_ = static_cast<std::uint32_t>(
      std::clamp(std::bit_floor(portion_bytes / bytes), std::size_t{1}, states));
  directory_ = pages((indices / states + 1) * sizeof(word*), page_use::sparse);
}

std::optional<std::uint32_t> arena::open_chunk(page_use use) {
  const std::lock_guard lock(opening_);
  const std::uint64_t first = static_cast<std::uint64_t>(chunks_.size()) << chunk_bits_;
  if (first + chunk_states() > indices) return std::nullopt;
  const std::size_t bytes = chunk_states() * words_ * sizeof(word);
  try {
    chunks_.emplace_back(bytes, use);
  } catch (const std::bad_alloc&) {
    return std::nullopt;
  }
  directory()[first >> chunk_bits_] = static_cast<word*>(chunks_.back().data());
  return static_cast<std::uint32_t>(first);
}

bool arena_writer::find_room() {
  const std::uint32_t portion = arena_->portion_states();
  if (!arena_->memory().take(std::uint64_t{portion} * arena_->words() * sizeof(word))) return false;
  if (chunk_room_ == 0) {
    // The first chunk of a thread may stay nearly empty; who needs a second fills them.
    const auto first = arena_->open_chunk(next_ == nullptr ? page_use::sparse : page_use::dense);
    if (!first) return false;
    close_span();
    index_ = span_first_ = *first;
    next_ = arena_->at(index_);
    chunk_room_ = arena_->chunk_states();
  }
  chunk_room_ -= portion;
  room_ = portion;
  return true;
}

void arena_writer::close_span() {
  if (index_ != span_first_) spans_.push_back({span_first_, index_ - span_first_});
  span_first_ = index_;
}

void arena_writer::end_level(std::vector<span_of_states>& spans) {
  close_span();
  spans.insert(spans.end(), spans_.begin(), spans_.end());
  spans_.clear();
}

}  // namespace backcheck::solver::exhaustive
