// SPDX-License-Identifier: Apache-2.0
//
// Fragments: a candidate at a relay parent, judged under the constraints in force there, and the
// modifications it makes. The order of the tests decides which error is reported, and changed
// between the eras.
//
// Source: polkadot 52209dcfe546, node/subsystem-util/src/inclusion_emulator/staging.rs,
// `Fragment::new` and `validate_against_constraints` (2023); polkadot-sdk 781c77721728,
// polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs, `check_against_constraints`,
// `validate_commitments` and `validate_against_constraints` (2025).
#pragma once

#include "model/protocol/constraints.hpp"

namespace backcheck::protocol {

enum class fragment_refusal : std::uint8_t {
  none,
  hrmp_messages_descending_or_duplicate,
  persisted_validation_data_mismatch,
  validation_code_mismatch,
  head_data_too_large,
  relay_parent_too_old,
  code_upgrade_restricted,
  code_size_too_large,
  dmp_advancement_rule,
  hrmp_messages_per_candidate_overflow,
  ump_messages_per_candidate_overflow,
  outputs_invalid,
};
template <class Shape>
using fragment_outcome = language::outcome<typename Shape::domain_type, fragment_refusal>;

/// The low 32 bits, as the reference implementation casts; nothing changes in narrower quantities.
/// Wider ones are concrete only: domains that prove have no remainder.
template <language::domain D, class Unit, std::uint64_t M>
constexpr language::quantity<D, Unit, std::min<std::uint64_t>(M, 0xFFFFFFFF)> low_word(
    const language::quantity<D, Unit, M>& wide) {
  if constexpr (M <= 0xFFFFFFFF) {
    return wide;
  } else {
    static_assert(D::is_concrete, "numbers wider than 32 bits are concrete only");
    return wide.raw() & 0xFFFFFFFF;
  }
}

/// The upward messages that count. Since 2025 the first empty one ends them: signals follow it.
template <class Shape>
constexpr void count_upward(const dialect& speak, constraint_modifications<Shape>& m,
                            const candidate_commitments<Shape>& made) {
  using count = typename constraint_modifications<Shape>::count_type;
  using bytes = typename constraint_modifications<Shape>::bytes_type;
  truth_of<Shape> counts(true);
  for (std::size_t i = 0; i < places(made.upward_messages); ++i) {
    const auto& size = made.upward_messages[i];
    counts = counts && made.upward_messages.has(i);
    if (speak.rules == rule_set::y2025 && !speak.breaks(fault::signals_counted))
      counts = counts && size != 0;
    m.ump_messages_sent = m.ump_messages_sent + language::one_if<count>(counts);
    m.ump_bytes_sent = m.ump_bytes_sent + language::either(counts, bytes(size), bytes(0));
  }
}

/// Whether the horizontal message at position `i` goes to a para above all recipients before it.
template <class Shape>
constexpr truth_of<Shape> recipient_ascends(const candidate_commitments<Shape>& made,
                                            std::size_t i) {
  const auto& messages = made.horizontal_messages;
  if (i == 0) return truth_of<Shape>(true);
  return !messages.has(i) || order_of(messages[i].recipient) > order_of(messages[i - 1].recipient);
}

/// What the candidate changes; refused if it does not send at most one message to each para, in
/// order.
template <class Shape>
constexpr fragment_outcome<Shape> derive_modifications(const dialect& speak,
                                                       const relay_block<Shape>& relay_parent,
                                                       const constraints<Shape>& c,
                                                       const candidate_commitments<Shape>& made,
                                                       constraint_modifications<Shape>& m) {
  using truth = truth_of<Shape>;
  fragment_outcome<Shape> outcome_;
  const auto& messages = made.horizontal_messages;
  for (std::size_t i = 0; i < places(messages); ++i) {
    REQUIRE(recipient_ascends(made, i), fragment_refusal::hrmp_messages_descending_or_duplicate);
  }
  m = {};
  for (std::size_t i = 0; i < places(messages); ++i) {
    auto usage = find(m.outbound_hrmp, messages[i].recipient).value;
    usage.bytes_submitted = usage.bytes_submitted + messages[i].size;
    usage.messages_submitted = next(usage.messages_submitted);
    put_if(messages.has(i), m.outbound_hrmp, messages[i].recipient, usage);
  }
  m.has_required_parent = truth(true);
  m.required_parent = made.head_data;
  m.has_hrmp_watermark = truth(true);
  m.hrmp_watermark = watermark_at<Shape>(relay_parent.number, made.hrmp_watermark);
  count_upward(speak, m, made);
  m.dmp_messages_processed = made.processed_downward_messages;
  m.code_upgrade_applied =
      c.has_future_validation_code && c.future_validation_code_at <= relay_parent.number;
  return outcome_;
}

/// The validation data that a candidate must have started from.
template <class Shape>
constexpr persisted_validation_data<Shape> expected_validation_data(
    const relay_block<Shape>& relay_parent, const constraints<Shape>& c) {
  persisted_validation_data<Shape> expected;
  expected.parent_head = c.required_parent;
  expected.relay_parent_number = relay_parent.number;
  expected.relay_parent_storage_root = relay_parent.storage_root;
  expected.max_pov_size = low_word(c.max_pov_size);
  return expected;
}

/// Whether a candidate takes messages from the downward queue if its oldest one is no newer than
/// the relay parent. The queue is known by the blocks that queued them.
template <class Queue, class Block, class Count>
constexpr auto advances_downward_queue(const Queue& queue, const Block& relay_parent,
                                       const Count& processed) {
  const auto waiting = queue.has(0) && queue[0] <= relay_parent.number;
  return !waiting || processed != 0;
}

/// The tests that do not depend on where the candidate stands in a chain, in the order of 2025; all
/// that can be asked while its parent is unknown.
template <class Shape>
constexpr fragment_outcome<Shape> validate_commitments(const relay_block<Shape>& relay_parent,
                                                       const constraints<Shape>& c,
                                                       const prospective_candidate<Shape>& judged) {
  fragment_outcome<Shape> outcome_;
  const auto& made = judged.commitments;
  REQUIRE(judged.validation_code_hash == c.validation_code_hash,
          fragment_refusal::validation_code_mismatch);
  REQUIRE(made.head_data_size <= c.max_head_data_size, fragment_refusal::head_data_too_large);
  REQUIRE(relay_parent.number >= c.min_relay_parent_number, fragment_refusal::relay_parent_too_old);
  REQUIRE(!made.has_new_validation_code || !c.upgrade_restricted,
          fragment_refusal::code_upgrade_restricted);
  REQUIRE(!made.has_new_validation_code || made.new_validation_code_size <= c.max_code_size,
          fragment_refusal::code_size_too_large);
  REQUIRE(length_of(made.horizontal_messages) <= c.max_hrmp_num_per_candidate,
          fragment_refusal::hrmp_messages_per_candidate_overflow);
  return outcome_;
}

/// All tests in the order of 2025, of a candidate that makes the modifications `m`.
template <class Shape>
constexpr fragment_outcome<Shape> validate_2025(const relay_block<Shape>& relay_parent,
                                                const constraints<Shape>& c,
                                                const prospective_candidate<Shape>& judged,
                                                const constraint_modifications<Shape>& m) {
  fragment_outcome<Shape> outcome_;
  REQUIRE_ALL(validate_commitments(relay_parent, c, judged));
  REQUIRE(reflect::equal<typename Shape::domain_type>(judged.validation_data,
                                                      expected_validation_data(relay_parent, c)),
          fragment_refusal::persisted_validation_data_mismatch);
  REQUIRE(advances_downward_queue(c.dmp_remaining_messages, relay_parent, m.dmp_messages_processed),
          fragment_refusal::dmp_advancement_rule);
  REQUIRE(m.ump_messages_sent <= c.max_ump_num_per_candidate,
          fragment_refusal::ump_messages_per_candidate_overflow);
  REQUIRE(check_modifications(c, m).holds(), fragment_refusal::outputs_invalid);
  return outcome_;
}

/// All tests in the order of 2023. The size of the head is not among them.
template <class Shape>
constexpr fragment_outcome<Shape> validate_2023(const relay_block<Shape>& relay_parent,
                                                const constraints<Shape>& c,
                                                const prospective_candidate<Shape>& judged,
                                                const constraint_modifications<Shape>& m) {
  fragment_outcome<Shape> outcome_;
  const auto& made = judged.commitments;
  REQUIRE(reflect::equal<typename Shape::domain_type>(judged.validation_data,
                                                      expected_validation_data(relay_parent, c)),
          fragment_refusal::persisted_validation_data_mismatch);
  REQUIRE(judged.validation_code_hash == c.validation_code_hash,
          fragment_refusal::validation_code_mismatch);
  REQUIRE(relay_parent.number >= c.min_relay_parent_number, fragment_refusal::relay_parent_too_old);
  REQUIRE(!made.has_new_validation_code || !c.upgrade_restricted,
          fragment_refusal::code_upgrade_restricted);
  REQUIRE(!made.has_new_validation_code || made.new_validation_code_size <= c.max_code_size,
          fragment_refusal::code_size_too_large);
  REQUIRE(advances_downward_queue(c.dmp_remaining_messages, relay_parent, m.dmp_messages_processed),
          fragment_refusal::dmp_advancement_rule);
  REQUIRE(length_of(made.horizontal_messages) <= c.max_hrmp_num_per_candidate,
          fragment_refusal::hrmp_messages_per_candidate_overflow);
  REQUIRE(m.ump_messages_sent <= c.max_ump_num_per_candidate,
          fragment_refusal::ump_messages_per_candidate_overflow);
  REQUIRE(check_modifications(c, m).holds(), fragment_refusal::outputs_invalid);
  return outcome_;
}

/// Whether a candidate that makes the modifications `m` is valid at the relay parent.
template <class Shape>
constexpr fragment_outcome<Shape> validate_fragment(const dialect& speak,
                                                    const relay_block<Shape>& relay_parent,
                                                    const constraints<Shape>& c,
                                                    const prospective_candidate<Shape>& judged,
                                                    const constraint_modifications<Shape>& m) {
  return speak.rules == rule_set::y2025 ? validate_2025(relay_parent, c, judged, m)
                                        : validate_2023(relay_parent, c, judged, m);
}

/// Whether a candidate is valid at the relay parent; `m` becomes what it changes.
template <class Shape>
constexpr fragment_outcome<Shape> make_fragment(const dialect& speak,
                                                const relay_block<Shape>& relay_parent,
                                                const constraints<Shape>& c,
                                                const prospective_candidate<Shape>& judged,
                                                constraint_modifications<Shape>& m) {
  fragment_outcome<Shape> outcome_;
  REQUIRE_ALL(derive_modifications(speak, relay_parent, c, judged.commitments, m));
  REQUIRE_ALL(validate_fragment(speak, relay_parent, c, judged, m));
  return outcome_;
}

/// The amounts that a refusal reports. For an overflow of upward messages that is the number of all
/// of them, signals included, although only the others are counted against the limit. Concrete
/// only: it asks which refusal it was.
template <class Shape>
requires(Shape::domain_type::is_concrete) constexpr refused_amounts
    amounts_of(fragment_refusal why, const relay_block<Shape>& relay_parent,
               const constraints<Shape>& c, const candidate_commitments<Shape>& made) {
  switch (why) {
    case fragment_refusal::hrmp_messages_descending_or_duplicate: {
      std::uint64_t i = 0;
      while (i < places(made.horizontal_messages) && recipient_ascends(made, i).known()) ++i;
      return {0, 0, i};
    }
    case fragment_refusal::head_data_too_large:
      return {0, c.max_head_data_size.raw(), made.head_data_size.raw()};
    case fragment_refusal::relay_parent_too_old:
      return {0, c.min_relay_parent_number.raw(), relay_parent.number.raw()};
    case fragment_refusal::code_size_too_large:
      return {0, c.max_code_size.raw(), made.new_validation_code_size.raw()};
    case fragment_refusal::hrmp_messages_per_candidate_overflow:
      return {0, c.max_hrmp_num_per_candidate.raw(), length_of(made.horizontal_messages).raw()};
    case fragment_refusal::ump_messages_per_candidate_overflow:
      return {0, c.max_ump_num_per_candidate.raw(), length_of(made.upward_messages).raw()};
    default:
      return {};
  }
}

}  // namespace backcheck::protocol
