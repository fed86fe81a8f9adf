// SPDX-License-Identifier: Apache-2.0
//
// Limits whose outcome depends on the machine: time, memory, and somebody's patience. And what is
// owed to those who wait.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "solver/explicit/search.hpp"
#include "tests/unit/explicit/random_graph.hpp"
#include "tests/unit/explicit/segment_pipeline.hpp"
#include "tests/unit/explicit/twin.hpp"

namespace backcheck::solver::testing {
namespace {

using namespace std::chrono_literals;
using strings = std::vector<std::string>;

/// Counts up, two ways at once, for ever: one word of state, level d has d + 1 states. From a
/// certain count on, a claim is refuted. Looking at a state takes a while.
class endless : public view {
 public:
  explicit endless(std::chrono::microseconds pause, word refuted_from = ~word{0})
      : pause_(pause), refuted_from_(refuted_from) {}

  [[nodiscard]] std::size_t words() const override { return 1; }
  [[nodiscard]] std::size_t bits() const override { return 64; }
  [[nodiscard]] const std::vector<std::string>& rules() const override { return rules_; }
  [[nodiscard]] const std::vector<claim>& claims() const override { return claims_; }
  [[nodiscard]] const std::vector<std::string>& bounds() const override { return bounds_; }
  [[nodiscard]] std::vector<word> starts() const override { return {0}; }
  [[nodiscard]] std::unique_ptr<expander> make_expander() const override {
    return std::make_unique<looker>(*this);
  }

