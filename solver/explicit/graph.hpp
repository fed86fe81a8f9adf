// SPDX-License-Identifier: Apache-2.0
//
// All reachable states and steps with their labels, kept: what happens in the long run can only be
// seen in the whole graph. States are numbered in the order of a breadth-first search, whatever the
// number of threads; steps lie one behind the other, those of state 0 first.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "solver/explicit/crew.hpp"
#include "solver/explicit/memory.hpp"
#include "solver/explicit/watch.hpp"
#include "solver/interface/labels.hpp"

namespace backcheck::solver::exhaustive {

/// Something is spent: thrown through the analysis of a graph, and caught where it was begun.
struct spent {
  ending why = ending::memory_spent;
};

/// A vector whose memory is entered in the ledger before it is taken. Throws `spent`.
template <class T>
class ledgered {
 public:
  explicit ledgered(ledger& memory) : memory_(&memory) {}
  ledgered(ledger& memory, std::size_t size, const T& value = T()) : memory_(&memory) {
    grow_to(size);
    items_.resize(size, value);
  }
  ledgered(ledgered&& other) noexcept
      : memory_(other.memory_), items_(std::move(other.items_)), taken_(other.taken_) {
    other.taken_ = 0;
  }
  ledgered& operator=(ledgered&&) = delete;
  ~ledgered() { memory_->give_back(taken_); }

  void push_back(const T& item) {
    if (items_.size() == items_.capacity()) grow_to(items_.size() * 2 + 1024);
    items_.push_back(item);
  }
  void append(std::span<const T> items) {
    const std::size_t needed = items_.size() + items.size();
    if (needed > items_.capacity()) grow_to(needed * 2 + 1024);
    items_.insert(items_.end(), items.begin(), items.end());
  }
  void clear() { items_.clear(); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] T& operator[](std::size_t i) { return items_[i]; }
  [[nodiscard]] const T& operator[](std::size_t i) const { return items_[i]; }
  [[nodiscard]] const T* data() const { return items_.data(); }

 private:
  void grow_to(std::size_t capacity) {
    const std::uint64_t bytes = capacity * sizeof(T);
    if (!memory_->take(bytes)) throw spent{ending::memory_spent};
    items_.reserve(capacity);
    memory_->give_back(taken_);
    taken_ = bytes;
  }

  ledger* memory_;
  std::vector<T> items_;
  std::uint64_t taken_ = 0;
};

using node = std::uint32_t;
using edge = std::uint64_t;

class state_graph {
 public:
  state_graph(std::size_t words, ledger& memory);

  [[nodiscard]] node size() const { return static_cast<node>(here_.size()); }
  [[nodiscard]] edge edges() const { return targets_.size(); }
  [[nodiscard]] const word* state(node n) const { return states_.data() + n * words_; }
  [[nodiscard]] label_set here(node n) const { return here_[n]; }
  [[nodiscard]] label_set possible(node n) const { return possible_[n]; }
  [[nodiscard]] edge first(node n) const { return first_[n]; }
  [[nodiscard]] edge end(node n) const { return first_[n + 1]; }
  [[nodiscard]] node target(edge e) const { return targets_[e]; }
  [[nodiscard]] label_set labels(edge e) const { return labels_[e]; }
  [[nodiscard]] std::uint64_t blind() const { return blind_; }
  /// In the order of the view's starts, which may name a state twice.
  [[nodiscard]] const std::vector<node>& starts() const { return starts_; }
  [[nodiscard]] ledger& memory() const { return *memory_; }

  /// Finds all reachable states. Returns why it ended; only `complete` is a graph to be looked at.
  [[nodiscard]] ending build(const labelled_view& model, const budget& limits, crew& threads,
                             watch& clock, common_counts& counts);

 private:
  [[nodiscard]] node enter(const word* state);
  void grow_table();
  void keep(const labelled_expansion& found);

  std::size_t words_;
  ledger* memory_;
  ledgered<word> states_;
  std::unique_ptr<ledgered<node>> table_;  ///< numbers plus one, 0 for an empty slot
  ledgered<label_set> here_;
  ledgered<label_set> possible_;
  ledgered<edge> first_;
  ledgered<node> targets_;
  ledgered<label_set> labels_;
  std::uint64_t found_ = 0;  ///< states numbered; `size()` of them have been looked at
  std::uint64_t blind_ = 0;
  std::vector<node> starts_;
};

}  // namespace backcheck::solver::exhaustive
