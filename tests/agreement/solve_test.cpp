// SPDX-License-Identifier: Apache-2.0
//
// Parameter synthesis: the least capacity of a parachain that never waits, proved and simulated,
// against the rule of the catalogue; and the least value for a property of the machine, against a
// search of all states.
#include <gtest/gtest.h>

#include "checker/asking.hpp"
#include "checker/solve.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::tests {
namespace {

checker::setting tiny() {
  checker::setting s;
  s.parameters = protocol::preset("polkadot").values;
  s.window = machine::read_scope("tiny").window;
  return s;
}

TEST(solve, finds_the_capacity_of_each_parachain_in_steady_state) {
  for (std::uint64_t velocity = 1; velocity <= 3; ++velocity) {
    for (std::uint64_t offset = 0; offset <= 1; ++offset) {
      for (std::uint64_t backing = 0; backing <= 1; ++backing) {
        auto s = tiny();
        s.parameters.parachain.block_processing_velocity = velocity;
        s.parameters.parachain.relay_parent_offset = offset;
        const auto found = checker::solve_sizing(s, {backing, 1}, checker::goal::minimize, {});
        EXPECT_EQ(found.value, velocity * (offset + backing + 1 + 1));
      }
    }
  }
}

checker::solution least(std::string_view property, std::string_view parameter) {
  checker::solve_request request;
  request.asked = tiny();
  request.property = checker::property_by_id(property).value();
  request.asked.properties.insert(request.property);
  request.parameter = &protocol::parameter_named(parameter);
  return checker::solve(request, {});
}

// A block on an unincluded parent takes room for two; with less all states were looked at.
TEST(solve, finds_the_capacity_that_a_property_needs) {
  const auto found = least("R1", "unincluded_segment_capacity");
  ASSERT_EQ(found.value, 2U);
  ASSERT_EQ(found.tried.size(), 3U);  // 0 counts as 1
  EXPECT_FALSE(found.tried.front().holds);
  EXPECT_TRUE(found.tried.back().shown);
}

// What each value keeps is proved at the first that is tried, without a search.
TEST(solve, proves_what_holds_at_each_value) {
  const auto found = least("S48", "unincluded_segment_capacity");
  EXPECT_EQ(found.value, 0U);
  EXPECT_EQ(found.tried.front().how, "proved by induction");
}

}  // namespace
}  // namespace backcheck::tests
