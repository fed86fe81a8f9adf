// SPDX-License-Identifier: Apache-2.0
//
// Exceptions: what an expander or a progress report throws must reach the caller, from whatever
// thread, and the same one every time.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "solver/explicit/search.hpp"
#include "tests/unit/explicit/random_graph.hpp"

namespace backcheck::solver::testing {
namespace {

random_graph wide_graph() {
  return random_graph(11,
                      {.nodes = 5'000, .words = 2, .degree_max = 9, .reach = 3'000, .starts = 30});
}

std::string message_of(const view& model, unsigned threads) {
  try {
    return "none among " + std::to_string(search(model, {.threads = threads}).states);
  } catch (const model_fault& fault) {
    return fault.what();
  }
}

TEST(faults, reach_the_caller_and_are_the_same_for_any_number_of_threads) {
  // Why: many states of a level may be at fault, and whoever finds one first must not decide which
  // is reported.
  random_graph graph = wide_graph();
  graph.before_looking = [](const std::vector<word>& state) {
    if ((state[0] ^ state[1]) % 5 == 0) throw model_fault(std::to_string(state[0] ^ state[1]));
  };
  const std::string expected = message_of(graph, 1);
  EXPECT_FALSE(expected.starts_with("none"));
  for (int run = 0; run < 10; ++run) {
    EXPECT_EQ(message_of(graph, 2), expected);
    EXPECT_EQ(message_of(graph, 8), expected);
  }
}

TEST(faults, of_any_type_reach_the_caller) {
  // Why: a model may fail in ways nobody thought of.
  random_graph graph = wide_graph();
  graph.before_looking = [](const std::vector<word>&) { throw 42; };
  EXPECT_THROW(search(graph, {.threads = 1}), int);
  EXPECT_THROW(search(graph, {.threads = 8}), int);
}

TEST(faults, of_a_progress_report_reach_the_caller) {
  // Why: a closed pipe is the caller's business, and no reason to leave threads behind.
  random_graph graph = wide_graph();
  graph.before_looking = [](const std::vector<word>&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  };
  const auto closed = [](const progress&) { throw std::runtime_error("closed"); };
  EXPECT_THROW(search(graph, {.threads = 1, .on_progress = closed}), std::runtime_error);
  EXPECT_THROW(search(graph, {.threads = 4, .on_progress = closed}), std::runtime_error);
}

TEST(faults, of_a_view_that_contradicts_itself_are_noticed) {
  // Why: an expansion with fewer successors than steps would have the search read what is not
  // there.
  random_graph graph = wide_graph();
  for (const std::vector<word>& name : graph.names()) graph.node(name).successors.push_back(0);
  EXPECT_THROW(search(graph, {}), model_fault);

  random_graph unruly = wide_graph();
  for (const std::vector<word>& name : unruly.names()) {
    for (observed_step& step : unruly.node(name).steps) step.rule = 99;
  }
  EXPECT_THROW(search(unruly, {}), std::exception);
}

/// Remembers one start more than it has told of before.
class forgetful : public random_graph {
 public:
  forgetful() : random_graph(1, {.starts = 1}) {}
  [[nodiscard]] std::vector<word> starts() const override {
    const std::vector<word> one = random_graph::starts();
    std::vector<word> all;
    for (++times_asked_; all.size() < times_asked_;) all.insert(all.end(), one.begin(), one.end());
    return all;
  }

 private:
  mutable std::size_t times_asked_ = 0;
};

TEST(faults, of_the_books_are_noticed_before_a_search_is_called_complete) {
  // Why: a level cut short by a mistake of ours was once called the end of the search. Here the
  // books do not agree because the view changes under way.
  EXPECT_THROW(search(forgetful(), {}), std::logic_error);
}

TEST(deadlocks, are_states_without_steps_that_no_bound_cut_off) {
  // Why: a window's edge is not the end of the protocol, and must not look like it.
  random_graph graph(1, {.nodes = 1, .claims = 0, .starts = 1});
  expansion& only = graph.node(graph.names()[0]);
  only.clear();
  search_report report = search(graph, {});
  EXPECT_EQ(report.deadlocks, 1U);
  ASSERT_EQ(report.first_deadlock.size(), 1U);
  EXPECT_EQ(report.first_deadlock[0], path{});

  only.bounds_met = 0b101;
  report = search(graph, {});
  EXPECT_EQ(report.deadlocks, 0U);
  EXPECT_TRUE(report.first_deadlock.empty());
  EXPECT_EQ(report.cut, (std::vector<std::uint64_t>{1, 0, 1}));
}

TEST(no_starts, is_a_complete_search_of_nothing) {
  // Why: an unsatisfiable start condition must be visible as zero states, not as a crash.
  const random_graph graph(1, {.starts = 0});
  const search_report report = search(graph, {.threads = 2});
  EXPECT_EQ(report.end, ending::complete);
  EXPECT_EQ(report.states, 0U);
}

}  // namespace
}  // namespace backcheck::solver::testing
