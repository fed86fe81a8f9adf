// SPDX-License-Identifier: Apache-2.0
//
// Downward and horizontal messages in the machine. The rules are those of `model/protocol`: what
// the relay chain accepts (`acceptance.hpp`), what it does with it (`enactment.hpp`), what a
// parachain's own runtime lets its blocks send (`segment_tracker.hpp`) and how far they read
// (`para_messages.hpp`). Here they get their data.
#pragma once

#include "model/machine/chart.hpp"
#include "model/machine/refusal.hpp"
#include "model/protocol/enactment.hpp"
#include "model/protocol/para_messages.hpp"
#include "model/protocol/segment.hpp"

namespace backcheck::machine {

/// What a candidate commits to, as far as these messages go. Horizontal ones are as long as they
/// may be.
template <language::domain D, class S>
constexpr protocol::candidate_commitments<message_shape<D, S>> commitments_of(
    const world<D>& w, const terms<D>& now, const block_traffic<D, S>& c) {
  using shape = message_shape<D, S>;
  protocol::candidate_commitments<shape> made;
  made.processed_downward_messages = c.processed;
  made.hrmp_watermark = c.read_to;
  for (std::size_t i = 0; i < recipients_max; ++i) {
    const std::size_t to =
        w.speak.breaks(protocol::fault::recipients_unsorted) ? recipients_max - 1 - i : i;
    protocol::horizontal_message<shape> message;
    message.recipient = recipient_index<D, S>(to);
    message.size = now.k.messages.hrmp_channel_max_message_size;
    append_if(c.recipients[to], made.horizontal_messages, message);
  }
  return made;
}

/// What the relay chain knows of the para's messages at a block.
template <language::domain D, class S>
constexpr protocol::para_on_chain<message_shape<D, S>> on_chain(const terms<D>& now,
                                                                const para_traffic<D, S>& there) {
  using shape = message_shape<D, S>;
  using truth = typename D::truth;
  const auto& k = now.k.messages;
  protocol::para_on_chain<shape> para;
  para.downward = there.downward;
  para.has_watermark = there.has_watermark;
  para.watermark = there.watermark;
  para.digests = there.digests;
  for (std::size_t i = 0; i < recipients_max; ++i) {
    protocol::channel_on_chain<shape> channel;
    channel.max_message_size = k.hrmp_channel_max_message_size;
    channel.max_total_size = k.hrmp_channel_max_total_size;
    channel.max_capacity = k.hrmp_channel_max_capacity;
    channel.msg_count = there.channels[i];
    channel.total_size = times(k.hrmp_channel_max_message_size, there.channels[i]);
    put_if(truth(true), para.channels, recipient_index<D, S>(i), channel);
  }
  return para;
}

/// Whether a block under whose terms the para's messages are so accepts what a candidate does with
/// them.
template <language::domain D, class S>
constexpr language::outcome<D, refusal> accepts_traffic(const world<D>& w, const terms<D>& now,
                                                        const state<D, S>& s,
                                                        const typename D::truth& idle,
                                                        const candidate<D, S>& c,
                                                        const para_traffic<D, S>& there) {
  using truth = typename D::truth;
  using shape = message_shape<D, S>;
  language::outcome<D, refusal> outcome_;
  const auto breaks = [&](protocol::fault which) { return truth(w.speak.breaks(which)); };
  const auto para = on_chain(now, there);
  const auto made = commitments_of(w, now, c.traffic);
  protocol::relay_block<shape> relay_parent;
  relay_parent.number = relay_parent_number(s, c);
  const truth downward(w.window.downward > 0);
  const truth horizontal(w.window.horizontal > 0);
  REQUIRE(idle || !downward || check_downward(para, relay_parent, made).holds() ||
              breaks(protocol::fault::downward_ignored),
          refusal::downward_messages_refused);
  REQUIRE(idle || !horizontal || check_watermark(w.speak, para, relay_parent, made).holds() ||
              breaks(protocol::fault::watermark_forgotten),
          refusal::watermark_refused);
  REQUIRE(idle || !horizontal || check_outbound(now.k.messages, para, made).holds() ||
              breaks(protocol::fault::recipients_unsorted) ||
              breaks(protocol::fault::channel_unlimited),
          refusal::horizontal_messages_refused);
  return outcome_;
}

/// A candidate is included, if so: what it has processed goes, what it sends is passed on.
template <language::domain D, class S>
constexpr void include_traffic(const world<D>& w, const terms<D>& now,
                               const typename D::truth& included, const candidate<D, S>& c,
                               para_traffic<D, S>& there) {
  auto after = there;
  const auto made = commitments_of(w, now, c.traffic);
  prune_downward(after.downward, made);
  if (w.window.horizontal > 0) {
    protocol::prune_inbound(after.digests, made.hrmp_watermark);
    after.has_watermark = typename D::truth(true);
    after.watermark = made.hrmp_watermark;
    for (std::size_t i = 0; i < recipients_max; ++i)
      after.channels[i] =
          least(after.channels[i] + sent_to(made, recipient_index<D, S>(i)),
                language::quantity<D, protocol::unit::messages, channel_max>(channel_max));
  }
  assign_if(included, there, after);
}

/// The block sends a downward message, or another para a horizontal one; and the others read what
/// they were sent, all of it.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> pass_messages(const world<D>& w,
                                                      const relay_block<D, S>& block,
                                                      para_traffic<D, S>& there, Choices& choose) {
  using truth = typename D::truth;
  language::outcome<D, refusal> outcome_;
  const auto here = message_number<D, S>(number_of(block));
  const auto sends = choose.whether("downward message", truth(w.window.downward > 0));
  REQUIRE(!sends || there.downward.length < w.window.downward, refusal::window_full_of_messages);
  append_if(sends, there.downward, here);
  const auto receives = choose.whether("horizontal message", truth(w.window.horizontal > 0));
  REQUIRE(!receives || there.digests.length < w.window.horizontal,
          refusal::window_full_of_messages);
  append_if(receives, there.digests, here);
  for (std::size_t i = 0; i < recipients_max; ++i) {
    const auto reads = choose.whether("channel read", there.channels[i] > 0);
    assign_if(reads, there.channels[i], 0);
  }
  return outcome_;
}

