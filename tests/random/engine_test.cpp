// SPDX-License-Identifier: Apache-2.0
//
// The random engine keeps its promises: equal seeds give equal walks, what it did replays on the
// concrete machine, and a step goes on to mean what it meant where earlier ones are left out.
#include <gtest/gtest.h>

#include "checker/asking.hpp"
#include "checker/observations.hpp"
#include "checker/random_check.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::tests {
namespace {

namespace random = solver::random;

checker::setting wide() {
  checker::setting s;
  s.parameters = protocol::preset("polkadot").values;
  s.window = {.relay_blocks = 16, .leaves = 3, .paras = 2, .candidates = 12, .sessions = 1};
  checker::ask_for_all(s);
  return checker::heard_in_walks(s);
}
random::walks_plan some_walks() {
  random::walks_plan plan;
  plan.walks = 60;
  plan.steps = 80;
  plan.seed = 7;
  return plan;
}

TEST(random_engine, gives_the_same_with_any_number_of_threads) {
  const auto model = checker::make_walkable(wide());
  auto plan = some_walks();
  std::string heard_by_one;
  std::string heard_by_three;
  const checker::observed_run run{"a run", 0, ""};
  const auto s = wide();
  const auto one = random::take_walks(
      *model, plan, [&](const auto& each) { heard_by_one += observation(run, s, *model, each); });
  plan.threads = 3;
  const auto three = random::take_walks(
      *model, plan, [&](const auto& each) { heard_by_three += observation(run, s, *model, each); });
  EXPECT_EQ(heard_by_one, heard_by_three);
  EXPECT_EQ(one.fired, three.fired);
  EXPECT_EQ(one.most, three.most);
  EXPECT_EQ(one.walks_by_claim, three.walks_by_claim);
}

TEST(random_engine, gives_others_with_another_seed) {
  const auto model = checker::make_walkable(wide());
  auto plan = some_walks();
  const auto one = random::take_walks(*model, plan);
  plan.seed = 8;
  EXPECT_NE(one.fired_by_rule, random::take_walks(*model, plan).fired_by_rule);
}

/// The machine that is walked and the machine that replays are compiled apart, and do the same.
TEST(random_engine, walks_replay_on_the_concrete_machine) {
  const auto s = wide();
  const auto model = checker::make_walkable(s);
  const auto subject = checker::make_subject(s);
  for (std::uint64_t number = 0; number < 10; ++number) {
    const auto taken = random::retrace(*model, some_walks(), number);
    const auto [run, stopped] = subject->replay(checker::steps_of(taken));
    EXPECT_FALSE(stopped) << stopped->step << ": " << stopped->why;
    EXPECT_EQ(run.steps.size(), taken.size());
  }
}

TEST(random_engine, does_not_try_what_has_no_weight) {
  const auto model = checker::make_walkable(wide());
  auto plan = some_walks();
  plan.weights = model->weights();
  plan.weights[3] = 0;
  EXPECT_EQ(random::take_walks(*model, plan).fired_by_rule[3], 0U);
}

TEST(random_engine, ends_in_time) {
  const auto model = checker::make_walkable(wide());
  auto plan = some_walks();
  plan.walks = UINT64_MAX;
  plan.time_max = std::chrono::milliseconds(50);
  EXPECT_EQ(random::take_walks(*model, plan).end, solver::ending::time_spent);
}

/// The rules that happen along words, and those of them that still do where one word is left out.
TEST(random_engine, steps_mean_the_same_where_an_earlier_one_is_left_out) {
  const auto model = checker::make_walkable(wide());
  const auto by = model->make_walker();
  random::walks_plan plan;
  plan.steps = 1000;
  std::size_t happened = 0;
  std::size_t alike = 0;
  for (solver::word walk = 0; walk < 40; ++walk) {
    const auto seed = random::walk_seed(plan, walk);
    std::vector<solver::word> words;
    for (std::uint64_t i = 0; i < 60; ++i) words.push_back(random::step_word(seed, i));
    std::vector<random::taken_step> whole;
    random::take_walk(*model, *by, plan, seed, words, &whole);
    words.erase(words.begin() + 20);
    std::vector<random::taken_step> rest;
    random::take_walk(*model, *by, plan, seed, words, &rest);
    happened += whole.size();
    // The longest common subsequence of the rules, by its lengths up to each step.
    std::vector<std::size_t> line(rest.size() + 1);
    for (const auto& each : whole) {
      std::size_t corner = 0;
      for (std::size_t k = 0; k < rest.size(); ++k) {
        const auto above = line[k + 1];
        line[k + 1] = rest[k].rule == each.rule ? corner + 1 : std::max(above, line[k]);
        corner = above;
      }
    }
    alike += line.back();
  }
  EXPECT_GT(happened, 500U);
  EXPECT_GT(static_cast<double>(alike), 0.85 * static_cast<double>(happened));
}

TEST(random_engine, observations_are_one_object_a_line) {
  const auto s = wide();
  const auto model = checker::make_walkable(s);
  std::string lines;
  std::size_t walks = 0;
  random::take_walks(*model, some_walks(), [&](const random::walked& one) {
    lines = observation({"a run", 12.5, "this"}, s, *model, one);
    ++walks;
    const auto line = nlohmann::json::parse(lines);
    EXPECT_EQ(line["type"], "test_case");
    EXPECT_EQ(line["property"], "a run");
    EXPECT_EQ(line["run_start"], 12.5);
    EXPECT_TRUE(line["status"] == "passed" || line["status"] == "gave_up");
    EXPECT_EQ(line["features"]["steps"], one.fired);
    EXPECT_EQ(lines.find('\n'), lines.size() - 1);
  });
  EXPECT_EQ(walks, some_walks().walks);
}

}  // namespace
}  // namespace backcheck::tests
