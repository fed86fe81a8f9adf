// SPDX-License-Identifier: Apache-2.0
#include "checker/measured_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/language/domain.hpp"

namespace backcheck::checker {

using solver::exhaustive::limit_effort;

namespace {

/// Goes through everything that can happen in a slot, one after the other, and knows the odds.
class all_fortunes final : public fortune {
 public:
  bool happens(mishap /*what*/, double chance) override { return draw(chance); }
  bool tossed() override { return draw(0.5); }

  void begin() {
    next_ = 0;
    odds_ = 1;
  }
  bool advance() {
    drawn_.resize(next_);
    while (!drawn_.empty() && drawn_.back()) drawn_.pop_back();
    if (drawn_.empty()) return false;
    drawn_.back() = true;
    return true;
  }
  [[nodiscard]] double odds() const { return odds_; }

 private:
  bool draw(double chance) {
    if (next_ == drawn_.size()) drawn_.push_back(false);
    const bool yes = drawn_[next_++];
    odds_ *= yes ? chance : 1 - chance;
    return yes;
  }
  std::vector<bool> drawn_;
  std::size_t next_ = 0;
  double odds_ = 1;
};

constexpr limit_effort exactly{1e-12, 400000};

}  // namespace

std::size_t measured_chain::packed_hash::operator()(const packed& words) const {
  std::uint64_t mixed = words.size();
  for (const std::uint64_t word : words) {
    mixed = (mixed ^ word) * 0x9E3779B97F4A7C15ULL;
    mixed ^= mixed >> 29U;
  }
  return mixed;
}

measured_chain::measured_chain(const routine_machine& machine, std::uint64_t states_max)
    : machine_(machine), states_max_(states_max) {
  number_of(machine_.start());
  explore();
  if (!complete_) return;
  std::vector<double> from(chain_.size(), 0.0);
  from[0] = 1;
  settle(std::move(from));
}

void measured_chain::settle(std::vector<double> from) {
  shares_ = solver::exhaustive::shares(chain_, std::move(from), exactly);
  mean_ = {};
  for (std::size_t i = 0; i < each_.size(); ++i) {
    mean_.built += shares_.of[i] * each_[i].built;
    mean_.included += shares_.of[i] * each_[i].included;
    mean_.waited += shares_.of[i] * each_[i].waited;
    mean_.unincluded += shares_.of[i] * each_[i].unincluded;
  }
}

void measured_chain::begin_after(event what, std::uint64_t times) {
  auto at = shares_.of;
  for (std::uint64_t i = 0; i < times; ++i) {
    std::vector<double> after;
    for (std::uint32_t s = 0; s < at.size(); ++s) {
      if (at[s] < 1e-13) continue;
      for (const auto& way : fan_of(s, what).ways) {
        after.resize(states_.size(), 0.0);
        after[way.to] += at[s] * way.odds;
      }
    }
    at = std::move(after);
  }
  explore();
  at.resize(chain_.size(), 0.0);
  if (complete_) settle(std::move(at));
}

std::uint32_t measured_chain::number_of(packed state) {
  const auto [found, is_new] =
      numbers_.try_emplace(state, static_cast<std::uint32_t>(states_.size()));
  if (is_new) states_.push_back(std::move(state));
  return found->second;
}

std::uint32_t measured_chain::label_of(relabelling names) {
  const auto before = [](const auto& entry, const relabelling& wanted) {
    return entry.first < wanted;
  };
  const auto at = std::lower_bound(sorted_labels_.begin(), sorted_labels_.end(), names, before);
  if (at != sorted_labels_.end() && at->first == names) return at->second;
  const auto number = static_cast<std::uint32_t>(labels_.size());
  labels_.push_back(names);
  sorted_labels_.insert(at, {std::move(names), number});
  return number;
}

measured_chain::fan measured_chain::fan_of(std::uint32_t from, event forced) {
  fan made;
  all_fortunes f;
  do {
    f.begin();
    packed state = states_[from];
    auto report = machine_.step(state, forced, f);
    made.mean.built += f.odds() * report.built;
    made.mean.included += f.odds() * report.included;
    made.mean.waited += f.odds() * report.waited;
    made.mean.unincluded += f.odds() * report.unincluded;
    const auto to = number_of(std::move(state));
    const auto label = label_of({std::move(report.came_from), std::move(report.were)});
    const auto same = std::find_if(made.ways.begin(), made.ways.end(), [&](const auto& each) {
      return each.to == to && each.label == label;
    });
    if (same != made.ways.end()) {
      same->odds += f.odds();
    } else {
      made.ways.push_back({to, label, f.odds()});
    }
  } while (f.advance());
  return made;
}

void measured_chain::explore() {
  for (auto next = static_cast<std::uint32_t>(chain_.size()); next < states_.size(); ++next) {
    if (states_.size() > states_max_) {
      complete_ = false;
      return;
    }
    const auto made = fan_of(next, event::nothing);
    chain_.add_state(made.ways);
    each_.push_back(made.mean);
  }
}

std::optional<double> measured_chain::age_included() const {
  // By state and candidate, the share of time times the mean age of the candidate there. Each round
  // knows of one slot more that candidates may have lived through.
  std::size_t width = 1;
  for (const auto& each : labels_) width = std::max(width, each.came_from.size());
  std::vector<double> ages(chain_.size() * width, 0.0);
  std::vector<double> older(ages.size());
  double before = -1;
  for (std::uint64_t round = 0; round < 5000; ++round) {
    std::fill(older.begin(), older.end(), 0.0);
    double included = 0;
    for (std::size_t s = 0; s < chain_.size(); ++s) {
      const double share = shares_.of[s];
      for (const auto& way : chain_.ways(s)) {
        const auto& names = labels_[way.label];
        for (const auto i : names.were) included += way.odds * (ages[s * width + i] + share);
        for (std::size_t i = 0; i < names.came_from.size(); ++i)
          if (names.came_from[i] != newborn)
            older[way.to * width + i] += way.odds * (ages[s * width + names.came_from[i]] + share);
      }
    }
    std::swap(ages, older);
    if (round > 16 && std::abs(included - before) < 1e-12) return included;
    before = included;
  }
  return std::nullopt;
}

cost_of_event measured_chain::cost(event what, std::uint64_t times) {
  auto with = cost_beyond_mean(what, times);
  const auto without = cost_beyond_mean(
      what == event::relay_fork ? event::no_relay_fork : event::relay_block, times);
  with.decided = with.decided && without.decided;
  if (with.why_not.empty()) with.why_not = without.why_not;
  with.lost -= without.lost;
  with.wasted -= without.wasted;
  with.waited -= without.waited;
  return with;
}

cost_of_event measured_chain::cost_beyond_mean(event what, std::uint64_t times) {
  cost_of_event found;
  // The slots with the event, from what is usual.
  std::vector<double> at = shares_.of;
  double built = 0;
  double included = 0;
  double waited = 0;
  for (std::uint64_t i = 0; i < times; ++i) {
    std::vector<double> after(states_.size(), 0.0);
    for (std::uint32_t s = 0; s < at.size(); ++s) {
      if (at[s] < 1e-13) continue;
      const auto made = fan_of(s, what);
      built += at[s] * (made.mean.built - mean_.built);
      included += at[s] * (made.mean.included - mean_.included);
      waited += at[s] * (made.mean.waited - mean_.waited);
      after.resize(states_.size(), 0.0);
      for (const auto& way : made.ways) after[way.to] += at[s] * way.odds;
    }
    at = std::move(after);
  }
  // The event may lead where the routine does not go by itself.
  explore();
  if (!complete_) {
    found.why_not = fmt::format("more than {} states after the event", states_max_);
    return found;
  }
  at.resize(chain_.size(), 0.0);
  const auto beyond = [&](double yields::*which) {
    std::vector<double> of;
    for (const auto& each : each_) of.push_back(each.*which);
    return solver::exhaustive::beyond_mean(chain_, at, of, mean_.*which, exactly);
  };
  const auto later_built = beyond(&yields::built);
  const auto later_included = beyond(&yields::included);
  const auto later_waited = beyond(&yields::waited);
  found.decided = later_built.settled && later_included.settled && later_waited.settled;
  if (!found.decided) found.why_not = "the sums do not settle";
  shares_.of.resize(chain_.size(), 0.0);
  found.lost = -(included + later_included.sum);
  found.wasted = built + later_built.sum + found.lost;
  found.waited = waited + later_waited.sum;
  return found;
}

}  // namespace backcheck::checker
