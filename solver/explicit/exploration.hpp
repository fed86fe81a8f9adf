// SPDX-License-Identifier: Apache-2.0
//
// The search: level by level, until a level is empty or something is spent. Between two levels all
// threads rest, and what they have counted and noticed becomes the report's.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "solver/explicit/common.hpp"
#include "solver/explicit/crew.hpp"
#include "solver/explicit/levels.hpp"
#include "solver/explicit/trails.hpp"
#include "solver/explicit/worker.hpp"

namespace backcheck::solver::exhaustive {

template <std::size_t Words>
class exploration {
 public:
  exploration(const view& model, const budget& limits, unsigned threads);

  [[nodiscard]] search_report run();

 private:
  /// A finding before its execution is known.
  struct sight {
    enum class kind : std::uint8_t { violation, shown, deadlock };
    kind what = kind::violation;
    std::size_t claim = 0;
    destination where;
  };

  [[nodiscard]] bool store_starts();
  [[nodiscard]] ending search_levels();
  [[nodiscard]] bool look_at(std::span<const span_of_states> level);
  void grow_table();
  void throw_fault();
  void settle(std::uint32_t level, bool steps_count);
  void settle_claim(const notices& seen, std::size_t claim, std::uint32_t level, bool steps_count);
  void complete_level();
  [[nodiscard]] std::vector<step_counts> step_counts_so_far() const;
  void restore(std::vector<step_counts> counts);
  void report_counts();
  void check_completeness() const;
  void report_findings();

  const view& model_;
  const budget& limits_;
  crew crew_;
  common<Words> shared_;
  std::vector<std::unique_ptr<worker<Words>>> workers_;
  levels levels_;
  std::vector<sight> sights_;
  bool deadlock_seen_ = false;
  bool violation_seen_ = false;
  search_report report_;
};

template <std::size_t Words>
exploration<Words>::exploration(const view& model, const budget& limits, unsigned threads)
    : model_(model), limits_(limits), crew_(threads), shared_(model, limits, threads) {
  // Each makes its own, so that what two of them write all the time is never side by side.
  workers_.resize(threads);
  crew_.run([this](unsigned member) {
    workers_[member] = std::make_unique<worker<Words>>(shared_);
  });
  workers_[0]->reports = true;
}

template <std::size_t Words>
search_report exploration<Words>::run() {
  report_.end = store_starts() ? search_levels() : shared_.spent.load();
  report_counts();
  check_completeness();
  report_findings();
  report_.memory_bytes = shared_.memory.most();
  report_.seconds = shared_.clock.seconds();
  return std::move(report_);
}

/// False if they do not fit.
template <std::size_t Words>
bool exploration<Words>::store_starts() {
  const std::vector<word> starts = model_.starts();
  const std::size_t words = model_.words();
  for (std::size_t i = 0; i < starts.size(); i += words) workers_[0]->queue(starts.data() + i);
  while (workers_[0]->finish() == pause::table_full) grow_table();
  if (shared_.spent != ending::complete) return false;
  complete_level();
  return true;
}

template <std::size_t Words>
ending exploration<Words>::search_levels() {
  for (std::uint32_t depth = 0; !levels_[depth].empty(); ++depth) {
    const bool last = limits_.depth_max == depth;
    shared_.fate = last ? successor_fate::matched : successor_fate::stored;
    shared_.clock.set_depth(depth);
    std::vector<step_counts> before;
    if (last) before = step_counts_so_far();

    const bool whole = look_at(levels_[depth]);
    throw_fault();
    const bool left_out = last && (!whole || shared_.new_matched);
    if (left_out) restore(std::move(before));
    settle(depth, !left_out);
    if (!whole) {
      // The next level is incomplete, and yet what is stored of it has been found.
      if (!last && shared_.spent == ending::complete) complete_level();
      return shared_.clock.end();
    }
    report_.depth = depth;
    const bool fits = !left_out && shared_.spent == ending::complete;
    if (fits) complete_level();
    if (fits && levels_[depth + 1].empty()) break;
    if (violation_seen_ && limits_.stop_at_first_violation) return ending::stopped;
    if (left_out) return ending::depth_reached;
    if (shared_.spent != ending::complete) return shared_.spent;
  }
  return ending::complete;
}

/// False if time was over before all of the level had been looked at.
template <std::size_t Words>
bool exploration<Words>::look_at(std::span<const span_of_states> level) {
  shared_.pieces.begin(level, crew_.size());
  std::atomic<bool> whole{true};
  for (;;) {
    std::atomic<bool> table_full{false};
    crew_.run(states_in(level), [&](unsigned member) {
      const pause why = workers_[member]->work();
      if (why == pause::table_full) table_full = true;
      if (why == pause::time_over) whole = false;
    });
    if (!table_full) return whole;
    grow_table();
  }
}

/// If time is over meanwhile, entries are lost, and no state may be added any more: it could be one
/// of theirs.
template <std::size_t Words>
void exploration<Words>::grow_table() {
  if (!shared_.table.begin_growth()) {
    shared_.give_up_storing(ending::memory_spent);
    return;
  }
  crew_.run([this](unsigned) {
    while (!shared_.clock.over() && shared_.table.grow_some()) shared_.clock.look();
  });
  shared_.table.end_growth();
  if (shared_.clock.over()) shared_.give_up_storing(shared_.clock.end());
}

template <std::size_t Words>
void exploration<Words>::throw_fault() {
  fault first;
  for (const auto& worker : workers_) keep_least(first, worker->first_fault, model_.words());
  if (first.state != nullptr) std::rethrow_exception(first.thrown);
}

/// What was noticed in a level settles claims; they are not noticed again.
template <std::size_t Words>
void exploration<Words>::settle(std::uint32_t level, bool steps_count) {
  notices seen;
  for (const auto& worker : workers_) {
    seen.keep_least(worker->counted.level, model_.words());
    worker->counted.level.forget();
  }
  if (!seen.any) return;
  if (seen.deadlock.state != nullptr && !deadlock_seen_) {
    deadlock_seen_ = true;
    sights_.push_back({sight::kind::deadlock, 0, {level, seen.deadlock.state, {}}});
  }
  for (std::size_t claim = 0; claim < model_.claims().size(); ++claim) {
    settle_claim(seen, claim, level, steps_count);
  }
}

template <std::size_t Words>
void exploration<Words>::settle_claim(const notices& seen, std::size_t claim, std::uint32_t level,
                                      bool steps_count) {
  const auto note = [&](auto what, const destination& where) {
    sights_.push_back({what, claim, where});
    violation_seen_ |= what == sight::kind::violation;
    shared_.open.erase(claim);
  };
  const auto state_or_step = [&](auto what, const sighting& state, const sighting& step) {
    if (state.state != nullptr) {
      note(what, {level, state.state, {}});
    } else if (step.state != nullptr && steps_count) {
      note(what, {level, step.state, step.step});
    }
  };
  state_or_step(sight::kind::violation, seen.refuting_states[claim], seen.refuting_steps[claim]);
  state_or_step(sight::kind::shown, seen.showing_states[claim], seen.showing_steps[claim]);
}

/// The states stored since the last call are a level.
template <std::size_t Words>
void exploration<Words>::complete_level() {
  std::vector<span_of_states> spans;
  digest all;
  for (const auto& worker : workers_) {
    worker->hand_out(spans);
    all += worker->stored;
  }
  levels_.add(spans);
  report_.states += states_in(spans);
  report_.digest = all.sums;
}

template <std::size_t Words>
std::vector<step_counts> exploration<Words>::step_counts_so_far() const {
  std::vector<step_counts> counts;
  for (const auto& worker : workers_) counts.push_back(worker->counted.steps);
  return counts;
}

template <std::size_t Words>
void exploration<Words>::restore(std::vector<step_counts> counts) {
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    workers_[i]->counted.steps = std::move(counts[i]);
  }
}

