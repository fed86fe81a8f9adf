// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/trails.hpp"

#include <algorithm>
#include <bit>
#include <bitset>
#include <memory>
#include <stdexcept>

#include "solver/explicit/mix.hpp"
#include "solver/explicit/tally.hpp"

namespace backcheck::solver::exhaustive {

namespace {

/// In how many bits two states differ.
std::uint32_t bits_between(const word* a, const word* b, std::size_t words) {
  int bits = 0;
  for (std::size_t i = 0; i < words; ++i) bits += std::popcount(a[i] ^ b[i]);
  return static_cast<std::uint32_t>(bits);
}

/// Distances in bits: more than `inner`, at most `outer`.
struct ring {
  std::uint32_t inner = 0;
  std::uint32_t outer = 0;
  [[nodiscard]] bool has(std::uint32_t distance) const {
    return distance > inner && distance <= outer;
  }
};

/// Where a waypoint is reached from, and how far away that is in bits.
struct origin {
  std::uint32_t distance = ~std::uint32_t{0};
  sighting from;

  void keep_nearest(const origin& other, std::size_t words) {
    if (other.distance < distance) *this = other;
    if (other.distance == distance) keep_least(from, other.from, words);
  }
};

/// The states of one level that executions pass through, each once, ascending; and what leads to
/// them.
class waypoints {
 public:
  explicit waypoints(std::size_t words) : words_(words) {}

  void add(const word* state) { states_.push_back(state); }
  void end_adding() {
    const auto before = [this](const word* a, const word* b) { return less_words(a, b, words_); };
    const auto same = [this](const word* a, const word* b) { return std::equal(a, a + words_, b); };
    std::sort(states_.begin(), states_.end(), before);
    states_.erase(std::unique(states_.begin(), states_.end(), same), states_.end());
    origins_.resize(states_.size());
  }

  [[nodiscard]] const std::vector<const word*>& states() const { return states_; }
  [[nodiscard]] std::vector<origin>& origins() { return origins_; }
  [[nodiscard]] std::optional<std::size_t> find(const word* state) const {
    const auto before = [this](const word* a, const word* b) { return less_words(a, b, words_); };
    const auto at = std::lower_bound(states_.begin(), states_.end(), state, before);
    if (at == states_.end() || less_words(state, *at, words_)) return std::nullopt;
    return static_cast<std::size_t>(at - states_.begin());
  }
  /// Whether a state is in the ring around a waypoint whose origin is still unknown.
  [[nodiscard]] bool any_near(const word* state, const ring& around) const {
    for (std::size_t i = 0; i < states_.size(); ++i) {
      if (origins_[i].from.state == nullptr && around.has(bits_between(state, states_[i], words_)))
        return true;
    }
    return false;
  }
  [[nodiscard]] bool all_have_origins() const {
    return std::all_of(origins_.begin(), origins_.end(),
                       [](const origin& each) { return each.from.state != nullptr; });
  }

 private:
  std::size_t words_;
  std::vector<const word*> states_;
  std::vector<origin> origins_;
};

/// Says quickly of nearly all states that they are no waypoints.
class sieve {
 public:
  sieve(const waypoints& wanted, std::size_t words) : words_(words) {
    for (const word* state : wanted.states()) holes_.set(hash(state));
  }
  [[nodiscard]] bool lets_through(const word* state) const { return holes_.test(hash(state)); }

 private:
  static constexpr std::size_t size = 1 << 14;

  [[nodiscard]] std::size_t hash(const word* state) const {
    word mixed = 0;
    for (std::size_t i = 0; i < words_; ++i) mixed = fold(mixed ^ state[i], 0x9e3779b97f4a7c15);
    return static_cast<std::size_t>(mixed % size);
  }

  std::size_t words_;
  std::bitset<size> holes_;
};

/// One thread that looks at states again and picks origins of waypoints.
class tracker {
 public:
  explicit tracker(const view& model) : words_(model.words()), expander_(model.make_expander()) {}

