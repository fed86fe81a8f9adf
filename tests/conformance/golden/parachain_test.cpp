// SPDX-License-Identifier: Apache-2.0
//
// Why: the reference tests of a parachain's own runtime over several blocks, kept by name. The
// blocks are authored by the protocol's functions alone; this file only calls them in the runtime's
// order.
#include <gtest/gtest.h>

#include "model/protocol/code_upgrade.hpp"
#include "model/protocol/para_messages.hpp"
#include "model/protocol/segment.hpp"
#include "tests/conformance/golden/builders.hpp"

namespace backcheck::golden {
namespace {

using ancestor = protocol::ancestor<shape>;
using limits = protocol::outbound_bandwidth_limits<shape>;
using signal = protocol::upgrade_go_ahead<shape>;
using para = shape::para;

const para peer(300);

/// What a block sees of the relay chain.
struct relay_view {
  std::uint64_t number = 0;
  signal go_ahead;
  limits outbound;
};

/// A parachain whose block n is included when block n + 1 + `inclusion_delay` is authored.
class parachain {
 public:
  parachain(std::uint64_t capacity, std::uint64_t inclusion_delay)
      : capacity_(capacity), inclusion_delay_(inclusion_delay) {}

  /// Authors block `number`; false where the runtime would panic.
  bool author(std::uint64_t number, const relay_view& seen) {
    auto& blocks = segment.blocks.elements();
    if (!blocks.empty()) {
      blocks.back().has_para_head = true;
      blocks.back().para_head = number - 1;
    }
    const std::uint64_t unincluded = inclusion_delay_ + 1;
    const ancestor::head_type included = number < unincluded ? 0 : number - unincluded;
    if (!drop_included(segment, included).fired()) return false;
    using length = protocol::segment_length<language::concrete, 0xFFFFFFFF>;
    const length kept = length_of(segment.blocks);
    if (!protocol::has_room<language::concrete>(y2023, kept, length(capacity_)).known()) {
      return false;
    }
    ancestor built;
    if (!see_signal(segment.tracker, seen.go_ahead, code, built.consumed_go_ahead_signal).fired()) {
      return false;
    }
    if (set_code != 0 && set_code_in == number) {
      code.is_pending = true;
      code.pending = set_code;
    }
    send(built, seen.outbound);
    const auto reached = protocol::watermark_reached<shape>({}, seen.number);
    return append(y2023, segment, built, reached, seen.outbound).fired();
  }

  protocol::unincluded_segment<shape> segment;
  protocol::pending_code<shape> code;
  std::uint64_t set_code = 0;  ///< new code, scheduled in block `set_code_in`
  std::uint64_t set_code_in = 0;
  std::vector<std::string> queue;  ///< messages for the peer that are not sent yet
  std::vector<std::string> sent;   ///< those that the last block sent

 private:
  /// Takes out of the queue what fits.
  void send(ancestor& built, const limits& outbound) {
    const auto left = find(limits_after(segment.tracker, outbound).hrmp_outgoing, peer).value;
    protocol::channel_usage<shape> usage;
    sent.clear();
    std::erase_if(queue, [&](const std::string& message) {
      const shape::word<protocol::unit::bytes> size(message.size());
      if (!protocol::channel_takes<shape>(left, usage, size).known()) return false;
      usage.msg_count = 1;
      usage.total_bytes = size;
      sent.push_back(message);
      return true;
    });
    if (!sent.empty()) put_if(true, built.used.hrmp_outgoing, peer, usage);
  }

