// SPDX-License-Identifier: Apache-2.0
//
// Whether a violation can still be avoided: the search in depth against the definition, on many
// small graphs; and what it remembers, and does not know once something is spent.
#include "solver/explicit/escape.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/unit/explicit/random_graph.hpp"

namespace backcheck::solver::testing {
namespace {

using name = std::vector<word>;

/// By definition: of the states that do not violate the claim, take away those that have no step to
/// one that is left, until nothing changes.
class twin {
 public:
  twin(random_graph& graph, std::size_t claim) : graph_(graph), claim_(claim) {
    for (const auto& each : graph.names())
      if (!graph.node(each).violated.contains(claim)) safe_.insert(each);
    for (bool changes = true; changes;) {
      const auto before = safe_.size();
      std::erase_if(safe_, [&](const name& each) { return !goes_on(each); });
      changes = safe_.size() < before;
    }
  }

  [[nodiscard]] escape_report from(const name& state) {
    if (safe_.contains(state)) return {way_out::open, 0};
    std::uint32_t latest = 0;
    bool cut = false;
    follow(state, 0, latest, cut);
    return {cut ? way_out::closed_inside : way_out::closed, latest};
  }

 private:
  name after(const name& state, std::size_t step) {
    const auto& all = graph_.node(state).successors;
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(step * state.size());
    return {first, first + static_cast<std::ptrdiff_t>(state.size())};
  }
  bool goes_on(const name& state) {
    const auto& here = graph_.node(state);
    for (std::size_t i = 0; i < here.steps.size(); ++i)
      if (!here.steps[i].violated.contains(claim_) && safe_.contains(after(state, i))) return true;
    return here.steps.empty() && here.bounds_met == 0;
  }
  /// All ways on from a state without a way out: they all end.
  void follow(const name& state, std::uint32_t depth, std::uint32_t& latest, bool& cut) {
    latest = std::max(latest, depth);
    const auto& here = graph_.node(state);
    if (here.violated.contains(claim_)) return;
    cut = cut || here.bounds_met != 0;
    for (std::size_t i = 0; i < here.steps.size(); ++i) {
      if (here.steps[i].violated.contains(claim_)) latest = std::max(latest, depth + 1);
      if (!here.steps[i].violated.contains(claim_)) follow(after(state, i), depth + 1, latest, cut);
    }
  }

  random_graph& graph_;
  std::size_t claim_;
  std::set<name> safe_;
};

random_graph small_graph(std::uint64_t seed) {
  return random_graph(seed, {.nodes = 40,
                             .words = 1 + seed % 3,
                             .degree_max = 1 + seed % 3,
                             .reach = 5,
                             .claims = 3,
                             .rarity = 2 + seed % 5});
}

/// Goes along a way out, and says what is wrong with it.
std::string wrong_with(random_graph& graph, std::size_t claim, const name& from,
                       const escape_route& route) {
  std::vector<name> passed{from};
  for (const auto step : route.steps) {
    const auto& here = graph.node(passed.back());
    if (step >= here.steps.size()) return "a step is not enabled";
    if (here.steps[step].violated.contains(claim)) return "a step violates the claim";
    const auto* const after = here.successors.data() + step * from.size();
    passed.emplace_back(after, after + from.size());
  }
  for (const auto& each : passed)
    if (graph.node(each).violated.contains(claim)) return "a state violates the claim";
  const auto& last = graph.node(passed.back());
  if (!route.loop) return last.steps.empty() && last.bounds_met == 0 ? "" : "it goes on";
  if (*route.loop >= route.steps.size()) return "nothing is repeated";
  return passed[*route.loop] == passed.back() ? "" : "what is repeated does not return";
}

TEST(escape, agrees_with_the_definition) {
  std::map<way_out, std::size_t> told;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    auto graph = small_graph(seed);
    for (std::size_t claim = 0; claim < 3; ++claim) {
      twin definition(graph, claim);
      const budget limits;
      escape asked(graph, claim, limits);
      for (const auto& each : graph.names()) {
        const auto found = asked.from(each.data());
        const auto expected = definition.from(each);
        ASSERT_EQ(found.what, expected.what);
        ASSERT_EQ(found.latest, expected.latest);
        ++told[found.what];
        if (found.what == way_out::open) {
          EXPECT_EQ(wrong_with(graph, claim, each, asked.route_from(each.data())), "");
        }
      }
    }
  }
  for (const auto what : {way_out::open, way_out::closed, way_out::closed_inside})
    EXPECT_GT(told[what], 1000U) << "the graphs do not show this answer";
  EXPECT_EQ(told[way_out::undecided], 0U);
}

// What is known stays known when nothing may be spent any more; about the rest nothing is said.
TEST(escape, is_undecided_where_a_limit_is_met) {
  auto graph = small_graph(7);
  for (std::uint64_t most = 0; most < 40; ++most) {
    twin definition(graph, 0);
    const budget limits{.states_max = most};
    escape asked(graph, 0, limits);
    std::size_t undecided = 0;
    for (const auto& each : graph.names()) {
      const auto found = asked.from(each.data());
      if (found.what == way_out::undecided) ++undecided;
      if (found.what != way_out::undecided) {
        EXPECT_EQ(found.what, definition.from(each).what);
      }
    }
    if (most < 5) {
      EXPECT_GT(undecided, 0U);
    }
    EXPECT_LE(asked.states(), most + 2);
  }
}

TEST(escape, ends_when_interrupted) {
  random_graph graph(1, {.nodes = 5000, .degree_max = 3, .reach = 3000, .rarity = 1'000'000});
  for (const auto& each : graph.names()) {  // a long way before anything is found
    graph.node(each).bounds_met = 1;
    auto& steps = graph.node(each).steps;
    for (std::size_t i = 0; i < steps.size(); ++i)
      if (graph.node(each).successors[i] <= each[0]) steps[i].violated.insert(0);
  }
  const std::atomic<bool> now{true};
  const budget limits{.interrupted = &now};
  escape asked(graph, 0, limits);
  std::size_t undecided = 0;
  for (const auto& each : graph.names())
    if (asked.from(each.data()).what == way_out::undecided) ++undecided;
  EXPECT_GT(undecided, 0U);
}

}  // namespace
}  // namespace backcheck::solver::testing
