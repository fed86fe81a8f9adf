// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/graph.hpp"

#include <algorithm>
#include <atomic>
#include <exception>

#include "solver/explicit/mix.hpp"

namespace backcheck::solver::exhaustive {

namespace {

constexpr std::size_t table_min = 1024;
constexpr std::size_t batch_max = 4096;
constexpr std::size_t piece = 32;

/// What the threads found in some states that were numbered one after the other.
class batch {
 public:
  batch(const labelled_view& model, crew& threads, watch& clock)
      : threads_(threads), clock_(clock), found_(batch_max), faults_(batch_max) {
    for (unsigned i = 0; i < threads.size(); ++i) looking_.push_back(model.make_labeller());
  }

  void look(const word* states, std::size_t count, std::size_t words) {
    std::atomic<std::size_t> next{0};
    threads_.run(count, [&](unsigned member) {
      for (std::size_t from = next.fetch_add(piece); from < count; from = next.fetch_add(piece)) {
        member == 0 ? clock_.look_and_tell() : clock_.look();
        if (clock_.over()) return;
        for (std::size_t i = from; i < std::min(from + piece, count); ++i) {
          try {
            looking_[member]->look(states + i * words, found_[i]);
          } catch (...) {
            faults_[i] = std::current_exception();
          }
        }
      }
    });
    if (clock_.over()) throw spent{clock_.end()};
  }
  /// Of several faults the first is thrown, whoever met one first.
  [[nodiscard]] const labelled_expansion& of(std::size_t i) const {
    if (faults_[i]) std::rethrow_exception(faults_[i]);
    return found_[i];
  }

 private:
  crew& threads_;
  watch& clock_;
  std::vector<std::unique_ptr<labeller>> looking_;
  std::vector<labelled_expansion> found_;
  std::vector<std::exception_ptr> faults_;
};

std::size_t hash(const word* state, std::size_t words) {
  word mixed = 0x2545f4914f6cdd1d;
  for (std::size_t i = 0; i < words; ++i) mixed = fold(mixed ^ state[i], 0x9e3779b97f4a7c15);
  return static_cast<std::size_t>(mix(mixed));
}

}  // namespace

state_graph::state_graph(std::size_t words, ledger& memory)
    : words_(words),
      memory_(&memory),
      states_(memory),
      here_(memory),
      possible_(memory),
      first_(memory),
      targets_(memory),
      labels_(memory) {}

ending state_graph::build(const labelled_view& model, const budget& limits, crew& threads,
                          watch& clock, common_counts& counts) {
  try {
    table_ = std::make_unique<ledgered<node>>(*memory_, table_min);
    first_.push_back(0);
    const std::vector<word> starts = model.starts();
    for (std::size_t i = 0; i < starts.size(); i += words_)
      starts_.push_back(enter(starts.data() + i));
    batch looked(model, threads, clock);
    std::uint64_t level_end = found_;
    for (std::uint32_t depth = 0; size() < found_;) {
      if (limits.states_max && found_ > *limits.states_max) return ending::states_spent;
      const std::size_t count = std::min<std::uint64_t>(batch_max, level_end - size());
      const std::size_t from = size();
      looked.look(states_.data() + from * words_, count, words_);
      for (std::size_t i = 0; i < count; ++i) keep(looked.of(i));
      counts.states.store(found_, std::memory_order_relaxed);
      counts.looked.store(size(), std::memory_order_relaxed);
      counts.transitions.store(edges(), std::memory_order_relaxed);
      if (size() < level_end) continue;
      if (limits.depth_max == depth && size() < found_) return ending::depth_reached;
      clock.set_depth(++depth);
      level_end = found_;
    }
    table_.reset();
    return ending::complete;
  } catch (const spent& what) {
    return what.why;
  }
}

void state_graph::keep(const labelled_expansion& found) {
  if (found.successors.size() != found.steps.size() * words_)
    throw model_fault("a labelled expansion has not as many successors as steps");
  here_.push_back(found.here);
  possible_.push_back(found.blind ? ~label_set{0} : found.possible);
  if (found.blind) ++blind_;
  labels_.append(found.steps);
  for (std::size_t i = 0; i < found.steps.size(); ++i)
    targets_.push_back(enter(found.successors.data() + i * words_));
  first_.push_back(targets_.size());
}

/// The number of a state, which it gets when it is entered first.
node state_graph::enter(const word* state) {
  if ((found_ + 1) * 2 > table_->size()) grow_table();
  const std::size_t mask = table_->size() - 1;
  for (std::size_t slot = hash(state, words_) & mask;; slot = (slot + 1) & mask) {
    const node there = (*table_)[slot];
    if (there == 0) {
      if (found_ == ~node{0}) throw spent{ending::states_spent};
      states_.append({state, words_});
      (*table_)[slot] = static_cast<node>(++found_);
      return static_cast<node>(found_ - 1);
    }
    if (std::equal(state, state + words_, this->state(there - 1))) return there - 1;
  }
}

void state_graph::grow_table() {
  auto larger = std::make_unique<ledgered<node>>(*memory_, table_->size() * 2);
  const std::size_t mask = larger->size() - 1;
  for (std::size_t n = 0; n < found_; ++n) {
    std::size_t slot = hash(states_.data() + n * words_, words_) & mask;
    while ((*larger)[slot] != 0) slot = (slot + 1) & mask;
    (*larger)[slot] = static_cast<node>(n + 1);
  }
  table_ = std::move(larger);
}

}  // namespace backcheck::solver::exhaustive
