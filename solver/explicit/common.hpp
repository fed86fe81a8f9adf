// SPDX-License-Identifier: Apache-2.0
//
// What the threads of a search share.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "solver/explicit/arena.hpp"
#include "solver/explicit/levels.hpp"
#include "solver/explicit/memory.hpp"
#include "solver/explicit/slots.hpp"
#include "solver/explicit/state_set.hpp"
#include "solver/explicit/tally.hpp"
#include "solver/explicit/watch.hpp"
#include "solver/interface/budget.hpp"
#include "solver/interface/verdict.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::solver::exhaustive {

/// What becomes of the successors of a level.
enum class successor_fate : std::uint8_t {
  stored,   ///< they are the next level
  matched,  ///< they are only looked up, to know whether there would be a next level
  dropped,  ///< they are not of interest any more
};

template <std::size_t Words>
struct common {
  /// How many successors a thread adds between two looks at how full the table is.
  static constexpr std::size_t slice_max = 512;
  /// From how many on a thread tells the others of new states.
  static constexpr std::size_t unpublished_max = 512;

  /// Throws `std::bad_alloc` when not even the empty table fits.
  common(const view& model_searched, const budget& limits, unsigned threads_searching)
      : model(model_searched),
        states_max(limits.states_max.value_or(~std::uint64_t{0})),
        memory(limits.memory_bytes_max),
        states(model_searched.words(), memory),
        table(std::size_t{4096} * threads_searching,
              threads_searching == 1 ? company::alone : company::shared, memory),
        set(states, table),
        clock(limits, counts, memory),
        open(model_searched.claims()),
        threads(threads_searching) {}

  /// Whether the table has to grow before every thread may add a slice.
  [[nodiscard]] bool table_full() const {
    const std::uint64_t published = counts.states.load(std::memory_order_relaxed);
    return published + threads * (unpublished_max + slice_max) > table.entries_max();
  }
  /// The next level does not fit: forget about it, but look at the rest of this one.
  void give_up_storing(ending reason) {
    spent.store(reason, std::memory_order_relaxed);
    fate.store(successor_fate::dropped, std::memory_order_relaxed);
  }

  common_counts counts;
  const view& model;
  std::uint64_t states_max;
  ledger memory;
  arena states;
  slots table;
  state_set<Words> set;
  watch clock;
  claims_by_kind open;  ///< those not settled in an earlier level
  deal pieces;
  unsigned threads;
  std::atomic<successor_fate> fate{successor_fate::stored};
  /// Why the next level does not fit; `complete` if it does.
  std::atomic<ending> spent{ending::complete};
  /// A successor was looked up that is not in the set.
  std::atomic<bool> new_matched{false};
};

}  // namespace backcheck::solver::exhaustive
