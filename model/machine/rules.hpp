// SPDX-License-Identifier: Apache-2.0
//
// The machine's rules, by name. A rule is one place: its function, and its line here.
#pragma once

#include "model/machine/author.hpp"
#include "model/machine/collate.hpp"
#include "model/machine/settle.hpp"
#include "model/machine/view.hpp"
#include "model/machine/votes.hpp"

namespace backcheck::machine {

enum class rule : std::uint8_t {
  author,
  collate,
  second,
  finalize,
  revert,
  import_leaf,  ///< in shapes that have views, like those after it
  introduce,
  note,
  announce,    ///< in shapes that tell collators apart
  call_valid,  ///< in shapes that have votes, like those after it
  hear,
  contradict,
  count
};
inline constexpr std::array<std::string_view, static_cast<std::size_t>(rule::count)> rule_names{
    "author",    "collate", "second",   "finalize",   "revert", "import",
    "introduce", "note",    "announce", "call_valid", "hear",   "contradict"};
inline constexpr std::array<std::string_view, static_cast<std::size_t>(rule::count)> rule_sentences{
    "a relay author builds a block: includes or times out what is pending, services messages, "
    "backs",
    "a collator authors a parachain block on one it knows, for a relay parent",
    "a backing group gives a candidate its quorum of votes",
    "a child of the last finalized relay block is finalized, and other forks are pruned",
    "a leaf of the relay chain is reverted",
    "a node imports a relay block: a new leaf",
    "a node hears that a candidate is seconded",
    "a node hears the votes that make a candidate backable",
    "a collator lets the others know of a block that it has built",
    "a member of a backing group calls a candidate valid that another has seconded",
    "a statement on a candidate arrives",
    "a member of a backing group calls valid what it has seconded itself"};

/// How many of them a shape has.
template <class S>
inline constexpr std::size_t rule_count = static_cast<std::size_t>(S::has_votes ? rule::count
                                                                   : S::has_collators
                                                                       ? rule::call_valid
                                                                   : S::has_views
                                                                       ? rule::announce
                                                                       : rule::import_leaf);
/// Whether a window can show a rule at all: a shape has those of smaller ones, too.
constexpr bool is_about(const scope& window, rule which) {
  if (which >= rule::call_valid) return window.votes > 0;
  if (which == rule::announce) return window.collators > 1;
  return which < rule::import_leaf || window.views;
}

/// A rule that a shape has no room for.
template <language::domain D>
constexpr language::outcome<D, refusal> never(refusal why) {
  language::outcome<D, refusal> outcome_;
  REQUIRE(typename D::truth(false), why);
  return outcome_;
}

/// Lets rule `R` happen, if it is enabled for what `choose` draws.
template <rule R, language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> fire(const world<D>& w, state<D, S>& s,
                                             const chart<D, S>& known, Choices& choose) {
  if constexpr (R == rule::author) return author(w, s, known, choose);
  if constexpr (R == rule::collate) return collate(w, s, known, choose);
  if constexpr (R == rule::second && !S::has_votes) return second(w, s, known, choose);
  if constexpr (R == rule::second && S::has_votes) return second_alone(w, s, known, choose);
  if constexpr (R == rule::finalize) return finalize(w, s, known, choose);
  if constexpr (R == rule::revert) return revert(w, s, known, choose);
  if constexpr (S::has_views && R == rule::import_leaf) return import_leaf(w, s, known, choose);
  if constexpr (S::has_views && R == rule::introduce) return introduce(w, s, known, choose);
  if constexpr (S::has_views && R == rule::note) return note(w, s, known, choose);
  if constexpr (!S::has_views && R >= rule::import_leaf && R <= rule::note)
    return never<D>(refusal::views_switched_off);
  if constexpr (S::has_collators && R == rule::announce) return announce(w, s, known, choose);
  if constexpr (S::has_votes && R == rule::call_valid) return call_valid(w, s, known, choose);
  if constexpr (S::has_votes && R == rule::hear) return hear_statement(w, s, known, choose);
  if constexpr (S::has_votes && R == rule::contradict) return contradict(w, s, known, choose);
}

/// The start: one finalized block that begins a session, no candidate, empty queues. A node, if one
/// is followed, has imported the block.
template <language::domain D, class S>
constexpr state<D, S> start(const scope& window = {}) {
  state<D, S> s{};
  s.block_count = 1;
  for (std::size_t p = 0; p < S::paras; ++p) s.roots[p].context_age = 0;
  if constexpr (S::has_views)
    s.blocks[0].view.followed =
        static_cast<unsigned>(window.views ? following::active : following::unseen);
  return s;
}

}  // namespace backcheck::machine
