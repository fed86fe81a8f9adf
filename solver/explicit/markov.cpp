// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/markov.hpp"

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace backcheck::solver::exhaustive {

namespace {

/// Follows a sequence whose steps shrink by about the same factor each time, and guesses from the
/// last ones how far its limit is. The factor is taken over many rounds: steps may go up and down.
class distance_guess {
 public:
  void step(double size) {
    recent_ = std::max(recent_, size);
    if (++rounds_ % span != 0) return;
    const double factor = before_ > 0 ? recent_ / before_ : 1;
    const double each = std::pow(std::min(factor, 1.0), 1.0 / span);
    guess_ = each < 1 ? recent_ / (1 - each) : INFINITY;
    // Below that steps are rounding, and do not shrink any more.
    if (recent_ < 2e-14) guess_ = recent_ * span;
    if (rounds_ == span) guess_ = INFINITY;
    before_ = recent_;
    recent_ = 0;
  }
  [[nodiscard]] double guess() const { return guess_; }

 private:
  static constexpr std::uint64_t span = 32;
  std::uint64_t rounds_ = 0;
  double recent_ = 0;
  double before_ = 0;
  double guess_ = INFINITY;
};

/// Half a step: stays where it is with odds of one half. Its limit is the mean over time, also
/// where the chain goes round and round.
double half_step(const markov_chain& chain, std::vector<double>& at) {
  const auto next = chain.after(at);
  double change = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double moved = (next[i] - at[i]) / 2;
    change += std::abs(moved);
    at[i] += moved;
  }
  return change;
}

}  // namespace

void markov_chain::add_state(std::span<const way> ways) {
  const double sum = std::accumulate(ways.begin(), ways.end(), 0.0,
                                     [](double so_far, const way& w) { return so_far + w.odds; });
  if (!(std::abs(sum - 1) < 1e-9)) throw std::logic_error("odds do not sum to 1");
  ways_.insert(ways_.end(), ways.begin(), ways.end());
  first_.push_back(ways_.size());
}

std::vector<double> markov_chain::after(const std::vector<double>& from) const {
  std::vector<double> to(size(), 0.0);
  for (std::size_t s = 0; s < size(); ++s) {
    if (from[s] == 0) continue;
    for (const auto& w : ways(s)) to[w.to] += from[s] * w.odds;
  }
  return to;
}

long_run_shares shares(const markov_chain& chain, std::vector<double> from,
                       const limit_effort& effort) {
  long_run_shares found;
  found.of = std::move(from);
  distance_guess distance;
  for (std::uint64_t round = 0; round < effort.rounds_max && !found.settled; ++round) {
    distance.step(half_step(chain, found.of));
    found.settled = distance.guess() <= effort.error;
  }
  found.error = distance.guess();
  const double sum = std::accumulate(found.of.begin(), found.of.end(), 0.0);
  for (auto& each : found.of) each /= sum;
  return found;
}

difference_from_mean beyond_mean(const markov_chain& chain, std::vector<double> from,
                                 const std::vector<double>& yields, double mean,
                                 const limit_effort& effort) {
  difference_from_mean found;
  distance_guess distance;
  double largest = 0;
  for (const double each : yields) largest = std::max(largest, std::abs(each - mean));
  for (std::uint64_t round = 0; round < effort.rounds_max && !found.settled; ++round) {
    double now = 0;
    for (std::size_t i = 0; i < from.size(); ++i) now += from[i] * (yields[i] - mean);
    // With odds of one half nothing moves, so each moment is met twice.
    found.sum += now / 2;
    // That the sum has stopped to grow says nothing while the distribution still moves.
    distance.step(half_step(chain, from) * largest);
    found.settled = distance.guess() <= effort.error;
  }
  found.error = distance.guess();
  return found;
}

}  // namespace backcheck::solver::exhaustive
