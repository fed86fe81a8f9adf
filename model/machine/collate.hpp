// SPDX-License-Identifier: Apache-2.0
//
// The collator: authors one more parachain block on a block it knows, for a relay parent of the
// window, if the parachain's own runtime accepts it there (cumulus, pallets/parachain-system and
// pallets/aura-ext), and the backing group: gives a candidate its quorum of votes (polkadot,
// node/core/backing and prospective-parachains).
#pragma once

#include "model/language/rule.hpp"
#include "model/machine/chart.hpp"
#include "model/machine/collators.hpp"
#include "model/machine/refusal.hpp"
#include "model/machine/traffic.hpp"
#include "model/machine/upgrades.hpp"
#include "model/machine/view.hpp"
#include "model/machine/world.hpp"
#include "model/protocol/backing.hpp"
#include "model/protocol/consensus_hook.hpp"
#include "model/protocol/prospective.hpp"
#include "model/protocol/unincluded_segment.hpp"

namespace backcheck::machine {

/// What lies between a para block and the head included at a relay parent, walking back from the
/// block.
template <language::domain D, class S>
struct descent {
  using truth = typename D::truth;
  using length = para_blocks<D, S::candidates>;

  truth reaches;      ///< the block is the included head or descends from it
  length unincluded;  ///< blocks after the included head
  length kept;        ///< of those the ones its own segment still holds
  language::quantity<D, batches, S::candidates> sent;  ///< batches sent by the kept ones
  length in_slot;  ///< blocks authored in the relay parent's slot
};

/// Walks from `from` back to the head included for `para` at `relay_parent`. Slots are counted as
/// relay block numbers.
template <language::domain D, class S>
constexpr descent<D, S> descend(const state<D, S>& s, const maybe_candidate<D, S>& from,
                                const maybe_candidate<D, S>& included,
                                const relay_block<D, S>& relay_parent) {
  using length = typename descent<D, S>::length;
  using sum = language::quantity<D, batches, S::candidates>;
  descent<D, S> d{from == included, 0, 0, 0, 0};
  auto walker = from;
  for (std::size_t i = 0; i < S::candidates; ++i) {
    const auto counts = !d.reaches && walker.is_some();
    if (language::impossible(counts)) break;
    const auto c = at(s.candidates, walker);
    d.unincluded = length(d.unincluded + language::one_if<length>(counts));
    d.in_slot = length(d.in_slot + language::one_if<length>(counts && relay_parent_number(s, c) ==
                                                                          number_of(relay_parent)));
    assign_if(counts, walker, c.parent);
    d.reaches = d.reaches || (counts && walker == included);
  }
  d.kept =
      length(protocol::size_after_included<D>(at(s.candidates, from).segment_length, d.unincluded));
  walker = from;
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(d.kept > i)) break;
    const auto c = at(s.candidates, walker);
    d.sent = sum(d.sent + language::one_if<sum>(d.kept > i && c.sends));
    walker = c.parent;
  }
  return d;
}

/// Whether a candidate on that parent and relay parent exists: a collator builds only one. (The
/// slot is one collator's.)
template <language::domain D, class S>
constexpr typename D::truth already_built(const state<D, S>& s, const candidate<D, S>& wanted) {
  typename D::truth found(false);
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(s.has_candidate(i))) continue;
    const auto& c = s.candidates[i];
    found = found || (s.has_candidate(i) && c.para == wanted.para && c.parent == wanted.parent &&
                      c.relay_parent == wanted.relay_parent &&
                      c.relay_parent_age == wanted.relay_parent_age);
  }
  return found;
}

/// Whether two relay parents lie on one fork, and the second is not older than the first.
template <language::domain D, class S>
constexpr typename D::truth follows_on_fork(const world<D>& w, const state<D, S>& s,
                                            const chart<D, S>& known,
                                            const candidate<D, S>& earlier,
                                            const block_index<D, S>& later) {
  const auto one_fork = known.on_fork_of(earlier.relay_parent, later) ||
                        known.on_fork_of(later, earlier.relay_parent);
  // A parachain may leave the order to the relay chain; where the relay chain has it wrong, one
  // does.
  const bool leaves_it = w.speak.breaks(protocol::fault::order_by_newest) ||
                         w.speak.breaks(protocol::fault::pending_context_ignored);
  return one_fork && (typename D::truth(leaves_it) || protocol::keeps_relay_parent_order<D>(
                                                          w.speak, relay_parent_number(s, earlier),
                                                          number_of(at(s.blocks, later))));
}