/// What of the downward queue seen at the relay parent the unincluded blocks before a new one have
/// left.
template <language::domain D, class S, class Count>
constexpr auto downward_left(const state<D, S>& s, const para_traffic<D, S>& seen,
                             const maybe_candidate<D, S>& parent, const Count& unincluded) {
  auto left = seen.downward;
  auto walker = parent;
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(unincluded > i)) break;
    const auto c = at(s.candidates, walker);
    drop_front(left, either(unincluded > i, c.traffic.processed, decltype(c.traffic.processed)(0)));
    walker = c.parent;
  }
  return left;
}

/// The watermark of a head, and whether there is one; none is the head included at the finalized
/// block.
template <language::domain D, class S>
constexpr protocol::segment_tracker<message_shape<D, S>> tracker_after(
    const state<D, S>& s, std::size_t para, const maybe_candidate<D, S>& head) {
  const auto& root = s.blocks[0].paras[para].traffic;
  protocol::segment_tracker<message_shape<D, S>> segment;
  segment.has_hrmp_watermark = head.is_some() || root.has_watermark;
  segment.hrmp_watermark =
      either(head.is_some(), at(s.candidates, head).traffic.read_to, root.watermark);
  return segment;
}

/// What a parachain block uses of the channels to others.
template <language::domain D, class S>
constexpr protocol::ancestor<message_shape<D, S>> usage_of(const world<D>& w, const terms<D>& now,
                                                           const block_traffic<D, S>& c) {
  const auto made = commitments_of(w, now, c);
  protocol::ancestor<message_shape<D, S>> block;
  for (std::size_t i = 0; i < recipients_max; ++i) {
    const recipient_index<D, S> to(i);
    protocol::channel_usage<message_shape<D, S>> usage;
    usage.msg_count = sent_to(made, to);
    usage.total_bytes = times(now.k.messages.hrmp_channel_max_message_size, usage.msg_count);
    put_if(usage.msg_count > 0, block.used.hrmp_outgoing, to, usage);
  }
  return block;
}

/// The segment that a new block joins: the watermark of its parent, and what the `kept` blocks have
/// sent.
template <language::domain D, class S, class Kept>
constexpr auto segment_before(const world<D>& w, const terms<D>& now, const state<D, S>& s,
                              std::size_t para, const maybe_candidate<D, S>& parent,
                              const Kept& kept) {
  auto segment = tracker_after(s, para, parent);
  auto walker = parent;
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(kept > i)) break;
    const auto c = at(s.candidates, walker);
    const auto used = usage_of(w, now, c.traffic).used.hrmp_outgoing;
    for (std::size_t p = 0; p < recipients_max; ++p) {
      const recipient_index<D, S> to(p);
      auto total = find(segment.used.hrmp_outgoing, to).value;
      total.msg_count = total.msg_count + used[p].msg_count;
      total.total_bytes = total.total_bytes + used[p].total_bytes;
      put_if(kept > i && used.has(p), segment.used.hrmp_outgoing, to, total);
    }
    walker = c.parent;
  }
  return segment;
}

/// What the relay chain takes from the para's segment at a relay parent.
template <language::domain D, class S>
constexpr protocol::outbound_bandwidth_limits<message_shape<D, S>> limits_at(
    const terms<D>& now, const para_traffic<D, S>& seen) {
  using shape = message_shape<D, S>;
  const auto para = on_chain(now, seen);
  typename shape::template list<protocol::unit::channels, protocol::egress_channel<shape>> channels;
  for (std::size_t i = 0; i < recipients_max; ++i) {
    const auto& there = para.channels[i];
    append_if(typename D::truth(true), channels,
              {recipient_index<D, S>(i), there.max_capacity, there.max_total_size, there.msg_count,
               there.total_size});
  }
  return protocol::limits_from_relay_state<shape>(0, 0, channels);
}

