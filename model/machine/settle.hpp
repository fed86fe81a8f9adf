// SPDX-License-Identifier: Apache-2.0
//
// The environment: a relay block is finalized, which moves the window up, or a leaf is reverted.
// Both drop what can no longer matter: relay blocks off the finalized fork, candidates that no
// future relay block could back, and what builds on those.
#pragma once

#include "model/language/rule.hpp"
#include "model/machine/chart.hpp"
#include "model/machine/disputes.hpp"
#include "model/machine/pending.hpp"
#include "model/machine/refusal.hpp"
#include "model/machine/view.hpp"
#include "model/machine/world.hpp"

namespace backcheck::machine {

template <language::domain D, class S>
using kept_blocks = language::per<block_index<D, S>, typename D::truth>;
template <language::domain D, class S>
using kept_candidates = language::per<candidate_index<D, S>, typename D::truth>;

/// Which candidates are pending or included at one of those blocks: its heads, and what it may have
/// included with them.
template <language::domain D, class S>
constexpr kept_candidates<D, S> in_use(const state<D, S>& s, const kept_blocks<D, S>& blocks) {
  kept_candidates<D, S> used;
  for (std::size_t b = 0; b < S::blocks; ++b) {
    if (language::impossible(blocks[b])) continue;
    for (std::size_t p = 0; p < S::paras; ++p) {
      const auto& now = s.blocks[b].paras[p];
      for (std::size_t i = 0; i < S::pending; ++i) {
        const auto candidate = pending_at(now, i).candidate;
        put_if(blocks[b] && candidate.is_some(), used, candidate.or_first(),
               typename D::truth(true));
      }
      auto head = now.included;
      for (std::size_t i = 0; i < S::pending; ++i) {
        put_if(blocks[b] && head.is_some(), used, head.or_first(), typename D::truth(true));
        if (i + 1 < S::pending) head = at(s.candidates, head).parent;
      }
    }
  }
  return used;
}

/// What stays after a step of the environment, and which heads become none.
template <language::domain D, class S>
struct survivors {
  kept_blocks<D, S> blocks;
  kept_candidates<D, S> candidates;
  language::per<para_index<D, S>, maybe_candidate<D, S>> roots;
};

/// What blocks and candidates are called once the others are taken out, by what they are called
/// now. What is not kept is called block 0, or none; so is the head of a new root, which never is.
template <language::domain D, class S>
struct new_names {
  language::per<block_index<D, S>, block_index<D, S>> blocks;
  language::per<candidate_index<D, S>, maybe_candidate<D, S>> candidates;

  constexpr explicit new_names(const survivors<D, S>& kept) {
    const auto block_places = language::positions_after<block_index<D, S>>(kept.blocks);
    for (std::size_t b = 0; b < S::blocks; ++b)
      assign_if(kept.blocks[b], blocks[b], block_index<D, S>(block_places[b]));
    const auto places = language::positions_after<candidate_index<D, S>>(kept.candidates);
    for (std::size_t i = 0; i < S::candidates; ++i) {
      assign_if(kept.candidates[i], candidates[i],
                maybe_candidate<D, S>(candidate_index<D, S>(places[i])));
    }
  }
};

/// How many are kept.
template <class Count, class Array>
constexpr Count counted(const Array& kept) {
  Count count(0);
  for (std::size_t i = 0; i < Array::size; ++i)
    count = Count(count + language::one_if<Count>(kept[i]));
  return count;
}

/// Takes out the blocks and candidates not to be kept and renames every reference.
template <language::domain D, class S>
constexpr void keep_only(state<D, S>& s, const survivors<D, S>& kept) {
  const new_names<D, S> names(kept);
  for (std::size_t b = 0; b < S::blocks; ++b) {
    if (language::impossible(kept.blocks[b])) continue;
    auto& block = s.blocks[b];
    block.parent = at(names.blocks, block.parent);
    if constexpr (S::has_disputes) compact(block.disputes.lost, kept.candidates);
    for (std::size_t p = 0; p < S::paras; ++p) {
      auto& now = block.paras[p];
      now.included = at(names.candidates, now.included);
      for (std::size_t i = 0; i < S::pending; ++i) {
        auto entry = pending_at(now, i);
        entry.candidate = at(names.candidates, entry.candidate);
        put_pending(now, i, entry);
      }
    }
  }
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(kept.candidates[i])) continue;
    auto& c = s.candidates[i];
    c.parent = at(names.candidates, c.parent);
    c.relay_parent = at(names.blocks, c.relay_parent);
  }
  if constexpr (S::has_views) {
    for (std::size_t b = 0; b < S::blocks; ++b)
      compact(s.blocks[b].view.standings, kept.candidates);
  }
  compact(s.blocks, kept.blocks);
  compact(s.candidates, kept.candidates);
  s.block_count = counted<typename state<D, S>::block_count_type>(kept.blocks);
  s.candidate_count = counted<typename state<D, S>::candidate_count_type>(kept.candidates);
  if constexpr (S::has_views) close_up_orders(s);
}

