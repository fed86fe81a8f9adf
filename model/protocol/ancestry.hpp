// SPDX-License-Identifier: Apache-2.0
//
// Allowed relay parents: the runtime's tracker of the newest blocks of a fork (polkadot,
// runtime/parachains/src/shared.rs, `AllowedRelayParentsTracker`), by number. A tracker is told of
// each block's parent, keeps a bounded number of them, and is emptied when the session changes.
#pragma once

#include "model/language/logic.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/parameters.hpp"

namespace backcheck::protocol {

/// How many ancestors of the newest relay parent may also be relay parents: `scheduling_lookahead`
/// − 1 (2025), `allowed_ancestry_len` (2023), none in synchronous backing.
template <language::domain D>
constexpr u32<D, unit::relay_blocks> allowed_ancestors(const dialect& speak,
                                                       const parameters<D>& k) {
  switch (speak.rules) {
    case rule_set::y2023:
      return k.async_backing.allowed_ancestry_len;
    case rule_set::sync:
      return 0;
    case rule_set::y2025:
      break;
  }
  return in_unit<unit::relay_blocks>(
      monus(k.scheduler.scheduling_lookahead, u32<D, unit::claims>(1)));
}

/// The tracker's length once a block has pushed its parent: one more, at most the newest and its
/// allowed ancestors.
template <language::domain D, std::uint64_t M, std::uint64_t A>
constexpr auto tracked_after_push(const language::quantity<D, unit::relay_blocks, M>& tracked,
                                  const language::quantity<D, unit::relay_blocks, A>& allowed) {
  return least(next(tracked), next(allowed));
}

/// Whether the tracker of a block, of that length, still holds the block so many blocks before it
/// on its fork: one of the newest, never the block itself.
template <language::domain D, std::uint64_t A, std::uint64_t T>
constexpr typename D::truth is_tracked(
    const language::quantity<D, unit::relay_blocks, A>& age,
    const language::quantity<D, unit::relay_blocks, T>& tracked) {
  return age != 0 && age <= tracked;
}

/// Whether a block allows a relay parent so many blocks before it: one that its tracker holds, and,
/// since relay parents go by their hashes, on its own fork.
template <language::domain D, std::uint64_t A, std::uint64_t T>
constexpr typename D::truth tracker_allows(
    const dialect& speak, const typename D::truth& on_fork,
    const language::quantity<D, unit::relay_blocks, A>& age,
    const language::quantity<D, unit::relay_blocks, T>& tracked) {
  return (on_fork || typename D::truth(speak.breaks(fault::sibling_relay_parent))) &&
         is_tracked(age, tracked);
}

/// Whether nodes take an ancestor of a leaf for its scope: so many blocks back, if the session of
/// its children is the leaf's children's.
template <language::domain D, std::uint64_t A, std::uint64_t M>
constexpr typename D::truth in_allowed_ancestry(
    const language::quantity<D, unit::relay_blocks, A>& back,
    const language::quantity<D, unit::relay_blocks, M>& allowed,
    const typename D::truth& same_session) {
  return back <= allowed && same_session;
}

/// Whether a candidate with that relay parent may be backed after one with the previous relay
/// parent, by their numbers: relay parents never go back along a parachain; staying is allowed.
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth keeps_relay_parent_order(
    const dialect& speak, const language::quantity<D, unit::relay_blocks, A>& previous,
    const language::quantity<D, unit::relay_blocks, B>& number) {
  if (speak.breaks(fault::relay_parent_backwards)) return typename D::truth(true);
  return previous <= number;
}

}  // namespace backcheck::protocol