/// Whether the collator knows a block on that parent that it could build on instead at that relay
/// parent.
template <language::domain D, class S>
constexpr typename D::truth has_usable_child(const world<D>& w, const state<D, S>& s,
                                             const chart<D, S>& known,
                                             const candidate<D, S>& wanted) {
  typename D::truth found(false);
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(s.has_candidate(i))) continue;
    const auto& c = s.candidates[i];
    found = found ||
            (s.has_candidate(i) && c.para == wanted.para && c.parent == wanted.parent &&
             knows(w, s, wanted, candidate_index<D, S>(i)) &&
             search_finds(w, s, known, wanted, maybe_candidate<D, S>(candidate_index<D, S>(i))) &&
             follows_on_fork(w, s, known, c, wanted.relay_parent));
  }
  return found;
}

/// The new candidate's hash stands anywhere among those of its siblings.
template <language::domain D, class S, class Choices>
constexpr void choose_order(const world<D>& w, state<D, S>& s, candidate<D, S>& built,
                            Choices& choose) {
  using order = language::index<D, what::order, S::candidates>;
  using count = language::quantity<D, what::order, S::candidates>;
  count places(1);
  for (std::size_t i = 0; i < S::candidates; ++i) {
    const auto sibling = s.has_candidate(i) && s.candidates[i].parent == built.parent &&
                         typename D::truth(w.window.views);
    places = count(places + language::one_if<count>(sibling));
  }
  built.news.order = choose.template one_of<order>("order", places).place();
  if (w.window.views) take_place(s, built);
}

/// What a collator might build: for whom, at which relay parent, on which block.
template <language::domain D, class S, class Choices>
constexpr candidate<D, S> draw_block(const world<D>& w, const state<D, S>& s, Choices& choose) {
  candidate<D, S> built;
  const auto paras = language::quantity<D, what::para, S::paras>(w.window.paras);
  built.para = choose.template one_of<para_index<D, S>>("para", paras);
  built.relay_parent = choose.template one_of<block_index<D, S>>("relay parent", s.block_count);
  built.parent = choose.template one_or_none<maybe_candidate<D, S>>("parent", s.candidate_count);
  if constexpr (S::has_collators) choose_author(w, built, choose);
  return built;
}

/// Whether the relay parent offers what the parachain needs of it: descendants, as many as its
/// offset, that the collator knows.
template <language::domain D, class S>
constexpr language::outcome<D, refusal> has_relay_parent(const world<D>& w, const state<D, S>& s,
                                                         const chart<D, S>& known,
                                                         const candidate<D, S>& built,
                                                         const typename D::truth& strays) {
  language::outcome<D, refusal> outcome_;
  const auto proven = has_descendants(w, s, known, built.relay_parent, strays);
  REQUIRE(proven || w.k.parachain.relay_parent_offset != 0, refusal::relay_parent_is_not_a_leaf);
  REQUIRE(proven, refusal::descendants_are_not_known);
  return outcome_;
}

/// Whether its collator would build that block: it knows the parent, it is its slot, and its search
/// for a parent ends there.
template <language::domain D, class S>
constexpr language::outcome<D, refusal> collator_builds(const world<D>& w, const state<D, S>& s,
                                                        const chart<D, S>& known,
                                                        const candidate<D, S>& built,
                                                        const typename D::truth& on_unincluded) {
  using truth = typename D::truth;
  language::outcome<D, refusal> outcome_;
  const auto breaks = [&](protocol::fault which) { return truth(w.speak.breaks(which)); };
  const auto as_it_likes = is_dishonest(w.window, built);
  const auto is_needed =
      on_unincluded || (breaks(protocol::fault::pending_unknown) && built.parent.is_some());
  REQUIRE(!is_needed || knows(w, s, built, built.parent.or_first()),
          refusal::collator_does_not_know_the_parent);
  REQUIRE(!slot_is_taken(s, built), refusal::slot_of_another_collator);
  REQUIRE(as_it_likes || !already_built(s, built), refusal::already_built);
  const auto strays = as_it_likes || truth(w.window.stray_collators);
  REQUIRE(strays || search_finds(w, s, known, built, built.parent),
          refusal::parent_search_stops_before);
  REQUIRE_ALL(has_relay_parent(w, s, known, built, strays));
  const auto finalized_only = breaks(protocol::fault::builds_on_finalized);
  REQUIRE(!finalized_only || built.parent.is_none(), refusal::parent_not_included);
  REQUIRE(strays || finalized_only || !has_usable_child(w, s, known, built),
          refusal::parent_has_a_child_to_build_on);
  return outcome_;
}

