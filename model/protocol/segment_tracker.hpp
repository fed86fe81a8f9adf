// SPDX-License-Identifier: Apache-2.0
//
// The bandwidth that the blocks of a parachain's unincluded segment use, and what it forbids the
// next block. Everything here happens in the parachain's own runtime, whose author cannot get
// around it.
//
// Source: cumulus d4bb2215bb28, pallets/parachain-system/src/{unincluded_segment,lib}.rs (2023);
// polkadot-sdk 781c77721728, cumulus/pallets/parachain-system/src/{unincluded_segment,lib}.rs
// (2025). Amounts are 32 bits wide there; sums stop at the largest and are reported so.
#pragma once

#include "model/language/rule.hpp"
#include "model/protocol/refused_amounts.hpp"
#include "model/protocol/unincluded_segment.hpp"
#include "model/protocol/watermark.hpp"

namespace backcheck::protocol {

/// What blocks send through one channel.
template <class Shape>
struct channel_usage {
  using messages_type = typename Shape::template word<unit::messages>;
  using bytes_type = typename Shape::template word<unit::bytes>;
  BACKCHECK_FIELDS(channel_usage, (messages_type, msg_count), (bytes_type, total_bytes));
};

/// What blocks send altogether.
template <class Shape>
struct used_bandwidth {
  using messages_type = typename Shape::template word<unit::messages>;
  using bytes_type = typename Shape::template word<unit::bytes>;
  using channels_type = typename Shape::template per_para<channel_usage<Shape>>;
  BACKCHECK_FIELDS(used_bandwidth, (messages_type, ump_msg_count), (bytes_type, ump_total_bytes),
                   (channels_type, hrmp_outgoing));
};

/// What one channel takes from the whole segment.
template <class Shape>
struct channel_limit {
  using messages_type = typename Shape::template word<unit::messages>;
  using bytes_type = typename Shape::template word<unit::bytes>;
  BACKCHECK_FIELDS(channel_limit, (messages_type, messages_remaining),
                   (bytes_type, bytes_remaining));
};

/// What the relay chain takes from the whole segment, as of the next block's relay parent.
template <class Shape>
struct outbound_bandwidth_limits {
  using messages_type = typename Shape::template word<unit::messages>;
  using bytes_type = typename Shape::template word<unit::bytes>;
  using channels_type = typename Shape::template per_para<channel_limit<Shape>>;
  BACKCHECK_FIELDS(outbound_bandwidth_limits, (messages_type, ump_messages_remaining),
                   (bytes_type, ump_bytes_remaining), (channels_type, hrmp_outgoing));
};

/// A signal of the relay chain about a scheduled code upgrade.
template <class Shape>
using upgrade_go_ahead = language::maybe<typename Shape::domain_type, unit::signals, 2>;
inline constexpr std::size_t signal_abort = 0;
inline constexpr std::size_t signal_go_ahead = 1;

/// A block that is not yet known to be included. Its head is known once its child is authored.
template <class Shape>
struct ancestor {
  using truth = truth_of<Shape>;
  using bandwidth_type = used_bandwidth<Shape>;
  using head_type = typename Shape::template word<unit::heads>;
  using signal_type = upgrade_go_ahead<Shape>;
  BACKCHECK_FIELDS(ancestor, (bandwidth_type, used), (truth, has_para_head), (head_type, para_head),
                   (signal_type, consumed_go_ahead_signal));
};

/// All blocks of the segment together. The watermark outlives them.
template <class Shape>
struct segment_tracker {
  using truth = truth_of<Shape>;
  using bandwidth_type = used_bandwidth<Shape>;
  using number_type = typename Shape::template word<unit::relay_blocks>;
  using signal_type = upgrade_go_ahead<Shape>;
  BACKCHECK_FIELDS(segment_tracker, (bandwidth_type, used), (truth, has_hrmp_watermark),
                   (number_type, hrmp_watermark), (signal_type, consumed_go_ahead_signal));
};

/// The last three are no errors upstream but panics, which a correct runtime cannot reach.
enum class segment_refusal : std::uint8_t {
  none,
  upgrade_go_ahead_already_processed,
  invalid_hrmp_watermark,
  ump_messages_overflow,
  ump_bytes_overflow,
  hrmp_messages_overflow,
  hrmp_bytes_overflow,
  no_limit_for_channel,
  channel_entry_missing,
  subtract_underflow,
};
template <class Shape>
using segment_outcome = language::outcome<typename Shape::domain_type, segment_refusal>;

/// a + b, or the largest 32-bit number.
template <language::domain D, class U, std::uint64_t A, std::uint64_t B>
constexpr auto saturating_sum(const language::quantity<D, U, A>& a,
                              const language::quantity<D, U, B>& b) {
  return least(a + b, language::quantity<D, U, 0xFFFFFFFF>(0xFFFFFFFF));
}

/// Whether what a block sends fits, on top of what the segment has sent already.
template <language::domain D, class U, std::uint64_t A, std::uint64_t B, std::uint64_t L>
constexpr typename D::truth fits_on_top(const language::quantity<D, U, A>& before,
                                        const language::quantity<D, U, B>& own,
                                        const language::quantity<D, U, L>& limit) {
  return saturating_sum(before, own) <= limit;
}

/// Whether the channel of the block's usage at position `i`, if any, takes it on top of the
/// segment's.
template <class Shape>
constexpr segment_outcome<Shape> check_channel(const segment_tracker<Shape>& segment,
                                               const ancestor<Shape>& block,
                                               const outbound_bandwidth_limits<Shape>& limits,
                                               std::size_t i) {
  segment_outcome<Shape> outcome_;
  const auto& own = block.used.hrmp_outgoing;
  const auto unused = !own.has(i);
  const auto before = find(segment.used.hrmp_outgoing, own.key(i)).value;
  const auto limit = find(limits.hrmp_outgoing, own.key(i));
  REQUIRE(unused || limit.exists, segment_refusal::no_limit_for_channel);
  REQUIRE(unused || fits_on_top(before.msg_count, own[i].msg_count, limit.value.messages_remaining),
          segment_refusal::hrmp_messages_overflow);
  REQUIRE(
      unused || fits_on_top(before.total_bytes, own[i].total_bytes, limit.value.bytes_remaining),
      segment_refusal::hrmp_bytes_overflow);
  return outcome_;
}

/// Whether a block that reads up to `watermark` may follow those of the segment. Only the channels
/// that it uses itself are looked at.
template <class Shape>
constexpr segment_outcome<Shape> check_append(const dialect& speak,
                                              const segment_tracker<Shape>& segment,
                                              const ancestor<Shape>& block,
                                              const watermark_update<Shape>& watermark,
                                              const outbound_bandwidth_limits<Shape>& limits) {
  segment_outcome<Shape> outcome_;
  const auto& before = segment.used;
  const auto& own = block.used;
  REQUIRE(segment.consumed_go_ahead_signal.is_none() || block.consumed_go_ahead_signal.is_none(),
          segment_refusal::upgrade_go_ahead_already_processed);
  REQUIRE(!segment.has_hrmp_watermark || watermark.is_head ||
              stays_valid(speak, watermark.number, segment.hrmp_watermark),
          segment_refusal::invalid_hrmp_watermark);
  REQUIRE(fits_on_top(before.ump_msg_count, own.ump_msg_count, limits.ump_messages_remaining),
          segment_refusal::ump_messages_overflow);
  REQUIRE(fits_on_top(before.ump_total_bytes, own.ump_total_bytes, limits.ump_bytes_remaining),
          segment_refusal::ump_bytes_overflow);
  for (std::size_t i = 0; i < places(own.hrmp_outgoing); ++i) {
    REQUIRE_ALL(check_channel(segment, block, limits, i));
  }
  return outcome_;
}

/// Adds a block to the segment. A channel that it uses with zero amounts gets an entry too.
template <class Shape>
constexpr segment_outcome<Shape> append(const dialect& speak, segment_tracker<Shape>& segment,
                                        const ancestor<Shape>& block,
                                        const watermark_update<Shape>& watermark,
                                        const outbound_bandwidth_limits<Shape>& limits) {
  segment_outcome<Shape> outcome_;
  REQUIRE_ALL(check_append(speak, segment, block, watermark, limits));
  auto& total = segment.used;
  const auto& own = block.used;
  total.ump_msg_count = saturating_sum(total.ump_msg_count, own.ump_msg_count);
  total.ump_total_bytes = saturating_sum(total.ump_total_bytes, own.ump_total_bytes);
  for (std::size_t i = 0; i < places(own.hrmp_outgoing); ++i) {
    const auto& recipient = own.hrmp_outgoing.key(i);
    auto usage = find(total.hrmp_outgoing, recipient).value;
    usage.msg_count = saturating_sum(usage.msg_count, own.hrmp_outgoing[i].msg_count);
    usage.total_bytes = saturating_sum(usage.total_bytes, own.hrmp_outgoing[i].total_bytes);
    put_if(own.hrmp_outgoing.has(i), total.hrmp_outgoing, recipient, usage);
  }
  language::assign_if(block.consumed_go_ahead_signal.is_some(), segment.consumed_go_ahead_signal,
                      block.consumed_go_ahead_signal);
  segment.has_hrmp_watermark = truth_of<Shape>(true);
  segment.hrmp_watermark = watermark.number;
  return outcome_;
}

/// Whether the segment uses at least what its oldest block does. Sums that stopped at the largest
/// number have lost what would be subtracted.
template <class Shape>
constexpr segment_outcome<Shape> check_subtract(const segment_tracker<Shape>& segment,
                                                const ancestor<Shape>& block) {
  segment_outcome<Shape> outcome_;
  const auto& total = segment.used;
  const auto& own = block.used;
  REQUIRE(total.ump_msg_count >= own.ump_msg_count, segment_refusal::subtract_underflow);
  REQUIRE(total.ump_total_bytes >= own.ump_total_bytes, segment_refusal::subtract_underflow);
  for (std::size_t i = 0; i < places(own.hrmp_outgoing); ++i) {
    const auto unused = !own.hrmp_outgoing.has(i);
    const auto entry = find(total.hrmp_outgoing, own.hrmp_outgoing.key(i));
    REQUIRE(unused || entry.exists, segment_refusal::channel_entry_missing);
    REQUIRE(unused || entry.value.msg_count >= own.hrmp_outgoing[i].msg_count,
            segment_refusal::subtract_underflow);
    REQUIRE(unused || entry.value.total_bytes >= own.hrmp_outgoing[i].total_bytes,
            segment_refusal::subtract_underflow);
  }
  return outcome_;
}

/// Takes the oldest block out of the segment. Entries of channels left with nothing disappear,
/// those that were never used included; the watermark stays.
template <class Shape>
constexpr segment_outcome<Shape> subtract(segment_tracker<Shape>& segment,
                                          const ancestor<Shape>& block) {
  segment_outcome<Shape> outcome_;
  REQUIRE_ALL(check_subtract(segment, block));
  auto& total = segment.used;
  const auto& own = block.used;
  total.ump_msg_count = monus(total.ump_msg_count, own.ump_msg_count);
  total.ump_total_bytes = monus(total.ump_total_bytes, own.ump_total_bytes);
  for (std::size_t i = 0; i < places(own.hrmp_outgoing); ++i) {
    const auto& recipient = own.hrmp_outgoing.key(i);
    auto usage = find(total.hrmp_outgoing, recipient).value;
    usage.msg_count = monus(usage.msg_count, own.hrmp_outgoing[i].msg_count);
    usage.total_bytes = monus(usage.total_bytes, own.hrmp_outgoing[i].total_bytes);
    put_if(own.hrmp_outgoing.has(i), total.hrmp_outgoing, recipient, usage);
  }
  keep_where(total.hrmp_outgoing, [&](std::size_t i) {
    return total.hrmp_outgoing[i].msg_count != 0 || total.hrmp_outgoing[i].total_bytes != 0;
  });
  language::assign_if(block.consumed_go_ahead_signal.is_some(), segment.consumed_go_ahead_signal,
                      upgrade_go_ahead<Shape>());
  return outcome_;
}

/// The amounts that a refused `append` reports: for bandwidth, the limit and the whole sum.
/// Concrete only: it asks which refusal it was, and looks for the channel.
template <class Shape>
requires(Shape::domain_type::is_concrete) constexpr refused_amounts
    amounts_of(segment_refusal why, const segment_tracker<Shape>& segment,
               const ancestor<Shape>& block, const watermark_update<Shape>& watermark,
               const outbound_bandwidth_limits<Shape>& limits) {
  const auto& before = segment.used;
  const auto& own = block.used;
  std::size_t i = 0;
  while (i < places(own.hrmp_outgoing) && check_channel(segment, block, limits, i).fired()) ++i;
  const std::uint64_t recipient = order_of(own.hrmp_outgoing.key(i)).raw();
  const auto usage = find(before.hrmp_outgoing, own.hrmp_outgoing.key(i)).value;
  const auto limit = find(limits.hrmp_outgoing, own.hrmp_outgoing.key(i)).value;
  switch (why) {
    case segment_refusal::invalid_hrmp_watermark:
      return {0, segment.hrmp_watermark.raw(), watermark.number.raw()};
    case segment_refusal::ump_messages_overflow:
      return {0, limits.ump_messages_remaining.raw(),
              saturating_sum(before.ump_msg_count, own.ump_msg_count).raw()};
    case segment_refusal::ump_bytes_overflow:
      return {0, limits.ump_bytes_remaining.raw(),
              saturating_sum(before.ump_total_bytes, own.ump_total_bytes).raw()};
    case segment_refusal::hrmp_messages_overflow:
      return {recipient, limit.messages_remaining.raw(),
              saturating_sum(usage.msg_count, own.hrmp_outgoing[i].msg_count).raw()};
    case segment_refusal::hrmp_bytes_overflow:
      return {recipient, limit.bytes_remaining.raw(),
              saturating_sum(usage.total_bytes, own.hrmp_outgoing[i].total_bytes).raw()};
    default:
      return {};
  }
}

}  // namespace backcheck::protocol
