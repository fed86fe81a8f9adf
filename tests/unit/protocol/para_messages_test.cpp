// SPDX-License-Identifier: Apache-2.0
//
// Why: what a parachain sends on top of what its unincluded blocks sent must fit when all are
// included.
#include <gtest/gtest.h>

#include "model/protocol/para_messages.hpp"

namespace backcheck::protocol {
namespace {

using shape = unbounded;
using bytes = shape::word<unit::bytes>;
using count = shape::word<unit::messages>;
using number = watermark_update<shape>::number_type;

TEST(upward_messages, are_sent_in_order_while_they_fit) {
  const auto sent = [](const std::vector<std::uint64_t>& sizes, std::uint64_t messages,
                       std::uint64_t room, std::uint64_t per_candidate) {
    language::sequence<unit::messages, bytes> queued;
    for (const auto each : sizes) queued.elements().emplace_back(each);
    outbound_bandwidth_limits<shape> left;
    left.ump_messages_remaining = messages;
    left.ump_bytes_remaining = room;
    const auto used = upward_messages_sent<shape>(queued, left, count(per_candidate));
    return std::pair(std::uint64_t{used.ump_msg_count.raw()},
                     std::uint64_t{used.ump_total_bytes.raw()});
  };
  using result = std::pair<std::uint64_t, std::uint64_t>;
  EXPECT_EQ(sent({}, 5, 50, 5), (result{0, 0}));
  EXPECT_EQ(sent({10, 20, 30}, 5, 60, 5), (result{3, 60}));
  EXPECT_EQ(sent({10, 20, 30}, 5, 59, 5), (result{2, 30}));
  EXPECT_EQ(sent({10, 20, 30}, 2, 60, 5), (result{2, 30}));
  EXPECT_EQ(sent({10, 20, 30}, 5, 60, 1), (result{1, 10}));
  EXPECT_EQ(sent({40, 1, 1}, 5, 30, 5), (result{0, 0}));  // none overtakes the first
}

TEST(limits, are_what_unincluded_blocks_leave) {
  segment_tracker<shape> segment;
  segment.used.ump_msg_count = 3;
  segment.used.ump_total_bytes = 100;
  channel_usage<shape> usage;
  usage.msg_count = 2;
  usage.total_bytes = 5;
  put_if(true, segment.used.hrmp_outgoing, shape::para(1), usage);
  outbound_bandwidth_limits<shape> limits;
  limits.ump_messages_remaining = 5;
  limits.ump_bytes_remaining = 60;
  for (const std::uint64_t id : {1U, 2U}) {
    channel_limit<shape> channel;
    channel.messages_remaining = 3;
    channel.bytes_remaining = 4;
    put_if(true, limits.hrmp_outgoing, shape::para(id), channel);
  }
  const auto left = limits_after(segment, limits);
  EXPECT_EQ(left.ump_messages_remaining.raw(), 2U);
  EXPECT_EQ(left.ump_bytes_remaining.raw(), 0U);  // never less
  EXPECT_EQ(left.hrmp_outgoing[0].messages_remaining.raw(), 1U);
  EXPECT_EQ(left.hrmp_outgoing[0].bytes_remaining.raw(), 0U);
  EXPECT_EQ(left.hrmp_outgoing[1].messages_remaining.raw(), 3U);
  EXPECT_FALSE(channel_takes<shape>(left.hrmp_outgoing[0], {}, bytes(1)).known());
  EXPECT_TRUE(channel_takes<shape>(left.hrmp_outgoing[1], {}, bytes(4)).known());
  EXPECT_FALSE(channel_takes<shape>(left.hrmp_outgoing[1], {}, bytes(5)).known());
  EXPECT_FALSE(channel_takes<shape>(left.hrmp_outgoing[1], usage, bytes(1)).known());
}

TEST(watermark, stands_where_the_last_message_was_sent) {
  const auto reached = [](const std::vector<std::uint64_t>& sent_at) {
    shape::list<unit::messages, number> processed;
    for (const auto each : sent_at) processed.elements().emplace_back(each);
    return watermark_reached<shape>(processed, number(9));
  };
  EXPECT_TRUE(reached({}).is_head.known());
  EXPECT_EQ(reached({}).number.raw(), 9U);
  EXPECT_FALSE(reached({4, 7}).is_head.known());
  EXPECT_EQ(reached({4, 7}).number.raw(), 7U);
  EXPECT_TRUE(reached({4, 9}).is_head.known());
}

}  // namespace
}  // namespace backcheck::protocol
