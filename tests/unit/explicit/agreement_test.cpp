// SPDX-License-Identifier: Apache-2.0
//
// The engine and its dumb twin must say the same of every graph, with any number of threads and
// under every limit whose outcome is determined.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "solver/explicit/search.hpp"
#include "tests/unit/explicit/random_graph.hpp"
#include "tests/unit/explicit/twin.hpp"

namespace backcheck::solver::testing {
namespace {

using strings = std::vector<std::string>;

void expect_findings_replay(const view& model, const search_report& report) {
  for (const finding& found : report.violations) EXPECT_EQ(wrong_with(model, found), "");
  for (const finding& found : report.shown) EXPECT_EQ(wrong_with(model, found), "");
  for (const path& found : report.first_deadlock) EXPECT_EQ(wrong_with_deadlock(model, found), "");
}

void expect_agreement(const view& model, budget limits) {
  const search_report expected = twin_search(model, limits);
  for (const unsigned threads : {1U, 2U, 8U}) {
    limits.threads = threads;
    const search_report report = search(model, limits);
    EXPECT_EQ(differences(report, expected), strings{}) << threads << " threads";
    expect_findings_replay(model, report);
  }
}

class agreement : public ::testing::TestWithParam<std::size_t> {};

TEST_P(agreement, with_the_twin_on_many_small_graphs) {
  // Why: counts, digests and canonical executions are easy to get nearly right.
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const std::size_t nodes = 1 + seed * 7;
    const random_graph graph(seed, {.nodes = nodes, .words = GetParam(), .reach = 1 + seed % 50});
    expect_agreement(graph, {});
  }
}

TEST_P(agreement, with_the_twin_on_graphs_that_outgrow_their_tables) {
  // Why: entries must survive the table's growth, in the middle of a level and with other threads
  // waiting.
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    SCOPED_TRACE(seed);
    const random_graph graph(seed, {.nodes = 30'000,
                                    .words = GetParam(),
                                    .degree_max = 9,
                                    .reach = 20'000,
                                    .claims = 4,
                                    .rarity = 20'000,
                                    .starts = 40});
    expect_agreement(graph, {});
  }
}

TEST_P(agreement, with_the_twin_when_threads_share_small_levels) {
  // Why: a quick model's small levels are left to one thread. Here states take long enough to look
  // at that all threads take part, and have to wait for each other all the time.
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    SCOPED_TRACE(seed);
    random_graph graph(seed, {.nodes = 150, .words = GetParam()});
    graph.before_looking = [](const std::vector<word>&) {
      std::this_thread::sleep_for(std::chrono::microseconds(20));
    };
    expect_agreement(graph, {});
  }
}

TEST_P(agreement, with_the_twin_at_every_depth_limit) {
  // Why: the last level is judged but not left; a claim about its transitions must not be called
  // true, nor false.
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const random_graph graph(seed, {.words = GetParam(), .reach = 30, .rarity = 20});
    const std::uint32_t depth = twin_search(graph, {}).depth;
    for (std::uint32_t limit = 0; limit <= depth + 1; ++limit) {
      SCOPED_TRACE(std::to_string(seed) + " at depth " + std::to_string(limit));
      expect_agreement(graph, {.depth_max = limit});
      expect_agreement(graph, {.depth_max = limit, .stop_at_first_violation = true});
    }
  }
}

TEST_P(agreement, with_the_twin_at_state_limits) {
  // Why: which states would have been stored first depends on the threads; what is reported must
  // not.
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const random_graph graph(seed, {.nodes = 400, .words = GetParam(), .rarity = 40});
    const std::uint64_t states = twin_search(graph, {}).states;
    for (std::uint64_t limit = 0; limit <= states + 1; limit += 1 + limit / 3) {
      SCOPED_TRACE(std::to_string(seed) + " with states " + std::to_string(limit));
      expect_agreement(graph, {.states_max = limit});
      expect_agreement(graph, {.states_max = limit, .stop_at_first_violation = true});
    }
    expect_agreement(graph, {.states_max = states - 1});
    expect_agreement(graph, {.states_max = states});
  }
}

TEST_P(agreement, with_the_twin_when_the_first_violation_ends_the_search) {
  // Why: what is stored beyond the violation's level counts as states, but not as looked at.
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    const random_graph graph(seed, {.nodes = 500, .words = GetParam(), .rarity = 200 + seed * 50});
    expect_agreement(graph, {.stop_at_first_violation = true});
  }
}

INSTANTIATE_TEST_SUITE_P(words, agreement, ::testing::Values(1, 2, 3, 4, 5, 6));

TEST(agreement_itself, fails_when_one_step_is_different) {
  // Why: a comparison that cannot fail compares nothing. Each change is one that a faulty engine
  // could make.
  const random_graph graph(5, {.reach = 20});
  const search_report right = twin_search(graph, {});
  ASSERT_EQ(differences(search(graph, {}), right), strings{});
  ASSERT_FALSE(right.violations.empty());

  const auto differences_after = [&](auto change) {
    random_graph changed(5, {.reach = 20});
    expansion& first = changed.node({changed.starts().at(0)});
    EXPECT_FALSE(first.steps.empty());
    change(first);
    return differences(search(changed, {}), right);
  };
  EXPECT_NE(differences_after([](expansion& node) {
              node.steps.pop_back();
              node.successors.pop_back();
            }),
            strings{});
  EXPECT_EQ(differences_after([](expansion& node) { node.steps[0].rule ^= 1; }), strings{"fired"});
  EXPECT_EQ(differences_after([](expansion& node) { node.bounds_met ^= 1; }), strings{"cut"});
}

TEST(agreement_itself, fails_when_an_execution_is_not_one_of_the_model) {
  // Why: a path is a claim by the engine, and the replay that judges it must be able to say no.
  const random_graph graph(5, {.reach = 20});
  finding found = search(graph, {}).violations.at(0);
  ASSERT_EQ(wrong_with(graph, found), "");
  found.execution.steps.push_back(99);
  EXPECT_EQ(wrong_with(graph, found), "there is no such step");
  found.execution.steps.clear();
  EXPECT_EQ(wrong_with(graph, found), "the claim is not refuted or shown at its end");
  found.execution.start = 99;
  EXPECT_EQ(wrong_with(graph, found), "there is no such start");
}

}  // namespace
}  // namespace backcheck::solver::testing
