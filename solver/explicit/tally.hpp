// SPDX-License-Identifier: Apache-2.0
//
// What one thread counts and notices while it looks at states. Merged over threads, the result does
// not depend on who looked at what: counts are sums, and of the places where a claim fails, the
// least is kept.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "solver/interface/view.hpp"

namespace backcheck::solver::exhaustive {

/// Counts for each claim how many of the sets added contain it. The counters stand upright: bit c
/// of plane k is bit k of claim c's count, so adding a set costs two operations or so, however many
/// claims there are.
class claim_counter {
 public:
  void add(const claim_set& set) {
    if (set.empty()) return;
    for (std::size_t half = 0; half < 2; ++half) {
      word carry = set.at_word(half);
      for (std::size_t plane = 0; carry != 0; ++plane) {
        const word sum = planes_[half][plane] ^ carry;
        carry &= planes_[half][plane];
        planes_[half][plane] = sum;
      }
    }
    if (++added_ == added_max) spill();
  }
  /// Adds the counts to `totals`, by claim, and starts again from zero.
  void move_to(std::vector<std::uint64_t>& totals);

 private:
  static constexpr std::size_t planes_count = 10;
  static constexpr unsigned added_max = (1U << planes_count) - 1;

  void spill();

  std::array<std::array<word, planes_count>, 2> planes_{};
  unsigned added_ = 0;
  std::array<std::uint64_t, claim_set::size_max> spilled_{};
};

/// A place in a level where something shows: a state, or one of its steps.
struct sighting {
  const word* state = nullptr;  ///< none: it was not seen
  std::uint32_t step = 0;
};

/// Whether `left` is before `right`, compared from word 0 up.
[[nodiscard]] bool less_words(const word* left, const word* right, std::size_t words);

/// Keeps the lesser of what is known and what is offered: by words, then by step.
void keep_least(sighting& known, const sighting& offered, std::size_t words);

/// Sets of claims by kind.
struct claims_by_kind {
  claim_set always;
  claim_set step;
  claim_set sometimes;

  explicit claims_by_kind(const std::vector<claim>& claims);
  void erase(std::size_t claim) {
    always.erase(claim);
    step.erase(claim);
    sometimes.erase(claim);
  }
};

/// What was noticed in one level, of what is still to be noticed: for each claim, where.
struct notices {
  using by_claim = std::array<sighting, claim_set::size_max>;

  by_claim refuting_states;
  by_claim refuting_steps;
  by_claim showing_states;
  by_claim showing_steps;
  sighting deadlock;
  bool any = false;

  void keep_least(const notices& other, std::size_t words);
  void forget() {
    if (any) *this = {};
  }
};

/// The counts that are about transitions. Those of a last level that is not to be left are dropped
/// again.
struct step_counts {
  std::uint64_t transitions = 0;
  std::vector<std::uint64_t> fired;
  claim_counter premises;
  claim_counter witnesses;
};

/// One thread's counts and notices.
class tally {
 public:
  explicit tally(const view& model);

  /// Enters what was found in `state`, which must stay where it is until the notices of the level
  /// have been read. Claims that are not `open` are counted but not noticed.
  void enter(const word* state, const expansion& found, const claims_by_kind& open);

  std::uint64_t looked = 0;
  std::uint64_t deadlocks = 0;
  std::array<std::uint64_t, 64> cut{};
  claim_counter premises;   ///< of claims about states
  claim_counter witnesses;  ///< that are states
  step_counts steps;
  notices level;

 private:
  void enter_claims_of_steps(const word* state, const expansion& found, const claims_by_kind& open);
  void notice(notices::by_claim& where, const claim_set& claims, const sighting& place);

  std::size_t words_;
  claims_by_kind kinds_;
  bool steps_show_something_;
};

}  // namespace backcheck::solver::exhaustive
