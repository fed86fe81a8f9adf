// SPDX-License-Identifier: Apache-2.0
//
// The inclusion emulator: what the relay chain would still accept from a para, as a value
// (`constraints`) that each unincluded candidate changes (`modifications`). A node judges a
// candidate whose ancestors are not on chain yet under the base constraints with its ancestors'
// modifications stacked and applied.
//
// Source: polkadot 52209dcfe546, node/subsystem-util/src/inclusion_emulator/staging.rs (2023);
// polkadot-sdk 781c77721728, polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs (2025).
// Counts are as wide as there: `usize` for what is left and what is used, `u32` for limits.
#pragma once

#include "model/language/rule.hpp"
#include "model/protocol/candidate.hpp"
#include "model/protocol/refused_amounts.hpp"
#include "model/protocol/watermark.hpp"

namespace backcheck::protocol {

/// What is left of an outbound channel.
template <class Shape>
struct outbound_channel {
  using bytes_type = typename Shape::template wide<unit::bytes>;
  using messages_type = typename Shape::template wide<unit::messages>;
  BACKCHECK_FIELDS(outbound_channel, (bytes_type, bytes_remaining),
                   (messages_type, messages_remaining));
};

/// What is sent through an outbound channel.
template <class Shape>
struct outbound_usage {
  using bytes_type = typename Shape::template wide<unit::bytes>;
  using messages_type = typename Shape::template wide<unit::messages>;
  BACKCHECK_FIELDS(outbound_usage, (bytes_type, bytes_submitted),
                   (messages_type, messages_submitted));
};

/// What the relay chain accepts from a para next. `dmp_remaining_messages` are the numbers of the
/// relay blocks that queued them, `valid_watermarks` the blocks with inbound messages, ascending.
template <class Shape>
struct constraints {
  using truth = truth_of<Shape>;
  using number_type = typename Shape::template word<unit::relay_blocks>;
  using bytes_type = typename Shape::template word<unit::bytes>;
  using count_type = typename Shape::template word<unit::messages>;
  using wide_bytes_type = typename Shape::template wide<unit::bytes>;
  using wide_count_type = typename Shape::template wide<unit::messages>;
  using downward_type = typename Shape::template list<unit::messages, number_type>;
  using watermarks_type = typename Shape::template list<unit::relay_blocks, number_type>;
  using channels_type = typename Shape::template per_para<outbound_channel<Shape>>;
  using head_type = typename Shape::template word<unit::heads>;
  using code_type = typename Shape::template word<unit::codes>;
  BACKCHECK_FIELDS(constraints,                               //
                   (number_type, min_relay_parent_number),    //
                   (wide_bytes_type, max_pov_size),           //
                   (bytes_type, max_code_size),               //
                   (bytes_type, max_head_data_size),          // 2025
                   (wide_count_type, ump_remaining),          //
                   (wide_bytes_type, ump_remaining_bytes),    //
                   (count_type, max_ump_num_per_candidate),   //
                   (downward_type, dmp_remaining_messages),   //
                   (watermarks_type, valid_watermarks),       //
                   (channels_type, hrmp_channels_out),        //
                   (count_type, max_hrmp_num_per_candidate),  //
                   (head_type, required_parent),              //
                   (code_type, validation_code_hash),         //
                   (truth, upgrade_restricted),               //
                   (truth, has_future_validation_code),       //
                   (number_type, future_validation_code_at),  //
                   (code_type, future_validation_code));
};

/// What one candidate, or several in a row, change. Where `has_…` does not hold, the field says
/// nothing.
template <class Shape>
struct constraint_modifications {
  using truth = truth_of<Shape>;
  using head_type = typename Shape::template word<unit::heads>;
  using watermark_type = watermark_update<Shape>;
  using usage_type = typename Shape::template per_para<outbound_usage<Shape>>;
  using bytes_type = typename Shape::template wide<unit::bytes>;
  using count_type = typename Shape::template wide<unit::messages>;
  BACKCHECK_FIELDS(constraint_modifications,              //
                   (truth, has_required_parent),          //
                   (head_type, required_parent),          //
                   (truth, has_hrmp_watermark),           //
                   (watermark_type, hrmp_watermark),      //
                   (usage_type, outbound_hrmp),           //
                   (count_type, ump_messages_sent),       //
                   (bytes_type, ump_bytes_sent),          //
                   (count_type, dmp_messages_processed),  //
                   (truth, code_upgrade_applied));
};

enum class modification_refusal : std::uint8_t {
  none,
  disallowed_hrmp_watermark,
  no_such_hrmp_channel,
  hrmp_bytes_overflow,
  hrmp_messages_overflow,
  ump_messages_overflow,
  ump_bytes_overflow,
  dmp_messages_underflow,
  applied_nonexistent_code_upgrade,
};
template <class Shape>
using modification_outcome = language::outcome<typename Shape::domain_type, modification_refusal>;

/// Adds what a later candidate changes to what earlier ones do. The later parent and watermark win,
/// amounts add up. Nothing is checked: an earlier watermark that is not allowed is no longer seen.
template <class Shape>
constexpr void stack(constraint_modifications<Shape>& total,
                     const constraint_modifications<Shape>& later) {
  language::assign_if(later.has_required_parent, total.required_parent, later.required_parent);
  language::assign_if(later.has_hrmp_watermark, total.hrmp_watermark, later.hrmp_watermark);
  total.has_required_parent = total.has_required_parent || later.has_required_parent;
  total.has_hrmp_watermark = total.has_hrmp_watermark || later.has_hrmp_watermark;
  for (std::size_t i = 0; i < places(later.outbound_hrmp); ++i) {
    const auto& added = later.outbound_hrmp[i];
    auto usage = find(total.outbound_hrmp, later.outbound_hrmp.key(i)).value;
    usage.bytes_submitted = usage.bytes_submitted + added.bytes_submitted;
    usage.messages_submitted = usage.messages_submitted + added.messages_submitted;
    put_if(later.outbound_hrmp.has(i), total.outbound_hrmp, later.outbound_hrmp.key(i), usage);
  }
  total.ump_messages_sent = total.ump_messages_sent + later.ump_messages_sent;
  total.ump_bytes_sent = total.ump_bytes_sent + later.ump_bytes_sent;
  total.dmp_messages_processed = total.dmp_messages_processed + later.dmp_messages_processed;
  total.code_upgrade_applied = total.code_upgrade_applied || later.code_upgrade_applied;
}

/// Whether the channel of the outbound usage at position `i`, if any, exists and takes it.
template <class Shape>
constexpr modification_outcome<Shape> check_channel(const constraints<Shape>& c,
                                                    const constraint_modifications<Shape>& m,
                                                    std::size_t i) {
  modification_outcome<Shape> outcome_;
  const auto& sent = m.outbound_hrmp[i];
  const auto unused = !m.outbound_hrmp.has(i);
  const auto channel = find(c.hrmp_channels_out, m.outbound_hrmp.key(i));
  REQUIRE(unused || channel.exists, modification_refusal::no_such_hrmp_channel);
  REQUIRE(unused || channel.value.bytes_remaining >= sent.bytes_submitted,
          modification_refusal::hrmp_bytes_overflow);
  REQUIRE(unused || channel.value.messages_remaining >= sent.messages_submitted,
          modification_refusal::hrmp_messages_overflow);
  return outcome_;
}

/// Whether the constraints admit the modifications. What is left may be used up exactly. Upstream
/// looks at the channels in no particular order; here it is by para id.
template <class Shape>
constexpr modification_outcome<Shape> check_modifications(
    const constraints<Shape>& c, const constraint_modifications<Shape>& m) {
  modification_outcome<Shape> outcome_;
  REQUIRE(!m.has_hrmp_watermark || m.hrmp_watermark.is_head ||
              contains(c.valid_watermarks, m.hrmp_watermark.number),
          modification_refusal::disallowed_hrmp_watermark);
  for (std::size_t i = 0; i < places(m.outbound_hrmp); ++i) REQUIRE_ALL(check_channel(c, m, i));
  REQUIRE(c.ump_remaining >= m.ump_messages_sent, modification_refusal::ump_messages_overflow);
  REQUIRE(c.ump_remaining_bytes >= m.ump_bytes_sent, modification_refusal::ump_bytes_overflow);
  REQUIRE(length_of(c.dmp_remaining_messages) >= m.dmp_messages_processed,
          modification_refusal::dmp_messages_underflow);
  REQUIRE(!m.code_upgrade_applied || c.has_future_validation_code,
          modification_refusal::applied_nonexistent_code_upgrade);
  return outcome_;
}

/// What the constraints become once the modifications are made; refused as `check_modifications`
/// does.
template <class Shape>
constexpr modification_outcome<Shape> apply_modifications(
    const dialect& speak, constraints<Shape>& c, const constraint_modifications<Shape>& m) {
  modification_outcome<Shape> outcome_;
  REQUIRE_ALL(check_modifications(c, m));
  language::assign_if(m.has_required_parent, c.required_parent, m.required_parent);
  keep_where(c.valid_watermarks, [&](std::size_t i) {
    return !m.has_hrmp_watermark ||
           stays_valid(speak, c.valid_watermarks[i], m.hrmp_watermark.number);
  });
  for (std::size_t i = 0; i < places(m.outbound_hrmp); ++i) {
    const auto& sent = m.outbound_hrmp[i];
    auto channel = find(c.hrmp_channels_out, m.outbound_hrmp.key(i)).value;
    channel.bytes_remaining = monus(channel.bytes_remaining, sent.bytes_submitted);
    channel.messages_remaining = monus(channel.messages_remaining, sent.messages_submitted);
    put_if(m.outbound_hrmp.has(i), c.hrmp_channels_out, m.outbound_hrmp.key(i), channel);
  }
  c.ump_remaining = monus(c.ump_remaining, m.ump_messages_sent);
  c.ump_remaining_bytes = monus(c.ump_remaining_bytes, m.ump_bytes_sent);
  drop_front(c.dmp_remaining_messages, m.dmp_messages_processed);
  language::assign_if(m.code_upgrade_applied, c.validation_code_hash, c.future_validation_code);
  language::assign_if(m.code_upgrade_applied, c.future_validation_code_at, 0);
  language::assign_if(m.code_upgrade_applied, c.future_validation_code, 0);
  c.has_future_validation_code = c.has_future_validation_code && !m.code_upgrade_applied;
  return outcome_;
}

/// The amounts that the refusal of the modifications reports; for a channel, those of position `i`.
/// Concrete only: it asks which refusal it was.
template <class Shape>
requires(Shape::domain_type::is_concrete) constexpr refused_amounts
    amounts_of(modification_refusal why, const constraints<Shape>& c,
               const constraint_modifications<Shape>& m, std::size_t i) {
  const std::uint64_t recipient = order_of(m.outbound_hrmp.key(i)).raw();
  const auto channel = find(c.hrmp_channels_out, m.outbound_hrmp.key(i)).value;
  const auto& sent = m.outbound_hrmp[i];
  switch (why) {
    case modification_refusal::disallowed_hrmp_watermark:
      return {0, 0, m.hrmp_watermark.number.raw()};
    case modification_refusal::no_such_hrmp_channel:
      return {recipient, 0, 0};
    case modification_refusal::hrmp_bytes_overflow:
      return {recipient, channel.bytes_remaining.raw(), sent.bytes_submitted.raw()};
    case modification_refusal::hrmp_messages_overflow:
      return {recipient, channel.messages_remaining.raw(), sent.messages_submitted.raw()};
    case modification_refusal::ump_messages_overflow:
      return {0, c.ump_remaining.raw(), m.ump_messages_sent.raw()};
    case modification_refusal::ump_bytes_overflow:
      return {0, c.ump_remaining_bytes.raw(), m.ump_bytes_sent.raw()};
    case modification_refusal::dmp_messages_underflow:
      return {0, length_of(c.dmp_remaining_messages).raw(), m.dmp_messages_processed.raw()};
    case modification_refusal::applied_nonexistent_code_upgrade:
    case modification_refusal::none:
      break;
  }
  return {};
}

/// The position in the outbound usage of the channel that refuses first, or of none behind the
/// last. Concrete only: it looks for it.
template <class Shape>
requires(Shape::domain_type::is_concrete) constexpr std::size_t
    refusing_channel(const constraints<Shape>& c, const constraint_modifications<Shape>& m) {
  std::size_t i = 0;
  while (i < places(m.outbound_hrmp) && check_channel(c, m, i).fired()) ++i;
  return i;
}

}  // namespace backcheck::protocol
