// SPDX-License-Identifier: Apache-2.0
//
// What properties look over: blocks, what is pending in them, what one has backed or lost.
#pragma once

#include "properties/property.hpp"

namespace backcheck::properties {

using language::impossible;
using machine::block_index;
using machine::candidate_index;
using machine::chart;
using machine::context_number;
using machine::in_force;
using machine::is_pending;
using machine::latest_head;
using machine::maybe_candidate;
using machine::number_of;
using machine::para_state;
using machine::paras;
using machine::pending_at;
using machine::relay_parent_number;
using machine::state;
using machine::world;

/// Calls `f(block, parent, exists, para)` for each block above the finalized one and each para.
template <class D, class S, class F>
constexpr void for_each_built(const world<D>& w, const state<D, S>& s, F&& f) {
  for (std::size_t b = 1; b < S::blocks; ++b) {
    if (impossible(s.has_block(b))) continue;
    const auto& parent = at(s.blocks, s.blocks[b].parent);
    for (std::size_t p = 0; p < paras<S>(w); ++p) f(s.blocks[b], parent, s.has_block(b), p);
  }
}
/// Calls `f(block number, block, exists, para)` for each block and each para.
template <class D, class S, class F>
constexpr void for_each_view(const world<D>& w, const state<D, S>& s, F&& f) {
  for (std::size_t b = 0; b < S::blocks; ++b) {
    if (impossible(s.has_block(b))) continue;
    for (std::size_t p = 0; p < paras<S>(w); ++p) f(b, s.blocks[b], s.has_block(b), p);
  }
}

/// Calls `f(block number, block, para, place, entry, exists)` for each candidate pending anywhere.
template <class D, class S, class F>
constexpr void for_each_pending(const world<D>& w, const state<D, S>& s, F&& f) {
  for_each_view(w, s, [&](std::size_t b, const auto& block, const auto& exists, std::size_t p) {
    for (std::size_t i = 0; i < S::pending; ++i) {
      const auto entry = pending_at(block.paras[p], i);
      if (impossible(entry.candidate.is_some())) break;
      f(b, block, p, i, entry, exists && entry.candidate.is_some());
    }
  });
}
/// Calls `f(block, parent, para, candidate, backed)` for each candidate that the block just built
/// has backed.
template <class D, class S, class F>
constexpr void for_each_backed(const world<D>& w, const transition<D, S>& t, F&& f) {
  const auto& block = at(t.after.blocks, t.new_block());
  const auto& parent = at(t.after.blocks, block.parent);
  for (std::size_t p = 0; p < paras<S>(w); ++p) {
    for (std::size_t i = 0; i < S::pending; ++i) {
      const auto entry = pending_at(block.paras[p], i);
      const auto backed = entry.candidate.is_some() && entry.age == 0;
      if (impossible(backed)) continue;
      f(block, parent, p, entry, backed);
    }
  }
}
/// What the candidate at a place of the line is to extend: the one before it, or the para head.
template <class D, class S>
constexpr maybe_candidate<D, S> head_before(const para_state<D, S>& now, std::size_t place) {
  return place == 0 ? now.included : pending_at(now, place - 1).candidate;
}
/// Whether what was pending has left without being included. It may be backed again at once.
template <class D, class S>
constexpr typename D::truth is_evicted(const state<D, S>& s, const para_state<D, S>& before,
                                       const para_state<D, S>& now,
                                       const maybe_candidate<D, S>& candidate) {
  typename D::truth stays(false);
  for (std::size_t i = 0; i < S::pending; ++i) {
    const auto entry = pending_at(now, i);
    stays = stays || (entry.candidate == candidate && entry.age != 0);
  }
  return candidate.is_some() && !stays &&
         !machine::became_included(s, before, now, candidate.or_first());
}

/// Whether a chain is frozen at a block.
template <class D, class S>
constexpr typename D::truth is_frozen(const machine::relay_block<D, S>& block) {
  if constexpr (S::has_disputes) {
    return block.disputes.frozen;
  } else {
    return typename D::truth(false);
  }
}

/// Whether a candidate has lost a dispute, as far as a block knows.
template <class D, class S>
constexpr typename D::truth has_lost(const machine::relay_block<D, S>& block,
                                     const maybe_candidate<D, S>& candidate) {
  if constexpr (S::has_disputes) {
    return at(block.disputes.lost, candidate);
  } else {
    return typename D::truth(false);
  }
}

}  // namespace backcheck::properties
