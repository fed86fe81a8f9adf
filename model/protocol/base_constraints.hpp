// SPDX-License-Identifier: Apache-2.0
//
// The constraints that nodes start from at a relay block: what its state says of a para, as the
// runtime hands it out.
//
// Source: polkadot 52209dcfe546, runtime/parachains/src/runtime_api_impl/vstaging.rs
// (`backing_state`); polkadot-sdk 781c77721728, polkadot/runtime/parachains/src/runtime_api_impl
// (`backing_constraints`).
#pragma once

#include "model/protocol/acceptance.hpp"

namespace backcheck::protocol {

/// The blocks that a candidate may name as watermark, besides its relay parent: those with inbound
/// messages. Since 2025 also the last watermark, if it is before all of them.
template <class Shape>
constexpr auto watermarks_left(const dialect& speak, const para_on_chain<Shape>& para) {
  typename constraints<Shape>::watermarks_type all;
  const auto again = para.has_watermark && para.digests.has(0) &&
                     para.watermark < para.digests[0] &&
                     truth_of<Shape>(speak.rules == rule_set::y2025);
  append_if(again, all, para.watermark);
  for (std::size_t i = 0; i < places(para.digests); ++i)
    append_if(para.digests.has(i), all, para.digests[i]);
  return all;
}

/// What is left of messages, and what is required of head and code. Sizes and upward messages are
/// for the caller to fill in.
template <class Shape>
constexpr constraints<Shape> base_constraints(
    const dialect& speak, const message_limits<typename Shape::domain_type>& k,
    const para_on_chain<Shape>& para,
    const typename relay_block<Shape>::number_type& lowest_relay_parent) {
  constraints<Shape> base;
  base.min_relay_parent_number = lowest_relay_parent;
  base.dmp_remaining_messages = para.downward;
  base.valid_watermarks = watermarks_left(speak, para);
  base.max_hrmp_num_per_candidate = k.hrmp_max_message_num_per_candidate;
  for (std::size_t i = 0; i < places(para.channels); ++i) {
    const auto& channel = para.channels[i];
    outbound_channel<Shape> left;
    left.bytes_remaining = monus(channel.max_total_size, channel.total_size);
    left.messages_remaining = monus(channel.max_capacity, channel.msg_count);
    put_if(para.channels.has(i), base.hrmp_channels_out, para.channels.key(i), left);
  }
  base.required_parent = para.latest_head;
  base.validation_code_hash = para.code.current;
  base.upgrade_restricted = para.code.restricted;
  base.has_future_validation_code = para.code.has_future && para.code.is_checked;
  language::assign_if(base.has_future_validation_code, base.future_validation_code_at,
                      para.code.expected_at);
  language::assign_if(base.has_future_validation_code, base.future_validation_code,
                      para.code.future);
  return base;
}

}  // namespace backcheck::protocol
