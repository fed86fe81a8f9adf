// SPDX-License-Identifier: Apache-2.0
//
// Which relay blocks a candidate may name as its relay parent, with their hashes: the runtime's
// tracker on each fork, and the ancestry that a node walks back from a leaf. Both end where the
// session began.
//
// Source: polkadot 52209dcfe546, runtime/parachains/src/shared.rs (`AllowedRelayParentsTracker`),
// node/core/prospective-parachains/src/lib.rs (`fetch_ancestry`), unchanged in polkadot-sdk
// 781c77721728 but for where the length comes from.
#pragma once

#include "model/protocol/ancestry.hpp"
#include "model/protocol/candidate.hpp"

namespace backcheck::protocol {

/// What the tracker keeps of a block. Its number follows from its place.
template <class Shape>
struct tracked_block {
  using hash_type = typename Shape::template word<unit::relay_hashes>;
  using root_type = typename Shape::template word<unit::storage_roots>;
  BACKCHECK_FIELDS(tracked_block, (hash_type, hash), (root_type, storage_root));
};

/// The newest relay blocks of a fork, oldest first; the last has number `latest`.
template <class Shape>
struct relay_parent_tracker {
  using buffer_type = typename Shape::template list<unit::relay_blocks, tracked_block<Shape>>;
  using number_type = typename Shape::template word<unit::relay_blocks>;
  BACKCHECK_FIELDS(relay_parent_tracker, (buffer_type, buffer), (number_type, latest));
};

/// A block begins and pushes its parent. `allowed` comes from `allowed_ancestors`.
template <class Shape, std::uint64_t A>
constexpr void push_parent(
    relay_parent_tracker<Shape>& tracker, const relay_block<Shape>& parent,
    const language::quantity<typename Shape::domain_type, unit::relay_blocks, A>& allowed) {
  tracked_block<Shape> pushed;
  pushed.hash = parent.hash;
  pushed.storage_root = parent.storage_root;
  const auto length = length_of(tracker.buffer);
  drop_front(tracker.buffer, monus(next(length), tracked_after_push(length, allowed)));
  append_if(truth_of<Shape>(true), tracker.buffer, pushed);
  tracker.latest = parent.number;
}

/// The session changes: relay parents of the old one are no longer allowed.
template <class Shape>
constexpr void end_session(relay_parent_tracker<Shape>& tracker) {
  tracker.buffer = {};
}

/// The block of that hash, if it is allowed for a candidate that follows one with relay parent
/// `previous`.
template <class Shape>
constexpr auto allowed_relay_parent(const dialect& speak,
                                    const relay_parent_tracker<Shape>& tracker,
                                    const typename relay_block<Shape>::hash_type& hash,
                                    const truth_of<Shape>& has_previous,
                                    const typename relay_block<Shape>::number_type& previous) {
  using number = typename relay_block<Shape>::number_type;
  language::found<truth_of<Shape>, relay_block<Shape>> block{truth_of<Shape>(false), {}};
  const auto length = length_of(tracker.buffer);
  using place = std::remove_cv_t<decltype(length)>;
  for (std::size_t i = 0; i < places(tracker.buffer); ++i) {
    relay_block<Shape> here;
    here.hash = tracker.buffer[i].hash;
    here.storage_root = tracker.buffer[i].storage_root;
    const auto age = monus(length, place(i));  // before the block that pushed the last of them
    here.number = number(monus(tracker.latest, monus(age, place(1))));
    const auto allowed = tracker_allows(speak, here.hash == hash, age, length) &&
                         (!has_previous || keeps_relay_parent_order(speak, previous, here.number));
    language::assign_if(allowed, block.value, here);
    block.exists = block.exists || allowed;
  }
  return block;
}

/// The lowest relay parent number that base constraints allow at a block numbered `now`, whose
/// tracker has that length: as if it were pushed already.
template <language::domain D, std::uint64_t N, std::uint64_t A, std::uint64_t T>
constexpr auto lowest_relay_parent_number(
    const language::quantity<D, unit::relay_blocks, N>& now,
    const language::quantity<D, unit::relay_blocks, A>& allowed,
    const language::quantity<D, unit::relay_blocks, T>& tracked) {
  return monus(now, least(allowed, tracked));
}

/// Whether a parachain block proves enough of what follows its relay parent: `given` blocks, one on
/// the other. (polkadot-sdk, cumulus/pallets/parachain-system/src/descendant_validation.rs)
template <language::domain D, std::uint64_t N, std::uint64_t M>
constexpr typename D::truth proves_descendants(
    const dialect& speak, const language::quantity<D, unit::relay_blocks, N>& given,
    const language::quantity<D, unit::relay_blocks, M>& offset) {
  return given == offset || typename D::truth(speak.breaks(fault::descendants_unchecked));
}

/// An ancestor of a leaf and the session that its children are in.
template <class Shape>
struct ancestor_in_session {
  using block_type = relay_block<Shape>;
  using session_type = typename Shape::template word<unit::sessions>;
  BACKCHECK_FIELDS(ancestor_in_session, (block_type, block), (session_type, session_for_child));
};

/// The ancestors of a leaf that a node takes for its scope, of all that it is offered newest first:
/// so many, and none from behind the first whose children are in another session than the leaf's.
template <class Shape, std::uint64_t A>
constexpr auto ancestry_within_session(
    const typename Shape::template list<unit::relay_blocks, ancestor_in_session<Shape>>& offered,
    const language::quantity<typename Shape::domain_type, unit::relay_blocks, A>& allowed,
    const typename ancestor_in_session<Shape>::session_type& session_for_child) {
  typename Shape::template list<unit::relay_blocks, relay_block<Shape>> taken;
  using place = std::remove_cvref_t<decltype(length_of(offered))>;
  truth_of<Shape> open(true);
  for (std::size_t i = 0; i < places(offered); ++i) {
    const auto same_session = offered[i].session_for_child == session_for_child;
    open = open && offered.has(i) && in_allowed_ancestry(next(place(i)), allowed, same_session);
    append_if(open, taken, offered[i].block);
  }
  return taken;
}

}  // namespace backcheck::protocol
