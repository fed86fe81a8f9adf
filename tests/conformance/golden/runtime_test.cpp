// SPDX-License-Identifier: Apache-2.0
//
// Why: the reference tests of the relay chain's side, and of what nodes ask it, kept by name.
#include <gtest/gtest.h>

#include "model/protocol/acceptance.hpp"
#include "model/protocol/backing.hpp"
#include "model/protocol/implicit_view.hpp"
#include "model/protocol/inclusion.hpp"
#include "model/protocol/scheduling.hpp"
#include "tests/conformance/golden/builders.hpp"

namespace backcheck::golden {
namespace {

using language::concrete;
template <class Unit>
using word = shape::word<Unit>;
using relay_blocks = word<protocol::unit::relay_blocks>;
using cores = word<protocol::unit::cores>;

TEST(golden, b9_check_allowed_relay_parents) {
  protocol::scheduler_params<concrete> k;
  k.group_rotation_frequency = 1;
  protocol::relay_parent_tracker<shape> tracker;
  for (const std::uint64_t number : {1U, 2U, 3U}) {
    push_parent(tracker, relay(number), relay_blocks(3));
  }
  const std::vector<std::uint64_t> groups{2, 1, 0};
  for (std::uint64_t core = 0; core < 3; ++core) {
    const std::uint64_t relay_parent = core + 1;
    const auto allowed =
        allowed_relay_parent(y2023, tracker, relay(relay_parent).hash, false, relay_blocks(0));
    ASSERT_TRUE(allowed.exists.known()) << core;
    EXPECT_EQ(allowed.value.number.raw(), relay_parent);
    EXPECT_EQ(
        protocol::backing_group(k, cores(core), cores(3), relay_blocks(0), allowed.value.number)
            .raw(),
        groups[core]);
  }
}

TEST(golden, b10_availability_predicate_works) {
  protocol::parameters<concrete> k;
  k.scheduler.group_rotation_frequency = 10;
  k.scheduler.paras_availability_period = 5;
  const relay_blocks session_start(1);
  const auto times_out = [&](std::uint64_t now, std::uint64_t backed_in) {
    const auto here = protocol::position_in_rotation(k.scheduler, session_start, relay_blocks(now));
    const auto next =
        protocol::position_in_rotation(k.scheduler, session_start, relay_blocks(now + 1));
    return protocol::times_out<concrete>(y2023, k, relay_blocks(now - backed_in), here, next)
        .known();
  };
  EXPECT_FALSE(times_out(1 + 5, 1));       // outside the window nothing does
  EXPECT_TRUE(times_out(1 + 10, 1));       // a rotation later it does
  EXPECT_TRUE(times_out(1 + 10, 11 - 5));  // exactly the period
  EXPECT_FALSE(times_out(1 + 10, 11 - 4));
}

using protocol::seconding_refusal;
using leaves = shape::list<protocol::unit::relay_hashes, protocol::leaf_answer<shape>>;

protocol::leaf_answer<shape> leaf_with(const std::vector<std::pair<bool, bool>>& depths) {
  protocol::leaf_answer<shape> leaf;
  leaf.answers = true;
  for (const auto& [possible, taken] : depths) {
    protocol::depth_at_leaf<shape> depth;
    depth.possible = possible;
    depth.taken = taken;
    leaf.depths.elements().push_back(depth);
  }
  return leaf;
}

TEST(golden, b22_seconding_sanity_check_disallowed) {
  leaves known;
  known.elements() = {leaf_with({{true, true}}), leaf_with({{true, false}})};
  EXPECT_EQ(protocol::may_second_2023<shape>(known, false).why(),
            seconding_refusal::depth_taken_at_a_leaf);
  known.elements() = {leaf_with({{false, true}, {true, false}}), leaf_with({{true, false}})};
  EXPECT_TRUE(protocol::may_second_2023<shape>(known, false).fired());
}

TEST(golden, b24_uses_ancestry_only_within_session) {
  using ancestor = protocol::ancestor_in_session<shape>;
  shape::list<protocol::unit::relay_blocks, ancestor> offered;
  for (const std::uint64_t number : {4U, 3U, 2U, 1U}) {
    ancestor each;
    each.block = relay(number);
    each.session_for_child = number <= 2 ? 0 : 1;
    offered.elements().push_back(each);
  }
  const auto taken =
      protocol::ancestry_within_session<shape>(offered, relay_blocks(4), ancestor::session_type(1));
  ASSERT_EQ(length_of(taken).raw(), 2U);
  EXPECT_EQ(taken[1].number.raw(), 3U);
}

TEST(golden, b25_a_head_watermark_is_always_allowed) {
  for (const auto& speak : {y2023, y2025}) {
    auto c = ample(0, 1, {6, 8});
    protocol::constraint_modifications<shape> m;
    m.has_hrmp_watermark = true;
    m.hrmp_watermark.number = 7;
    EXPECT_EQ(check_modifications(c, m).why(),
              protocol::modification_refusal::disallowed_hrmp_watermark);
    m.hrmp_watermark.is_head = true;
    EXPECT_TRUE(apply_modifications(speak, c, m).fired());
    ASSERT_EQ(length_of(c.valid_watermarks).raw(), 1U);
    EXPECT_EQ(c.valid_watermarks[0].raw(), 8U);
    m.hrmp_watermark.is_head = false;
    m.hrmp_watermark.number = 8;
    EXPECT_TRUE(apply_modifications(speak, c, m).fired());
    const bool again = speak.rules == protocol::rule_set::y2025;
    EXPECT_EQ(length_of(c.valid_watermarks).raw(), again ? 1U : 0U);
  }
}

}  // namespace
}  // namespace backcheck::golden
