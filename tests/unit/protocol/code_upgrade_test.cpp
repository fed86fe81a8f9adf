// SPDX-License-Identifier: Apache-2.0
//
// Why: an upgrade is decided in one place, signalled in another and applied in a third, blocks
// apart; who applies it early or twice forks off.
#include <gtest/gtest.h>

#include "model/protocol/code_upgrade.hpp"

namespace backcheck::protocol {
namespace {

using language::concrete;
using shape = unbounded;
using code = code_state<shape>::code_type;
using block = code_state<shape>::number_type;
using signal = upgrade_go_ahead<shape>;
const signal go_ahead{signal::some(signal_go_ahead)};
const signal abort_signal{signal::some(signal_abort)};

candidate_limits<concrete> delays(std::uint64_t cooldown, std::uint64_t delay,
                                  std::uint64_t minimum) {
  candidate_limits<concrete> k;
  k.validation_upgrade_cooldown = cooldown;
  k.validation_upgrade_delay = delay;
  k.minimum_validation_upgrade_delay = minimum;
  return k;
}

bool signals(const code_state<shape>& s, const signal& wanted) {
  return (s.go_ahead == wanted).known();
}

TEST(code_upgrade, is_scheduled_checked_signalled_and_applied) {
  const auto k = delays(100, 10, 5);
  code_state<shape> s;
  s.current = 1;
  EXPECT_TRUE(can_upgrade(s).known());
  schedule_upgrade(k, s, code(2), block(50));
  EXPECT_FALSE(can_upgrade(s).known());
  process_scheduled_changes(s, block(60));
  EXPECT_TRUE(signals(s, signal()));  // not accepted yet
  note_new_head(s, block(60));
  EXPECT_EQ(s.current.raw(), 1U);

  accept_upgrade(k, s, block(50), block(52));
  EXPECT_EQ(s.expected_at.raw(), 60U);
  process_scheduled_changes(s, block(59));
  EXPECT_TRUE(signals(s, signal()));
  process_scheduled_changes(s, block(60));
  EXPECT_TRUE(signals(s, go_ahead));
  note_new_head(s, block(59));  // a candidate of an older relay parent could not know
  EXPECT_EQ(s.current.raw(), 1U);
  EXPECT_TRUE(signals(s, go_ahead));
  note_new_head(s, block(60));
  EXPECT_EQ(s.current.raw(), 2U);
  EXPECT_FALSE(s.has_future.known());
  EXPECT_TRUE(signals(s, signal()));

  EXPECT_FALSE(can_upgrade(s).known());
  process_scheduled_changes(s, block(149));
  EXPECT_FALSE(can_upgrade(s).known());
  process_scheduled_changes(s, block(150));
  EXPECT_TRUE(can_upgrade(s).known());
}

TEST(code_upgrade, leaves_time_after_a_late_check) {
  const auto k = delays(100, 10, 5);
  code_state<shape> s;
  schedule_upgrade(k, s, code(2), block(50));
  accept_upgrade(k, s, block(50), block(58));
  EXPECT_EQ(s.expected_at.raw(), 63U);
}

TEST(code_upgrade, ignores_a_second_one_and_the_same_code) {
  const auto k = delays(100, 10, 5);
  code_state<shape> s;
  s.current = 1;
  schedule_upgrade(k, s, code(1), block(50));
  EXPECT_TRUE(can_upgrade(s).known());
  schedule_upgrade(k, s, code(2), block(50));
  schedule_upgrade(k, s, code(3), block(51));
  EXPECT_EQ(s.future.raw(), 2U);
  EXPECT_EQ(s.cooldown_ends.raw(), 150U);
}

TEST(code_upgrade, rejected_is_signalled_until_a_head_has_seen_it) {
  const auto k = delays(100, 10, 5);
  code_state<shape> s;
  s.current = 1;
  schedule_upgrade(k, s, code(2), block(50));
  reject_upgrade(s);
  EXPECT_TRUE(signals(s, abort_signal));
  EXPECT_FALSE(s.has_future.known());
  EXPECT_FALSE(can_upgrade(s).known());  // the restriction stays
  note_new_head(s, block(55));
  EXPECT_TRUE(signals(s, signal()));
  EXPECT_EQ(s.current.raw(), 1U);
}

pending_code<shape> waiting_for(std::uint64_t next) {
  pending_code<shape> made;
  made.current = 1;
  made.is_pending = true;
  made.pending = next;
  return made;
}

TEST(signal, is_consumed_once_while_its_block_is_unincluded) {
  segment_tracker<shape> segment;
  auto store = waiting_for(2);
  signal consumed;
  EXPECT_TRUE(see_signal(segment, signal(), store, consumed).fired());
  EXPECT_TRUE(consumed.is_none().known());
  EXPECT_TRUE(see_signal(segment, go_ahead, store, consumed).fired());
  EXPECT_TRUE((consumed == go_ahead).known());
  EXPECT_EQ(store.current.raw(), 2U);
  EXPECT_EQ(see_signal(segment, go_ahead, store, consumed).why(),
            signal_refusal::go_ahead_without_pending_code);

  segment.consumed_go_ahead_signal = go_ahead;
  store = waiting_for(3);
  EXPECT_TRUE(see_signal(segment, go_ahead, store, consumed).fired());
  EXPECT_TRUE(consumed.is_none().known());
  EXPECT_EQ(store.current.raw(), 1U);
  // On another fork the relay chain has not said so: the block cannot be built there.
  EXPECT_EQ(see_signal(segment, signal(), store, consumed).why(),
            signal_refusal::signal_changed_while_unincluded);
}

TEST(signal, to_abort_discards_the_code) {
  segment_tracker<shape> segment;
  auto store = waiting_for(2);
  signal consumed;
  EXPECT_TRUE(see_signal(segment, abort_signal, store, consumed).fired());
  EXPECT_FALSE(store.is_pending.known());
  EXPECT_EQ(store.current.raw(), 1U);
  EXPECT_TRUE((consumed == abort_signal).known());
}

}  // namespace
}  // namespace backcheck::protocol
