// SPDX-License-Identifier: Apache-2.0
//
// Long traces become short ones that violate the same property: as short as a breadth-first search
// finds them, where it can be asked; and never longer, whatever gets in the way.
#include "checker/shrink.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

#include "checker/tale.hpp"
#include "solver/explicit/search.hpp"
#include "tests/unit/checker/long_walk.hpp"

namespace backcheck::checker {
namespace {

using tests::fault_named;
using tests::long_walk;
using tests::setting_of;

replayed replayed_walk(const setting& s, std::string_view property, std::uint64_t seed,
                       const tests::walk_size& size = {}) {
  return replay(trace::to_json_text(long_walk(s, property, seed, size)));
}

/// What anybody finds who replays the result.
replayed again(const shrink_report& found) { return replay(trace::to_json_text(found.made)); }

std::size_t steps_in(const trace::trace& t) { return t.moments.size() - 1; }

std::size_t shortest(const setting& s) {
  const auto found = solver::search(make_subject(s)->view(), {.stop_at_first_violation = true});
  return found.violations.front().execution.steps.size();
}

class shrinking : public testing::TestWithParam<const char*> {};

TEST_P(shrinking, gives_what_breadth_first_search_gives) {
  const auto& fault = fault_named(GetParam());
  const auto s = setting_of(fault);
  const auto long_one = replayed_walk(s, fault.refuted_by, 1);
  ASSERT_GT(steps_in(long_one.made), 100U);
  const auto found = shrink(long_one, {}, kept::parameters);
  EXPECT_EQ(steps_in(found.made), shortest(s));
  EXPECT_EQ(steps_in(found.made), fault.steps);
  EXPECT_EQ(found.end, solver::ending::complete);
  EXPECT_EQ(found.shorter, shorter_ones::none);
  const auto small = again(found);
  EXPECT_TRUE(small.shown);
  EXPECT_EQ(small.made.claimed.property, fault.refuted_by);
  EXPECT_EQ(small.where.speak.fault, fault.fault);
}

INSTANTIATE_TEST_SUITE_P(fault, shrinking,
                         testing::Values("capacity_off_by_one", "sibling_relay_parent",
                                         "segment_messages_forgotten", "head_unchecked",
                                         "eviction_spares_successors", "claim_ignored",
                                         "disputed_stays_pending", "chain_unbounded",
                                         "session_keeps_pending"),
                         [](const auto& fault) { return std::string(fault.param); });

// Where nothing can be searched, leaving out steps alone has to do.
TEST(shrink, comes_far_without_a_search) {
  const auto& fault = fault_named("sibling_relay_parent");
  auto s = setting_of(fault);
  s.window = {.relay_blocks = 8, .leaves = 3, .paras = 3, .candidates = 10, .sessions = 2};
  const auto long_one = replayed_walk(s, fault.refuted_by, 3, {.clear = 300});
  const solver::budget no_search{.states_max = 1};
  const auto found = shrink(long_one, no_search, kept::nothing);
  EXPECT_TRUE(again(found).shown);
  EXPECT_EQ(found.end, solver::ending::states_spent) << "nobody has looked for shorter ones";
  EXPECT_EQ(found.shorter, shorter_ones::not_known);
  EXPECT_LE(steps_in(found.made), fault.steps + 3);
  EXPECT_LT(found.made.window.candidates, 10);
  EXPECT_FALSE(found.smaller.empty());
}

TEST(shrink, makes_parameters_smaller_unless_they_are_kept) {
  const auto& fault = fault_named("timeout_late");
  const auto s = setting_of(fault);
  const auto long_one = replayed_walk(s, fault.refuted_by, 1, {.clear = 30});
  const auto period = [](const setting& of) {
    return of.parameters.scheduler.paras_availability_period.raw();
  };
  const auto kept_ones = shrink(long_one, {}, kept::parameters);
  EXPECT_EQ(period(again(kept_ones).where), period(s));
  const auto smaller = shrink(long_one, {}, kept::nothing);
  EXPECT_LE(period(again(smaller).where), period(s));
  EXPECT_LE(steps_in(smaller.made), steps_in(kept_ones.made));
  const auto named = [](const std::string& text) { return text.find(" -> ") != text.npos; };
  EXPECT_TRUE(std::all_of(smaller.smaller.begin(), smaller.smaller.end(), named));
}

// What was begun is not lost, and not called finished.
TEST(shrink, keeps_the_best_so_far_when_it_is_cut_short) {
  const auto& fault = fault_named("capacity_off_by_one");
  const auto long_one = replayed_walk(setting_of(fault), fault.refuted_by, 5);
  const std::atomic<bool> now{true};
  const auto interrupted = shrink(long_one, {.interrupted = &now}, kept::nothing);
  EXPECT_EQ(interrupted.end, solver::ending::interrupted);
  EXPECT_LE(steps_in(interrupted.made), steps_in(long_one.made));
  EXPECT_TRUE(again(interrupted).shown);
  const auto timed = shrink(long_one, {.time_max = std::chrono::milliseconds(0)}, kept::nothing);
  EXPECT_EQ(timed.end, solver::ending::time_spent);
  EXPECT_TRUE(again(timed).shown);
}

TEST(shrink, of_its_own_result_changes_nothing) {
  const auto& fault = fault_named("claim_ignored");
  const auto first =
      shrink(replayed_walk(setting_of(fault), fault.refuted_by, 2), {}, kept::nothing);
  const auto second = shrink(again(first), {}, kept::nothing);
  EXPECT_EQ(trace::to_json_text(second.made), trace::to_json_text(first.made));
  EXPECT_TRUE(second.smaller.empty());
}

// What must not get out is noticed.
TEST(shrink, is_judged) {
  const auto& fault = fault_named("capacity_off_by_one");
  const auto s = setting_of(fault);
  const auto first = replayed_walk(s, fault.refuted_by, 1, {.clear = 10});
  const auto second = replayed_walk(s, fault.refuted_by, 1, {.clear = steps_in(first.made) + 1});
  EXPECT_EQ(objection_to(first.made, second), "");
  EXPECT_EQ(objection_to(second.made, first), "it has more steps");
  auto sound = s;
  sound.speak.fault = protocol::fault::none;
  const auto start = make_subject(sound)->replay({}).first;
  const auto property = *property_by_id(fault.refuted_by);
  EXPECT_EQ(objection_to(record(sound, "test", property, start), first),
            "it does not show what it claims");
  const auto other = *property_by_id("S2");
  EXPECT_EQ(objection_to(record(sound, "test", other, start), first), "it is about something else");
}

// Names last when steps before them are left out; what rests on a step that is gone goes with it.
TEST(tale, is_enacted_as_it_was_or_without_what_is_left_out) {
  const auto& fault = fault_named("sibling_relay_parent");
  const auto s = setting_of(fault);
  const auto machine = make_subject(s);
  const auto property = *property_by_id(fault.refuted_by);
  const auto steps = steps_of(long_walk(s, fault.refuted_by, 9));
  const auto told = tell(*machine, steps);
  std::vector<bool> marked(told.size(), true);
  const auto whole = enact(*machine, told, marked, property);
  ASSERT_TRUE(whole);
  ASSERT_EQ(whole->size(), steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) EXPECT_EQ((*whole)[i].choices, steps[i].choices);
  for (std::size_t i = 0; i < told.size(); ++i) {
    marked[i] = false;
    const auto fewer = enact(*machine, told, marked, property);
    if (fewer) {
      EXPECT_LT(fewer->size(), steps.size());
    }
    if (fewer) {
      EXPECT_FALSE(machine->replay(*fewer).second) << "it is enabled as it was enacted";
    }
    marked[i] = true;
  }
  EXPECT_FALSE(enact(*machine, told, std::vector<bool>(told.size(), false), property));
}

}  // namespace
}  // namespace backcheck::checker
