// SPDX-License-Identifier: Apache-2.0
//
// What the machine does in the long run: what is claimed holds, the sizing rules say how often para
// blocks are included, and the judge believes nothing. That each assumption is needed is told by
// `long_run_table.cpp`.
#include <gtest/gtest.h>

#include "checker/long_run.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/presets.hpp"
#include "solver/explicit/search.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

using checker::conclusion;
using checker::setting;
using protocol::rule_set;

constexpr std::array rule_sets{rule_set::y2025, rule_set::y2023, rule_set::sync};

setting in_window(rule_set rules, const std::string& window) {
  auto s = small_setting(rules);
  // A trace holds all parameters, and reading it asks for a configuration that a chain would take.
  s.parameters = protocol::preset(protocol::preset_names().front()).values;
  s.parameters.scheduler.scheduling_lookahead = 5;
  s.parameters.parachain.unincluded_segment_capacity = 3;
  s.properties = {};
  s.window = machine::read_scope(window).window;
  return s;
}

setting asked(setting s, const std::string& claim, const std::vector<std::string>& dropped = {}) {
  s.long_run.insert(checker::long_run_by_id(claim).value());
  checker::drop_assumptions(s, dropped);
  return s;
}

checker::long_run_report report_on(const setting& s) {
  return checker::check_long_run(*checker::make_subject(s), s, {.threads = 2});
}

class every_rule_set : public testing::TestWithParam<rule_set> {};

// The labels must be those of the states and steps that everything else is about.
TEST_P(every_rule_set, labels_the_same_states_and_steps) {
  for (const auto* window : {"liveness", "tiny,upward=yes"}) {
    auto s = in_window(GetParam(), window);
    const auto report = report_on(asked(s, "L1"));
    const auto search = solver::search(checker::make_subject(s)->view(), {});
    EXPECT_EQ(report.search.states, search.states);
    EXPECT_EQ(report.search.steps, search.transitions);
    EXPECT_EQ(report.search.blind_states, 0U) << "a bound is not widened: see machine::widened";
  }
}

TEST_P(every_rule_set, keeps_every_claim) {
  for (const auto* window : {"liveness", "liveness,stray_collators=yes", "cadence,reversions=no"}) {
    auto s = in_window(GetParam(), window);
    checker::ask_for_long_run(s);
    ASSERT_FALSE(s.long_run.empty());
    for (const auto& v : report_on(s).verdicts) {
      const auto& info = properties::long_run()[v.claim];
      EXPECT_EQ(v.what, conclusion::holds) << info.id << " in " << window << ": " << v.why;
      EXPECT_GT(v.met, 0U) << info.id;
      EXPECT_EQ(v.doomed_states, 0U) << info.id;
    }
  }
}

/// The deadlines about cadence, for parameters and delays around those that the rules single out.
TEST_P(every_rule_set, includes_as_often_as_the_sizing_rules_say) {
  for (const unsigned capacity : {1U, 2U, 3U}) {
    for (const unsigned lookahead : {1U, 2U, 3U, 5U}) {
      auto s = in_window(GetParam(), "cadence,reversions=no");
      s.parameters.parachain.unincluded_segment_capacity = capacity;
      s.parameters.scheduler.scheduling_lookahead = lookahead;
      checker::ask_for_long_run(s);
      for (const auto& v : report_on(s).verdicts) {
        const std::string id(properties::long_run()[v.claim].id);
        // See `known_gap_…` below.
        const bool gap =
            id == "L2b" && GetParam() == rule_set::y2025 && capacity == 3 && lookahead == 2;
        EXPECT_EQ(v.what, gap ? conclusion::violated : conclusion::holds)
            << id << " with " << capacity << " and " << lookahead << ": " << v.why;
        if (v.what == conclusion::holds && id.starts_with("L2")) {
          EXPECT_EQ(v.seen->soonest, v.expected->soonest) << id << capacity << lookahead;
          EXPECT_EQ(v.seen->latest, v.expected->latest) << id << capacity << lookahead;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(long_run, every_rule_set, testing::ValuesIn(rule_sets),
                         [](const auto& each) {
                           return "of_" + std::string(protocol::name_of(each.param));
                         });

// The published rule asks for as many allowed ancestors as a candidate waits. Collators may author
// one block more than the velocity on a relay parent; the second waits longer, and expires.
TEST(long_run, known_gap_ancestors_do_not_allow_for_catching_up) {
  auto s = in_window(rule_set::y2025, "cadence,reversions=no");
  s.parameters.scheduler.scheduling_lookahead = 2;
  const auto v = report_on(asked(s, "L2b")).verdicts.at(0);
  EXPECT_EQ(v.what, conclusion::violated);
  EXPECT_EQ(v.broken->run.steps.size(), 18U);
}

// The judge must be able to say no.
TEST(judge, objects_to_what_is_no_lasso) {
  const auto s = asked(in_window(rule_set::y2025, "liveness"), "L1", {"availability_arrives"});
  const auto found = report_on(s).verdicts.at(0);
  const auto loop = found.broken->loop.value();
  const auto objection = [&](const checker::execution& run, std::size_t from) {
    return checker::objection_to(found.claim, s, run, from);
  };
  EXPECT_EQ(objection(found.broken->run, loop), "");
  EXPECT_EQ(objection(found.broken->run, loop + 1), "the loop does not close");
  EXPECT_EQ(objection(found.broken->run, 99), "the loop begins behind the end");
  auto shorter = found.broken->run;
  shorter.steps.resize(loop);
  shorter.frames.resize(loop + 1);
  EXPECT_EQ(objection(shorter, loop), "the loop does not keep to collators_online");
  auto l5 = s;
  l5.long_run = {};
  EXPECT_EQ(
      checker::objection_to(checker::long_run_by_id("L5").value(), l5, found.broken->run, loop),
      "what is promised is not owed");
}

TEST(judge, objects_to_what_is_in_time) {
  auto s = in_window(rule_set::y2025, "cadence,reversions=no");
  s.parameters.scheduler.scheduling_lookahead = 2;
  s = asked(s, "L2b");
  const auto found = report_on(s).verdicts.at(0);
  EXPECT_EQ(checker::objection_to(found.claim, s, found.broken->run, {}), "");
  auto shorter = found.broken->run;
  shorter.steps.pop_back();
  shorter.frames.pop_back();
  EXPECT_EQ(checker::objection_to(found.claim, s, shorter, {}), "the last step does not break it");
}

// A rule that loses what the long run depends on must not go unnoticed: with no capacity beyond
// the fault's extra block, the cadence is another than the rules say.
TEST(seeded_fault, changes_the_cadence) {
  auto s = in_window(rule_set::y2025, "cadence,reversions=no");
  s.parameters.parachain.unincluded_segment_capacity = 1;
  EXPECT_EQ(report_on(asked(s, "L11")).verdicts.at(0).what, conclusion::holds);
  s.speak.fault = protocol::fault::capacity_off_by_one;
  EXPECT_EQ(report_on(asked(s, "L11")).verdicts.at(0).what, conclusion::violated);
}

// A claim that parameters or window take the ground from is neither held nor violated.
TEST(claim, is_undecided_where_it_lacks_something) {
  const auto found = report_on(asked(in_window(rule_set::y2025, "liveness"), "L11")).verdicts.at(0);
  EXPECT_EQ(found.what, conclusion::undecided);
  EXPECT_EQ(found.why, "it lacks unincluded_segment_capacity=1");
}

}  // namespace
}  // namespace backcheck::tests
