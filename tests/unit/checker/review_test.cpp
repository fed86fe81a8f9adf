// SPDX-License-Identifier: Apache-2.0
//
// Reviews of changes that do harm: for each parameter that can, one such change is found out, and
// shown by an execution. And of changes that do none.
#include "checker/review.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "checker/asking.hpp"
#include "checker/recording.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::checker {
namespace {

using protocol::rule_set;

void set_all(protocol::configuration& all, std::string_view text) {
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    protocol::set(all, text.substr(0, comma), "a test");
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
}

review_request asked(std::string_view preset, std::string_view first, std::string_view change,
                     rule_set rules = rule_set::y2025) {
  review_request request;
  request.speak.rules = rules;
  request.before = protocol::preset(preset);
  set_all(request.before, first);
  request.after = request.before;
  set_all(request.after, change);
  request.quick = true;
  request.ranges = false;
  return request;
}

const reviewed* row(const review_report& made, std::string_view id) {
  const auto found =
      std::find_if(made.rows.begin(), made.rows.end(), [&](const auto& r) { return r.id == id; });
  return found == made.rows.end() ? nullptr : &*found;
}

/// The execution is one of the setting, and shows what it is said to.
bool is_replayed(const evidence& shown) {
  const auto [run, stopped] = make_subject(shown.where)->replay(shown.run.steps);
  return !stopped && shows(run.frames.back(), shown.which);
}

struct harm {
  const char* name;
  const char* preset;
  const char* first;   ///< what is set before
  const char* change;  ///< what the change sets
  const char* finds;   ///< the property that gets worse
  phase when;          ///< where the execution is from
  rule_set rules = rule_set::y2025;
};
constexpr const char* narrow =
    "scheduling_lookahead=2,max_upward_message_num_per_candidate=1,max_upward_queue_count=4,"
    "max_upward_message_size=1000,max_upward_queue_size=4000";
const std::vector<harm> harms{
    {"lookahead", "kusama", "", "scheduling_lookahead=1", "R5", phase::before},
    {"capacity", "polkadot", "", "unincluded_segment_capacity=1", "R1", phase::before},
    {"offset", "polkadot", "scheduling_lookahead=2", "relay_parent_offset=2", "R1", phase::before},
    {"votes", "paseo", "minimum_backing_votes=2", "minimum_backing_votes=3", "R23", phase::before},
    {"group", "kusama", "", "max_validators_per_core=2", "R23", phase::before},
    {"queue_count", "polkadot", narrow, "max_upward_queue_count=1", "U1", phase::transition},
    {"queue_size", "polkadot", narrow, "max_upward_queue_size=1000", "U1", phase::transition},
    {"ancestry_2023", "polkadot", "", "allowed_ancestry_len=0", "R5", phase::before,
     rule_set::y2023},
    {"lookahead_2023", "polkadot", "", "scheduling_lookahead=1", "R6", phase::before,
     rule_set::y2023},
    {"depth_2023", "polkadot", "", "max_candidate_depth=0", "R6", phase::before, rule_set::y2023},
};

class harmful : public testing::TestWithParam<harm> {};

TEST_P(harmful, is_found_and_shown) {
  const auto& about = GetParam();
  const auto made =
      review(asked(about.preset, about.first, about.change, about.rules), {.threads = 2});
  EXPECT_TRUE(made.is_worse());
  const auto* found = row(made, about.finds);
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(found->is_worse());
  const auto& shown = found->in(about.when);
  ASSERT_TRUE(shown && shown->shown);
  EXPECT_TRUE(is_replayed(*shown->shown));
  if (about.when == phase::before) {
    // What could be done before is refused after, or does not show it.
    ASSERT_TRUE(found->refused);
    EXPECT_FALSE(found->refused->why.empty());
  } else {
    EXPECT_TRUE(found->fails_in_transition_only());
  }
}

INSTANTIATE_TEST_SUITE_P(all, harmful, testing::ValuesIn(harms),
                         [](const auto& each) { return std::string(each.param.name); });

// Sizes are proved, and simulated.
TEST(review, tells_a_capacity_that_stutters_from_one_that_does_not) {
  const auto at = [](const char* change) {
    return review(
        asked("polkadot", "block_processing_velocity=3,unincluded_segment_capacity=9", change),
        {.threads = 2});
  };
  const auto seven = at("unincluded_segment_capacity=7");
  ASSERT_NE(row(seven, room_when_late), nullptr);
  EXPECT_TRUE(row(seven, room_when_late)->is_worse());
  EXPECT_FALSE(row(seven, room_at_once)->is_worse());
}

TEST(review, of_a_change_that_does_no_harm_finds_none) {
  const auto made = review(asked("polkadot", "", "scheduling_lookahead=4"), {.threads = 2});
  EXPECT_FALSE(made.is_worse());
  EXPECT_TRUE(made.is_decided());
}

// What the chain would not take is no change.
TEST(review, knows_what_the_chain_refuses) {
  const auto made =
      review(asked("polkadot", "", "minimum_validation_upgrade_delay=10"), {.threads = 2});
  EXPECT_TRUE(made.is_worse());
  EXPECT_EQ(made.inconsistent[1].size(), 1U);
}

// A change is sound at both ends and not in between: votes first, and a group of three needs all
// three.
TEST(review, finds_what_is_wrong_between_two_setters) {
  auto request = asked("paseo", "minimum_backing_votes=2",
                       "minimum_backing_votes=3,max_validators_per_core=5");
  request.setters = {
      {"set_minimum_backing_votes", {protocol::find_parameter("minimum_backing_votes")}},
      {"set_max_validators_per_core", {protocol::find_parameter("max_validators_per_core")}}};
  const auto made = review(request, {.threads = 2});
  ASSERT_EQ(made.stages.size(), 2U);
  ASSERT_EQ(made.stages[0].enacted, std::vector<std::string>{"set_minimum_backing_votes"});
  ASSERT_FALSE(made.stages[0].worse.empty());
  EXPECT_EQ(made.stages[0].worse.front().id, "R23");
  EXPECT_TRUE(made.stages[1].worse.empty());
  EXPECT_TRUE(made.is_worse());
  request.in_one_call = true;
  EXPECT_FALSE(review(request, {.threads = 2}).is_worse());
}

// A limit is no verdict.
TEST(review, that_is_cut_short_is_undecided) {
  const auto made =
      review(asked("polkadot", "", "scheduling_lookahead=4"), {.states_max = 100, .threads = 2});
  EXPECT_FALSE(made.is_worse());
  EXPECT_FALSE(made.is_decided());
}

TEST(safe_values, are_those_that_lose_nothing) {
  changed_parameters change;
  change.before = protocol::preset("polkadot").values;
  change.after = change.before;
  change.which = {protocol::find_parameter("unincluded_segment_capacity")};
  const auto range =
      find_safe_range(*change.which.front(), protocol::newest_layout, change, {.threads = 2});
  for (const auto& each : range.tried) {
    EXPECT_TRUE(each.decided) << each.value;
    // Three are needed where blocks are backed late, as it says before the change.
    EXPECT_EQ(each.safe, each.value >= 3) << each.value << each.why;
  }
}

TEST(safe_values, of_pairs_depend_on_each_other) {
  changed_parameters change;
  change.before = protocol::preset("polkadot").values;
  change.after = change.before;
  change.which = {protocol::find_parameter("minimum_backing_votes")};
  const auto pairs = find_joint_pairs(protocol::newest_layout, change);
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs.front().other->key, "max_validators_per_core");
  const auto& lines = pairs.front().lines;
  EXPECT_NE(std::find(lines.begin(), lines.end(), "at max_validators_per_core = 4: 1 to 3"),
            lines.end())
      << fmt::format("{}", fmt::join(lines, "\n"));
}

}  // namespace
}  // namespace backcheck::checker