  std::uint64_t capacity_;
  std::uint64_t inclusion_delay_;
};

std::uint64_t length(const parachain& p) { return length_of(p.segment.blocks).raw(); }
relay_view at(std::uint64_t number, const signal& go_ahead = {}) {
  relay_view seen;
  seen.number = number;
  seen.go_ahead = go_ahead;
  return seen;
}
const signal go_ahead{signal::some(protocol::signal_go_ahead)};

TEST(golden, b11_unincluded_segment_works) {
  parachain p(10, 1);
  EXPECT_TRUE(p.author(123, at(123)));
  EXPECT_EQ(length(p), 1U);
  EXPECT_FALSE(p.segment.blocks[0].has_para_head.known());
  EXPECT_TRUE(p.author(124, at(124)));
  EXPECT_EQ(length(p), 2U);
  EXPECT_TRUE(p.segment.blocks[0].has_para_head.known());
  EXPECT_TRUE(p.author(125, at(125)));
  EXPECT_EQ(length(p), 2U);
}

TEST(golden, b12_unincluded_segment_is_limited) {
  parachain p(1, 2);
  EXPECT_TRUE(p.author(123, at(123)));
  EXPECT_FALSE(p.author(124, at(124)));
}

TEST(golden, b13_unincluded_code_upgrade_handles_signal) {
  parachain p(2, 1);
  p.set_code = 7;
  p.set_code_in = 123;
  EXPECT_TRUE(p.author(123, at(123)));
  EXPECT_TRUE(p.code.is_pending.known());
  EXPECT_TRUE(p.author(124, at(124, go_ahead)));
  EXPECT_EQ(p.code.current.raw(), 7U);
  EXPECT_FALSE(p.code.is_pending.known());
  EXPECT_TRUE(p.author(125, at(125, go_ahead)));
  EXPECT_TRUE((p.segment.tracker.consumed_go_ahead_signal == go_ahead).known());
  EXPECT_EQ(length(p), 2U);
  EXPECT_TRUE(p.author(126, at(126)));
  EXPECT_TRUE(p.segment.tracker.consumed_go_ahead_signal.is_none().known());
}

TEST(golden, b14_unincluded_code_upgrade_scheduled_after_go_ahead) {
  parachain p(2, 1);
  p.set_code = 7;
  p.set_code_in = 123;
  EXPECT_TRUE(p.author(123, at(123)));
  p.set_code = 8;
  p.set_code_in = 124;
  EXPECT_TRUE(p.author(124, at(124, go_ahead)));
  EXPECT_EQ(p.code.current.raw(), 7U);
  EXPECT_TRUE(p.author(125, at(125, go_ahead)));
  EXPECT_TRUE((p.segment.tracker.consumed_go_ahead_signal == go_ahead).known());
  EXPECT_TRUE(p.author(126, at(126)));
  EXPECT_TRUE(p.code.is_pending.known());
  EXPECT_EQ(p.code.pending.raw(), 8U);
  EXPECT_EQ(p.code.current.raw(), 7U);
}

TEST(golden, b20_hrmp_outbound_respects_used_bandwidth) {
  parachain p(3, 2);
  using messages = std::vector<std::string>;
  const std::vector<messages> queued{{}, {}, {"2", "2222"}, {"3"}, {"444", "4"}, {}, {}, {}, {}};
  const std::vector<std::pair<std::uint64_t, std::uint64_t>> on_relay{
      {0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {1, 1}, {2, 2}, {1, 1}, {0, 0}};
  const std::vector<messages> expected{{}, {}, {"2"}, {"3"}, {}, {}, {}, {"444"}, {"4"}};
  for (std::uint64_t block = 1; block <= 8; ++block) {
    for (const auto& each : queued[block]) p.queue.push_back(each);
    protocol::egress_channel<shape> channel;
    channel.recipient = peer;
    channel.max_capacity = 2;
    channel.max_total_size = 4;
    channel.msg_count = on_relay[block].first;
    channel.total_size = on_relay[block].second;
    language::sequence<protocol::unit::channels, protocol::egress_channel<shape>> channels;
    channels.elements().push_back(channel);
    auto seen = at(block);
    seen.outbound = protocol::limits_from_relay_state<shape>(0, 0, channels);
    ASSERT_TRUE(p.author(block, seen)) << block;
    EXPECT_EQ(p.sent, expected[block]) << block;
  }
}

TEST(golden, b21_inherent_processed_messages_are_ignored) {
  using number = shape::word<protocol::unit::relay_blocks>;
  const std::vector<number> downward{3};
  const std::vector<number> horizontal{2, 3};
  number last(0);
  std::vector<std::size_t> processed;
  for (int block = 1; block <= 3; ++block) {
    std::size_t count = 0;
    for (const auto* messages : {&downward, &horizontal}) {
      for (const auto& sent_at : *messages) {
        count += protocol::is_unprocessed(sent_at, last).known() ? 1U : 0U;
      }
    }
    processed.push_back(count);
    last = 3;
  }
  EXPECT_EQ(processed, (std::vector<std::size_t>{3, 0, 0}));
}

}  // namespace
}  // namespace backcheck::golden
