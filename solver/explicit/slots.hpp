// SPDX-License-Identifier: Apache-2.0
//
// The hash table, as far as it does not care what an entry means: 64-bit entries, 0 for an empty
// slot, linear probing from the slot that the entry's own highest bits name. So an entry can move
// to a larger table without a look at the state it stands for; and as the slots are in the order of
// their entries, moving is one sweep through both tables.
//
// Any number of threads may look and add. Growing is a job of its own, with all other use at rest.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "solver/explicit/memory.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::solver::exhaustive {

/// Whether other threads may be about. One thread alone need not pay for the bus.
enum class company : std::uint8_t { alone, shared };

/// What came of adding something.
enum class addition : std::uint8_t { known, fresh, no_room };

/// What is looked for: entries that agree with `bits` where `mask` has ones.
struct pattern {
  word bits = 0;
  word mask = ~word{0};

  [[nodiscard]] bool fits(word entry) const { return ((entry ^ bits) & mask) == 0; }
};

class slots {
 public:
  /// At least `capacity_min` slots, which is at least 2. Throws `std::bad_alloc`.
  slots(std::size_t capacity_min, company threads, ledger& memory);

  /// How many entries the table takes before it must grow: three quarters of its slots.
  [[nodiscard]] std::uint64_t entries_max() const { return (std::uint64_t{mask_} + 1) / 4 * 3; }

  void prefetch(word bits) const { __builtin_prefetch(table_ + home(bits)); }

  /// Some entry that fits; 0 if there is none.
  [[nodiscard]] word find_alike(const pattern& wanted) const;

  /// Whether there is an entry that fits and is the `same`.
  template <class Same>
  [[nodiscard]] bool contains(const pattern& wanted, const Same& same) const;

  /// Finds an entry that fits and is the `same`, or puts there what `make` makes of it: an entry
  /// that fits, or 0 if there is no room for what it would stand for. What was written before an
  /// entry was put there can be read by whoever finds it.
  template <class Same, class Make>
  [[nodiscard]] addition find_or_put(const pattern& wanted, const Same& same, const Make& make);

  /// Makes a larger table, empty so far; false when the memory does not allow it.
  [[nodiscard]] bool begin_growth();
  /// Moves some of the entries; false if none are left to take. For any number of threads.
  bool grow_some();
  /// To be called when no thread is growing. If entries are left, they are lost.
  void end_growth();

 private:
  [[nodiscard]] std::size_t home(word bits) const {
    return static_cast<std::size_t>(bits >> shift_);
  }
  [[nodiscard]] std::size_t next(std::size_t slot) const { return (slot + 1) & mask_; }
  [[nodiscard]] word read(std::size_t slot) const {
    return std::atomic_ref<word>(table_[slot]).load(std::memory_order_acquire);
  }
  [[nodiscard]] word put(std::size_t slot, word entry);

  void adopt(pages memory, std::size_t capacity);

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

/// Fills an empty slot and returns 0, or returns what another thread has put there first.
inline word slots::put(std::size_t slot, word entry) {
  std::atomic_ref<word> place(table_[slot]);
  word there = 0;
  if (threads_ == company::alone) {
    place.store(entry, std::memory_order_relaxed);
  } else {
    place.compare_exchange_strong(there, entry, std::memory_order_acq_rel,
                                  std::memory_order_acquire);
  }
  return there;
}

inline word slots::find_alike(const pattern& wanted) const {
  for (std::size_t slot = home(wanted.bits);; slot = next(slot)) {
    const word there = read(slot);
    if (there == 0 || wanted.fits(there)) return there;
  }
}

template <class Same>
bool slots::contains(const pattern& wanted, const Same& same) const {
  for (std::size_t slot = home(wanted.bits);; slot = next(slot)) {
    const word there = read(slot);
    if (there == 0) return false;
    if (wanted.fits(there) && same(there)) return true;
  }
}

template <class Same, class Make>
addition slots::find_or_put(const pattern& wanted, const Same& same, const Make& make) {
  for (std::size_t slot = home(wanted.bits);; slot = next(slot)) {
    word there = read(slot);
    if (there == 0) {
      const word entry = make();
      if (entry == 0) return addition::no_room;
      there = put(slot, entry);
      if (there == 0) return addition::fresh;
    }
    if (wanted.fits(there) && same(there)) return addition::known;
  }
}

}  // namespace backcheck::solver::exhaustive
