// SPDX-License-Identifier: Apache-2.0
//
// Explanations of traces: which properties became false, why a rule is refused, and until when the
// violation could be avoided.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "checker/asking.hpp"
#include "checker/check.hpp"
#include "checker/explanation.hpp"
#include "checker/no_return.hpp"
#include "solver/explicit/search.hpp"
#include "tests/unit/checker/long_walk.hpp"

namespace backcheck::checker {
namespace {

using tests::fault_named;
using tests::setting_of;

/// A shortest trace that refutes the property which notices the fault.
replayed shortest(std::string_view id) {
  const auto& fault = fault_named(id);
  const auto s = setting_of(fault);
  const auto property = *property_by_id(fault.refuted_by);
  const auto machine = make_subject(s);
  const auto found = solver::search(machine->view(), {.stop_at_first_violation = true});
  const auto run = machine->spell(found.violations.front().execution);
  return replay(trace::to_json_text(record(s, "test", property, run)));
}

bool has(const std::vector<std::size_t>& all, std::string_view id) {
  return std::find(all.begin(), all.end(), property_by_id(id)) != all.end();
}

TEST(explanation, says_where_properties_become_false) {
  for (const auto* id : {"capacity_off_by_one", "sibling_relay_parent", "relay_parent_backwards"}) {
    const auto r = shortest(id);
    const auto made = explain(r);
    ASSERT_EQ(made.changes.size(), r.made.moments.size()) << id;
    const auto property = r.made.claimed.property;
    for (std::size_t i = 0; i < made.changes.size(); ++i)
      EXPECT_EQ(has(made.changes[i].violated, property), i + 1 == made.changes.size()) << id << i;
  }
}

// What is violated stays told once; what comes right again is told, too.
TEST(explanation, follows_properties_of_states_and_of_steps) {
  const auto& fault = fault_named("sibling_relay_parent");
  const auto s = setting_of(fault);
  const auto machine = make_subject(s);
  auto steps = steps_of(shortest("sibling_relay_parent").made);
  // Reverting the block that backed the candidate takes the violation back.
  const auto running = machine->begin(telling::nothing);
  for (const auto& each : steps) ASSERT_FALSE(running->take(each));
  for (const auto& way : running->attempts("revert")) {
    auto further = steps;
    further.push_back({"revert", way.choices});
    const auto [longer, stopped] = machine->replay(further);
    if (!way.refused.empty() || stopped || !longer.frames.back().violations.empty()) continue;
    auto r = shortest("sibling_relay_parent");
    r.made = record(s, "test", *property_by_id("S6"), longer);
    EXPECT_TRUE(has(explain(r).changes.back().restored, "S6"));
    return;
  }
  ADD_FAILURE() << "no reversion takes the violation back";
}

TEST(why_not, names_each_refusal_once) {
  const auto r = shortest("capacity_off_by_one");
  for (std::size_t after = 0; after < r.made.moments.size(); ++after) {
    for (const auto* rule : {"author", "collate", "second", "finalize", "revert"}) {
      const auto all = why_not(r, rule, after, {});
      ASSERT_FALSE(all.empty());
      std::set<std::string> names;
      for (const auto& each : all) {
        EXPECT_TRUE(names.insert(each.refused).second) << each.refused;
        EXPECT_GT(each.count, 0U);
      }
    }
  }
  const auto start = why_not(r, "second", 0, {});
  ASSERT_EQ(start.size(), 1U);
  EXPECT_EQ(start.front().refused, "there is nothing to choose from");
}

// Whatever is said to be enabled is, and whatever is refused is for the reason given.
TEST(why_not, agrees_with_the_machine) {
  const auto r = shortest("sibling_relay_parent");
  const auto machine = make_subject(r.where);
  const auto steps = steps_of(r.made);
  std::size_t enabled = 0;
  std::size_t refused = 0;
  for (std::size_t after = 0; after < steps.size(); ++after) {
    for (const auto& rule : machine->view().rules()) {
      for (const auto& each : why_not(r, rule, after, {})) {
        std::vector<step> further(steps.begin(),
                                  steps.begin() + static_cast<std::ptrdiff_t>(after));
        further.push_back({rule, each.example.choices});
        const auto stopped = machine->replay(further).second;
        EXPECT_EQ(stopped ? stopped->why : "", each.refused);
        each.refused.empty() ? ++enabled : ++refused;
      }
    }
  }
  EXPECT_GT(enabled, 5U);
  EXPECT_GT(refused, 5U);
}

TEST(why_not, takes_choices) {
  const auto r = shortest("sibling_relay_parent");
  const auto count = [](const std::vector<ways_refused>& all) {
    std::size_t ways = 0;
    for (const auto& each : all) ways += each.count;
    return ways;
  };
  const auto all = count(why_not(r, "author", 2, {}));
  const auto some = count(why_not(r, "author", 2, {{"ends_session", "no"}, {"on", "R0"}}));
  EXPECT_GT(some, 0U);
  EXPECT_LT(some, all);
  EXPECT_THROW(why_not(r, "autor", 2, {}), request_error);
  EXPECT_THROW(why_not(r, "author", 99, {}), request_error);
  EXPECT_THROW(why_not(r, "author", 2, {{"up", "R0"}}), request_error);
  EXPECT_THROW(why_not(r, "author", 2, {{"on", "R9"}}), request_error);
  EXPECT_THROW(why_not(r, "import", 2, {}), request_error) << "the machine has no such rule here";
}

TEST(no_return, is_where_the_violation_can_still_be_avoided) {
  for (const auto* id : {"capacity_off_by_one", "sibling_relay_parent", "relay_parent_backwards",
                         "claim_ignored", "session_keeps_pending"}) {
    const auto r = shortest(id);
    ASSERT_TRUE(has_point_of_no_return(r));
    const auto found = find_no_return(r, {});
    ASSERT_EQ(found.what, way_out::open) << id;
    EXPECT_LT(found.last, r.made.moments.size() - 1) << id;
    EXPECT_GT(found.there.avoid, 0U) << id;
    EXPECT_GT(found.there.violate + found.there.cut, 0U) << id << ": the trace's own step";
    ASSERT_TRUE(found.there.example) << id;
  }
}

// A way round that is none does not get past the machine.
TEST(no_return, is_judged) {
  const auto& fault = fault_named("capacity_off_by_one");
  const auto s = setting_of(fault);
  const auto property = *property_by_id(fault.refuted_by);
  const auto machine = make_subject(s);
  const auto search = solver::search(machine->view(), {.stop_at_first_violation = true});
  const auto violation = search.violations.front().execution;
  const auto objection = [&](const solver::escape_route& route) {
    return objection_to(*machine, property, {}, route);
  };
  EXPECT_EQ(objection({violation.steps, std::nullopt}), "it is violated after 4 steps");
  EXPECT_EQ(objection({{violation.steps.front()}, std::nullopt}), "it goes on");
  EXPECT_EQ(objection({{violation.steps.front()}, 0}), "it does not return");
  EXPECT_EQ(objection({{violation.steps.front()}, 1}), "nothing is repeated");
  const solver::budget limits;
  solver::escape asked(machine->view(), property, limits);
  const auto start = machine->view().starts();
  ASSERT_EQ(asked.from(start.data()).what, way_out::open);
  EXPECT_EQ(objection(asked.route_from(start.data())), "");
}

TEST(no_return, is_undecided_where_a_limit_is_met) {
  const auto found = find_no_return(shortest("capacity_off_by_one"), {.states_max = 0});
  EXPECT_EQ(found.what, way_out::undecided);
}

TEST(no_return, is_asked_of_violations_only) {
  const auto& fault = fault_named("sibling_relay_parent");
  auto s = setting_of(fault);
  s.properties.insert(*property_by_id("R5"));
  const auto machine = make_subject(s);
  const auto search = solver::search(machine->view(), {});
  const auto run = machine->spell(search.shown.front().execution);
  const auto r = replay(trace::to_json_text(record(s, "test", *property_by_id("R5"), run)));
  EXPECT_TRUE(r.shown);
  EXPECT_FALSE(has_point_of_no_return(r));
}

}  // namespace
}  // namespace backcheck::checker
