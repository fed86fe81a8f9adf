// SPDX-License-Identifier: Apache-2.0
//
// Strongly connected components of a part of the graph, after Tarjan, without recursion; and those
// of them through which an execution can run for ever and keep to fairness assumptions, after
// Streett: where a strong assumption is asked for and never served, the states that ask are taken
// out and what is left falls apart again.
#pragma once

#include <span>
#include <vector>

#include "solver/explicit/graph.hpp"
#include "solver/interface/liveness.hpp"

namespace backcheck::solver::exhaustive {

/// A part of the graph: nodes by the region they are in (0: none), and steps within a region that
/// have none of the `avoided` labels.
class part {
 public:
  part(const state_graph& whole, label_set avoided_labels, watch& looked_at);

  const state_graph& graph;
  const label_set avoided;
  watch& clock;

  void put(node n, std::uint32_t region) { region_[n] = region; }
  [[nodiscard]] std::uint32_t region(node n) const { return region_[n]; }
  [[nodiscard]] bool has(node n) const { return region_[n] != 0; }
  /// Whether a step stays in the region of the node it comes from.
  [[nodiscard]] bool follows(node from, edge e) const {
    return (graph.labels(e) & avoided) == 0 && region_[graph.target(e)] == region_[from];
  }

 private:
  ledgered<std::uint32_t> region_;
};

/// Finds components, in an order in which each comes after those it leads to.
class component_finder {
 public:
  explicit component_finder(const part& looked_at);

  /// Calls `found(component)` for each component among `nodes`, which are all nodes of one region,
  /// in the same order each time. The regions may be changed meanwhile, if each changed node is
  /// given a region that no other has.
  template <class Found>
  void find(std::span<const node> nodes, const Found& found) {
    for (const node n : nodes) number_[n] = 0;
    for (const node n : nodes) {
      if (number_[n] == 0) from(n, found);
    }
  }

 private:
  struct frame {
    node at;
    edge next;
  };
  static constexpr std::uint32_t done = ~std::uint32_t{0};

  void begin(node n) {
    number_[n] = low_[n] = ++counted_;
    path_.push_back({n, part_.graph.first(n)});
    open_.push_back(n);
  }
  void look_at_clock();

  template <class Found>
  void from(node root, const Found& found) {
    counted_ = 0;
    begin(root);
    while (!path_.empty()) {
      const node n = path_.back().at;
      if (path_.back().next == part_.graph.end(n)) {
        path_.pop_back();
        if (!path_.empty()) low_[path_.back().at] = std::min(low_[path_.back().at], low_[n]);
        if (low_[n] == number_[n]) close(n, found);
        continue;
      }
      const edge e = path_.back().next++;
      if (!part_.follows(n, e)) continue;
      look_at_clock();
      const node to = part_.graph.target(e);
      if (number_[to] == 0) {
        begin(to);
      } else if (number_[to] != done) {
        low_[n] = std::min(low_[n], number_[to]);
      }
    }
  }
  template <class Found>
  void close(node root, const Found& found) {
    std::size_t first = open_.size();
    do number_[open_[--first]] = done;
    while (open_[first] != root);
    component_.assign(open_.begin() + static_cast<std::ptrdiff_t>(first), open_.end());
    open_.resize(first);
    std::sort(component_.begin(), component_.end());
    found(std::span<const node>(component_));
  }

  const part& part_;
  ledgered<std::uint32_t> number_;
  ledgered<std::uint32_t> low_;
  std::uint32_t counted_ = 0;
  std::uint32_t steps_ = 0;
  std::vector<frame> path_;
  std::vector<node> open_;
  std::vector<node> component_;
};

/// The components of a part in which every assumption can be kept to for ever, each with its nodes
/// ascending. Afterwards each of their nodes is in a region that is its component's alone, and all
/// other nodes are in none. A single node counts, too: nothing may happen there any more.
[[nodiscard]] std::vector<std::vector<node>> fair_components(
    part& looked_at, const std::vector<assumption>& assumptions);

/// The labels of which steps may be taken only finitely often.
[[nodiscard]] label_set finitely_often(const std::vector<assumption>& assumptions);

}  // namespace backcheck::solver::exhaustive
