// SPDX-License-Identifier: Apache-2.0
#include "checker/measured_walks.hpp"

#include <cmath>
#include <numeric>

namespace backcheck::checker {

namespace {

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers everywhere.
class drawn_fortune final : public fortune {
 public:
  explicit drawn_fortune(std::uint64_t seed) : at_(seed) {}
  bool happens(mishap /*what*/, double chance) override { return uniform() < chance; }
  bool tossed() override { return uniform() < 0.5; }

 private:
  double uniform() {
    std::uint64_t z = at_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-53;
  }
  std::uint64_t at_;
};

constexpr std::size_t batches = 40;
/// Student's t for 39 degrees of freedom, both sides 2.5 %.
constexpr double quantile = 2.0227;

struct batch {
  double built = 0, included = 0, waited = 0, unincluded = 0, age = 0;
};

/// A walk that is under way, and when each candidate was built.
class walker {
 public:
  walker(const routine_machine& machine, std::uint64_t seed)
      : machine_(machine), f_(seed), at_(machine.start()) {}

  void slot(batch& into) {
    ++now_;
    const auto report = machine_.step(at_, event::nothing, f_);
    into.built += report.built;
    into.included += report.included;
    into.waited += report.waited;
    into.unincluded += report.unincluded;
    for (const auto place : report.were) into.age += static_cast<double>(now_ - born_.at(place));
    std::vector<std::uint64_t> born;
    for (const auto from : report.came_from)
      born.push_back(from == newborn ? now_ : born_.at(from));
    born_ = std::move(born);
  }

 private:
  const routine_machine& machine_;
  drawn_fortune f_;
  routine_machine::packed at_;
  std::vector<std::uint64_t> born_;
  std::uint64_t now_ = 0;
};

}  // namespace

estimate estimated(const std::vector<double>& means) {
  const auto n = static_cast<double>(means.size());
  const double mean = std::accumulate(means.begin(), means.end(), 0.0) / n;
  double squares = 0;
  for (const double x : means) squares += (x - mean) * (x - mean);
  return {mean, quantile * std::sqrt(squares / (n - 1) / n)};
}

walked walk(const routine_machine& machine, std::uint64_t slots, std::uint64_t seed) {
  walker goes(machine, seed);
  const std::uint64_t length = std::max<std::uint64_t>(slots / batches, 50);
  batch before;  // until the start is forgotten
  for (std::uint64_t i = 0; i < length; ++i) goes.slot(before);
  std::vector<double> included;
  std::vector<double> built;
  std::vector<double> waited;
  std::vector<double> unincluded;
  std::vector<double> wasted;
  std::vector<double> latency;
  walked found;
  for (std::size_t b = 0; b < batches; ++b) {
    batch now;
    for (std::uint64_t i = 0; i < length; ++i) goes.slot(now);
    const auto n = static_cast<double>(length);
    included.push_back(now.included / n);
    built.push_back(now.built / n);
    waited.push_back(now.waited / n);
    unincluded.push_back(now.unincluded / n);
    wasted.push_back(now.built > 0 ? 1 - now.included / now.built : 0);
    if (now.included > 0) latency.push_back(now.age / now.included);
  }
  found.included = estimated(included);
  found.built = estimated(built);
  found.waited = estimated(waited);
  found.unincluded = estimated(unincluded);
  found.wasted_share = estimated(wasted);
  found.any_included = latency.size() == batches;
  if (found.any_included) found.latency_slots = estimated(latency);
  found.slots = length * batches;
  return found;
}

}  // namespace backcheck::checker
