// SPDX-License-Identifier: Apache-2.0
//
// A fault put into the machine on purpose turns random walks red in a window far too large to be
// searched; and what they shrink to is exactly as long as the shortest execution that a search
// finds.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "checker/asking.hpp"
#include "checker/faults.hpp"
#include "checker/random_check.hpp"
#include "checker/recording.hpp"
#include "model/machine/limits.hpp"
#include "model/machine/wide_shape.hpp"
#include "model/protocol/presets.hpp"
#include "solver/explicit/search.hpp"

namespace backcheck::tests {
namespace {

/// In a window as large as life.
checker::setting wide_setting(const checker::fault_info& fault) {
  checker::setting s;
  s.parameters = protocol::preset("polkadot").values;
  checker::adjust(s, fault);
  s.speak.fault = fault.fault;
  s.properties = {};
  s.properties.insert(*checker::property_by_id(fault.refuted_by));
  s.window.relay_blocks = 20;
  s.window.leaves = std::max<std::uint8_t>(s.window.leaves, 3);
  s.window.paras = std::max<std::uint8_t>(s.window.paras, 2);
  s.window.candidates = 14;
  s.window.sessions = std::max<std::uint8_t>(s.window.sessions, 1);
  return s;
}
std::optional<std::size_t> shortest(const checker::setting& s) {
  const auto subject = checker::make_subject(s);
  const auto found = solver::search(subject->view(), {.stop_at_first_violation = true});
  if (found.violations.empty()) return std::nullopt;
  return found.violations.front().execution.steps.size();
}

class in_a_wide_window : public testing::TestWithParam<checker::fault_info> {};

TEST_P(in_a_wide_window, a_fault_is_found_and_its_trace_is_as_short_as_a_search_finds) {
  const auto s = wide_setting(GetParam());
  ASSERT_FALSE(machine::beyond_the_machine(s.speak, s.parameters, s.window, s.changed));
  solver::random::walks_plan plan;
  plan.walks = 1500;
  plan.steps = 120;
  plan.seed = 1;
  solver::budget limits;
  limits.states_max = 400'000;
  limits.time_max = std::chrono::seconds(60);
  const auto found = checker::check_randomly(s, "polkadot", plan, limits);
  ASSERT_EQ(found.verdicts.size(), 1U);
  ASSERT_EQ(found.verdicts.front().what, checker::walk_conclusion::violated);
  const auto& smallest = *found.verdicts.front().smallest;
  EXPECT_EQ(smallest.shorter, checker::shorter_ones::none);
  const auto replayed = checker::replay(trace::to_json_text(smallest.made));
  EXPECT_TRUE(replayed.shown);
  const auto expected = shortest(replayed.where);
  ASSERT_TRUE(expected);
  EXPECT_EQ(smallest.made.moments.size() - 1, *expected);
  // Bounds are guards, so a window that is larger in everything has no longer ones.
  EXPECT_LE(smallest.made.moments.size() - 1, GetParam().steps);
}

std::vector<checker::fault_info> chosen() {
  std::vector<checker::fault_info> made;
  for (const auto& each : checker::fault_infos()) {
    constexpr std::array wanted{
        protocol::fault::capacity_off_by_one,   protocol::fault::relay_parent_backwards,
        protocol::fault::sibling_relay_parent,  protocol::fault::segment_messages_forgotten,
        protocol::fault::session_keeps_pending, protocol::fault::session_keeps_tracker,
        protocol::fault::tracker_one_longer,    protocol::fault::included_when_backed};
    if (std::find(wanted.begin(), wanted.end(), each.fault) != wanted.end()) made.push_back(each);
  }
  return made;
}
INSTANTIATE_TEST_SUITE_P(fault, in_a_wide_window, testing::ValuesIn(chosen()),
                         [](const auto& each) { return std::string(each.param.id); });

}  // namespace
}  // namespace backcheck::tests