/// Ages the relay parent of every candidate by one finalized block, `finalized`: what stays in the
/// window keeps its place, what was the finalized block or below is one block further down, what
/// was on a pruned fork counts as out of reach.
template <language::domain D, class S>
constexpr void age_relay_parents(const world<D>& w, state<D, S>& s,
                                 const kept_blocks<D, S>& blocks) {
  const auto out_of_reach = relay_blocks<D, number_shift>(next(w.reach));
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(s.has_candidate(i))) continue;
    auto& c = s.candidates[i];
    const auto in_window = at(blocks, c.relay_parent);
    const auto was_below = !in_window && c.relay_parent == block_index<D, S>(0);
    const auto age = either(
        was_below, relay_blocks<D, number_shift>(least(next(c.relay_parent_age), out_of_reach)),
        out_of_reach);
    assign_if(s.has_candidate(i) && !in_window, c.relay_parent_age, age);
  }
}

/// What stays when `chosen` is finalized. Ages the relay parents of `s` on the way.
template <language::domain D, class S>
constexpr survivors<D, S> survive_finalization(const world<D>& w, state<D, S>& s,
                                               const chart<D, S>& known,
                                               const block_index<D, S>& chosen) {
  survivors<D, S> kept;
  const auto block = at(s.blocks, chosen);
  for (std::size_t b = 0; b < S::blocks; ++b)
    kept.blocks[b] = s.has_block(b) && at(known.fork[b], chosen);
  for (std::size_t p = 0; p < S::paras; ++p) kept.roots[p] = block.paras[p].included;
  age_relay_parents(w, s, kept.blocks);
  const auto allowed_below =
      protocol::tracked_after_push<D>(block.tracked, in_force(w, block).allowed);
  const auto used = in_use(s, kept.blocks);
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(s.has_candidate(i))) continue;
    const auto& c = s.candidates[i];
    const auto on_kept_parent = c.parent == at(kept.roots, c.para) ||
                                (c.parent.is_some() && at(kept.candidates, c.parent.or_first()));
    const auto in_reach = at(kept.blocks, c.relay_parent) ||
                          protocol::is_tracked<D>(next(c.relay_parent_age), allowed_below);
    kept.candidates[i] = s.has_candidate(i) && on_kept_parent && (in_reach || used[i]);
  }
  return kept;
}