/// Whether the parachain's own runtime lets it: the unincluded segment has room, and so has the
/// slot.
template <language::domain D, class S>
constexpr language::outcome<D, refusal> runtime_accepts(const world<D>& w,
                                                        const descent<D, S>& behind) {
  using truth = typename D::truth;
  language::outcome<D, refusal> outcome_;
  const auto breaks = [&](protocol::fault which) { return truth(w.speak.breaks(which)); };
  REQUIRE(behind.unincluded == 0 || !protocol::expects_parent_included<D>(w.speak) ||
              breaks(protocol::fault::parent_need_not_be_included),
          refusal::parent_not_included);
  REQUIRE(protocol::has_room<D>(w.speak, behind.kept, w.k.parachain.unincluded_segment_capacity),
          refusal::no_space_in_unincluded_segment);
  REQUIRE(
      protocol::may_author_in_slot<D>(behind.in_slot, w.k.parachain.block_processing_velocity) ||
          breaks(protocol::fault::slot_unlimited),
      refusal::too_many_blocks_in_relay_slot);
  REQUIRE(!breaks(protocol::fault::one_block_per_slot) || behind.in_slot == 0,
          refusal::too_many_blocks_in_relay_slot);
  return outcome_;
}

/// What the block carries: messages, an upgrade.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> fill_block(const world<D>& w, state<D, S>& s,
                                                   const relay_block<D, S>& relay_parent,
                                                   const descent<D, S>& behind,
                                                   candidate<D, S>& built, Choices& choose) {
  language::outcome<D, refusal> outcome_;
  const auto& seen = at(relay_parent.paras, built.para);
  built.sends = choose.whether("sends messages", typename D::truth(w.window.upward));
  const auto earlier = w.speak.breaks(protocol::fault::segment_messages_forgotten)
                           ? decltype(behind.sent)(0)
                           : behind.sent;
  REQUIRE(!built.sends || in_force(w, relay_parent).fits_on_top(seen.queued, earlier),
          refusal::upward_queue_full);
  built.segment_length = language::next(behind.kept);
  if constexpr (S::has_upgrades) REQUIRE_ALL(upgrade_block(w, s, seen, behind.kept, built, choose));
  if constexpr (S::has_traffic)
    REQUIRE_ALL(traffic_block(w, s, relay_parent, seen.traffic, behind, built, choose));
  return outcome_;
}

/// A collator authors a block for `para` at `relay parent` on `parent`; none is the head included
/// at the finalized block.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> collate(const world<D>& w, state<D, S>& s,
                                                const chart<D, S>& known, Choices& choose) {
  language::outcome<D, refusal> outcome_;
  const auto breaks = [&](protocol::fault which) {
    return typename D::truth(w.speak.breaks(which));
  };
  REQUIRE(s.candidate_count < w.window.candidates, refusal::window_full_of_candidates);
  REQUIRE(!breaks(protocol::fault::nothing_built), refusal::nothing_to_choose);
  auto built = draw_block(w, s, choose);
  const auto& relay_parent = at(s.blocks, built.relay_parent);
  const auto parent = at(s.candidates, built.parent);
  REQUIRE(built.parent.is_none() || parent.para == built.para, refusal::other_para);
  auto included = at(relay_parent.paras, built.para).included;
  assign_if(breaks(protocol::fault::included_read_too_old), included,
            at(s.blocks[0].paras, built.para).included);
  auto behind = descend(s, built.parent, included, relay_parent);
  REQUIRE(behind.reaches, refusal::not_a_descendant_of_the_included_head);
  REQUIRE(behind.unincluded == 0 || follows_on_fork(w, s, known, parent, built.relay_parent),
          refusal::relay_parents_on_different_forks);
  REQUIRE_ALL(collator_builds(w, s, known, built, behind.unincluded != 0));
  const auto forgets = breaks(protocol::fault::included_parent_forgotten) && behind.unincluded == 0;
  assign_if(breaks(protocol::fault::segment_never_dropped) || forgets, behind.kept,
            least(parent.segment_length, para_blocks<D, S::candidates>(S::candidates)));
  REQUIRE_ALL(runtime_accepts(w, behind));
  REQUIRE_ALL(fill_block(w, s, relay_parent, behind, built, choose));
  if constexpr (S::has_collators) {
    if (w.window.upward) built.origin.used = count_used(w, s, built);
  }
  if constexpr (S::has_views) choose_order(w, s, built, choose);
  put(s.candidates, first_free<candidate_index<D, S>>(s.candidate_count), built);
  s.candidate_count = language::next(s.candidate_count);
  return outcome_;
}