template <std::size_t Words>
void exploration<Words>::report_counts() {
  report_.fired.resize(model_.rules().size());
  report_.premises.resize(model_.claims().size());
  report_.witnesses.resize(model_.claims().size());
  report_.cut.resize(model_.bounds().size());
  const auto add = [](std::vector<std::uint64_t>& totals, const auto& counts) {
    for (std::size_t i = 0; i < totals.size(); ++i) totals[i] += counts[i];
  };
  for (const auto& worker : workers_) {
    tally& counted = worker->counted;
    report_.deadlocks += counted.deadlocks;
    report_.transitions += counted.steps.transitions;
    add(report_.fired, counted.steps.fired);
    add(report_.cut, counted.cut);
    counted.premises.move_to(report_.premises);
    counted.witnesses.move_to(report_.witnesses);
    counted.steps.premises.move_to(report_.premises);
    counted.steps.witnesses.move_to(report_.witnesses);
  }
}

/// The strongest thing a search can say is not said on the word of the loop above alone.
template <std::size_t Words>
void exploration<Words>::check_completeness() const {
  if (report_.end != ending::complete) return;
  std::uint64_t looked = 0;
  std::uint64_t settled = 0;
  for (const auto& worker : workers_) {
    looked += worker->counted.looked;
    settled += worker->states_settled;
  }
  const std::uint64_t starts = model_.starts().size() / model_.words();
  if (looked != report_.states || settled != starts + report_.transitions) {
    throw std::logic_error("a search that is not complete was about to be called so");
  }
}

template <std::size_t Words>
void exploration<Words>::report_findings() {
  std::sort(sights_.begin(), sights_.end(),
            [](const sight& a, const sight& b) { return a.claim < b.claim; });
  std::vector<destination> places;
  for (const sight& seen : sights_) places.push_back(seen.where);
  std::vector<path> executions =
      shortest_executions(model_, places, levels_, shared_.states, crew_);
  for (std::size_t i = 0; i < sights_.size(); ++i) {
    const auto claim = static_cast<std::uint16_t>(sights_[i].claim);
    path& execution = executions[i];
    switch (sights_[i].what) {
      case sight::kind::violation:
        report_.violations.push_back({claim, std::move(execution)});
        break;
      case sight::kind::shown:
        report_.shown.push_back({claim, std::move(execution)});
        break;
      case sight::kind::deadlock:
        report_.first_deadlock.push_back(std::move(execution));
        break;
    }
  }
}

}  // namespace backcheck::solver::exhaustive
