// SPDX-License-Identifier: Apache-2.0
//
// The set of states found, exact: a state is new or known by all its words, never by a hash of
// them. Any number of threads add to it at once without locks. The number of words is known to the
// compiler where it is small.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "solver/explicit/arena.hpp"
#include "solver/explicit/mix.hpp"
#include "solver/explicit/slots.hpp"

namespace backcheck::solver::exhaustive {

/// States of `Words` words; 0 words: of as many as the arena's.
template <std::size_t Words>
class state_set {
 public:
  state_set(arena& states, slots& table) : arena_(&states), slots_(&table) {}

  [[nodiscard]] std::size_t words() const { return Words == 0 ? arena_->words() : Words; }

  /// What a state is looked up by.
  [[nodiscard]] word key(const word* state) const {
    word key = 0x2545f4914f6cdd1d;
    for (std::size_t i = 0; i < words(); ++i) key = fold(key ^ state[i], 0x9e3779b97f4a7c15);
    return mix(key);
  }
  /// First touch: where the search for the state will begin.
  void prefetch(word key) const { slots_->prefetch(key); }
  /// Second touch: the stored state that is probably the same.
  void prefetch_state(word key) const {
    const word entry = slots_->find_alike(tag(key));
    if (entry != 0) __builtin_prefetch(at(entry));
  }

  [[nodiscard]] bool contains(word key, const word* state) const {
    return slots_->contains(tag(key), [&](word entry) { return same(at(entry), state); });
  }

  [[nodiscard]] addition add(word key, const word* state, arena_writer& writer) {
    const addition result = slots_->find_or_put(
        tag(key), [&](word entry) { return same(at(entry), state); },
        [&]() -> word {
          if (!writer.ready()) return 0;
          std::copy_n(state, words(), writer.next());
          return (key & tag_mask) | (writer.next_index() + 1);
        });
    if (result == addition::fresh) writer.commit();
    return result;
  }

 private:
  /// An entry is the upper half of the key and, below it, the state's index + 1.
  static constexpr word tag_mask = 0xffff'ffff'0000'0000;

  static pattern tag(word key) { return {key, tag_mask}; }
  const word* at(word entry) const { return arena_->at(static_cast<std::uint32_t>(entry) - 1); }
  bool same(const word* left, const word* right) const {
    return std::equal(left, left + words(), right);
  }

  arena* arena_;
  slots* slots_;
};

/// States of one word need no index: mixed one to one, the state is its own entry, and looking it
/// up touches one place.
template <>
class state_set<1> {
 public:
  state_set(arena&, slots& table) : slots_(&table) {}

  [[nodiscard]] static constexpr std::size_t words() { return 1; }
  [[nodiscard]] static word key(const word* state) { return mix(*state + 0x2545f4914f6cdd1d); }
  void prefetch(word key) const { slots_->prefetch(key); }
  static void prefetch_state(word) {}

  [[nodiscard]] bool contains(word key, const word*) const {
    return key == 0 ? has_zero_.load(std::memory_order_relaxed)
                    : slots_->contains({key}, [](word) { return true; });
  }

  [[nodiscard]] addition add(word key, const word* state, arena_writer& writer) {
    if (!writer.ready()) return addition::no_room;
    const addition result = enter(key);
    if (result == addition::fresh) {
      *writer.next() = *state;
      writer.commit();
    }
    return result;
  }

 private:
  addition enter(word key) {
    if (key != 0) {
      return slots_->find_or_put(
          {key}, [](word) { return true; }, [&] { return key; });
    }
    // The one state whose entry would look like an empty slot.
    return has_zero_.exchange(true, std::memory_order_relaxed) ? addition::known : addition::fresh;
  }

  slots* slots_;
  std::atomic<bool> has_zero_{false};
};

}  // namespace backcheck::solver::exhaustive
