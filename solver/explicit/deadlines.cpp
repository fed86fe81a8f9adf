// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/deadlines.hpp"

#include <algorithm>

namespace backcheck::solver::exhaustive {

namespace {

/// Breadth first over executions that carry a count: none before the premise, then the ticks since.
/// A place is a state and a count; the search ends at the first that breaks the deadline.
class countdown {
 public:
  countdown(const state_graph& graph, const deadline& asked, watch& clock)
      : graph_(graph),
        asked_(asked),
        clock_(clock),
        counts_(std::uint64_t{asked.latest} + 2),
        from_(graph.memory(), graph.size() * counts_, origin{unreached, 0}),
        order_(graph.memory()),
        judged_(graph.memory(), graph.edges(), 0) {}

  deadline_report run() {
    for (const node n : graph_.starts()) reach({n, waiting}, start, 0);
    for (std::size_t next = 0; next < order_.size() && !report_.broken; ++next) {
      if (next % looks == 0) clock_.look_and_tell();
      if (clock_.over()) throw spent{clock_.end()};
      leave(order_[next]);
    }
    return std::move(report_);
  }

 private:
  using place = std::uint64_t;
  static constexpr place unreached = ~place{0};
  static constexpr place start = unreached - 1;
  static constexpr std::uint32_t waiting = 0;   ///< the premise has not occurred
  static constexpr std::uint32_t counting = 1;  ///< it has, and no tick since
  static constexpr std::size_t looks = 1 << 16;
  struct where {
    node at;
    std::uint32_t count;
  };
  struct origin {
    place from;
    std::uint32_t step;
  };

  [[nodiscard]] place place_of(where w) const { return w.at * counts_ + w.count; }

  /// What the state permits; 0 if nothing of it is possible.
  [[nodiscard]] label_set permitted(node n) const {
    const auto found =
        std::find_if(asked_.permitted.begin(), asked_.permitted.end(),
                     [&](label_set each) { return (graph_.possible(n) & each) != 0; });
    return found == asked_.permitted.end() ? 0 : *found;
  }
  void reach(where to, place from, std::uint32_t step) {
    origin& known = from_[place_of(to)];
    if (known.from != unreached) return;
    known = {from, step};
    order_.push_back(place_of(to));
  }
  void leave(place at) {
    const auto n = static_cast<node>(at / counts_);
    const auto count = static_cast<std::uint32_t>(at % counts_);
    const bool bound = !asked_.permitted.empty() && (count != waiting || asked_.permitted_before);
    const label_set wanted = bound ? permitted(n) : ~label_set{0};
    bool left = false;
    for (edge e = graph_.first(n); e < graph_.end(n) && !report_.broken; ++e) {
      if (bound && (graph_.labels(e) & wanted) == 0) continue;
      left = true;
      take(at, count, e, static_cast<std::uint32_t>(e - graph_.first(n)));
    }
    if (bound && !left) ++(wanted == 0 ? report_.stuck : report_.left_window);
  }
  void take(place at, std::uint32_t count, edge e, std::uint32_t step) {
    const label_set labels = graph_.labels(e);
    const node to = graph_.target(e);
    if (count == waiting) {
      reach({to, waiting}, at, step);
      if ((labels & asked_.premise) == 0) return;
      ++report_.met;
      reach({to, counting}, at, step);
      return;
    }
    const std::uint32_t ticks = count - counting + ((labels & asked_.tick) != 0 ? 1 : 0);
    if ((labels & asked_.fulfilment) == 0) {
      if (ticks >= asked_.latest && (labels & asked_.tick) != 0) return breaks(at, step);
      return reach({to, ticks + counting}, at, step);
    }
    if (ticks < asked_.soonest) return breaks(at, step);
    if (judged_[e] == 0) ++report_.judged;
    judged_[e] = 1;
    report_.first = std::min(report_.first.value_or(ticks), ticks);
    report_.last = std::max(report_.last.value_or(ticks), ticks);
  }
  void breaks(place at, std::uint32_t step) {
    path& found = report_.broken.emplace();
    found.steps.push_back(step);
    for (; from_[at].from != start; at = from_[at].from) found.steps.push_back(from_[at].step);
    std::reverse(found.steps.begin(), found.steps.end());
    const auto& starts = graph_.starts();
    const auto first = std::find(starts.begin(), starts.end(), static_cast<node>(at / counts_));
    found.start = static_cast<std::uint32_t>(first - starts.begin());
  }

  const state_graph& graph_;
  const deadline& asked_;
  watch& clock_;
  std::uint64_t counts_;
  ledgered<origin> from_;
  ledgered<place> order_;
  ledgered<std::uint8_t> judged_;
  deadline_report report_;
};

}  // namespace

deadline_report judge_deadline(const state_graph& graph, const deadline& asked, watch& clock) {
  return countdown(graph, asked, clock).run();
}

}  // namespace backcheck::solver::exhaustive
