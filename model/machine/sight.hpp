// SPDX-License-Identifier: Apache-2.0
//
// The state as prospective parachains is told of it: relay blocks and candidates with their hashes,
// and the scope of a block, as the chain's state and the headers say. Hashes of relay blocks are
// their positions, those of candidates follow the order chosen among siblings; a head is that of
// the candidate that outputs it.
#pragma once

#include "model/machine/chart.hpp"
#include "model/machine/prospects.hpp"
#include "model/protocol/relay_parents.hpp"

namespace backcheck::machine {

using language::concrete;
using protocol::unbounded;

/// A block below the finalized one is called by its depth there.
inline constexpr std::uint64_t below_finalized = 100;

inline protocol::relay_block<unbounded> named_block(std::uint64_t hash, std::uint64_t number) {
  return {hash, number, hash};
}
template <class S>
protocol::relay_block<unbounded> sight_of(const state<concrete, S>& s, std::size_t b) {
  return named_block(b + 1, number_of(s.blocks[b]).raw());
}
/// The relay parent of a candidate.
template <class S>
protocol::relay_block<unbounded> relay_parent_of(const state<concrete, S>& s,
                                                 const candidate<concrete, S>& c) {
  const std::uint64_t age = c.relay_parent_age.raw();
  if (age == 0) return sight_of(s, c.relay_parent.place().raw());
  return named_block(below_finalized + age, relay_parent_number(s, c).raw());
}

/// The most a proof of validity may hold, and so on: nothing here comes near.
inline constexpr std::uint64_t plenty = 1000000;

template <class S>
protocol::shared_candidate sight_of(const state<concrete, S>& s, const candidate<concrete, S>& c,
                                    std::size_t position) {
  protocol::stored_candidate made;
  const auto relay_parent = relay_parent_of(s, c);
  std::uint64_t order = 0;
  if constexpr (S::has_views) order = c.news.order.raw();
  made.hash = (order + 1) * (S::candidates + 1) + position;
  made.relay_parent = relay_parent.hash;
  made.validation_data_hash_matches = true;
  auto& data = made.content.validation_data;
  data.parent_head = std::uint64_t{c.parent.stored().raw()};
  data.relay_parent_number = relay_parent.number;
  data.relay_parent_storage_root = relay_parent.storage_root;
  data.max_pov_size = plenty;
  made.content.commitments.head_data = position + 1;
  made.content.commitments.hrmp_watermark = relay_parent.number;
  return std::make_shared<const protocol::stored_candidate>(std::move(made));
}

/// What a node may know of the para: every candidate that there is.
template <class S>
para_sight sight_of(const world<concrete>& w, const state<concrete, S>& s) {
  const std::size_t more = w.speak.breaks(protocol::fault::tree_one_deeper) ? 1 : 0;
  para_sight para{w.speak, w.k.async_backing.max_candidate_depth.raw() + more, 1, {}};
  for (std::size_t i = 0; i < s.candidate_count.raw(); ++i)
    para.candidates.push_back(sight_of(s, s.candidates[i], i));
  return para;
}

/// The ancestors of a block, newest first, each with the session of its children: those kept, and
/// as many below the finalized one as may matter.
template <class S>
auto ancestors_of(const world<concrete>& w, const state<concrete, S>& s, std::size_t b) {
  unbounded::list<protocol::unit::relay_blocks, protocol::ancestor_in_session<unbounded>> all;
  while (b != 0) {
    b = s.blocks[b].parent.place().raw();
    all.elements().push_back({sight_of(s, b), std::uint64_t{s.blocks[b].session.raw()} + 1});
  }
  const std::uint64_t finalized = number_of(s.blocks[0]).raw();
  for (std::uint64_t age = 1; age <= w.allowed.raw() && age < finalized; ++age)
    all.elements().push_back({named_block(below_finalized + age, finalized - age),
                              age <= s.session_age.raw() ? 1U : 0U});
  return all;
}

/// The scope of the para at a block.
template <class S>
leaf_scope scope_at(const world<concrete>& w, const state<concrete, S>& s, std::size_t b) {
  leaf_scope scope;
  scope.relay_parent = sight_of(s, b);
  const auto& now = s.blocks[b].paras[0];
  auto& base = scope.base_constraints;
  base.min_relay_parent_number = protocol::lowest_relay_parent_number<concrete>(
      number_of(s.blocks[b]), w.allowed, s.blocks[b].tracked);
  base.max_pov_size = plenty;
  base.max_code_size = plenty;
  base.max_head_data_size = plenty;
  base.ump_remaining = plenty;
  base.ump_remaining_bytes = plenty;
  base.max_ump_num_per_candidate = plenty;
  base.max_hrmp_num_per_candidate = plenty;
  base.required_parent = std::uint64_t{now.included.stored().raw()};
  const auto offered = protocol::ancestry_within_session<unbounded>(
      ancestors_of(w, s, b), w.allowed, std::uint64_t{s.blocks[b].session.raw()} + 1);
  (void)protocol::accept_ancestors(scope, offered);
  if (now.pending.is_some().known()) {
    const std::size_t i = now.pending.or_first().place().raw();
    scope.pending_availability.elements().push_back(
        {sight_of(s, s.candidates[i], i)->hash, relay_parent_of(s, s.candidates[i])});
  }
  return scope;
}

template <class S>
following followed_as(const state<concrete, S>& s, std::size_t b) {
  return static_cast<following>(s.blocks[b].view.followed.raw());
}
template <class S>
void follow_as(state<concrete, S>& s, std::size_t b, following how) {
  s.blocks[b].view.followed = static_cast<unsigned>(how);
  if (how == following::forgotten) s.blocks[b].view.standings = {};
}
/// Whether something is kept at a block.
inline bool is_kept(following how) {
  return how == following::active || how == following::retained;
}
template <class S>
standing standing_of(const state<concrete, S>& s, std::size_t b, std::size_t candidate) {
  return static_cast<standing>(s.blocks[b].view.standings[candidate].raw());
}
template <class S>
standings standings_at(const state<concrete, S>& s, std::size_t b) {
  standings known(s.candidate_count.raw());
  for (std::size_t i = 0; i < known.size(); ++i) known[i] = standing_of(s, b, i);
  return known;
}
template <class S>
void put_standings(state<concrete, S>& s, std::size_t b, const standings& known) {
  for (std::size_t i = 0; i < known.size(); ++i)
    s.blocks[b].view.standings[i] = static_cast<unsigned>(known[i]);
}
template <class S>
block_sight sight_at(const world<concrete>& w, const state<concrete, S>& s, std::size_t b) {
  return {scope_at(w, s, b), standings_at(s, b)};
}
/// What the trees of all leaves have between them: the storage that they share (2023).
template <class S>
standings stored_in(const state<concrete, S>& s) {
  standings all(s.candidate_count.raw(), standing::unknown);
  for (std::size_t b = 0; b < s.block_count.raw(); ++b) {
    if (followed_as(s, b) != following::active) continue;
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = std::max(all[i], standing_of(s, b, i));
  }
  return all;
}
template <class S>
std::vector<hearsay> heard_of(const state<concrete, S>& s) {
  std::vector<hearsay> all;
  for (std::size_t i = 0; i < s.candidate_count.raw(); ++i)
    all.push_back(static_cast<hearsay>(s.candidates[i].news.heard.raw()));
  return all;
}

}  // namespace backcheck::machine