 private:
  class looker : public expander {
   public:
    explicit looker(const endless& model) : model_(model) {}
    void expand(const word* state, expansion& out) override {
      if (model_.pause_ > 0us) std::this_thread::sleep_for(model_.pause_);
      out.clear();
      out.violated.insert_if((*state & 0xffff'ffff) >= model_.refuted_from_, 0);
      out.steps.resize(2);
      out.successors = {*state + 1, *state + (word{1} << 32)};
    }

   private:
    const endless& model_;
  };

  std::chrono::microseconds pause_;
  word refuted_from_;
  std::vector<std::string> rules_{"up"};
  std::vector<std::string> bounds_;
  std::vector<claim> claims_{{"the count stays small", claim_kind::always}};
};

double seconds_of(const std::function<void()>& act) {
  const auto began = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

class limited_search : public ::testing::TestWithParam<unsigned> {};

TEST_P(limited_search, time_ends_the_search_soon_and_never_as_complete) {
  // Why: a slow model must not hold the search beyond its time, and running out is no verdict.
  const endless model(2ms);
  search_report report;
  const double seconds =
      seconds_of([&] { report = search(model, {.time_max = 100ms, .threads = GetParam()}); });
  EXPECT_EQ(report.end, ending::time_spent);
  EXPECT_GE(seconds, 0.1);
  EXPECT_LT(seconds, 2) << "much, because the computer may be busy; below is what is exact";
  EXPECT_GT(report.states, 1U);
  // Level d has d + 1 states. All of depth were looked at, and at most one level more.
  const std::uint64_t done = (report.depth + 1) * (report.depth + 2) / 2;
  EXPECT_GE(report.transitions, 2 * done);
  EXPECT_LE(report.transitions, 2 * (done + report.depth + 2));
}

TEST_P(limited_search, time_may_be_over_before_it_begins) {
  // Why: time is looked at between states and while the table grows, here for more starts than it
  // takes at first. Whatever is cut short there, a state must not be stored twice.
  const random_graph graph(1, {.nodes = 100'000, .reach = 100'000, .claims = 0, .starts = 90'000});
  const search_report report = search(graph, {.time_max = 0ms, .threads = GetParam()});
  EXPECT_EQ(report.end, ending::time_spent);
  EXPECT_EQ(report.states, 0U);
  EXPECT_EQ(report.transitions, 0U);

  const search_report few = search(endless(0us), {.time_max = 0ms, .threads = GetParam()});
  EXPECT_EQ(few.end, ending::time_spent);
  EXPECT_GE(few.states, 1U);
}

TEST_P(limited_search, interruption_ends_the_search_soon) {
  // Why: people press Ctrl-C and expect an answer at once.
  const endless model(2ms);
  std::atomic<bool> interrupted{false};
  std::thread impatient([&] {
    std::this_thread::sleep_for(50ms);
    interrupted = true;
  });
  const double seconds = seconds_of([&] {
    const search_report report =
        search(model, {.threads = GetParam(), .interrupted = &interrupted});
    EXPECT_EQ(report.end, ending::interrupted);
  });
  impatient.join();
  EXPECT_LT(seconds, 0.25);
}

TEST_P(limited_search, what_was_found_before_the_time_was_over_is_kept) {
  // Why: a violation found in the last second is the product all the same.
  const endless model(200us, 5);
  const search_report report = search(model, {.time_max = 150ms, .threads = GetParam()});
  EXPECT_EQ(report.end, ending::time_spent);
  ASSERT_EQ(report.violations.size(), 1U);
  EXPECT_EQ(report.violations[0].execution, (path{.start = 0, .steps = {0, 0, 0, 0, 0}}));
  EXPECT_EQ(wrong_with(model, report.violations[0]), "");
}

TEST_P(limited_search, memory_ends_the_search_after_a_complete_level) {
  // Why: what did not fit must leave no trace in the report, or it would depend on the threads.
  const endless model(0us);
  const search_report report =
      search(model, {.memory_bytes_max = 8'000'000, .threads = GetParam()});
  EXPECT_EQ(report.end, ending::memory_spent);
  EXPECT_LE(report.memory_bytes, 8'000'000U);
  EXPECT_GT(report.states, 100'000U);
  EXPECT_EQ(report.states, (std::uint64_t{report.depth} + 1) * (report.depth + 2) / 2);
  EXPECT_EQ(report.transitions, 2 * report.states);
  // It is the report of a search that could store as many states and no more.
  search_report same = search(model, {.states_max = report.states});
  EXPECT_EQ(same.end, ending::states_spent);
  same.end = ending::memory_spent;
  EXPECT_EQ(differences(report, same), strings{});
}

TEST_P(limited_search, next_to_no_memory_is_spent_before_the_first_state) {
  // Why: a limit below what an empty search takes is still a limit, not a crash.
  for (const std::uint64_t bytes : {0U, 1'000U, 50'000U, 100'000U}) {
    const search_report report =
        search(endless(0us), {.memory_bytes_max = bytes, .threads = GetParam()});
    EXPECT_EQ(report.end, ending::memory_spent);
    EXPECT_LE(report.memory_bytes, bytes);
    EXPECT_EQ(report.fired.size(), 1U);
  }
}

TEST_P(limited_search, progress_is_reported_about_once_a_second) {
  // Why: who waits wants to see that something moves, and whether it will end.
  const endless model(100us);
  std::vector<progress> reports;
  const search_report report = search(
      model, {.time_max = 1300ms, .threads = GetParam(), .on_progress = [&](const progress& now) {
                reports.push_back(now);
              }});
  EXPECT_GT(report.seconds, 1.2);
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_GT(reports[0].states, 100U);
  EXPECT_GT(reports[0].transitions, 100U);
  EXPECT_GT(reports[0].frontier, 0U);
  EXPECT_LT(reports[0].frontier, reports[0].states);
  EXPECT_GT(reports[0].depth, 5U);
  EXPECT_GT(reports[0].states_per_second, 100);
  EXPECT_GT(reports[0].memory_bytes, 32'000U);
}

INSTANTIATE_TEST_SUITE_P(threads, limited_search, ::testing::Values(1, 2, 8));

TEST(memory, is_what_the_states_take_and_little_more) {
  // Why: a tool that needs 100 bytes a state explores a third of what one with 32 can.
  const segment_pipeline model({3, 4, 2, 1, 1, 1});
  const search_report report = search(model, {.threads = 2});
  ASSERT_EQ(report.states, 1'387'625U);
  EXPECT_LE(report.memory_bytes, 32 * report.states);
}

TEST(stopped, looks_at_nothing_beyond_the_level_of_the_violation) {
  // Why: the first violation is often all that is asked for.
  const search_report report = search(endless(0us, 7), {.stop_at_first_violation = true});
  EXPECT_EQ(report.end, ending::stopped);
  EXPECT_EQ(report.depth, 7U);
  EXPECT_EQ(report.violations.at(0).execution.steps.size(), 7U);
}

}  // namespace
}  // namespace backcheck::solver::testing
