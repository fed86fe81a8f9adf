// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/explicit/liveness_twin.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace backcheck::solver::testing {

namespace {

using states = std::set<std::size_t>;

label_set possible(const labelled_node& node) {
  if (node.blind) return ~label_set{0};
  label_set all = node.cut;
  for (const auto& step : node.steps) all |= step.labels;
  return all;
}

/// The states that can be reached from one within a set, by steps without the avoided labels.
states reach(const labelled_graph& graph, std::size_t from, const states& within,
             label_set avoided) {
  states reached{from};
  for (bool grows = true; grows;) {
    grows = false;
    for (const std::size_t at : states(reached)) {
      for (const auto& step : graph.nodes()[at].steps) {
        if ((step.labels & avoided) == 0 && within.contains(step.to))
          grows = reached.insert(step.to).second || grows;
      }
    }
  }
  return reached;
}

/// Whether an execution can be in exactly these states again and again, take every step among them
/// that has no avoided label, and keep to the assumptions.
bool can_stay(const labelled_graph& graph, const states& here, const promise& asked,
              label_set avoided) {
  for (const std::size_t from : here)
    if (reach(graph, from, here, avoided) != here) return false;
  for (const assumption& each : asked.assumptions) {
    if (each.how == fairness::finitely_often) continue;
    bool taken = false;
    std::size_t offering = 0;
    for (const std::size_t at : here) {
      if ((possible(graph.nodes()[at]) & each.steps) != 0) ++offering;
      for (const auto& step : graph.nodes()[at].steps) {
        taken = taken || ((step.labels & avoided) == 0 && here.contains(step.to) &&
                          (step.labels & each.steps) != 0);
      }
    }
    const bool kept = each.how == fairness::weak ? offering < here.size() : offering == 0;
    if (!taken && !kept) return false;
  }
  return true;
}

/// All states that are in some set in which an execution can stay, of those allowed.
states stays(const labelled_graph& graph, const promise& asked, const states& allowed,
             label_set fulfilment) {
  label_set avoided = fulfilment;
  for (const assumption& each : asked.assumptions)
    if (each.how == fairness::finitely_often) avoided |= each.steps;
  const std::vector<std::size_t> all(allowed.begin(), allowed.end());
  states found;
  for (std::size_t set = 1; set < std::size_t{1} << all.size(); ++set) {
    states here;
    for (std::size_t i = 0; i < all.size(); ++i)
      if ((set >> i) % 2 == 1) here.insert(all[i]);
    if (can_stay(graph, here, asked, avoided)) found.insert(here.begin(), here.end());
  }
  return found;
}

std::size_t number_of(const labelled_graph& graph, std::size_t start) {
  return graph.starts().at(start * 2 + 1);
}

/// A state, and whether something is owed there.
using place = std::pair<std::size_t, bool>;

bool owes(const promise& asked, bool owed, label_set step, label_set here) {
  if (((step | here) & asked.fulfilment) != 0) return false;
  return owed || asked.premise == 0 || ((step | here) & asked.premise) != 0;
}

/// Places by the least number of steps to them.
std::map<place, std::size_t> distances(const labelled_graph& graph, const promise& asked) {
  std::map<place, std::size_t> known;
  std::set<place> level;
  for (std::size_t i = 0; i * 2 < graph.starts().size(); ++i) {
    const std::size_t at = number_of(graph, i);
    level.insert({at, false});
    if (owes(asked, false, 0, graph.nodes()[at].here)) level.insert({at, true});
  }
  for (std::size_t steps = 0; !level.empty(); ++steps) {
    std::set<place> next;
    for (const auto& [at, owed] : level) {
      known.try_emplace({at, owed}, steps);
      for (const auto& step : graph.nodes()[at].steps) {
        if (!owed) next.insert({step.to, false});
        if (owes(asked, owed, step.labels, graph.nodes()[step.to].here))
          next.insert({step.to, true});
      }
    }
    std::erase_if(next, [&](const place& p) { return known.contains(p); });
    level = next;
  }
  return known;
}

/// Whether a state permits a step with those labels.
bool permits(const labelled_node& node, const deadline& asked, label_set labels) {
  for (const label_set each : asked.permitted)
    if ((possible(node) & each) != 0) return (labels & each) != 0;
  return asked.permitted.empty();
}

/// What becomes of a count at a step.
struct counted {
  bool broken = false;
  bool over = false;
  std::uint32_t ticks = 0;
};
counted count(const deadline& asked, std::uint32_t ticks, label_set labels) {
  const bool tick = (labels & asked.tick) != 0;
  if (tick) ++ticks;
  if ((labels & asked.fulfilment) != 0) return {ticks < asked.soonest, true, ticks};
  return {tick && ticks >= asked.latest, false, ticks};
}

}  // namespace