  void look(const word* state, const waypoints& wanted, const sieve& likely, const ring& around) {
    if (!wanted.any_near(state, around)) return;
    expander_->expand(state, found_);
    for (std::size_t step = 0; step < found_.steps.size(); ++step) {
      const word* const successor = found_.successors.data() + step * words_;
      if (!likely.lets_through(successor)) continue;
      const auto waypoint = wanted.find(successor);
      if (!waypoint) continue;
      const std::uint32_t distance = bits_between(state, successor, words_);
      if (!around.has(distance)) continue;
      best_.resize(wanted.states().size());
      best_[*waypoint].keep_nearest({distance, {state, static_cast<std::uint32_t>(step)}}, words_);
    }
  }
  void hand_out(std::vector<origin>& origins) {
    for (std::size_t i = 0; i < best_.size(); ++i) origins[i].keep_nearest(best_[i], words_);
    best_.clear();
  }

 private:
  std::size_t words_;
  std::unique_ptr<expander> expander_;
  expansion found_;
  std::vector<origin> best_;
};

/// All threads, tracking level by level.
class trackers {
 public:
  trackers(const view& model, const arena& states, crew& threads)
      : words_(model.words()), states_(states), threads_(threads) {
    for (unsigned i = 0; i < threads.size(); ++i) {
      members_.push_back(std::make_unique<tracker>(model));
    }
  }

  /// Finds the origins of `wanted` among the states of `level`. A step changes little of a state:
  /// looking around the waypoints first, in ever wider rings, hardly ever comes to all of a level.
  void track(std::span<const span_of_states> level, waypoints& wanted) {
    const sieve likely(wanted, words_);
    const auto everywhere = static_cast<std::uint32_t>(64 * words_);
    for (ring around{0, 4}; !wanted.all_have_origins(); around = {around.outer, 4 * around.outer}) {
      if (around.inner >= everywhere) {
        throw std::logic_error("a state that was found is no successor any more");
      }
      track_near(level, wanted, likely, around);
    }
  }

 private:
  void track_near(std::span<const span_of_states> level, waypoints& wanted, const sieve& likely,
                  const ring& around) {
    pieces_.begin(level, threads_.size());
    threads_.run(states_in(level), [&](unsigned member) {
      while (const auto piece = pieces_.take()) {
        for (std::uint32_t i = 0; i < piece->count; ++i) {
          members_[member]->look(states_.at(piece->first + i), wanted, likely, around);
        }
      }
    });
    for (const auto& member : members_) member->hand_out(wanted.origins());
  }

  std::size_t words_;
  const arena& states_;
  crew& threads_;
  deal pieces_;
  std::vector<std::unique_ptr<tracker>> members_;
};

std::uint32_t position_of_start(const std::vector<word>& starts, const word* state,
                                std::size_t words) {
  for (std::size_t i = 0; i * words < starts.size(); ++i) {
    if (std::equal(state, state + words, starts.data() + i * words)) {
      return static_cast<std::uint32_t>(i);
    }
  }
  throw std::logic_error("the search has a first state that is no start state");
}

}  // namespace

std::vector<path> shortest_executions(const view& model, std::span<const destination> destinations,
                                      const levels& found, const arena& states, crew& threads) {
  if (destinations.empty()) return {};
  const std::size_t words = model.words();
  std::uint32_t farthest = 0;
  for (const destination& to : destinations) farthest = std::max(farthest, to.level);

  std::vector<waypoints> by_level(farthest + 1, waypoints(words));
  for (const destination& to : destinations) by_level[to.level].add(to.state);
  trackers again(model, states, threads);
  for (std::uint32_t level = farthest; level > 0; --level) {
    waypoints& wanted = by_level[level];
    wanted.end_adding();
    again.track(found[level - 1], wanted);
    for (const origin& each : wanted.origins()) by_level[level - 1].add(each.from.state);
  }

  const std::vector<word> starts = model.starts();
  std::vector<path> executions;
  for (const destination& to : destinations) {
    path& execution = executions.emplace_back();
    if (to.step) execution.steps.push_back(*to.step);
    const word* state = to.state;
    for (std::uint32_t level = to.level; level > 0; --level) {
      const sighting& from = by_level[level].origins()[by_level[level].find(state).value()].from;
      execution.steps.push_back(from.step);
      state = from.state;
    }
    std::reverse(execution.steps.begin(), execution.steps.end());
    execution.start = position_of_start(starts, state, words);
  }
  return executions;
}

}  // namespace backcheck::solver::exhaustive
