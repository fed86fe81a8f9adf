// SPDX-License-Identifier: Apache-2.0
//
// One thread of the search: takes a piece of the level, looks at its states, and adds their
// successors to the set. Memory is far away, so a successor waits in a queue from when its place in
// the table is asked for until that has come.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "solver/explicit/common.hpp"
#include "solver/explicit/mix.hpp"

namespace backcheck::solver::exhaustive {

/// Why a worker comes back.
enum class pause : std::uint8_t { nothing_left, time_over, table_full };

/// An exception, and the state in which it was thrown.
struct fault {
  const word* state = nullptr;  ///< none: there was no exception
  std::exception_ptr thrown;
};

/// Keeps the fault of the state with the least words.
inline void keep_least(fault& known, const fault& offered, std::size_t words) {
  if (offered.state == nullptr) return;
  if (known.state == nullptr || less_words(offered.state, known.state, words)) known = offered;
}

template <std::size_t Words>
class alignas(128) worker {
 public:
  explicit worker(common<Words>& shared)
      : shared_(shared),
        writer_(shared.states),
        counted(shared.model),
        expander_(shared.model.make_expander()) {}

  /// Looks at states until none is left to take or the time is over. When it comes back because the
  /// table is full, it is to be called again.
  [[nodiscard]] pause work();
  /// Puts one state, given from outside, into the queue.
  void queue(const word* state) { enqueue(state, 1); }
  /// Deals with all that is in the queue, unless the table is full; then it is to be called again.
  [[nodiscard]] pause finish();
  /// The level is over: appends what this worker has stored of the next.
  void hand_out(std::vector<span_of_states>& spans) { writer_.end_level(spans); }

 private:
  using shared_state = common<Words>;
  static constexpr std::size_t queue_full = 128;
  static constexpr unsigned looks_between_clocks = 16;
  static constexpr std::size_t prefetch_distance = 8;

  [[nodiscard]] std::size_t words() const { return shared_.set.words(); }
  [[nodiscard]] bool take_piece();
  [[nodiscard]] pause drain();
  void look(const word* state);
  void check(const expansion& found) const;
  void enqueue(const word* states, std::size_t count);
  void add_slice(std::size_t end);
  void match_slice(std::size_t end);
  void publish();

  shared_state& shared_;
  arena_writer writer_;

 public:
  tally counted;
  digest stored;                     ///< of the states this worker added
  std::uint64_t states_settled = 0;  ///< queued once, by now found to be known or new
  fault first_fault;                 ///< of this level
  bool reports = false;              ///< whether this is the one worker that reports progress

 private:
  std::unique_ptr<expander> expander_;
  expansion found_;
  const word* at_ = nullptr;
  const word* piece_end_ = nullptr;
  unsigned looks_ = 0;

