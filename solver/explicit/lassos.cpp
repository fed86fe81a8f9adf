// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/lassos.hpp"

#include <algorithm>

namespace backcheck::solver::exhaustive {

namespace {

/// How many ways into fair components are tried for the sake of a shorter counterexample.
constexpr std::size_t entries_max = 64;

/// Breadth first over all executions, each twice: before and after the premise, with what it
/// promises still owed. A place is a node, times two, plus one where something is owed.
class debts {
 public:
  debts(const state_graph& graph, const promise& asked)
      : graph_(graph),
        asked_(asked),
        from_(graph.memory(), std::size_t{graph.size()} * 2, nowhere),
        order_(graph.memory()) {
    for (const node n : graph.starts()) {
      reach(place{n} * 2, at_start, 0);
      if (arises(graph.here(n), 0)) reach(place{n} * 2 + 1, at_start, 0);
    }
    for (std::size_t next = 0; next < order_.size(); ++next) leave(order_[next]);
  }

  [[nodiscard]] bool owed(node n) const { return from_[std::size_t{n} * 2 + 1].from != unreached; }
  /// Nodes where something is owed, nearest first.
  template <class Act>
  void for_each_owing(const Act& act) const {
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (order_[i] % 2 == 1 && !act(static_cast<node>(order_[i] / 2))) return;
    }
  }
  /// A shortest execution to a node, on which what is promised at the latest on arrival is owed.
  [[nodiscard]] path stem(node to) const {
    path found;
    place at = place{to} * 2 + 1;
    for (; from_[at].from != start; at = from_[at].from) found.steps.push_back(from_[at].step);
    std::reverse(found.steps.begin(), found.steps.end());
    const auto& starts = graph_.starts();
    const auto first = std::find(starts.begin(), starts.end(), static_cast<node>(at / 2));
    found.start = static_cast<std::uint32_t>(first - starts.begin());
    return found;
  }

 private:
  using place = std::uint64_t;
  static constexpr place unreached = ~place{0};
  static constexpr place start = unreached - 1;
  struct origin {
    place from;
    std::uint32_t step;
  };
  static constexpr origin nowhere{unreached, 0};
  static constexpr place at_start = start;

  /// Whether a debt arises in a state, coming by a step with those labels.
  [[nodiscard]] bool arises(label_set here, label_set step) const {
    const bool met = asked_.premise == 0 || ((here | step) & asked_.premise) != 0;
    return met && ((here | step) & asked_.fulfilment) == 0;
  }
  void reach(place to, place from, std::uint32_t step) {
    if (from_[to].from != unreached) return;
    from_[to] = {from, step};
    order_.push_back(to);
  }
  void leave(place at) {
    const auto n = static_cast<node>(at / 2);
    for (edge e = graph_.first(n); e < graph_.end(n); ++e) {
      const node to = graph_.target(e);
      const auto step = static_cast<std::uint32_t>(e - graph_.first(n));
      const label_set labels = graph_.labels(e);
      const bool paid = ((graph_.here(to) | labels) & asked_.fulfilment) != 0;
      const bool owed_before = at % 2 == 1;
      if (!owed_before) reach(place{to} * 2, at, step);
      if (owed_before ? !paid : arises(graph_.here(to), labels)) reach(place{to} * 2 + 1, at, step);
    }
  }

  const state_graph& graph_;
  const promise& asked_;
  ledgered<origin> from_;
  ledgered<place> order_;
};

/// What a round has done for each assumption so far.
class duties {
 public:
  duties(const state_graph& graph, const std::vector<assumption>& assumptions)
      : graph_(graph),
        assumptions_(assumptions),
        rested_(assumptions.size()),
        asked_(assumptions.size()) {}

  void pass(node n) {
    for (std::size_t i = 0; i < assumptions_.size(); ++i) {
      const bool offers = (graph_.possible(n) & assumptions_[i].steps) != 0;
      (offers ? asked_ : rested_)[i] = true;
    }
  }
  void take(edge e) { taken_ |= graph_.labels(e); }
  [[nodiscard]] bool all_done() const {
    for (std::size_t i = 0; i < assumptions_.size(); ++i) {
      if (open(i)) return false;
    }
    return true;
  }
  /// Whether a step, or the node it leads to, does something that is still to be done.
  [[nodiscard]] bool helps(edge e) const {
    for (std::size_t i = 0; i < assumptions_.size(); ++i) {
      if (!open(i)) continue;
      const label_set steps = assumptions_[i].steps;
      if ((graph_.labels(e) & steps) != 0) return true;
      const bool rests = (graph_.possible(graph_.target(e)) & steps) == 0;
      if (rests && assumptions_[i].how == fairness::weak) return true;
    }
    return false;
  }

 private:
  [[nodiscard]] bool open(std::size_t i) const {
    const assumption& each = assumptions_[i];
    if (each.how == fairness::finitely_often || (taken_ & each.steps) != 0) return false;
    return each.how == fairness::weak ? !rested_[i] : asked_[i];
  }

  const state_graph& graph_;
  const std::vector<assumption>& assumptions_;
  label_set taken_ = 0;
  std::vector<bool> rested_;
  std::vector<bool> asked_;
};

/// Walks within fair components.
class rounds {
 public:
  rounds(const part& fair, const std::vector<assumption>& assumptions)
      : fair_(fair),
        assumptions_(assumptions),
        seen_(fair.graph.memory(), fair.graph.size(), 0),
        by_(fair.graph.memory(), fair.graph.size(), 0),
        from_(fair.graph.memory(), fair.graph.size(), 0) {}

