// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/trails.hpp"

#include <algorithm>
#include <bitset>
#include <memory>
#include <stdexcept>

#include "solver/explicit/mix.hpp"
#include "solver/explicit/tally.hpp"

namespace backcheck::solver::exhaustive {

namespace {

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
    predecessors_.resize(states_.size());
  }

  [[nodiscard]] const std::vector<const word*>& states() const { return states_; }
  [[nodiscard]] std::vector<sighting>& predecessors() { return predecessors_; }
  [[nodiscard]] std::optional<std::size_t> find(const word* state) const {
    const auto before = [this](const word* a, const word* b) { return less_words(a, b, words_); };
    const auto at = std::lower_bound(states_.begin(), states_.end(), state, before);
    if (at == states_.end() || less_words(state, *at, words_)) return std::nullopt;
    return static_cast<std::size_t>(at - states_.begin());
  }

 private:
  std::size_t words_;
  std::vector<const word*> states_;
  std::vector<sighting> predecessors_;
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

/// One thread that looks at states again and picks predecessors of waypoints.
class tracker {
 public:
  explicit tracker(const view& model) : words_(model.words()), expander_(model.make_expander()) {}

  void look(const word* state, const waypoints& wanted, const sieve& likely) {
    expander_->expand(state, found_);
    for (std::size_t step = 0; step < found_.steps.size(); ++step) {
      const word* const successor = found_.successors.data() + step * words_;
      if (!likely.lets_through(successor)) continue;
      const auto waypoint = wanted.find(successor);
      if (!waypoint) continue;
      best_.resize(wanted.states().size());
      keep_least(best_[*waypoint], {state, static_cast<std::uint32_t>(step)}, words_);
    }
  }
  void hand_out(std::vector<sighting>& predecessors) {
    for (std::size_t i = 0; i < best_.size(); ++i) keep_least(predecessors[i], best_[i], words_);
    best_.clear();
  }

 private:
  std::size_t words_;
  std::unique_ptr<expander> expander_;
  expansion found_;
  std::vector<sighting> best_;
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

  /// Finds the predecessors of `wanted` among the states of `level`.
  void track(std::span<const span_of_states> level, waypoints& wanted) {
    const sieve likely(wanted, words_);
    pieces_.begin(level, threads_.size());
    threads_.run(states_in(level), [&](unsigned member) {
      while (const auto piece = pieces_.take()) {
        for (std::uint32_t i = 0; i < piece->count; ++i) {
          members_[member]->look(states_.at(piece->first + i), wanted, likely);
        }
      }
    });
    for (const auto& member : members_) member->hand_out(wanted.predecessors());
  }

 private:
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
    for (const sighting& from : wanted.predecessors()) by_level[level - 1].add(from.state);
  }

  const std::vector<word> starts = model.starts();
  std::vector<path> executions;
  for (const destination& to : destinations) {
    path& execution = executions.emplace_back();
    if (to.step) execution.steps.push_back(*to.step);
    const word* state = to.state;
    for (std::uint32_t level = to.level; level > 0; --level) {
      const sighting& from = by_level[level].predecessors()[by_level[level].find(state).value()];
      execution.steps.push_back(from.step);
      state = from.state;
    }
    std::reverse(execution.steps.begin(), execution.steps.end());
    execution.start = position_of_start(starts, state, words);
  }
  return executions;
}

}  // namespace backcheck::solver::exhaustive