/// Where a candidate stands in the tree of a leaf (2023).
template <language::domain D, class S>
struct place_in_tree {
  using truth = typename D::truth;
  truth possible;
  para_blocks<D, S::candidates> depth;
};
template <language::domain D, class S>
constexpr place_in_tree<D, S> find_in_tree(const world<D>& w, const state<D, S>& s,
                                           const relay_block<D, S>& leaf,
                                           const candidate_index<D, S>& candidate) {
  const auto behind = descend(s, maybe_candidate<D, S>(candidate),
                              at(leaf.paras, at(s.candidates, candidate).para).included, leaf);
  place_in_tree<D, S> found;
  found.depth = monus(behind.unincluded, para_blocks<D, 1>(1));
  found.possible = behind.reaches && behind.unincluded > 0 &&
                   protocol::within_tree_depth<D>(
                       found.depth, in_force(w, leaf).k.async_backing.max_candidate_depth);
  return found;
}

/// Whether a candidate may be seconded: at some leaf nodes allow its relay parent; and, where trees
/// bound it (2023), it is not too deep below the head included there, and at no leaf its depth is
/// taken: `taken(leaf, place)` says so of the one who seconds.
template <language::domain D, class S, class Taken>
constexpr language::outcome<D, refusal> fits_some_leaf(const world<D>& w, const state<D, S>& s,
                                                       const chart<D, S>& known,
                                                       const candidate_index<D, S>& chosen,
                                                       Taken&& taken) {
  using truth = typename D::truth;
  language::outcome<D, refusal> outcome_;
  const auto& c = at(s.candidates, chosen);
  protocol::leaves_heard<D> heard{};
  for (std::size_t b = 0; b < S::blocks; ++b) {
    if (language::impossible(known.leaf[b])) continue;
    const auto allows = known.leaf[b] && node_allows(w, s, known, block_index<D, S>(b), c);
    if (w.speak.rules == protocol::rule_set::y2023) {
      const auto place = find_in_tree(w, s, s.blocks[b], chosen);
      heard.hear(allows, place.possible, taken(b, place));
    } else {
      heard.hear(allows, truth(true), truth(false));
    }
  }
  REQUIRE(!truth(w.speak.breaks(protocol::fault::nothing_seconded)), refusal::nothing_to_choose);
  REQUIRE(heard.answered || truth(w.speak.breaks(protocol::fault::expired_voted_for)),
          refusal::no_leaf_allows_its_relay_parent);
  REQUIRE(heard.fits || truth(w.speak.breaks(protocol::fault::expired_voted_for)) ||
              truth(w.speak.breaks(protocol::fault::depth_unchecked)),
          refusal::too_deep);
  REQUIRE(!heard.taken, refusal::depth_seconded_already);
  return outcome_;
}

/// Whether another candidate of the para and of that relay parent has its votes.
template <language::domain D, class S>
constexpr typename D::truth shares_relay_parent(const state<D, S>& s,
                                                const candidate_index<D, S>& chosen,
                                                const candidate<D, S>& c) {
  typename D::truth found(false);
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(s.has_candidate(i))) continue;
    const auto& other = s.candidates[i];
    found =
        found || (s.has_candidate(i) && !(candidate_index<D, S>(i) == chosen) &&
                  other.para == c.para && other.backable && other.relay_parent == c.relay_parent &&
                  other.relay_parent_age == c.relay_parent_age);
  }
  return found;
}

/// The backing group gives a candidate its quorum.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> second(const world<D>& w, state<D, S>& s,
                                               const chart<D, S>& known, Choices& choose) {
  language::outcome<D, refusal> outcome_;
  REQUIRE(s.candidate_count > 0, refusal::nothing_to_choose);
  const auto chosen = choose.template one_of<candidate_index<D, S>>("candidate", s.candidate_count);
  auto c = at(s.candidates, chosen);
  REQUIRE(!c.backable, refusal::already_backable);
  REQUIRE(!typename D::truth(w.speak.breaks(protocol::fault::one_per_relay_parent)) ||
              !shares_relay_parent(s, chosen, c),
          refusal::too_many_seconded);
  REQUIRE_ALL(fits_some_leaf(w, s, known, chosen, [](std::size_t /*leaf*/, const auto& /*place*/) {
    return typename D::truth(false);
  }));
  c.backable = typename D::truth(true);
  put(s.candidates, chosen, c);
  return outcome_;
}

}  // namespace backcheck::machine
