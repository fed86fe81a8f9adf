// SPDX-License-Identifier: Apache-2.0
//
// The engine's answers about the long run against those of a twin that goes by definition, on many
// small graphs; and that both can say no.
#include <gtest/gtest.h>

#include <atomic>

#include "solver/explicit/liveness.hpp"
#include "tests/laws/drawing.hpp"
#include "tests/unit/explicit/liveness_twin.hpp"

namespace backcheck::solver::testing {
namespace {

using tests::draws;

constexpr int graphs_tried = 3000;
constexpr std::size_t nodes_max = 7;
constexpr std::size_t labels_used = 6;

label_set drawn_labels(draws& from, std::size_t one_in) {
  label_set labels = 0;
  for (std::size_t i = 0; i < labels_used; ++i)
    if (from.once_in(one_in)) labels |= label_set{1} << i;
  return labels;
}

labelled_graph drawn_graph(draws& from) {
  std::vector<labelled_node> nodes(1 + from.below(nodes_max));
  for (labelled_node& node : nodes) {
    for (std::size_t left = from.below(4); left > 0; --left)
      node.steps.push_back({from.below(nodes.size()), drawn_labels(from, 4)});
    node.here = from.once_in(4) ? drawn_labels(from, 8) : 0;
    node.cut = from.once_in(4) ? drawn_labels(from, 6) : 0;
    node.blind = from.once_in(40);
  }
  std::vector<std::size_t> starts(1 + from.below(2));
  for (std::size_t& start : starts) start = from.below(nodes.size());
  return labelled_graph(std::move(nodes), std::move(starts));
}

label_set one_label(draws& from) { return label_set{1} << from.below(labels_used); }

promise drawn_promise(draws& from) {
  promise asked{"drawn", from.once_in(2) ? one_label(from) : 0, one_label(from), {}};
  for (std::size_t left = from.below(4); left > 0; --left) {
    asked.assumptions.push_back({"assumption " + std::to_string(left),
                                 static_cast<fairness>(from.below(3)),
                                 one_label(from) | (from.once_in(3) ? one_label(from) : 0)});
  }
  return asked;
}

deadline drawn_deadline(draws& from) {
  deadline asked{"drawn", one_label(from), one_label(from), one_label(from) | one_label(from)};
  asked.soonest = static_cast<std::uint32_t>(from.below(2));
  asked.latest = static_cast<std::uint32_t>(1 + from.below(4));
  for (std::size_t left = from.below(3); left > 0; --left)
    asked.permitted.push_back(one_label(from));
  if (!from.once_in(3)) asked.permitted.push_back(drawn_labels(from, 2));
  asked.permitted_before = from.once_in(2);
  return asked;
}

std::string compared(bool same, const std::string& what) { return same ? "" : what; }

/// What the engine and the twin say differently of a promise.
std::string differences(const labelled_graph& graph, const promise& asked) {
  const auto report = answer(graph, {asked}, {}, {});
  const auto& found = *report.promises.at(0);
  const auto stem = twin_stem(graph, asked);
  if (found.broken.has_value() != stem.has_value())
    return stem ? "the engine finds it kept" : "the engine finds it broken";
  if (found.fair_states != twin_fair_states(graph, asked)) return "other states are fair";
  if (!found.broken) return "";
  if (auto wrong = wrong_with(graph, asked, *found.broken); !wrong.empty()) return wrong;
  return compared(found.broken->loop >= *stem, "the stem is too short");
}

std::string differences(const labelled_graph& graph, const deadline& asked) {
  const auto report = answer(graph, {}, {asked}, {});
  const auto& found = *report.deadlines.at(0);
  const auto steps = twin_lateness(graph, asked);
  if (found.broken.has_value() != steps.has_value())
    return steps ? "the engine finds it kept" : "the engine finds it broken";
  if (!found.broken) return "";
  if (auto wrong = wrong_with(graph, asked, *found.broken); !wrong.empty()) return wrong;
  return compared(found.broken->steps.size() == *steps, "the execution is not shortest");
}

TEST(liveness, agrees_with_the_definition_about_promises) {
  // Why: pruning components is easy to get nearly right; trying all sets of states is not.
  std::size_t broken = 0;
  std::size_t kept = 0;
  tests::expect_law(
      [&](draws& from) {
        const auto graph = drawn_graph(from);
        const auto asked = drawn_promise(from);
        ++(twin_stem(graph, asked) ? broken : kept);
        return differences(graph, asked);
      },
      graphs_tried);
  EXPECT_GT(broken, graphs_tried / 10);
  EXPECT_GT(kept, graphs_tried / 10);
}

TEST(liveness, agrees_with_the_definition_about_deadlines) {
  // Why: off by one tick is the mistake to make.
  std::size_t broken = 0;
  tests::expect_law(
      [&](draws& from) {
        const auto graph = drawn_graph(from);
        const auto asked = drawn_deadline(from);
        if (twin_lateness(graph, asked)) ++broken;
        return differences(graph, asked);
      },
      graphs_tried);
  EXPECT_GT(broken, graphs_tried / 20);
}

TEST(liveness, says_the_same_with_any_number_of_threads) {
  // Why: states are looked at by whoever is free, and numbered by nobody but the first thread.
  tests::expect_law([](draws& from) -> std::string {
    const auto graph = drawn_graph(from);
    const auto asked = drawn_promise(from);
    const auto due = drawn_deadline(from);
    const auto one = answer(graph, {asked}, {due}, {.threads = 1});
    for (const unsigned threads : {2U, 8U}) {
      const auto more = answer(graph, {asked}, {due}, {.threads = threads});
      if (one.promises[0]->broken != more.promises[0]->broken) return "another lasso";
      if (one.deadlines[0]->broken != more.deadlines[0]->broken) return "another execution";
      if (one.states != more.states || one.steps != more.steps) return "another graph";
      if (one.promises[0]->doomed_states != more.promises[0]->doomed_states) return "other dooms";
    }
    return "";
  });
}

constexpr label_set work = 1;
constexpr label_set rest = 2;
constexpr label_set pay = 4;

promise paid_under(std::vector<assumption> assumptions) {
  return {"paid", 0, pay, std::move(assumptions)};
}

TEST(liveness, tells_weak_from_strong) {
  // Why: paying is possible again and again, not always: only the strong assumption forces it.
  const labelled_node can_pay{.steps = {{1, work}, {0, pay}}};
  const labelled_node cannot{.steps = {{0, rest}}};
  const labelled_graph graph({can_pay, cannot});
  const assumption goes_on{"goes on", fairness::weak, work | rest};
  const auto weak = paid_under({goes_on, {"pays", fairness::weak, pay}});
  const auto strong = paid_under({goes_on, {"pays", fairness::strong, pay}});
  const auto report = answer(graph, {weak, strong}, {}, {});
  ASSERT_TRUE(report.promises[0]->broken);
  EXPECT_EQ(*report.promises[0]->broken, (lasso{{0, {0, 0}}, 0}));
  EXPECT_FALSE(report.promises[1]->broken);
}

TEST(liveness, lets_nothing_happen_any_more) {
  // Why: an execution that simply stops is the first counterexample, and the shortest.
  const labelled_node works{.steps = {{1, work}}};
  const labelled_node pays{.steps = {{0, pay}}};
  const labelled_graph graph({works, pays});
  const auto report =
      answer(graph, {paid_under({}), paid_under({{"works", fairness::weak, work}})}, {}, {});
  EXPECT_EQ(*report.promises[0]->broken, (lasso{{0, {}}, 0}));
  EXPECT_EQ(*report.promises[1]->broken, (lasso{{0, {0}}, 1}));
}

TEST(liveness, does_not_blame_what_the_window_cuts_off) {
  // Why: in the last state only the window keeps paying from being possible. That is no stall; but
  // nothing fair goes on there either, and that must be seen.
  const labelled_node works{.steps = {{1, work}}};
  const labelled_graph graph({works, {.cut = pay}});
  const auto asked = paid_under({{"works", fairness::weak, work}, {"pays", fairness::weak, pay}});
  const auto report = answer(graph, {asked}, {}, {});
  EXPECT_FALSE(report.promises[0]->broken);
  EXPECT_EQ(report.promises[0]->fair_states, 0U);
  EXPECT_EQ(report.promises[0]->doomed_states, 2U);
  const labelled_graph open({works, {}});
  EXPECT_TRUE(answer(open, {asked}, {}, {}).promises[0]->broken);
}

TEST(liveness, leaves_unanswered_what_a_limit_cut_short) {
  // Why: half a graph says nothing about the long run.
  std::vector<labelled_node> chain(5000);
  for (std::size_t i = 0; i < chain.size(); ++i)
    chain[i].steps.push_back({(i + 1) % chain.size(), i % 2 == 0 ? work : pay});
  const labelled_graph graph(std::move(chain));
  const auto asked = paid_under({{"works", fairness::weak, work}});
  const auto ends = [&](const budget& limits) {
    const auto report = answer(graph, {asked}, {}, limits);
    EXPECT_EQ(report.promises[0].has_value(), report.end == ending::complete);
    return report.end;
  };
  EXPECT_EQ(ends({}), ending::complete);
  EXPECT_EQ(ends({.states_max = 4999}), ending::states_spent);
  EXPECT_EQ(ends({.depth_max = 100}), ending::depth_reached);
  EXPECT_EQ(ends({.time_max = std::chrono::milliseconds(0)}), ending::time_spent);
  const auto needed = answer(graph, {asked}, {}, {}).memory_bytes;
  for (const auto part : {1U, 2U, 4U, 16U, 256U})
    EXPECT_EQ(ends({.memory_bytes_max = needed * 9 / 10 / part}), ending::memory_spent) << part;
  std::atomic<bool> interrupted{true};
  EXPECT_EQ(ends({.interrupted = &interrupted}), ending::interrupted);
}

TEST(liveness, throws_the_first_fault_with_any_number_of_threads) {
  // Why: many states may be at fault, and whoever meets one first must not decide.
  std::vector<labelled_node> star(300);
  for (std::size_t i = 1; i < star.size(); ++i) star[0].steps.push_back({i, 0});
  labelled_graph graph(std::move(star));
  graph.before_looking = [](std::size_t n) {
    if (n % 50 == 7) throw model_fault(std::to_string(n));
  };
  for (const unsigned threads : {1U, 2U, 8U}) {
    try {
      static_cast<void>(answer(graph, {}, {}, {.threads = threads}));
      FAIL();
    } catch (const model_fault& fault) {
      EXPECT_STREQ(fault.what(), "7");
    }
  }
}

/// What an engine might get wrong: it is asked about a slightly different question or graph.
struct seeded {
  std::string name;
  void (*change)(promise&, std::vector<labelled_node>&);
};

class liveness_itself : public ::testing::TestWithParam<seeded> {};

TEST_P(liveness_itself, is_found_out_by_the_twin) {
  // Why: a comparison that cannot fail compares nothing.
  EXPECT_TRUE(tests::is_refuted([](draws& from) -> std::string {
    const auto graph = drawn_graph(from);
    const auto asked = drawn_promise(from);
    auto wrong = asked;
    auto nodes = graph.nodes();
    GetParam().change(wrong, nodes);
    const labelled_graph changed(nodes, {graph.starts().at(1)});
    const labelled_graph right(graph.nodes(), {graph.starts().at(1)});
    const auto found = answer(changed, {wrong}, {}, {});
    const auto stem = twin_stem(right, asked);
    if (found.promises[0]->broken.has_value() != stem.has_value()) return "another verdict";
    return stem ? wrong_with(right, asked, *found.promises[0]->broken) : "";
  }));
}

INSTANTIATE_TEST_SUITE_P(
    fault, liveness_itself,
    ::testing::Values(seeded{"strong_taken_for_weak",
                             [](promise& p, auto&) {
                               for (auto& each : p.assumptions)
                                 if (each.how == fairness::strong) each.how = fairness::weak;
                             }},
                      seeded{"assumption_forgotten",
                             [](promise& p, auto&) {
                               if (!p.assumptions.empty()) p.assumptions.pop_back();
                             }},
                      seeded{"premise_ignored", [](promise& p, auto&) { p.premise = 0; }},
                      seeded{"finitely_often_forgotten",
                             [](promise& p, auto&) {
                               std::erase_if(p.assumptions, [](const assumption& each) {
                                 return each.how == fairness::finitely_often;
                               });
                             }},
                      seeded{"window_not_seen",
                             [](promise&, auto& nodes) {
                               for (auto& node : nodes) node.cut = 0;
                             }},
                      seeded{"labels_of_states_not_seen",
                             [](promise&, auto& nodes) {
                               for (auto& node : nodes) node.here = 0;
                             }}),
    [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace backcheck::solver::testing
