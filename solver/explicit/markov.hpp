// SPDX-License-Identifier: Apache-2.0
//
// Finite Markov chains: how often each state is visited in the long run, and what a start costs or
// gains compared with that. Chains may be periodic and may have several parts that are never left.
// Model-free.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace backcheck::solver::exhaustive {

class markov_chain {
 public:
  struct way {
    std::uint32_t to = 0;
    std::uint32_t label = 0;  ///< means something to whoever made the chain
    double odds = 0;
  };

  /// Adds the next state, with its ways. Their odds sum to 1, or this throws `std::logic_error`.
  void add_state(std::span<const way> ways);
  [[nodiscard]] std::size_t size() const { return first_.size() - 1; }
  [[nodiscard]] std::size_t way_count() const { return ways_.size(); }
  [[nodiscard]] std::span<const way> ways(std::size_t state) const {
    return {ways_.data() + first_[state], ways_.data() + first_[state + 1]};
  }
  /// Where a distribution goes in one step.
  [[nodiscard]] std::vector<double> after(const std::vector<double>& from) const;

 private:
  std::vector<std::size_t> first_{0};
  std::vector<way> ways_;
};

/// The limit of something that is worked out in rounds, each nearer to it.
struct limit_effort {
  double error = 1e-10;  ///< wanted at most
  std::uint64_t rounds_max = 200000;
};

struct long_run_shares {
  bool settled = false;    ///< within the rounds
  std::vector<double> of;  ///< by state; they sum to 1
  double error = 0;        ///< estimated: the sum of what the shares are off
};
/// The share of time that is spent in each state in the long run, from a distribution.
long_run_shares shares(const markov_chain& chain, std::vector<double> from,
                       const limit_effort& effort = {});

struct difference_from_mean {
  bool settled = false;
  double sum = 0;
  double error = 0;
};
/// The sum over all time of what a start yields beyond the mean: `yields` per state and step. Where
/// the chain is periodic the sum is Abel's.
difference_from_mean beyond_mean(const markov_chain& chain, std::vector<double> from,
                                 const std::vector<double>& yields, double mean,
                                 const limit_effort& effort = {});

}  // namespace backcheck::solver::exhaustive