  /// A round that begins and ends in a node and keeps to the assumptions: always on to the nearest
  /// thing that is still to be done, at last back. The steps, as positions. Nothing if it would
  /// take more than `steps_max`.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> from(node entry, std::size_t steps_max) {
    duties left(fair_.graph, assumptions_);
    left.pass(entry);
    std::vector<std::uint32_t> steps;
    node at = entry;
    while (at != entry || !left.all_done()) {
      const bool done = left.all_done();
      const leg_end last =
          walk(at, [&](edge e) { return done ? fair_.graph.target(e) == entry : left.helps(e); });
      std::vector<std::uint32_t> leg;
      const auto add = [&](node n, edge e) {
        leg.push_back(static_cast<std::uint32_t>(e - fair_.graph.first(n)));
        left.take(e);
        left.pass(fair_.graph.target(e));
      };
      add(last.from, last.by);
      for (node n = last.from; n != at; n = from_[n]) add(from_[n], by_[n]);
      steps.insert(steps.end(), leg.rbegin(), leg.rend());
      if (steps.size() > steps_max) return std::nullopt;
      at = fair_.graph.target(last.by);
    }
    return steps;
  }

 private:
  struct leg_end {
    node from;
    edge by;
  };
  /// The nearest wanted step; `by_` and `from_` tell the way back from where it begins.
  template <class Wanted>
  leg_end walk(node from, const Wanted& wanted) {
    seen_[from] = ++now_;
    queue_.assign(1, from);
    for (std::size_t next = 0; next < queue_.size(); ++next) {
      const node n = queue_[next];
      for (edge e = fair_.graph.first(n); e < fair_.graph.end(n); ++e) {
        const node to = fair_.graph.target(e);
        if (!fair_.follows(n, e)) continue;
        if (wanted(e)) return {n, e};
        if (seen_[to] == now_) continue;
        seen_[to] = now_;
        by_[to] = e;
        from_[to] = n;
        queue_.push_back(to);
      }
    }
    throw std::logic_error("a fair component cannot be walked round");
  }

  const part& fair_;
  const std::vector<assumption>& assumptions_;
  ledgered<std::uint32_t> seen_;
  ledgered<edge> by_;
  ledgered<node> from_;
  std::uint32_t now_ = 0;
  std::vector<node> queue_;
};

/// The shortest of some lassos whose rounds begin at the nearest nodes of fair components.
lasso short_lasso(const debts& owing, const part& fair,
                  const std::vector<assumption>& assumptions) {
  lasso best;
  std::size_t best_size = ~std::size_t{0};
  std::size_t tried = 0;
  rounds walking(fair, assumptions);
  owing.for_each_owing([&](node n) {
    if (!fair.has(n)) return true;
    path execution = owing.stem(n);
    const std::size_t loop = execution.steps.size();
    if (loop >= best_size) return false;
    if (const auto round = walking.from(n, best_size - loop); round) {
      execution.steps.insert(execution.steps.end(), round->begin(), round->end());
      if (execution.steps.size() < best_size) {
        best_size = execution.steps.size();
        best = {std::move(execution), loop};
      }
    }
    return ++tried < entries_max;
  });
  return best;
}

std::uint64_t met(const state_graph& graph, const promise& asked) {
  if (asked.premise == 0) return graph.size();
  std::uint64_t count = 0;
  for (node n = 0; n < graph.size(); ++n) {
    if ((graph.here(n) & asked.premise) != 0) ++count;
    for (edge e = graph.first(n); e < graph.end(n); ++e)
      if ((graph.labels(e) & asked.premise) != 0) ++count;
  }
  return count;
}

/// How far the assumptions leave anything to happen at all.
void survey(const state_graph& graph, const promise& asked, watch& clock, promise_report& report) {
  part all(graph, finitely_often(asked.assumptions), clock);
  for (node n = 0; n < graph.size(); ++n) all.put(n, 1);
  static_cast<void>(fair_components(all, asked.assumptions));

  part whole(graph, 0, clock);
  std::vector<node> nodes;
  for (node n = 0; n < graph.size(); ++n) {
    whole.put(n, 1);
    nodes.push_back(n);
  }
  ledgered<std::uint8_t> alive(graph.memory(), graph.size(), 0);
  component_finder(whole).find(nodes, [&](std::span<const node> component) {
    bool any = false;
    for (const node n : component) {
      any = any || all.has(n);
      for (edge e = graph.first(n); e < graph.end(n); ++e) any = any || alive[graph.target(e)] != 0;
    }
    for (const node n : component) {
      alive[n] = any ? 1 : 0;
      report.fair_states += all.has(n) ? 1U : 0U;
      report.doomed_states += any ? 0U : 1U;
    }
  });
}

}  // namespace

promise_report judge_promise(const state_graph& graph, const promise& asked, watch& clock) {
  promise_report report;
  report.met = met(graph, asked);
  survey(graph, asked, clock, report);
  const debts owing(graph, asked);
  part unpaid(graph, asked.fulfilment | finitely_often(asked.assumptions), clock);
  for (node n = 0; n < graph.size(); ++n) unpaid.put(n, owing.owed(n) ? 1 : 0);
  if (!fair_components(unpaid, asked.assumptions).empty())
    report.broken = short_lasso(owing, unpaid, asked.assumptions);
  return report;
}

}  // namespace backcheck::solver::exhaustive
