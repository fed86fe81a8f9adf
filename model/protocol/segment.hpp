// SPDX-License-Identifier: Apache-2.0
//
// The unincluded segment as the parachain's runtime stores it: its blocks, oldest first, with their
// tracker; what happens when the relay chain is known to have included one of them; and the limits
// that the relay chain's state sets for them.
//
// Source: cumulus d4bb2215bb28, pallets/parachain-system/src/lib.rs
// (`maybe_drop_included_ancestors`), unincluded_segment.rs (`size_after_included`,
// `OutboundBandwidthLimits::from_relay_chain_state`); polkadot-sdk 781c77721728,
// cumulus/pallets/parachain-system, the same files.
#pragma once

#include "model/protocol/segment_tracker.hpp"

namespace backcheck::protocol {

template <class Shape>
struct unincluded_segment {
  using tracker_type = segment_tracker<Shape>;
  using blocks_type = typename Shape::template list<unit::para_blocks, ancestor<Shape>>;
  BACKCHECK_FIELDS(unincluded_segment, (tracker_type, tracker), (blocks_type, blocks));
};

/// How many blocks stay if `included` is the newest head known to be included: those after the
/// first block with that head; all, where there is none.
template <class Shape>
constexpr auto blocks_after(const unincluded_segment<Shape>& segment,
                            const typename ancestor<Shape>::head_type& included) {
  using D = typename Shape::domain_type;
  const auto length = length_of(segment.blocks);
  auto after = length;
  truth_of<Shape> found(false);
  for (std::size_t i = 0; i < places(segment.blocks); ++i) {
    const auto& block = segment.blocks[i];
    const auto here = segment.blocks.has(i) && block.has_para_head && block.para_head == included;
    using count = std::remove_cv_t<decltype(length)>;
    language::assign_if(here && !found, after, monus(length, count(i + 1)));
    found = found || here;
  }
  return size_after_included<D>(length, after);
}

/// A block joins the segment. Its head is not known yet.
template <class Shape>
constexpr segment_outcome<Shape> append(const dialect& speak, unincluded_segment<Shape>& segment,
                                        const ancestor<Shape>& block,
                                        const watermark_update<Shape>& watermark,
                                        const outbound_bandwidth_limits<Shape>& limits) {
  segment_outcome<Shape> outcome_;
  REQUIRE_ALL(append(speak, segment.tracker, block, watermark, limits));
  append_if(truth_of<Shape>(true), segment.blocks, block);
  return outcome_;
}

/// The oldest block leaves the segment, which is not empty.
template <class Shape>
constexpr segment_outcome<Shape> subtract_oldest(unincluded_segment<Shape>& segment) {
  segment_outcome<Shape> outcome_;
  REQUIRE_ALL(subtract(segment.tracker, segment.blocks[0]));
  drop_front(segment.blocks, decltype(length_of(segment.blocks))(1));
  return outcome_;
}

/// The relay chain is known to have included `included`: it and the blocks before it leave.
template <class Shape>
constexpr segment_outcome<Shape> drop_included(
    unincluded_segment<Shape>& segment, const typename ancestor<Shape>::head_type& included) {
  segment_outcome<Shape> outcome_;
  const auto dropped = monus(length_of(segment.blocks), blocks_after(segment, included));
  auto tracker = segment.tracker;
  for (std::size_t i = 0; i < places(segment.blocks); ++i) {
    auto smaller = tracker;
    const auto leaves = dropped > i;
    REQUIRE_ALL(subtract(smaller, language::either(leaves, segment.blocks[i], ancestor<Shape>{})));
    language::assign_if(leaves, tracker, smaller);
  }
  segment.tracker = tracker;
  drop_front(segment.blocks, dropped);
  return outcome_;
}

/// A channel out of the para, in the relay chain's state.
template <class Shape>
struct egress_channel {
  using para_type = typename Shape::para;
  using messages_type = typename Shape::template word<unit::messages>;
  using bytes_type = typename Shape::template word<unit::bytes>;
  BACKCHECK_FIELDS(egress_channel, (para_type, recipient), (messages_type, max_capacity),
                   (bytes_type, max_total_size), (messages_type, msg_count),
                   (bytes_type, total_size));
};

/// The limits: what the upward queue still takes, and each channel, at least nothing. Of channels
/// to one para the last counts.
template <class Shape, class Channels>
constexpr outbound_bandwidth_limits<Shape> limits_from_relay_state(
    const typename outbound_bandwidth_limits<Shape>::messages_type& remaining_count,
    const typename outbound_bandwidth_limits<Shape>::bytes_type& remaining_size,
    const Channels& channels) {
  outbound_bandwidth_limits<Shape> limits;
  limits.ump_messages_remaining = remaining_count;
  limits.ump_bytes_remaining = remaining_size;
  for (std::size_t i = 0; i < places(channels); ++i) {
    channel_limit<Shape> limit;
    limit.messages_remaining = monus(channels[i].max_capacity, channels[i].msg_count);
    limit.bytes_remaining = monus(channels[i].max_total_size, channels[i].total_size);
    put_if(channels.has(i), limits.hrmp_outgoing, channels[i].recipient, limit);
  }
  return limits;
}

}  // namespace backcheck::protocol