  std::vector<word> queued_words_;
  std::vector<word> queued_keys_;
  std::size_t queued_ = 0;
  std::size_t drained_ = 0;
  std::uint64_t unpublished_states_ = 0;
  std::uint64_t published_looks_ = 0;
  std::uint64_t published_transitions_ = 0;
};

template <std::size_t Words>
pause worker<Words>::work() {
  while (!shared_.clock.over()) {
    if (queued_ >= queue_full && drain() == pause::table_full) return pause::table_full;
    if (at_ == piece_end_ && !take_piece()) return finish();
    if (++looks_ == looks_between_clocks) {
      looks_ = 0;
      reports ? shared_.clock.look_and_tell() : shared_.clock.look();
    }
    look(at_);
    at_ += words();
  }
  return pause::time_over;
}

template <std::size_t Words>
pause worker<Words>::finish() {
  const pause result = drain();
  publish();
  return result;
}

template <std::size_t Words>
bool worker<Words>::take_piece() {
  publish();
  const auto piece = shared_.pieces.take();
  if (!piece) return false;
  at_ = shared_.states.at(piece->first);
  piece_end_ = at_ + piece->count * words();
  return true;
}

template <std::size_t Words>
void worker<Words>::look(const word* state) {
  try {
    expander_->expand(state, found_);
    check(found_);
  } catch (...) {
    // Which fault is reported must not depend on who came first, so the rest of the level is looked
    // at all the same.
    keep_least(first_fault, {state, std::current_exception()}, words());
    return;
  }
  counted.enter(state, found_, shared_.open);
  enqueue(found_.successors.data(), found_.steps.size());
}

template <std::size_t Words>
void worker<Words>::check(const expansion& found) const {
  if (found.successors.size() != found.steps.size() * words()) {
    throw model_fault("an expansion has " + std::to_string(found.steps.size()) + " steps but " +
                      std::to_string(found.successors.size()) + " words of successors");
  }
}

template <std::size_t Words>
void worker<Words>::enqueue(const word* states, std::size_t count) {
  const std::size_t needed = queued_ + count;
  if (needed > queued_keys_.size()) {
    queued_keys_.resize(std::max(needed * 2, queue_full * 2));
    queued_words_.resize(queued_keys_.size() * words());
  }
  std::copy_n(states, count * words(), queued_words_.data() + queued_ * words());
  for (std::size_t i = queued_; i < needed; ++i) {
    const word key = shared_.set.key(queued_words_.data() + i * words());
    shared_.set.prefetch(key);
    queued_keys_[i] = key;
  }
  queued_ = needed;
}

template <std::size_t Words>
pause worker<Words>::drain() {
  while (drained_ < queued_) {
    const successor_fate fate = shared_.fate.load(std::memory_order_relaxed);
    if (fate == successor_fate::dropped) break;
    const std::size_t end = std::min(queued_, drained_ + shared_state::slice_max);
    if (fate == successor_fate::matched) {
      match_slice(end);
    } else if (shared_.table_full()) {
      return pause::table_full;
    } else {
      add_slice(end);
    }
    states_settled += end - drained_;
    drained_ = end;
  }
  drained_ = queued_ = 0;
  return pause::nothing_left;
}

template <std::size_t Words>
void worker<Words>::add_slice(std::size_t end) {
  for (std::size_t i = drained_; i < end; ++i) {
    const word* const state = queued_words_.data() + i * words();
    if (i + prefetch_distance < end)
      shared_.set.prefetch_state(queued_keys_[i + prefetch_distance]);
    const addition result = shared_.set.add(queued_keys_[i], state, writer_);
    if (result == addition::known) continue;
    if (result == addition::no_room) {
      shared_.give_up_storing(ending::memory_spent);
      break;
    }
    stored.add(state, words());
    ++unpublished_states_;
  }
  if (unpublished_states_ >= shared_state::unpublished_max) publish();
}

template <std::size_t Words>
void worker<Words>::match_slice(std::size_t end) {
  if (shared_.new_matched.load(std::memory_order_relaxed)) return;
  for (std::size_t i = drained_; i < end; ++i) {
    if (shared_.set.contains(queued_keys_[i], queued_words_.data() + i * words())) continue;
    shared_.new_matched.store(true, std::memory_order_relaxed);
    return;
  }
}

/// Tells the others what this worker has done; not too often, because the counts are everyone's.
template <std::size_t Words>
void worker<Words>::publish() {
  common_counts& counts = shared_.counts;
  const std::uint64_t fresh = std::exchange(unpublished_states_, 0);
  const std::uint64_t states = counts.states.fetch_add(fresh, std::memory_order_relaxed) + fresh;
  if (states > shared_.states_max) shared_.give_up_storing(ending::states_spent);

  const std::uint64_t looks = counted.looked - std::exchange(published_looks_, counted.looked);
  counts.looked.fetch_add(looks, std::memory_order_relaxed);
  const std::uint64_t taken = counted.steps.transitions;
  counts.transitions.fetch_add(taken - std::exchange(published_transitions_, taken),
                               std::memory_order_relaxed);
}

}  // namespace backcheck::solver::exhaustive
