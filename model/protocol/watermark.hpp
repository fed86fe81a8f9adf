// SPDX-License-Identifier: Apache-2.0
//
// Watermarks: up to which relay block a para has read its inbound horizontal messages. A candidate
// raises it to its relay parent (the head of what it sees) or only to a block below (on the trunk).
//
// Source: polkadot 52209dcfe546, node/subsystem-util/src/inclusion_emulator/staging.rs; cumulus
// d4bb2215bb28, pallets/parachain-system/src/unincluded_segment.rs; polkadot-sdk 781c77721728, the
// same files (`HrmpWatermarkUpdate`).
#pragma once

#include "model/protocol/dialect.hpp"
#include "model/protocol/shape.hpp"

namespace backcheck::protocol {

/// How far inbound messages were read: to the relay parent itself (the head), or only to a block
/// below.
template <class Shape>
struct watermark_update {
  using truth = truth_of<Shape>;
  using number_type = typename Shape::template word<unit::relay_blocks>;
  BACKCHECK_FIELDS(watermark_update, (truth, is_head), (number_type, number));
};

/// As the node sees a candidate's watermark: only the relay parent's own number is the head.
template <class Shape>
constexpr watermark_update<Shape> watermark_at(
    const typename watermark_update<Shape>::number_type& relay_parent,
    const typename watermark_update<Shape>::number_type& number) {
  watermark_update<Shape> update;
  update.is_head = number == relay_parent;
  update.number = number;
  return update;
}

/// As the parachain's runtime sees its own: at or beyond the relay parent it is the head.
template <class Shape>
constexpr watermark_update<Shape> new_watermark(
    const typename watermark_update<Shape>::number_type& relay_parent,
    const typename watermark_update<Shape>::number_type& number) {
  watermark_update<Shape> update;
  update.is_head = number >= relay_parent;
  update.number = least(number, relay_parent);
  return update;
}

/// Whether a block on the trunk may still be named as watermark once inbound messages were read up
/// to `reached`. In 2023 it has to lie above; since then the same one may be named again, by
/// candidates of one relay parent.
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth stays_valid(
    const dialect& speak, const language::quantity<D, unit::relay_blocks, A>& watermark,
    const language::quantity<D, unit::relay_blocks, B>& reached) {
  return speak.rules == rule_set::y2025 ? watermark >= reached : watermark > reached;
}

}  // namespace backcheck::protocol
