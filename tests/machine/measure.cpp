// SPDX-License-Identifier: Apache-2.0
//
// Quantities are what formulas say where there is one, the two ways to find them agree, and what is
// wrong with a rule, a routine or a chance moves them.
#include "checker/measure.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

#include "checker/cycles.hpp"
#include "model/protocol/registry.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

using checker::event;
using checker::measure_request;
using checker::method;
using checker::mishap;
using protocol::rule_set;

measure_request request(rule_set rules = rule_set::y2025, std::string_view sets = {}) {
  measure_request made;
  made.asked = small_setting(rules);
  for (std::size_t at = 0; at < sets.size();) {
    const auto comma = std::min(sets.find(',', at), sets.size());
    protocol::set(made.asked.parameters, sets.substr(at, comma - at));
    at = comma + 1;
  }
  made.events = false;
  return made;
}
measure_request with(measure_request made, mishap what, double chance) {
  made.how.chances[static_cast<std::size_t>(what)] = chance;
  return made;
}
double exact(measure_request asked, std::string_view name) {
  asked.by = method::exact;
  const auto made = checker::measure(asked);
  EXPECT_TRUE(made.decided) << made.why_not;
  return made.value(name).value_or(-1);
}

TEST(measure, a_block_takes_12_s_before_asynchronous_backing_and_6_s_after) {
  EXPECT_NEAR(exact(request(rule_set::sync), "para_block_time"), 12, 1e-9);
  EXPECT_NEAR(exact(request(rule_set::y2023), "para_block_time"), 6, 1e-9);
  EXPECT_NEAR(exact(request(rule_set::y2025), "para_block_time"), 6, 1e-9);
  EXPECT_NEAR(exact(request(rule_set::sync), "inclusion_latency"), 12, 1e-9);
  auto keeps_pace = request();
  keeps_pace.how.collator = checker::collating::keeps_pace;
  EXPECT_NEAR(exact(keeps_pace, "inclusion_latency"), 12, 1e-9);
}

// p / (1 + p) blocks per relay block, where p is the chance to be in time; 1 − p of them in vain.
TEST(measure, synchronous_backing_under_late_votes_is_as_the_formula_says) {
  for (const double late : {0.05, 0.1, 0.3, 0.6}) {
    const auto asked = with(request(rule_set::sync), mishap::backing_late, late);
    const double p = 1 - late;
    EXPECT_NEAR(exact(asked, "inclusion_rate"), p / (1 + p), 1e-9);
    EXPECT_NEAR(exact(asked, "wasted_share"), late, 1e-9);
  }
}

// min(1, C / (d + 2)).
TEST(measure, the_rate_is_what_the_capacity_allows) {
  for (std::uint64_t capacity = 1; capacity <= 5; ++capacity) {
    for (std::uint64_t delay = 0; delay <= 2; ++delay) {
      auto asked =
          request(rule_set::y2025, fmt::format("unincluded_segment_capacity={}", capacity));
      asked.how.backing_delay = delay;
      asked.how.collator = checker::collating::keeps_pace;
      const double expected =
          std::min(1.0, static_cast<double>(capacity) / static_cast<double>(delay + 2));
      EXPECT_NEAR(exact(asked, "inclusion_rate"), expected, 1e-9) << capacity << " " << delay;
    }
  }
}

// A broken rule moves what is measured: nobody's numbers are written down anywhere.
TEST(measure, seeded_faults_move_the_numbers) {
  const auto faulty = [](measure_request asked, protocol::fault which) {
    asked.asked.speak.fault = which;
    return asked;
  };
  const auto one = request(rule_set::y2025, "unincluded_segment_capacity=1");
  EXPECT_NEAR(exact(one, "para_block_time"), 12, 1e-9);
  EXPECT_NEAR(exact(faulty(one, protocol::fault::capacity_off_by_one), "para_block_time"), 6, 1e-9);
  EXPECT_NEAR(
      exact(faulty(request(rule_set::sync), protocol::fault::nothing_backed), "inclusion_rate"), 0,
      1e-9);
}

/// Points at which both ways are gone.
std::vector<measure_request> points() {
  std::vector<measure_request> all;
  all.push_back(with(request(rule_set::sync), mishap::backing_late, 0.2));
  all.push_back(with(request(rule_set::y2023), mishap::backing_late, 0.4));
  all.push_back(with(with(request(), mishap::slot_missed, 0.1), mishap::relay_fork, 0.2));
  all.push_back(with(with(request(), mishap::availability_late, 0.2), mishap::backing_late, 0.3));
  auto paced = with(with(request(), mishap::relay_fork, 0.2), mishap::backing_late, 0.2);
  paced.how.collator = checker::collating::keeps_pace;
  all.push_back(paced);
  auto sessions = with(request(), mishap::backing_late, 0.2);
  sessions.how.session_length = 12;
  all.push_back(sessions);
  all.push_back(with(request(), mishap::backer_offline, 0.2));
  return all;
}

