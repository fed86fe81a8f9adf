// SPDX-License-Identifier: Apache-2.0
//
// A lint that says of parameters that something cannot be reached is right on the machine: there it
// is unreachable, and a step away, where no lint complains, it is reachable. Two lints say "unless
// relay blocks are reverted", and it is so: a relay block that is abandoned makes room for another
// child of an older one.
#include "properties/lints.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "checker/check.hpp"
#include "checker/theorems.hpp"
#include "properties/liveness.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

using protocol::rule_set;

struct linted {
  const char* lint;
  rule_set rules;
  const char* wrong;  ///< what is set for the lint to complain
  const char* right;  ///< …and not to
  bool despite_reversions = true;
};
const std::vector<linted> all{
    {"second_chance", rule_set::y2025, "scheduling_lookahead=1", "scheduling_lookahead=2"},
    {"second_chance", rule_set::y2023, "allowed_ancestry_len=0", "allowed_ancestry_len=1"},
    {"offset_in_reach", rule_set::y2025, "scheduling_lookahead=1,relay_parent_offset=1",
     "scheduling_lookahead=2,relay_parent_offset=1", false},
    {"pipelining", rule_set::y2025, "unincluded_segment_capacity=1",
     "unincluded_segment_capacity=2"},
    {"pipelining", rule_set::y2023, "unincluded_segment_capacity=1",
     "unincluded_segment_capacity=2"},
    {"refill", rule_set::y2023, "scheduling_lookahead=1", "scheduling_lookahead=2"},
    {"refill", rule_set::y2023, "max_candidate_depth=0", "max_candidate_depth=1", false},
    {"spare_vote", rule_set::y2025, "max_validators_per_core=3,minimum_backing_votes=3",
     "max_validators_per_core=3,minimum_backing_votes=2"},
};

const properties::lint_info& info_of(std::string_view lint) {
  const auto infos = properties::lint_infos();
  return *std::find_if(infos.begin(), infos.end(),
                       [&](const auto& each) { return each.id == lint; });
}

checker::setting setting_of(const linted& about, std::string_view sets) {
  auto s = small_setting(about.rules);
  s.window.relay_blocks = 2;
  s.window.stray_collators = false;
  s.window.reversions = about.despite_reversions;
  if (std::string_view(about.lint) == "spare_vote") {
    s.window.stray_collators = true;
    s.window.withheld = false;
    s.window.votes = 3;
    s.window.candidates = 1;
    s.parameters.scheduler.scheduling_lookahead = 2;
    s.parameters.scheduler.group_rotation_frequency = 2;
  }
  while (!sets.empty()) {
    const auto comma = std::min(sets.find(','), sets.size());
    protocol::set(s.parameters, sets.substr(0, comma));
    sets.remove_prefix(std::min(comma + 1, sets.size()));
  }
  s.properties = {};
  s.properties.insert(checker::property_by_id(info_of(about.lint).property).value());
  return s;
}

bool complains(const linted& about, const checker::setting& s) {
  const auto found = properties::lints(s.speak, s.parameters);
  return std::any_of(found.begin(), found.end(),
                     [&](const auto& each) { return each.which->id == about.lint; });
}

checker::conclusion concluded(const checker::setting& s) {
  const auto subject = checker::make_subject(s);
  return checker::check(*subject, s, {}).verdicts.at(0).what;
}

class lints : public testing::TestWithParam<linted> {};

TEST_P(lints, are_right_on_the_machine) {
  const auto wrong = setting_of(GetParam(), GetParam().wrong);
  EXPECT_TRUE(complains(GetParam(), wrong));
  EXPECT_EQ(concluded(wrong), checker::conclusion::unreachable);
  const auto right = setting_of(GetParam(), GetParam().right);
  EXPECT_FALSE(complains(GetParam(), right));
  EXPECT_EQ(concluded(right), checker::conclusion::reachable);
}

INSTANTIATE_TEST_SUITE_P(all, lints, testing::ValuesIn(all), [](const auto& each) {
  return fmt::format("{}_{}", each.param.lint, each.index);
});

// No lint without a property, and none that is not shown on the machine or told by a formula.
TEST(lint_infos, name_properties_and_each_unreachable_one_is_shown) {
  for (const auto& each : properties::lint_infos()) {
    const auto& promises = properties::long_run();
    const bool known = checker::property_by_id(each.property).has_value() ||
                       std::any_of(promises.begin(), promises.end(),
                                   [&](const auto& info) { return info.id == each.property; });
    EXPECT_TRUE(known || checker::theorem_by_id(each.property)) << each.id;
    const bool shown = std::any_of(all.begin(), all.end(),
                                   [&](const linted& about) { return about.lint == each.id; });
    EXPECT_EQ(shown, each.kind == properties::lint_kind::unreachable) << each.id;
  }
}

// The published capacity 2 * velocity + 1 is too little where backing takes a relay block more.
TEST(lint_infos, say_what_capacity_velocity_and_offset_take) {
  auto k = small_setting().parameters;
  const auto complains_of_room = [&] {
    const auto found = properties::lints({}, k);
    return std::any_of(found.begin(), found.end(),
                       [](const auto& each) { return each.which->id == "room"; });
  };
  k.parachain.block_processing_velocity = 3;
  for (const std::uint64_t capacity : {3U, 7U, 8U, 9U, 12U}) {
    k.parachain.unincluded_segment_capacity = capacity;
    EXPECT_EQ(complains_of_room(), capacity < 9) << capacity;
  }
  k.parachain.relay_parent_offset = 1;
  EXPECT_FALSE(complains_of_room());
  k.parachain.unincluded_segment_capacity = 11;
  EXPECT_TRUE(complains_of_room());
}

}  // namespace
}  // namespace backcheck::tests
