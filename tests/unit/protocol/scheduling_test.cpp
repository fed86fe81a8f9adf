// SPDX-License-Identifier: Apache-2.0
//
// Why: which group backs where, and which claims a core still has, decide whether a parachain makes
// a block every six seconds or every twelve.
#include <gtest/gtest.h>

#include "model/protocol/session.hpp"

namespace backcheck::protocol {
namespace {

using language::concrete;
using shape = unbounded;
using cores = u32<concrete, unit::cores>;
using claims = u32<concrete, unit::claims>;
using validators = u32<concrete, unit::validators>;
using relay_blocks = u32<concrete, unit::relay_blocks>;

TEST(groups, are_as_even_as_possible) {
  for (std::uint64_t n = 0; n <= 20; ++n) {
    for (std::uint64_t groups = 1; groups <= 7; ++groups) {
      std::uint64_t sum = 0;
      std::uint64_t last = UINT64_MAX;
      for (std::uint64_t g = 0; g < groups; ++g) {
        const std::uint64_t size = group_size(validators(n), cores(groups), cores(g)).raw();
        EXPECT_TRUE(size == n / groups || size == n / groups + 1);
        EXPECT_LE(size, last);  // the larger ones come first
        last = size;
        sum += size;
      }
      EXPECT_EQ(sum, n);
    }
  }
}

TEST(groups, rotate_over_the_cores) {
  scheduler_params<concrete> k;
  k.group_rotation_frequency = 10;
  const auto group = [&](std::uint64_t core, std::uint64_t block) {
    return group_assigned_to(k, cores(core), cores(3), relay_blocks(101), relay_blocks(block))
        .raw();
  };
  EXPECT_EQ(group(0, 101), 0U);
  EXPECT_EQ(group(0, 110), 0U);
  EXPECT_EQ(group(0, 111), 1U);
  EXPECT_EQ(group(2, 111), 0U);
  EXPECT_EQ(group(0, 131), 0U);
  // A candidate belongs to the group of the block after its relay parent.
  EXPECT_EQ(backing_group(k, cores(0), cores(3), relay_blocks(101), relay_blocks(110)).raw(), 1U);
  EXPECT_EQ(backing_group(k, cores(0), cores(3), relay_blocks(101), relay_blocks(100)).raw(), 0U);
}

// The position is counted from block to block where nothing may divide.
TEST(groups, rotate_from_block_to_block) {
  for (std::uint64_t frequency = 1; frequency <= 5; ++frequency) {
    scheduler_params<concrete> k;
    k.group_rotation_frequency = frequency;
    for (std::uint64_t block = 101; block <= 121; ++block) {
      const auto here = position_in_rotation(k, relay_blocks(101), relay_blocks(block));
      const auto child = position_in_rotation(k, relay_blocks(101), relay_blocks(block + 1));
      EXPECT_EQ(next_in_rotation(here, relay_blocks(frequency)).raw(), child.raw());
    }
  }
}

TEST(cores, are_more_than_assignments_where_groups_would_be_too_large) {
  scheduler_params<concrete> k;
  const auto count = [&] { return core_count(k, cores(4), validators(23)).raw(); };
  EXPECT_EQ(count(), 4U);
  k.max_validators_per_core.is_given = true;
  k.max_validators_per_core.value = 3;
  EXPECT_EQ(count(), 7U);
  k.max_validators_per_core.value = 10;
  EXPECT_EQ(count(), 4U);
  k.max_validators_per_core.value = 0;  // means nothing
  EXPECT_EQ(count(), 4U);
}

using paras = std::vector<std::uint64_t>;

core_claims<shape> core_of(const paras& queue, const paras& provided) {
  core_claims<shape> core;
  for (const auto each : queue) core.queue.elements().emplace_back(each);
  for (const auto each : provided) core.provided.elements().emplace_back(each);
  return core;
}
paras queue_of(const core_claims<shape>& core) {
  paras all;
  for (const auto& each : core.queue.elements()) all.push_back(each.raw());
  return all;
}

TEST(claims_of_a_core, are_lost_when_not_used_and_kept_while_it_is_occupied) {
  auto core = core_of({1, 2, 3}, {4, 5});
  advance_claims(core, true, claims(3));
  EXPECT_EQ(queue_of(core), (paras{1, 2, 3}));
  advance_claims(core, false, claims(3));
  EXPECT_EQ(queue_of(core), (paras{2, 3, 4}));
  advance_claims(core, false, claims(3));
  advance_claims(core, false, claims(3));
  EXPECT_EQ(queue_of(core), (paras{4, 5}));
  EXPECT_TRUE(core.provided.elements().empty());
}

TEST(claims_of_a_core, begin_with_the_first_one_twice) {
  auto core = core_of({}, {1, 2, 3});
  fill_claims(core, claims(3));
  EXPECT_EQ(queue_of(core), (paras{1, 1, 2}));
  core = core_of({}, {1, 2, 3});
  fill_claims(core, claims(1));
  EXPECT_EQ(queue_of(core), (paras{1}));
  EXPECT_EQ(core.provided.elements().size(), 2U);  // the claim was taken, not copied
  core = core_of({}, {});
  fill_claims(core, claims(3));
  EXPECT_EQ(queue_of(core), (paras{}));
  core = core_of({7}, {1, 2});
  fill_claims(core, claims(3));
  EXPECT_EQ(queue_of(core), (paras{7, 1, 2}));
}

// The lookahead counted the claim of the candidate that occupies the core: with a lookahead of 1
// nothing could follow it at once.
TEST(claims_of_a_core, are_one_fewer_in_2023_while_it_is_occupied) {
  const dialect y2023{rule_set::y2023};
  const dialect y2025{rule_set::y2025};
  EXPECT_EQ(claims_wanted(y2023, claims(2), true).raw(), 1U);
  EXPECT_EQ(claims_wanted(y2023, claims(1), true).raw(), 0U);
  EXPECT_EQ(claims_wanted(y2023, claims(2), false).raw(), 2U);
  EXPECT_EQ(claims_wanted(y2025, claims(2), true).raw(), 2U);
  for (std::uint64_t lookahead = 1; lookahead <= 4; ++lookahead) {
    parameters<concrete> k;
    k.scheduler.scheduling_lookahead = lookahead;
    for (const auto& speak : {y2023, y2025}) {
      EXPECT_EQ(refills_at_once<concrete>(speak, k).known(),
                speak.rules == rule_set::y2025 || lookahead >= 2);
    }
  }
}

TEST(session_change, drops_what_is_pending_and_deals_claims_anew) {
  pending_chain<shape> pending;
  pending.elements().resize(2);
  end_session<shape>(pending);
  EXPECT_EQ(places(pending), 0U);

  auto core = core_of({1, 2}, {3, 4});
  end_session(core, claims(3));
  EXPECT_EQ(queue_of(core), (paras{1, 1, 2}));
  EXPECT_EQ(core.provided.elements().size(), 2U);

  EXPECT_TRUE(backs_candidates<concrete>(dialect{rule_set::y2023}, true).known());
  EXPECT_FALSE(backs_candidates<concrete>(dialect{rule_set::y2025}, true).known());
  EXPECT_TRUE(backs_candidates<concrete>(dialect{rule_set::y2025}, false).known());
  EXPECT_EQ(scheduled_session(u32<concrete, unit::sessions>(5)).raw(), 7U);
}

}  // namespace
}  // namespace backcheck::protocol
