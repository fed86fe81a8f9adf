// SPDX-License-Identifier: Apache-2.0
//
// Random walks: many, each a list of words that says what to try, one step after the other. Equal
// seeds give equal walks, whatever the number of threads.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "solver/interface/verdict.hpp"
#include "solver/random/walker.hpp"

namespace backcheck::solver::random {

/// Which walks are taken.
struct walks_plan {
  std::uint64_t walks = 10000;
  std::uint64_t steps = 100;  ///< of each, that happen; a walk may end sooner
  word seed = 0;
  bool swarm = true;  ///< each walk switches some rules off and leans to some draws
  std::vector<unsigned> weights = {};  ///< of rules; empty: the model's own
  unsigned threads = 1;                ///< at least 1
  std::optional<std::chrono::milliseconds> time_max = {};
  const std::atomic<bool>* interrupted = nullptr;
};

/// A step as a rule took it.
struct taken_step {
  std::uint16_t rule = 0;
  std::vector<drawn_choice> choices;
};

/// What one walk showed.
struct walked {
  std::uint64_t number = 0;  ///< of the walk in its plan
  word seed = 0;             ///< of the walk: `walk_seed`
  std::uint64_t words = 0;   ///< that were tried
  std::uint64_t fired = 0;   ///< of those that happened
  std::uint64_t attempts = 0;
  std::vector<std::uint64_t> fired_by_rule;
  std::vector<std::uint64_t> most;  ///< by measure: the largest on the way
  claim_set violated;               ///< by the last step; the walk ends there
  claim_set premises;
  claim_set witnessed;
  word bounds_met = 0;
};

/// Everything that happened, added up. Equal for equal plans that were carried out in full, except
/// `seconds`.
struct walks_report {
  ending end = ending::complete;
  std::uint64_t walks = 0;
  std::uint64_t words = 0;
  std::uint64_t fired = 0;
  std::uint64_t attempts = 0;
  std::vector<std::uint64_t> fired_by_rule;
  std::vector<std::uint64_t> walks_by_rule;      ///< in which it happened
  std::vector<std::uint64_t> walks_by_claim;     ///< that met its premise or showed it
  std::vector<std::uint64_t> walks_by_bound;     ///< in which it refused something
  std::vector<std::vector<std::uint64_t>> most;  ///< by measure and size: walks that came so far
  std::vector<std::optional<walked>>
      violating;  ///< by claim: the shortest walk, the first of those
  double seconds = 0;
};

/// The seed of a walk in a plan, and the word of one of its steps.
[[nodiscard]] constexpr word walk_seed(const walks_plan& plan, std::uint64_t number) {
  return stir(stir(plan.seed), number);
}
[[nodiscard]] constexpr word step_word(word walk, std::uint64_t step) {
  return stir(walk, step + 1);
}

/// Hears of each walk, in their order, from one thread at a time.
using on_walk = std::function<void(const walked&)>;

walks_report take_walks(const walkable& model, const walks_plan& plan, const on_walk& heard = {});

/// One walk, from its words; `leaning_to` is the word it leans by. Ends with the first violation.
/// Notes the steps it took in `taken`, if given.
walked take_walk(const walkable& model, walker& by, const walks_plan& plan, word leaning_to,
                 const std::vector<word>& words, std::vector<taken_step>* taken = nullptr);
/// One walk of a plan, again.
std::vector<taken_step> retrace(const walkable& model, const walks_plan& plan,
                                std::uint64_t number);

}  // namespace backcheck::solver::random