// 95 % intervals hold the exact value nearly always; none is far off.
TEST(measure, walks_agree_with_what_is_exact) {
  std::size_t inside = 0;
  std::size_t all = 0;
  for (auto asked : points()) {
    asked.by = method::exact;
    const auto truth = checker::measure(asked);
    ASSERT_TRUE(truth.decided) << truth.why_not;
    asked.by = method::walks;
    asked.slots = 200000;
    const auto walked = checker::measure(asked);
    ASSERT_TRUE(walked.decided);
    for (const auto& each : walked.found) {
      const double off = std::abs(each.value - truth.value(each.name).value());
      EXPECT_LE(off, 2 * each.half_width + 1e-9) << all << " " << each.name;
      inside += off <= each.half_width + 1e-9 ? 1 : 0;
      ++all;
    }
  }
  EXPECT_GE(all, 40U);
  EXPECT_GE(inside * 100, all * 85);
}

// The same comparison finds out a chance that is wrong by little.
TEST(measure, a_wrong_chance_is_noticed) {
  auto asked = with(request(rule_set::sync), mishap::backing_late, 0.2);
  const double truth = exact(with(asked, mishap::backing_late, 0.21), "inclusion_rate");
  asked.by = method::walks;
  const auto walked = checker::measure(asked);
  EXPECT_GT(std::abs(walked.found[0].value - truth), 2 * walked.found[0].half_width);
}

// Sessions that really end cost what the event is said to cost.
TEST(measure, a_session_change_costs_what_sessions_cost) {
  for (const double late : {0.0, 0.1}) {
    auto asked = with(request(), mishap::backing_late, late);
    const auto one = checker::cost(asked, event::session_change);
    ASSERT_TRUE(one.decided) << one.why_not;
    const double without = exact(asked, "inclusion_rate");
    asked.how.session_length = 30;
    EXPECT_NEAR(exact(asked, "inclusion_rate"), without - one.lost / 30, 1e-4);
    EXPECT_GT(one.lost, 0.5);
  }
}

// What is too large is undecided, and never a number.
TEST(measure, a_limit_is_no_answer) {
  auto asked = with(request(), mishap::backing_late, 0.1);
  asked.by = method::exact;
  asked.states_max = 10;
  const auto made = checker::measure(asked);
  EXPECT_FALSE(made.decided);
  EXPECT_TRUE(made.found.empty());
}

// A walk is the same each time, and another with another seed.
TEST(measure, walks_are_repeatable) {
  auto asked = with(request(), mishap::backing_late, 0.3);
  asked.by = method::walks;
  asked.slots = 4000;
  const auto first = checker::measure(asked).value("unincluded");
  EXPECT_EQ(first, checker::measure(asked).value("unincluded"));
  asked.seed = 2;
  const auto other = checker::measure(asked).value("inclusion_latency");
  asked.seed = 1;
  EXPECT_NE(other, checker::measure(asked).value("inclusion_latency"));
}

TEST(measure, several_cores_include_several_blocks) {
  auto asked =
      request(rule_set::y2025, "unincluded_segment_capacity=6,block_processing_velocity=3");
  asked.asked.window.cores = 3;
  asked.how.collator = checker::collating::keeps_pace;
  EXPECT_NEAR(exact(asked, "inclusion_rate"), 3, 1e-9);
  asked = request(rule_set::y2025, "unincluded_segment_capacity=5,block_processing_velocity=3");
  asked.asked.window.cores = 3;
  asked.how.collator = checker::collating::keeps_pace;
  EXPECT_LT(exact(asked, "inclusion_rate"), 3 - 1e-3);
}

TEST(cycles, longer_than_twice_the_cores_are_at_full_rate_and_no_shorter_ones) {
  for (std::uint64_t cores = 1; cores <= 3; ++cores) {
    checker::cyclic_parachain p;
    p.cores = cores;
    p.length = 2 * cores + 1;
    EXPECT_EQ(checker::inclusion_rate(p), static_cast<double>(cores));
    p.length = 2 * cores;
    EXPECT_LT(checker::inclusion_rate(p), static_cast<double>(cores));
    p.length = 1;
    EXPECT_EQ(checker::inclusion_rate(p), 0);
  }
}

TEST(cycles, a_broken_chain_moves_the_numbers) {
  checker::cyclic_parachain p;
  p.length = 2;
  EXPECT_GT(checker::inclusion_rate(p), 0);
  p.fault = protocol::fault::nothing_offered;
  EXPECT_EQ(checker::inclusion_rate(p), 0);
}

}  // namespace
}  // namespace backcheck::tests
