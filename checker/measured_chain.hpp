// SPDX-License-Identifier: Apache-2.0
//
// A routine as a Markov chain: every state that it reaches, where each slot may lead from there and
// with what odds. What it yields in the long run follows without any draw.
#pragma once

#include <optional>
#include <unordered_map>

#include "checker/measure.hpp"
#include "solver/explicit/markov.hpp"

namespace backcheck::checker {

/// What a slot yields on average.
struct yields {
  double built = 0;
  double included = 0;
  double waited = 0;
  double unincluded = 0;
};

class measured_chain {
 public:
  /// Explores. Throws `window_too_small`; if there are more states than asked for, `complete` is
  /// false.
  measured_chain(const routine_machine& machine, std::uint64_t states_max);

  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const solver::exhaustive::markov_chain& chain() const { return chain_; }
  /// By state.
  [[nodiscard]] const std::vector<yields>& each() const { return each_; }
  /// All of the chain in the long run, from the start.
  [[nodiscard]] const solver::exhaustive::long_run_shares& shares() const { return shares_; }
  [[nodiscard]] const yields& mean() const { return mean_; }
  /// How many slots the included candidates have waited, from when they were built until the relay
  /// block that includes them was finalized; summed over the candidates that a slot includes, on
  /// average. None if it does not converge.
  [[nodiscard]] std::optional<double> age_included() const;

  /// What an event changes for good, if each of the next `times` slots has it; compared with slots
  /// that have a relay block without it.
  [[nodiscard]] cost_of_event cost(event what, std::uint64_t times);

 private:
  using packed = routine_machine::packed;
  struct packed_hash {
    std::size_t operator()(const packed& words) const;
  };
  struct relabelling {
    std::vector<std::uint8_t> came_from;
    std::vector<std::uint8_t> were;
    friend auto operator<=>(const relabelling&, const relabelling&) = default;
  };
  struct fan {
    std::vector<solver::exhaustive::markov_chain::way> ways;
    yields mean;
  };

  std::uint32_t number_of(packed state);
  std::uint32_t label_of(relabelling names);
  /// Where a slot leads from a state, and what it yields.
  fan fan_of(std::uint32_t from, event forced);
  void explore();
  /// Compared with the mean.
  cost_of_event cost_beyond_mean(event what, std::uint64_t times);

  const routine_machine& machine_;
  std::uint64_t states_max_;
  bool complete_ = true;
  std::vector<packed> states_;
  std::unordered_map<packed, std::uint32_t, packed_hash> numbers_;
  std::vector<relabelling> labels_;
  std::vector<std::pair<relabelling, std::uint32_t>> sorted_labels_;
  solver::exhaustive::markov_chain chain_;
  std::vector<yields> each_;
  solver::exhaustive::long_run_shares shares_;
  yields mean_;
};

}  // namespace backcheck::checker