/// The part of a parachain block that is about messages. It processes some of the downward messages
/// that are left, and one at least; it reads inbound horizontal ones up to some block with such, or
/// all if there are none; and sends to whom it likes, as far as channels and candidates hold.
template <language::domain D, class S, class Behind, class Choices>
constexpr language::outcome<D, refusal> traffic_block(const world<D>& w, const state<D, S>& s,
                                                      const relay_block<D, S>& relay_parent,
                                                      const para_traffic<D, S>& seen,
                                                      const Behind& behind, candidate<D, S>& built,
                                                      Choices& choose) {
  using truth = typename D::truth;
  using shape = message_shape<D, S>;
  using count = language::index<D, protocol::unit::messages, messages_max + 1>;
  using counts = language::quantity<D, protocol::unit::messages, messages_max + 1>;
  language::outcome<D, refusal> outcome_;
  const auto breaks = [&](protocol::fault which) { return truth(w.speak.breaks(which)); };
  const auto& now = in_force(w, relay_parent);
  protocol::relay_block<shape> here;
  here.number = number_of(relay_parent);

  const auto before = w.speak.breaks(protocol::fault::ancestors_forgotten)
                          ? decltype(behind.unincluded)(0)
                          : behind.unincluded;
  const auto left = downward_left(s, seen, built.parent, before);
  built.traffic.processed =
      choose.template one_of<count>("processes", counts(next(left.length))).place();
  REQUIRE(protocol::advances_downward_queue(left, here, built.traffic.processed) ||
              breaks(protocol::fault::downward_ignored),
          refusal::downward_messages_refused);

  auto segment = segment_before(w, now, s, 0, built.parent, behind.kept);
  segment.has_hrmp_watermark =
      segment.has_hrmp_watermark && !breaks(protocol::fault::watermark_forgotten);
  typename shape::template list<protocol::unit::messages, message_number<D, S>> unread;
  for (std::size_t i = 0; i < messages_max; ++i)
    append_if(
        seen.digests.has(i) && (!segment.has_hrmp_watermark ||
                                protocol::is_unprocessed(seen.digests[i], segment.hrmp_watermark)),
        unread, seen.digests[i]);
  const auto read = choose.template one_of<count>("reads", counts(next(unread.length)));
  REQUIRE(unread.length == 0 || read.place() > 0, refusal::watermark_refused);
  truncate(unread, read.place());
  const auto watermark = protocol::watermark_reached<shape>(unread, here.number);
  built.traffic.read_to =
      either(truth(w.window.horizontal > 0), watermark.number, message_number<D, S>(0));

  for (std::size_t i = 0; i < recipients_max; ++i)
    built.traffic.recipients[i] = choose.whether("sends across", truth(w.window.horizontal > 0));
  const auto own = usage_of(w, now, built.traffic);
  const auto made = commitments_of(w, now, built.traffic);
  REQUIRE(length_of(made.horizontal_messages) <= now.k.messages.hrmp_max_message_num_per_candidate,
          refusal::horizontal_messages_refused);
  REQUIRE(truth(w.window.horizontal == 0) || breaks(protocol::fault::channel_unlimited) ||
              check_append(w.speak, segment, own, watermark, limits_at(now, seen)).holds(),
          refusal::horizontal_messages_refused);
  return outcome_;
}

/// The lowest number that a relay parent may have, less one: what is older is as old as that.
template <language::domain D, class S>
constexpr message_number<D, S> oldest_number(const world<D>& w) {
  return monus(message_number<D, S>(number_shift), next(next(w.reach)));
}

/// Whether a block may be finalized: no inbound message in it waits to be read longer than is
/// followed.
template <language::domain D, class S>
constexpr typename D::truth follows_inbound(const world<D>& w, const relay_block<D, S>& block) {
  typename D::truth all(true);
  for (std::size_t p = 0; p < S::paras; ++p) {
    const auto& digests = block.paras[p].traffic.digests;
    all = all && (!digests.has(0) || digests[0] > next(oldest_number<D, S>(w)));
  }
  return all;
}

/// A block has been finalized, and numbers are counted from it.
template <language::domain D, class S>
constexpr void rebase_traffic(const world<D>& w, state<D, S>& s) {
  const auto oldest = oldest_number<D, S>(w);
  const auto one = relay_blocks<D, 1>(1);
  const auto rebase = [&](const typename D::truth& exists, auto& number) {
    assign_if(exists, number, greatest(monus(number, one), oldest));
  };
  for (std::size_t b = 0; b < S::blocks; ++b) {
    if (language::impossible(s.has_block(b))) continue;
    for (std::size_t p = 0; p < S::paras; ++p) {
      auto& there = s.blocks[b].paras[p].traffic;
      for (std::size_t i = 0; i < messages_max; ++i) {
        rebase(s.has_block(b) && there.downward.has(i), there.downward[i]);
        rebase(s.has_block(b) && there.digests.has(i), there.digests[i]);
      }
      rebase(s.has_block(b) && there.has_watermark, there.watermark);
    }
  }
  for (std::size_t i = 0; i < S::candidates; ++i) {
    const auto watermarks = typename D::truth(w.window.horizontal > 0);
    rebase(s.has_candidate(i) && watermarks, s.candidates[i].traffic.read_to);
  }
}

}  // namespace backcheck::machine