std::optional<std::size_t> twin_stem(const labelled_graph& graph, const promise& asked) {
  const auto known = distances(graph, asked);
  states owing;
  for (const auto& [at, steps] : known)
    if (at.second) owing.insert(at.first);
  std::optional<std::size_t> least;
  for (const std::size_t at : stays(graph, asked, owing, asked.fulfilment)) {
    const std::size_t steps = known.at({at, true});
    least = std::min(least.value_or(steps), steps);
  }
  return least;
}

std::size_t twin_fair_states(const labelled_graph& graph, const promise& asked) {
  states all;
  for (const auto& [at, steps] : distances(graph, asked)) all.insert(at.first);
  return stays(graph, asked, all, 0).size();
}

std::optional<std::size_t> twin_lateness(const labelled_graph& graph, const deadline& asked) {
  struct place {
    std::size_t at;
    bool counting;
    std::uint32_t ticks;
    auto operator<=>(const place&) const = default;
  };
  std::set<place> level;
  std::set<place> known;
  for (std::size_t i = 0; i * 2 < graph.starts().size(); ++i)
    level.insert({number_of(graph, i), false, 0});
  for (std::size_t steps = 1; !level.empty(); ++steps) {
    std::set<place> next;
    known.insert(level.begin(), level.end());
    for (const place& p : level) {
      const labelled_node& node = graph.nodes()[p.at];
      const bool bound = p.counting || asked.permitted_before;
      for (const auto& step : node.steps) {
        if (bound && !permits(node, asked, step.labels)) continue;
        if (!p.counting) {
          next.insert({step.to, false, 0});
          if ((step.labels & asked.premise) != 0) next.insert({step.to, true, 0});
          continue;
        }
        const counted now = count(asked, p.ticks, step.labels);
        if (now.broken) return steps;
        if (!now.over) next.insert({step.to, true, now.ticks});
      }
    }
    std::erase_if(next, [&](const place& p) { return known.contains(p); });
    level = next;
  }
  return std::nullopt;
}

std::string wrong_with(const labelled_graph& graph, const promise& asked, const lasso& found) {
  if (found.execution.start * std::size_t{2} >= graph.starts().size())
    return "there is no such start";
  if (found.loop > found.execution.steps.size()) return "the loop begins behind the end";
  std::size_t at = number_of(graph, found.execution.start);
  bool owed = owes(asked, false, 0, graph.nodes()[at].here);
  std::size_t entry = at;
  label_set taken = 0;
  states round{};
  for (std::size_t i = 0; i < found.execution.steps.size(); ++i) {
    if (i == found.loop) entry = at;
    if (i >= found.loop) round.insert(at);
    const auto& steps = graph.nodes()[at].steps;
    if (found.execution.steps[i] >= steps.size()) return "there is no such step";
    const auto& step = steps[found.execution.steps[i]];
    if (i >= found.loop) taken |= step.labels;
    const bool paid = ((step.labels | graph.nodes()[step.to].here) & asked.fulfilment) != 0;
    if (i >= found.loop && paid) return "the promise is kept in the loop";
    at = step.to;
    owed = owes(asked, owed, step.labels, graph.nodes()[at].here);
  }
  if (found.loop == found.execution.steps.size()) entry = at;
  round.insert(at);
  if (at != entry) return "the loop does not close";
  if (!owed) return "nothing is owed at the end";
  for (const assumption& each : asked.assumptions) {
    const bool any = (taken & each.steps) != 0;
    if (each.how == fairness::finitely_often) {
      if (any) return each.name + " is taken again and again";
      continue;
    }
    const auto offers = [&](std::size_t n) {
      return (possible(graph.nodes()[n]) & each.steps) != 0;
    };
    const bool asks = each.how == fairness::weak ? std::all_of(round.begin(), round.end(), offers)
                                                 : std::any_of(round.begin(), round.end(), offers);
    if (!any && asks) return each.name + " is not kept to";
  }
  return "";
}

std::string wrong_with(const labelled_graph& graph, const deadline& asked, const path& found) {
  if (found.start * std::size_t{2} >= graph.starts().size()) return "there is no such start";
  // The premise may be met several times; any of the counts may be the one that is broken.
  std::size_t at = number_of(graph, found.start);
  std::set<std::uint32_t> counts;
  bool free = true;  // whether all steps so far may have come before the premise
  for (std::size_t i = 0; i < found.steps.size(); ++i) {
    const labelled_node& node = graph.nodes()[at];
    if (found.steps[i] >= node.steps.size()) return "there is no such step";
    const auto& step = node.steps[found.steps[i]];
    const bool allowed = permits(node, asked, step.labels);
    std::set<std::uint32_t> next;
    for (const std::uint32_t ticks : counts) {
      const counted now = count(asked, ticks, step.labels);
      if (!allowed) continue;
      if (now.broken && i + 1 == found.steps.size()) return "";
      if (!now.over) next.insert(now.ticks);
    }
    free = free && (allowed || !asked.permitted_before);
    if (free && (step.labels & asked.premise) != 0) next.insert(0);
    counts = next;
    at = step.to;
  }
  return "the deadline is not broken by the last step";
}

}  // namespace backcheck::solver::testing
