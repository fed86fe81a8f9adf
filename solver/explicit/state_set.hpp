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

/// What came of adding a state.
enum class addition : std::uint8_t { known, fresh, no_room };

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
    for (std::size_t slot = slots_->home(key);; slot = slots_->after(slot)) {
      const word seen = slots_->read(slot);
      if (seen == 0) return;
      if (same_tag(seen, key)) return __builtin_prefetch(arena_->at(index(seen)));
    }
  }

  [[nodiscard]] bool contains(word key, const word* state) const {
    for (std::size_t slot = slots_->home(key);; slot = slots_->after(slot)) {
      const word seen = slots_->read(slot);
      if (seen == 0) return false;
      if (is(seen, key, state)) return true;
    }
  }

  [[nodiscard]] addition add(word key, const word* state, arena_writer& writer) {
    for (std::size_t slot = slots_->home(key);; slot = slots_->after(slot)) {
      word seen = slots_->read(slot);
      if (seen == 0) {
        if (!writer.ready()) return addition::no_room;
        // The words come first: who sees the entry may read them.
        std::copy_n(state, words(), writer.next());
        if (slots_->put(slot, seen, (key & tag_mask) | (writer.next_index() + 1))) {
          writer.commit();
          return addition::fresh;
        }
      }
      if (is(seen, key, state)) return addition::known;
    }
  }

 private:
  static constexpr word tag_mask = 0xffff'ffff'0000'0000;

  static bool same_tag(word entry, word key) { return ((entry ^ key) & tag_mask) == 0; }
  static std::uint32_t index(word entry) { return static_cast<std::uint32_t>(entry) - 1; }
  bool is(word entry, word key, const word* state) const {
    return same_tag(entry, key) && std::equal(state, state + words(), arena_->at(index(entry)));
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
    if (key == 0) return has_zero_.load(std::memory_order_relaxed);
    for (std::size_t slot = slots_->home(key);; slot = slots_->after(slot)) {
      const word seen = slots_->read(slot);
      if (seen == 0) return false;
      if (seen == key) return true;
    }
  }

  [[nodiscard]] addition add(word key, const word* state, arena_writer& writer) {
    if (!writer.ready()) return addition::no_room;
    if (!enter(key)) return addition::known;
    *writer.next() = *state;
    writer.commit();
    return addition::fresh;
  }

 private:
  /// False if it is there already.
  bool enter(word key) {
    // The one state whose entry would look like an empty slot.
    if (key == 0) return !has_zero_.exchange(true, std::memory_order_relaxed);
    for (std::size_t slot = slots_->home(key);; slot = slots_->after(slot)) {
      word seen = slots_->read(slot);
      if (seen == 0 && slots_->put(slot, seen, key)) return true;
      if (seen == key) return false;
    }
  }

  slots* slots_;
  std::atomic<bool> has_zero_{false};
};

}  // namespace backcheck::solver::exhaustive
