// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/components.hpp"

#include <algorithm>

namespace backcheck::solver::exhaustive {

part::part(const state_graph& whole, label_set avoided_labels, watch& looked_at)
    : graph(whole),
      avoided(avoided_labels),
      clock(looked_at),
      region_(whole.memory(), whole.size(), 0) {}

component_finder::component_finder(const part& looked_at)
    : part_(looked_at),
      number_(looked_at.graph.memory(), looked_at.graph.size(), 0),
      low_(looked_at.graph.memory(), looked_at.graph.size(), 0) {}

void component_finder::look_at_clock() {
  constexpr std::uint32_t steps_between_looks = 1 << 16;
  if (++steps_ % steps_between_looks != 0) return;
  part_.clock.look_and_tell();
  if (part_.clock.over()) throw spent{part_.clock.end()};
}

namespace {

/// What becomes of a component.
enum class prospect : std::uint8_t { fair, unfair, falls_apart };

class judge {
 public:
  judge(const part& looked_at, const std::vector<assumption>& assumptions)
      : part_(looked_at), assumptions_(assumptions) {}

  /// Sets `leaving` to the labels that no node may offer any more if the component falls apart.
  prospect of(std::span<const node> component, label_set& leaving) const {
    const label_set taken = taken_in(component);
    leaving = 0;
    for (const assumption& each : assumptions_) {
      if (each.how == fairness::finitely_often || (taken & each.steps) != 0) continue;
      const auto offers = [&](node n) { return (part_.graph.possible(n) & each.steps) != 0; };
      if (each.how == fairness::weak) {
        // A part of the component offers it always, too.
        if (std::all_of(component.begin(), component.end(), offers)) return prospect::unfair;
      } else if (std::any_of(component.begin(), component.end(), offers)) {
        leaving |= each.steps;
      }
    }
    return leaving == 0 ? prospect::fair : prospect::falls_apart;
  }

 private:
  [[nodiscard]] label_set taken_in(std::span<const node> component) const {
    label_set taken = 0;
    for (const node n : component) {
      for (edge e = part_.graph.first(n); e < part_.graph.end(n); ++e) {
        const bool inside =
            part_.follows(n, e) &&
            std::binary_search(component.begin(), component.end(), part_.graph.target(e));
        if (inside) taken |= part_.graph.labels(e);
      }
    }
    return taken;
  }

  const part& part_;
  const std::vector<assumption>& assumptions_;
};

}  // namespace

std::vector<std::vector<node>> fair_components(part& looked_at,
                                               const std::vector<assumption>& assumptions) {
  std::vector<std::vector<node>> fair;
  std::vector<std::vector<node>> waiting(1);
  for (node n = 0; n < looked_at.graph.size(); ++n) {
    if (!looked_at.has(n)) continue;
    looked_at.put(n, 1);
    waiting[0].push_back(n);
  }
  std::uint32_t regions = 1;
  const judge judging(looked_at, assumptions);
  component_finder finder(looked_at);
  // In the order of being found, so that nothing depends on anything else.
  for (std::size_t next = 0; next < waiting.size(); ++next) {
    const std::vector<node> nodes = std::move(waiting[next]);
    finder.find(nodes, [&](std::span<const node> component) {
      label_set leaving = 0;
      const prospect what = judging.of(component, leaving);
      std::vector<node> left;
      for (const node n : component) {
        const bool stays = what == prospect::fair || (what == prospect::falls_apart &&
                                                      (looked_at.graph.possible(n) & leaving) == 0);
        if (stays) left.push_back(n);
      }
      for (const node n : component) looked_at.put(n, 0);
      if (left.empty()) return;
      ++regions;
      for (const node n : left) looked_at.put(n, regions);
      (what == prospect::fair ? fair : waiting).push_back(std::move(left));
    });
  }
  return fair;
}

label_set finitely_often(const std::vector<assumption>& assumptions) {
  label_set labels = 0;
  for (const assumption& each : assumptions) {
    if (each.how == fairness::finitely_often) labels |= each.steps;
  }
  return labels;
}

}  // namespace backcheck::solver::exhaustive
