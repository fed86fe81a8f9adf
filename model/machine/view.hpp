// SPDX-License-Identifier: Apache-2.0
//
// A node that follows the relay chain: it imports blocks after their parents and as long after they
// were built as it likes, hears of candidates that are seconded, and of the votes for them. Each
// changes what its prospective parachains keeps at the blocks it follows: polkadot,
// node/core/prospective-parachains (`handle_active_leaves_update`, `handle_introduce_…`,
// `handle_candidate_backed`) and node/overseer (`block_imported`).
#pragma once

#include "model/language/rule.hpp"
#include "model/machine/refusal.hpp"
#include "model/machine/sight.hpp"
#include "model/protocol/implicit_view.hpp"

namespace backcheck::machine {

/// What is retained for forks to come is forgotten once it lies deeper than any leaf keeps things.
template <class S>
void forget_out_of_reach(const world<concrete>& w, state<concrete, S>& s) {
  std::optional<std::uint64_t> lowest;
  for (std::size_t b = 0; b < s.block_count.raw(); ++b) {
    if (followed_as(s, b) != following::active) continue;
    const auto scope = scope_at(w, s, b);
    const auto down_to = protocol::retained_down_to(
        scope.relay_parent.number.raw(), protocol::earliest_relay_parent(scope).number.raw());
    lowest = lowest ? std::min(*lowest, down_to) : down_to;
  }
  for (std::size_t b = 0; b < s.block_count.raw(); ++b) {
    const bool is_deeper = lowest && number_of(s.blocks[b]).raw() < *lowest;
    if (followed_as(s, b) == following::retained && is_deeper)
      follow_as(s, b, following::forgotten);
  }
}

/// The node imports a block: a new leaf. Its parent is a leaf no more; of it trees are dropped at
/// once (2023), chains retained (2025).
template <language::domain D, class S, class Choices>
language::outcome<D, refusal> import_leaf(const world<D>& w, state<D, S>& s,
                                          const chart<D, S>& /*known*/, Choices& choose) {
  using truth = typename D::truth;
  language::outcome<D, refusal> outcome_;
  REQUIRE(truth(w.window.views), refusal::views_switched_off);
  const auto chosen = choose.template one_of<block_index<D, S>>("block", s.block_count);
  const std::size_t b = chosen.place().raw();
  const std::size_t parent = s.blocks[b].parent.place().raw();
  const bool chains = w.speak.rules == protocol::rule_set::y2025;
  REQUIRE(truth(followed_as(s, b) == following::unseen), refusal::block_is_imported_already);
  REQUIRE(truth(followed_as(s, parent) != following::unseen), refusal::parent_is_not_imported);

  const auto para = sight_of(w, s);
  const auto scope = scope_at(w, s, b);
  const auto previous = sight_at(w, s, parent);
  const bool starts_empty = w.speak.breaks(protocol::fault::chain_starts_empty);
  const bool inherits = is_kept(followed_as(s, parent)) && !starts_empty;
  auto stored = stored_in(s);
  if (w.speak.breaks(protocol::fault::tree_starts_empty))
    stored.assign(stored.size(), standing::unknown);
  put_standings(s, b, at_new_leaf(para, scope, inherits ? &previous : nullptr, stored));
  follow_as(s, b, following::active);
  const bool retains = chains && !w.speak.breaks(protocol::fault::view_dropped_with_leaf);
  if (followed_as(s, parent) == following::active)
    follow_as(s, parent, retains ? following::retained : following::forgotten);
  if (w.speak.breaks(protocol::fault::other_leaves_forgotten))
    for (std::size_t other = 0; other < s.block_count.raw(); ++other)
      if (other != b && followed_as(s, other) == following::active)
        follow_as(s, other, following::forgotten);
  if (chains) {
    forget_out_of_reach(w, s);
    return outcome_;
  }
  // What is pending at the new leaf has its votes, in the storage that all trees share.
  for (std::size_t i = 0; i < para.candidates.size(); ++i) {
    if (!s.blocks[b].paras[0].pending.is(candidate_index<D, S>(i)).known()) continue;
    for (std::size_t other = 0; other < s.block_count.raw(); ++other) {
      if (standing_of(s, other, i) == standing::seconded)
        s.blocks[other].view.standings[i] = static_cast<unsigned>(standing::backed);
    }
  }
  return outcome_;
}

/// The node hears that a candidate is seconded, and takes it up where it can. What fits nowhere is
/// put off: it may fit later.
template <language::domain D, class S, class Choices>
language::outcome<D, refusal> introduce(const world<D>& w, state<D, S>& s,
                                        const chart<D, S>& /*known*/, Choices& choose) {
  using truth = typename D::truth;
  language::outcome<D, refusal> outcome_;
  REQUIRE(truth(w.window.views), refusal::views_switched_off);
  REQUIRE(s.candidate_count > 0, refusal::nothing_to_choose);
  const auto chosen = choose.template one_of<candidate_index<D, S>>("candidate", s.candidate_count);
  const std::size_t i = chosen.place().raw();
  REQUIRE(s.candidates[i].news.heard == 0, refusal::candidate_is_introduced_already);
  const auto para = sight_of(w, s);
  const auto stored = stored_in(s);
  std::vector<std::pair<std::size_t, standings>> kept;
  for (std::size_t b = 0; b < s.block_count.raw(); ++b) {
    if (!is_kept(followed_as(s, b))) continue;
    auto here = sight_at(w, s, b);
    if (introduce_at(para, here, i, stored)) kept.emplace_back(b, std::move(here.known));
  }
  REQUIRE(truth(!kept.empty()), refusal::candidate_fits_no_view);
  for (const auto& [b, known] : kept) put_standings(s, b, known);
  s.candidates[i].news.heard = static_cast<unsigned>(hearsay::seconded);
  return outcome_;
}

/// The node hears the votes that make a candidate backable.
template <language::domain D, class S, class Choices>
language::outcome<D, refusal> note(const world<D>& w, state<D, S>& s, const chart<D, S>& /*known*/,
                                   Choices& choose) {
  using truth = typename D::truth;
  language::outcome<D, refusal> outcome_;
  REQUIRE(truth(w.window.views), refusal::views_switched_off);
  REQUIRE(s.candidate_count > 0, refusal::nothing_to_choose);
  const auto chosen = choose.template one_of<candidate_index<D, S>>("candidate", s.candidate_count);
  const std::size_t i = chosen.place().raw();
  auto& c = s.candidates[i];
  REQUIRE(c.backable, refusal::not_backable);
  REQUIRE(c.news.heard != 0, refusal::candidate_is_not_introduced);
  REQUIRE(c.news.heard == 1, refusal::votes_are_noted_already);
  c.news.heard = static_cast<unsigned>(hearsay::backed);
  const auto para = sight_of(w, s);
  for (std::size_t b = 0; b < s.block_count.raw(); ++b) {
    if (!is_kept(followed_as(s, b))) continue;
    auto here = sight_at(w, s, b);
    note_votes_at(para, here, i);
    put_standings(s, b, here.known);
  }
  return outcome_;
}

/// Whether the view at `parent` offers a provisioner the candidate, where `included` becomes so in
/// its block.
template <class S>
bool offers(const world<concrete>& w, const state<concrete, S>& s, std::size_t parent,
            const maybe_candidate<concrete, S>& included, std::size_t candidate) {
  std::vector<std::size_t> ancestors;
  if (included.is_some().known()) ancestors.push_back(included.or_first().place().raw());
  const auto found = offered_at(sight_of(w, s), sight_at(w, s, parent), ancestors, 1);
  return !found.empty() && found.front() == candidate;
}

/// A new candidate takes its place in the order of hashes among its siblings.
template <class S>
void take_place(state<concrete, S>& s, const candidate<concrete, S>& built) {
  for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
    auto& other = s.candidates[i];
    if ((other.parent == built.parent && other.news.order >= built.news.order).known())
      other.news.order = other.news.order.raw() + 1U;
  }
}
/// After candidates went: those left close up in that order.
template <class S>
void close_up_orders(state<concrete, S>& s) {
  const auto was = s.candidates;
  for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
    unsigned lower = 0;
    for (std::size_t j = 0; j < s.candidate_count.raw(); ++j) {
      const bool before =
          (was[i].parent == was[j].parent && was[j].news.order < was[i].news.order).known();
      lower += before ? 1 : 0;
    }
    s.candidates[i].news.order = lower;
  }
}

}  // namespace backcheck::machine
