// SPDX-License-Identifier: Apache-2.0
//
// Whether the relay chain accepts a candidate: what a block checks of one before it backs it.
// Messages are judged against the queues as they are now, of each candidate by itself; only heads
// and relay parents run along a chain of candidates. (Nodes judge messages cumulatively: see
// `constraints`.)
//
// Source: polkadot 52209dcfe546, runtime/parachains/src/inclusion/mod.rs
// (`verify_backed_candidate`, `check_validation_outputs`, `check_upward_messages`), dmp.rs
// (`check_processed_downward_messages`), hrmp.rs (`check_hrmp_watermark`, `check_outbound_hrmp`);
// polkadot-sdk 02066e35 and 781c77721728, the same files.
#pragma once

#include "model/protocol/code_upgrade.hpp"
#include "model/protocol/messages.hpp"
#include "model/protocol/prospective.hpp"
#include "model/protocol/relay_parents.hpp"

namespace backcheck::protocol {

/// A channel out of a para, as the relay chain has it.
template <class Shape>
struct channel_on_chain {
  using messages_type = typename Shape::template word<unit::messages>;
  using bytes_type = typename Shape::template word<unit::bytes>;
  BACKCHECK_FIELDS(channel_on_chain, (bytes_type, max_message_size), (bytes_type, max_total_size),
                   (bytes_type, total_size), (messages_type, max_capacity),
                   (messages_type, msg_count));
};

/// What the relay chain knows of a para when a candidate is to be backed.
template <class Shape>
struct para_on_chain {
  using truth = truth_of<Shape>;
  using head_type = typename Shape::template word<unit::heads>;
  using number_type = typename Shape::template word<unit::relay_blocks>;
  using messages_type = typename Shape::template word<unit::messages>;
  using bytes_type = typename Shape::template word<unit::bytes>;
  using code_state_type = code_state<Shape>;
  using downward_type = typename Shape::template list<unit::messages, number_type>;
  using digests_type = typename Shape::template list<unit::relay_blocks, number_type>;
  using channels_type = typename Shape::template per_para<channel_on_chain<Shape>>;
  BACKCHECK_FIELDS(para_on_chain,                  //
                   (head_type, latest_head),       // of the last pending, else the included
                   (truth, has_context),           //
                   (number_type, context),         // …and its relay parent's number
                   (code_state_type, code),        //
                   (truth, is_offboarding),        //
                   (downward_type, downward),      // by the blocks that queued them
                   (messages_type, upward_count),  //
                   (bytes_type, upward_size),      //
                   (truth, has_watermark),         //
                   (number_type, watermark),       //
                   (digests_type, digests),        // blocks with inbound messages
                   (channels_type, channels));
};

/// A candidate with what is only checked on chain.
template <class Shape>
struct backed_candidate {
  using truth = truth_of<Shape>;
  using known_type = known_candidate<Shape>;
  BACKCHECK_FIELDS(backed_candidate, (known_type, candidate), (truth, collator_signature_verifies),
                   (truth, para_head_matches));
};

enum class acceptance_refusal : std::uint8_t {
  none,
  disallowed_relay_parent,
  validation_data_hash_mismatch,
  not_collator_signed,
  invalid_validation_code_hash,
  para_head_mismatch,
  head_data_too_large,
  premature_code_upgrade,
  new_code_too_large,
  downward_advancement_rule,
  downward_underflow,
  upward_is_offboarding,
  upward_more_messages_than_permitted,
  upward_capacity_exceeded,
  upward_message_size,
  upward_total_size_exceeded,
  watermark_ahead_of_relay_parent,
  watermark_advancement_rule,
  watermark_lands_on_block_with_no_messages,
  outbound_more_messages_than_permitted,
  outbound_not_sorted,
  outbound_no_such_channel,
  outbound_max_message_size_exceeded,
  outbound_total_size_exceeded,
  outbound_capacity_exceeded,
};
template <class Shape>
using acceptance_outcome = language::outcome<typename Shape::domain_type, acceptance_refusal>;

/// Downward messages: some are processed if the oldest one is no newer than the relay parent, and
/// no more than there are.
template <class Shape>
constexpr acceptance_outcome<Shape> check_downward(const para_on_chain<Shape>& para,
                                                   const relay_block<Shape>& relay_parent,
                                                   const candidate_commitments<Shape>& made) {
  acceptance_outcome<Shape> outcome_;
  const auto& processed = made.processed_downward_messages;
  REQUIRE(advances_downward_queue(para.downward, relay_parent, processed),
          acceptance_refusal::downward_advancement_rule);
  REQUIRE(length_of(para.downward) >= processed, acceptance_refusal::downward_underflow);
  return outcome_;
}

template <class Shape>
constexpr acceptance_outcome<Shape> check_upward(
    const message_limits<typename Shape::domain_type>& k, const para_on_chain<Shape>& para,
    const candidate_commitments<Shape>& made) {
  acceptance_outcome<Shape> outcome_;
  const auto& sent = made.upward_messages;
  const auto count = length_of(sent);
  REQUIRE(!para.is_offboarding || count == 0, acceptance_refusal::upward_is_offboarding);
  REQUIRE(count <= k.max_upward_message_num_per_candidate,
          acceptance_refusal::upward_more_messages_than_permitted);
  REQUIRE(upward_queue_holds(k, para.upward_count + count),
          acceptance_refusal::upward_capacity_exceeded);
  language::quantity<typename Shape::domain_type, unit::bytes, UINT64_MAX> total = para.upward_size;
  for (std::size_t i = 0; i < places(sent); ++i) {
    const auto unused = !sent.has(i);
    total = total + sent[i];
    REQUIRE(unused || sent[i] <= k.max_upward_message_size,
            acceptance_refusal::upward_message_size);
    REQUIRE(unused || upward_queue_holds(k, total), acceptance_refusal::upward_total_size_exceeded);
  }
  return outcome_;
}

/// The watermark: the relay parent itself, or a block with inbound messages above the last one.
/// Since 2025 the last one may be named again.
template <class Shape>
constexpr acceptance_outcome<Shape> check_watermark(const dialect& speak,
                                                    const para_on_chain<Shape>& para,
                                                    const relay_block<Shape>& relay_parent,
                                                    const candidate_commitments<Shape>& made) {
  acceptance_outcome<Shape> outcome_;
  const auto& named = made.hrmp_watermark;
  const auto head = named == relay_parent.number;
  const auto again = para.has_watermark && named == para.watermark &&
                     truth_of<Shape>(speak.rules == rule_set::y2025);
  REQUIRE(head || named < relay_parent.number, acceptance_refusal::watermark_ahead_of_relay_parent);
  const auto excused = head && !truth_of<Shape>(speak.breaks(fault::watermark_must_rise));
  REQUIRE(excused || !para.has_watermark || stays_valid(speak, named, para.watermark),
          acceptance_refusal::watermark_advancement_rule);
  REQUIRE(head || again || contains(para.digests, named),
          acceptance_refusal::watermark_lands_on_block_with_no_messages);
  return outcome_;
}

template <class Shape>
constexpr acceptance_outcome<Shape> check_outbound(
    const message_limits<typename Shape::domain_type>& k, const para_on_chain<Shape>& para,
    const candidate_commitments<Shape>& made) {
  acceptance_outcome<Shape> outcome_;
  const auto& sent = made.horizontal_messages;
  REQUIRE(length_of(sent) <= k.hrmp_max_message_num_per_candidate,
          acceptance_refusal::outbound_more_messages_than_permitted);
  for (std::size_t i = 0; i < places(sent); ++i) {
    const auto unused = !sent.has(i);
    const auto channel = find(para.channels, sent[i].recipient);
    const auto& limits = channel.value;
    REQUIRE(recipient_ascends(made, i), acceptance_refusal::outbound_not_sorted);
    REQUIRE(unused || channel.exists, acceptance_refusal::outbound_no_such_channel);
    REQUIRE(unused || sent[i].size <= limits.max_message_size,
            acceptance_refusal::outbound_max_message_size_exceeded);
    REQUIRE(unused || limits.total_size + sent[i].size <= limits.max_total_size,
            acceptance_refusal::outbound_total_size_exceeded);
    REQUIRE(unused || next(limits.msg_count) <= limits.max_capacity,
            acceptance_refusal::outbound_capacity_exceeded);
  }
  return outcome_;
}

/// Whether a block whose tracker is `tracker` accepts the candidate.
template <class Shape>
constexpr acceptance_outcome<Shape> check_candidate(
    const dialect& speak, const parameters<typename Shape::domain_type>& k,
    const relay_parent_tracker<Shape>& tracker, const para_on_chain<Shape>& para,
    const backed_candidate<Shape>& backed) {
  acceptance_outcome<Shape> outcome_;
  const auto& c = backed.candidate;
  const auto& made = c.content.commitments;
  const auto relay_parent =
      allowed_relay_parent(speak, tracker, c.relay_parent, para.has_context, para.context);
  const auto& data = c.content.validation_data;
  REQUIRE(relay_parent.exists, acceptance_refusal::disallowed_relay_parent);
  REQUIRE(c.validation_data_hash_matches && data.parent_head == para.latest_head &&
              data.relay_parent_number == relay_parent.value.number &&
              data.relay_parent_storage_root == relay_parent.value.storage_root &&
              data.max_pov_size == k.candidates.max_pov_size,
          acceptance_refusal::validation_data_hash_mismatch);
  REQUIRE(backed.collator_signature_verifies, acceptance_refusal::not_collator_signed);
  REQUIRE(c.content.validation_code_hash == para.code.current,
          acceptance_refusal::invalid_validation_code_hash);
  REQUIRE(backed.para_head_matches, acceptance_refusal::para_head_mismatch);
  REQUIRE(made.head_data_size <= k.candidates.max_head_data_size,
          acceptance_refusal::head_data_too_large);
  REQUIRE(!made.has_new_validation_code || can_upgrade(para.code),
          acceptance_refusal::premature_code_upgrade);
  REQUIRE(
      !made.has_new_validation_code || made.new_validation_code_size <= k.candidates.max_code_size,
      acceptance_refusal::new_code_too_large);
  REQUIRE_ALL(check_downward(para, relay_parent.value, made));
  REQUIRE_ALL(check_upward(k.messages, para, made));
  REQUIRE_ALL(check_watermark(speak, para, relay_parent.value, made));
  REQUIRE_ALL(check_outbound(k.messages, para, made));
  return outcome_;
}

/// What the next candidate of a chain is checked against once this one is accepted: head and relay
/// parent run along, queues do not.
template <class Shape>
constexpr void follow(para_on_chain<Shape>& para, const backed_candidate<Shape>& accepted) {
  const auto& content = accepted.candidate.content;
  para.latest_head = content.commitments.head_data;
  para.has_context = truth_of<Shape>(true);
  para.context = content.validation_data.relay_parent_number;
}

}  // namespace backcheck::protocol