/// A child of the finalized block is finalized; the window moves up by one.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> finalize(const world<D>& w, state<D, S>& s,
                                                 const chart<D, S>& known, Choices& choose) {
  language::outcome<D, refusal> outcome_;
  const auto chosen = choose.template one_of<block_index<D, S>>("block", s.block_count);
  REQUIRE(chosen.place() != 0, refusal::not_a_child_of_the_finalized_block);
  const auto block = at(s.blocks, chosen);
  REQUIRE(block.height == 1, refusal::not_a_child_of_the_finalized_block);
  REQUIRE(!is_disputed(s, block) ||
              typename D::truth(w.speak.breaks(protocol::fault::disputed_finalized)),
          refusal::includes_what_lost_a_dispute);
  if constexpr (S::has_views) {
    const bool seen = followed_as(s, chosen.place().raw()) != following::unseen;
    REQUIRE(typename D::truth(seen || !w.window.views), refusal::block_is_not_imported);
  }
  if constexpr (S::has_traffic)
    REQUIRE(follows_inbound(w, block), refusal::window_full_of_messages);

  const auto kept = survive_finalization(w, s, known, chosen);
  const auto out_of_reach = relay_blocks<D, number_shift>(next(w.reach));
  for (std::size_t p = 0; p < S::paras; ++p) {
    const auto aged =
        relay_blocks<D, number_shift>(least(next(s.roots[p].context_age), out_of_reach));
    s.roots[p].context_age =
        either(kept.roots[p].is_none(), aged, at(s.candidates, kept.roots[p]).relay_parent_age);
    if (p >= w.window.paras) s.roots[p].context_age = 0;
    if constexpr (S::has_upgrades) {
      const auto store = code_after(s, para_index<D, S>(p), kept.roots[p]);
      s.roots[p].code = {store.current, store.is_pending};
    }
  }
  s.session_age = either(block.session > 0, relay_blocks<D, number_shift>(0),
                         relay_blocks<D, number_shift>(least(next(s.session_age), out_of_reach)));
  keep_only(s, kept);
  for (std::size_t b = 0; b < S::blocks; ++b) {
    assign_if(s.has_block(b), s.blocks[b].height, monus(s.blocks[b].height, relay_blocks<D, 1>(1)));
    assign_if(s.has_block(b), s.blocks[b].session, monus(s.blocks[b].session, block.session));
  }
  if constexpr (S::has_upgrades) rebase_upgrades(w, s);
  if constexpr (S::has_traffic) rebase_traffic(w, s);
  if constexpr (S::has_views) forget_out_of_reach(w, s);
  return outcome_;
}

/// Whether a candidate was included from one block to its child: it is the new head, or an ancestor
/// of it above the old one.
template <language::domain D, class S>
constexpr typename D::truth became_included(const state<D, S>& s, const para_state<D, S>& before,
                                            const para_state<D, S>& now,
                                            const candidate_index<D, S>& candidate) {
  typename D::truth found(false);
  auto walker = now.included;
  for (std::size_t i = 0; i < S::pending; ++i) {
    const auto is_new = walker != before.included && walker.is_some();
    found = found || (is_new && walker.is(candidate));
    if (i + 1 < S::pending) walker = either(is_new, at(s.candidates, walker).parent, walker);
  }
  return found;
}

/// What stays when leaf `chosen` is reverted; marks the candidates that lose a backing or an
/// inclusion.
template <language::domain D, class S>
constexpr survivors<D, S> survive_reversion(state<D, S>& s, const block_index<D, S>& chosen) {
  survivors<D, S> kept;
  const auto lost = at(s.blocks, chosen);
  const auto parent = at(s.blocks, lost.parent);
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(s.has_candidate(i))) continue;
    const candidate_index<D, S> c(i);
    for (std::size_t p = 0; p < S::paras; ++p) {
      const auto backed_there = is_pending(lost.paras[p], c) && !is_pending(parent.paras[p], c);
      const auto included_there = became_included(s, parent.paras[p], lost.paras[p], c);
      s.candidates[i].reverted = s.candidates[i].reverted || backed_there || included_there;
    }
  }
  for (std::size_t b = 0; b < S::blocks; ++b)
    kept.blocks[b] = s.has_block(b) && chosen != block_index<D, S>(b);
  const auto used = in_use(s, kept.blocks);
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(s.has_candidate(i))) continue;
    const auto& c = s.candidates[i];
    const auto on_kept_parent = c.parent.is_none() || at(kept.candidates, c.parent.or_first());
    kept.candidates[i] =
        s.has_candidate(i) && on_kept_parent && (c.relay_parent != chosen || used[i]);
  }
  return kept;
}

/// A leaf other than the finalized block is abandoned: reverted by a dispute, or simply lost.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> revert(const world<D>& w, state<D, S>& s,
                                               const chart<D, S>& known, Choices& choose) {
  language::outcome<D, refusal> outcome_;
  REQUIRE(typename D::truth(w.window.reversions), refusal::reversions_switched_off);
  const auto chosen = choose.template one_of<block_index<D, S>>("leaf", s.block_count);
  REQUIRE(chosen.place() != 0, refusal::leaf_is_finalized);
  REQUIRE(at(known.leaf, chosen), refusal::block_has_children);
  keep_only(s, survive_reversion(s, chosen));
  if constexpr (S::has_views) forget_out_of_reach(w, s);
  return outcome_;
}

}  // namespace backcheck::machine
