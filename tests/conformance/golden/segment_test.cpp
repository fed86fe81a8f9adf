// SPDX-License-Identifier: Apache-2.0
//
// Why: the reference tests of the unincluded segment's bandwidth, kept by name with their own
// numbers.
#include <gtest/gtest.h>

#include "model/protocol/segment.hpp"
#include "tests/conformance/golden/builders.hpp"

namespace backcheck::golden {
namespace {

using protocol::segment_refusal;
using ancestor = protocol::ancestor<shape>;
using tracker = protocol::segment_tracker<shape>;
using limits = protocol::outbound_bandwidth_limits<shape>;
using watermark = protocol::watermark_update<shape>;
using para = shape::para;

watermark head(std::uint64_t number) {
  watermark w;
  w.is_head = true;
  w.number = number;
  return w;
}
watermark trunk(std::uint64_t number) {
  watermark w;
  w.number = number;
  return w;
}
void limit(limits& to, std::uint64_t id, std::uint64_t messages, std::uint64_t bytes) {
  protocol::channel_limit<shape> channel;
  channel.messages_remaining = messages;
  channel.bytes_remaining = bytes;
  put_if(true, to.hrmp_outgoing, para(id), channel);
}
ancestor sending(std::uint64_t id, std::uint64_t messages, std::uint64_t bytes) {
  protocol::channel_usage<shape> usage;
  usage.msg_count = messages;
  usage.total_bytes = bytes;
  ancestor block;
  put_if(true, block.used.hrmp_outgoing, para(id), usage);
  return block;
}
ancestor upward(std::uint64_t messages, std::uint64_t bytes) {
  ancestor block;
  block.used.ump_msg_count = messages;
  block.used.ump_total_bytes = bytes;
  return block;
}
std::pair<std::uint64_t, std::uint64_t> amounts(segment_refusal why, const tracker& segment,
                                                const ancestor& block, const watermark& w,
                                                const limits& l) {
  const auto reported = amounts_of(why, segment, block, w, l);
  return {reported.allowed, reported.submitted};
}
using pair = std::pair<std::uint64_t, std::uint64_t>;

TEST(golden, b15_hrmp_limits_with_segment) {
  limits l;
  limit(l, 0, 10, 30);
  limit(l, 1, 3, 20);
  tracker segment;
  for (std::uint64_t i = 0; i < 5; ++i) {
    EXPECT_TRUE(append(y2023, segment, sending(0, 1, 6), trunk(i), l).fired()) << i;
  }
  const auto sixth = sending(0, 1, 1);
  const auto why = append(y2023, segment, sixth, trunk(5), l).why();
  EXPECT_EQ(why, segment_refusal::hrmp_bytes_overflow);
  EXPECT_EQ(amounts(why, segment, sixth, trunk(5), l), (pair{30, 31}));
  EXPECT_TRUE(subtract(segment, sending(0, 1, 6)).fired());
  EXPECT_TRUE(append(y2023, segment, sixth, trunk(5), l).fired());

  const auto other = sending(1, 3, 10);
  EXPECT_TRUE(append(y2023, segment, other, trunk(6), l).fired());
  const auto again = append(y2023, segment, other, trunk(7), l).why();
  EXPECT_EQ(again, segment_refusal::hrmp_messages_overflow);
  EXPECT_EQ(amounts(again, segment, other, trunk(7), l), (pair{3, 6}));
}

TEST(golden, b16_ump_limits_with_segment) {
  limits l;
  l.ump_messages_remaining = 5;
  l.ump_bytes_remaining = 50;
  tracker segment;
  for (std::uint64_t i = 0; i < 4; ++i) {
    EXPECT_TRUE(append(y2023, segment, upward(1, 10), trunk(i), l).fired()) << i;
  }
  const auto large = upward(1, 30);
  auto why = append(y2023, segment, large, trunk(4), l).why();
  EXPECT_EQ(why, segment_refusal::ump_bytes_overflow);
  EXPECT_EQ(amounts(why, segment, large, trunk(4), l), (pair{50, 70}));
  EXPECT_TRUE(append(y2023, segment, upward(1, 5), trunk(4), l).fired());
  why = append(y2023, segment, upward(1, 5), trunk(5), l).why();
  EXPECT_EQ(why, segment_refusal::ump_messages_overflow);
  EXPECT_EQ(amounts(why, segment, upward(1, 5), trunk(5), l), (pair{5, 6}));
}

TEST(golden, b17_segment_hrmp_watermark) {
  for (const auto& speak : {y2023, y2025}) {
    const bool strict = speak.rules == protocol::rule_set::y2023;
    const auto at_the_last =
        strict ? segment_refusal::invalid_hrmp_watermark : segment_refusal::none;
    tracker segment;
    EXPECT_TRUE(append(speak, segment, {}, head(0), {}).fired());
    EXPECT_EQ(append(speak, segment, {}, trunk(0), {}).why(), at_the_last);
    for (std::uint64_t i = 1; i < 5; ++i) {
      EXPECT_TRUE(append(speak, segment, {}, trunk(i), {}).fired()) << i;
    }
    for (std::uint64_t i = 0; i < 5; ++i) {
      const auto expected = i == 4 ? at_the_last : segment_refusal::invalid_hrmp_watermark;
      EXPECT_EQ(append(speak, segment, {}, trunk(i), {}).why(), expected) << i;
    }
    EXPECT_TRUE(append(speak, segment, {}, head(4), {}).fired());
  }
}

TEST(golden, b18_segment_go_ahead_signal_is_unique) {
  using signal = protocol::upgrade_go_ahead<shape>;
  ancestor goes_ahead;
  goes_ahead.consumed_go_ahead_signal = signal(signal::some(protocol::signal_go_ahead));
  ancestor aborts;
  aborts.consumed_go_ahead_signal = signal(signal::some(protocol::signal_abort));
  tracker segment;
  EXPECT_TRUE(append(y2023, segment, goes_ahead, trunk(0), {}).fired());
  EXPECT_TRUE(append(y2023, segment, {}, trunk(1), {}).fired());
  EXPECT_EQ(append(y2023, segment, aborts, trunk(2), {}).why(),
            segment_refusal::upgrade_go_ahead_already_processed);
  EXPECT_TRUE(subtract(segment, goes_ahead).fired());
  EXPECT_TRUE(append(y2023, segment, aborts, trunk(2), {}).fired());
}

TEST(golden, b19_size_after_included_works) {
  protocol::unincluded_segment<shape> segment;
  const auto after = [&](std::uint64_t included) {
    return blocks_after(segment, ancestor::head_type(included)).raw();
  };
  EXPECT_EQ(after(1), 0U);
  for (std::uint64_t name = 1; name <= 3; ++name) {
    ancestor block;
    block.has_para_head = true;
    block.para_head = name;
    segment.blocks.elements().push_back(block);
  }
  EXPECT_EQ(after(1), 2U);
  EXPECT_EQ(after(2), 1U);
  EXPECT_EQ(after(3), 0U);
  EXPECT_EQ(after(4), 3U);
}

}  // namespace
}  // namespace backcheck::golden
