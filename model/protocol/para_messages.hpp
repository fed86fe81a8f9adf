// SPDX-License-Identifier: Apache-2.0
//
// Messages as the parachain's own runtime handles them: which inbound ones a block processes, how
// far that sets its watermark, and which outbound ones it may send, given what its unincluded
// ancestors have sent already.
//
// Source: cumulus d4bb2215bb28, pallets/parachain-system/src/lib.rs (`on_finalize`,
// `adjust_egress_bandwidth_limits`, `create_inherent`, `enqueue_inbound_downward_messages`,
// `enqueue_inbound_horizontal_messages`); the same in polkadot-sdk 781c77721728.
#pragma once

#include "model/protocol/segment_tracker.hpp"

namespace backcheck::protocol {

/// Whether an inbound message is news to a block whose predecessor was built on relay block `last`:
/// those sent up to there were all processed, since none may be left out.
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth is_unprocessed(
    const language::quantity<D, unit::relay_blocks, A>& sent_at,
    const language::quantity<D, unit::relay_blocks, B>& last) {
  return sent_at > last;
}

/// The watermark that a block sets: where its last horizontal message was sent, by those relay
/// blocks in order; its relay parent if there is none.
template <class Shape>
constexpr auto watermark_reached(
    const typename Shape::template list<unit::messages,
                                        typename watermark_update<Shape>::number_type>& processed,
    const typename watermark_update<Shape>::number_type& relay_parent) {
  auto reached = relay_parent;
  for (std::size_t i = 0; i < places(processed); ++i) {
    language::assign_if(processed.has(i), reached, processed[i]);
  }
  return new_watermark<Shape>(relay_parent, reached);
}

/// What is left of the relay chain's limits for the next block once its unincluded ancestors have
/// what they used.
template <class Shape>
constexpr outbound_bandwidth_limits<Shape> limits_after(
    const segment_tracker<Shape>& segment, const outbound_bandwidth_limits<Shape>& limits) {
  auto left = limits;
  left.ump_messages_remaining = monus(left.ump_messages_remaining, segment.used.ump_msg_count);
  left.ump_bytes_remaining = monus(left.ump_bytes_remaining, segment.used.ump_total_bytes);
  for (std::size_t i = 0; i < places(limits.hrmp_outgoing); ++i) {
    const auto& recipient = limits.hrmp_outgoing.key(i);
    const auto used = find(segment.used.hrmp_outgoing, recipient).value;
    auto channel = limits.hrmp_outgoing[i];
    channel.messages_remaining = monus(channel.messages_remaining, used.msg_count);
    channel.bytes_remaining = monus(channel.bytes_remaining, used.total_bytes);
    put_if(limits.hrmp_outgoing.has(i), left.hrmp_outgoing, recipient, channel);
  }
  return left;
}

/// How many messages a block sends upward, of those queued (by their sizes): the first ones, while
/// neither their number nor their bytes pass what is left, nor their number what a candidate may
/// send.
template <class Shape, class Sizes>
constexpr auto upward_messages_sent(
    const Sizes& queued, const outbound_bandwidth_limits<Shape>& left,
    const typename outbound_bandwidth_limits<Shape>::messages_type& max_per_candidate) {
  using D = typename Shape::domain_type;
  used_bandwidth<Shape> sent;
  truth_of<Shape> open(true);
  for (std::size_t i = 0; i < places(queued); ++i) {
    const auto bytes = saturating_sum(sent.ump_total_bytes, queued[i]);
    open = open && queued.has(i) && sent.ump_msg_count < max_per_candidate &&
           sent.ump_msg_count < left.ump_messages_remaining && bytes <= left.ump_bytes_remaining;
    language::assign_if(open, sent.ump_total_bytes, bytes);
    using one = language::quantity<D, unit::messages, 1>;
    sent.ump_msg_count = sent.ump_msg_count + language::one_if<one>(open);
  }
  return sent;
}

/// Whether a block may send a message of that size through a channel, besides what it sends there
/// already: it sends one message to each para.
template <class Shape, std::uint64_t B>
constexpr truth_of<Shape> channel_takes(
    const channel_limit<Shape>& left, const channel_usage<Shape>& sent,
    const language::quantity<typename Shape::domain_type, unit::bytes, B>& size) {
  return sent.msg_count == 0 && left.messages_remaining > 0 && size <= left.bytes_remaining;
}

}  // namespace backcheck::protocol
