// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/slots.hpp"

#include <algorithm>
#include <bit>
#include <new>
#include <utility>

namespace backcheck::solver::exhaustive {

namespace {

/// Positions come from 32 bits of hash where an entry holds an index in the other 32.
constexpr std::size_t capacity_max = std::size_t{1} << 32;
/// Small tables grow faster: their rounds cost more than their memory.
constexpr std::size_t small_capacity = std::size_t{1} << 18;
/// Two megabytes: what is moved is given back in large pages, so that both tables together need
/// little more than one.
constexpr std::size_t segment = std::size_t{1} << 18;

}  // namespace

slots::slots(std::size_t capacity_min, company threads, ledger& memory)
    : memory_ledger_(&memory), threads_(threads) {
  const std::size_t capacity = std::bit_ceil(capacity_min);
  if (!memory.take(capacity * sizeof(word))) throw std::bad_alloc();
  adopt(pages(capacity * sizeof(word), page_use::dense), capacity);
}

void slots::adopt(pages memory, std::size_t capacity) {
  memory_ = std::move(memory);
  table_ = static_cast<word*>(memory_.data());
  mask_ = capacity - 1;
  shift_ = 64 - static_cast<unsigned>(std::countr_zero(capacity));
}

bool slots::begin_growth() {
  const std::size_t old_capacity = mask_ + 1;
  const std::size_t capacity = old_capacity * (old_capacity < small_capacity ? 4 : 2);
  if (capacity > capacity_max) return false;
  const std::uint64_t bytes = (capacity - old_capacity) * sizeof(word);
  if (!memory_ledger_->take(bytes)) return false;
  try {
    pages larger(capacity * sizeof(word), page_use::dense);
    old_memory_ = std::move(memory_);
    old_capacity_ = old_capacity;
    old_cursor_.store(0, std::memory_order_relaxed);
    adopt(std::move(larger), capacity);
  } catch (const std::bad_alloc&) {
    memory_ledger_->give_back(bytes);
    return false;
  }
  return true;
}

bool slots::grow_some() {
  const std::size_t from = old_cursor_.fetch_add(segment, std::memory_order_relaxed);
  if (from >= old_capacity_) return false;
  const std::size_t to = std::min(from + segment, old_capacity_);
  const word* const old = static_cast<const word*>(old_memory_.data());
  for (std::size_t i = from; i < to; ++i) {
    const word entry = old[i];
    if (entry == 0) continue;
    // All entries are different, and there is always room: nothing to find, nothing to report.
    static_cast<void>(find_or_put(
        {entry}, [](word) { return false; }, [&] { return entry; }));
  }
  old_memory_.forget(from * sizeof(word), (to - from) * sizeof(word));
  return true;
}

void slots::end_growth() { old_memory_ = pages(); }

}  // namespace backcheck::solver::exhaustive
