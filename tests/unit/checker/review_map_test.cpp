// SPDX-License-Identifier: Apache-2.0
//
// Maps: each cell is judged as it would be alone, and pruning changes no verdict.
#include "checker/review_map.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "checker/solve.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::checker {
namespace {

map_request request_of(std::string_view x, std::uint64_t x_last, std::string_view y,
                       std::uint64_t y_last, std::vector<std::string> only) {
  map_request request;
  request.start = protocol::preset("polkadot");
  request.x = {protocol::find_parameter(x), 1, x_last};
  request.y = {protocol::find_parameter(y), 1, y_last};
  request.only = std::move(only);
  return request;
}

// By theorem T43 capacity is halved; every cell that was skipped is proved here by itself.
TEST(map, of_room_is_pruned_and_right) {
  const auto request = request_of("unincluded_segment_capacity", 12, "block_processing_velocity", 3,
                                  {std::string(room_at_once)});
  const auto made = draw(request, {.threads = 2});
  EXPECT_FALSE(made.monotony.empty());
  std::size_t skipped = 0;
  for (const auto& cell : made.cells) {
    setting s{};
    s.parameters = request.start.values;
    s.parameters.parachain.unincluded_segment_capacity = cell.x;
    s.parameters.parachain.block_processing_velocity = cell.y;
    const auto alone = try_size(s, {0, 1}, {});
    ASSERT_TRUE(alone.decided);
    EXPECT_EQ(cell.what == cell_verdict::proved, alone.holds) << cell.x << " " << cell.y;
    EXPECT_EQ(alone.holds, cell.x >= 2 * cell.y) << cell.x << " " << cell.y;
    skipped += cell.by_monotony ? 1U : 0U;
  }
  EXPECT_GT(skipped, 0U);
}

// Only what no other violated cell lies before is marked.
TEST(map, marks_the_nearest_violations) {
  const auto made = draw(
      request_of("scheduling_lookahead", 3, "unincluded_segment_capacity", 3, {}), {.threads = 2});
  EXPECT_TRUE(made.monotony.empty());
  EXPECT_EQ(made.at(2, 3).what, cell_verdict::holds);
  EXPECT_EQ(made.at(1, 3).what, cell_verdict::violated);
  EXPECT_TRUE(made.at(1, 3).minimal);
  EXPECT_EQ(made.at(2, 1).what, cell_verdict::violated);
  EXPECT_FALSE(made.at(1, 1).minimal);
}

TEST(map, says_what_is_undecided) {
  const auto made =
      draw(request_of("scheduling_lookahead", 3, "unincluded_segment_capacity", 3, {}),
           {.states_max = 10, .threads = 2});
  EXPECT_TRUE(std::any_of(made.cells.begin(), made.cells.end(),
                          [](const auto& cell) { return cell.what == cell_verdict::undecided; }));
  EXPECT_TRUE(std::none_of(made.cells.begin(), made.cells.end(),
                           [](const auto& cell) { return cell.what == cell_verdict::holds; }));
}

}  // namespace
}  // namespace backcheck::checker
