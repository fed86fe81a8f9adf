// SPDX-License-Identifier: Apache-2.0
//
// The hash table, as far as it does not care what an entry means: 64-bit entries, 0 for an empty
// slot, linear probing from the slot that the entry's own highest bits name. So an entry can move
// to a larger table without a look at the state it stands for; and as the order of the slots is
// that of the entries, moving is one sweep through both tables.
//
// Any number of threads may probe and add. Growing is a job of its own, with all other use at rest.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "solver/explicit/memory.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::solver::exhaustive {

/// Whether other threads may be about. One thread alone need not pay for the bus.
enum class company : std::uint8_t { alone, shared };

class slots {
 public:
  /// At least `capacity_min` slots.
  slots(std::size_t capacity_min, company threads, ledger& memory);

  /// How many entries the table takes before it must grow: three quarters of its slots.
  [[nodiscard]] std::uint64_t entries_max() const { return (std::uint64_t{mask_} + 1) / 4 * 3; }

  [[nodiscard]] std::size_t home(word entry) const {
    return static_cast<std::size_t>(entry >> shift_);
  }
  [[nodiscard]] std::size_t after(std::size_t slot) const { return (slot + 1) & mask_; }
  void prefetch(word entry) const { __builtin_prefetch(table_ + home(entry)); }

  /// What is in a slot; whatever was written before the entry was put there can be read by who sees
  /// it.
  [[nodiscard]] word read(std::size_t slot) const {
    return std::atomic_ref<word>(table_[slot]).load(std::memory_order_acquire);
  }
  /// Fills an empty slot, or finds in `seen` what another thread has put there first.
  [[nodiscard]] bool put(std::size_t slot, word& seen, word entry) {
    std::atomic_ref<word> place(table_[slot]);
    if (threads_ == company::alone) {
      place.store(entry, std::memory_order_relaxed);
      return true;
    }
    return place.compare_exchange_strong(seen, entry, std::memory_order_acq_rel,
                                         std::memory_order_acquire);
  }

  /// Makes a larger table, empty so far; false when the memory does not allow it.
  [[nodiscard]] bool begin_growth();
  /// Moves some of the entries; false if none are left to take. For any number of threads.
  bool grow_some();
  /// To be called when no thread is growing. If entries are left, they are lost.
  void end_growth();

 private:
  void adopt(pages memory, std::size_t capacity);
  void move_in(word entry);

  ledger* memory_ledger_;
  company threads_;
  pages memory_;
  word* table_ = nullptr;
  std::size_t mask_ = 0;
  unsigned shift_ = 0;

  pages old_memory_;
  std::size_t old_capacity_ = 0;
  std::atomic<std::size_t> old_cursor_{0};
};

}  // namespace backcheck::solver::exhaustive
