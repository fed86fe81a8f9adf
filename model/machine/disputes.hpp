// SPDX-License-Identifier: Apache-2.0
//
// Disputes in the machine: one may be decided against a candidate in each relay block, by as many
// votes as it takes for everything that follows.
#pragma once

#include "model/machine/chart.hpp"
#include "model/machine/inclusion.hpp"
#include "model/protocol/disputes.hpp"

namespace backcheck::machine {

/// Whether a block or an ancestor above the finalized one has included a candidate.
template <language::domain D, class S>
constexpr typename D::truth has_included(const state<D, S>& s, const relay_block<D, S>& block,
                                         const candidate_index<D, S>& candidate) {
  typename D::truth found(false);
  for (std::size_t p = 0; p < S::paras; ++p) {
    auto walker = block.paras[p].included;
    for (std::size_t i = 0; i < S::candidates; ++i) {
      if (language::impossible(walker.is_some())) break;
      found = found || walker.is(candidate);
      walker = at(s.candidates, walker).parent;
    }
  }
  return found;
}

/// Whether a block has included a candidate that has lost a dispute on any fork: nobody votes to
/// finalize it.
template <language::domain D, class S>
constexpr typename D::truth is_disputed(const state<D, S>& s, const relay_block<D, S>& block) {
  typename D::truth found(false);
  if constexpr (S::has_disputes) {
    for (std::size_t i = 0; i < S::candidates; ++i) {
      if (language::impossible(s.has_candidate(i))) continue;
      typename D::truth lost(false);
      for (std::size_t b = 0; b < S::blocks; ++b)
        lost = lost || (s.has_block(b) && s.blocks[b].disputes.lost[i]);
      found = found || (lost && has_included(s, block, candidate_index<D, S>(i)));
    }
  }
  return found;
}

/// The block learns that a candidate has lost a dispute, or nothing.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> import_dispute(construction<D, S>& b, Choices& choose) {
  using truth = typename D::truth;
  using count = typename state<D, S>::candidate_count_type;
  language::outcome<D, refusal> outcome_;
  auto& known = b.block.disputes;
  const auto possible = either(truth(b.w.window.disputes), b.s.candidate_count, count(0));
  const auto loser = choose.template one_or_none<maybe_candidate<D, S>>("dispute lost", possible);
  const auto lost = loser.is_some();
  REQUIRE(!lost || at(b.s.candidates, loser).backable, refusal::not_backable);
  REQUIRE(!lost || !at(known.lost, loser), refusal::lost_a_dispute);
  put_if(lost, known.lost, loser.or_first(), truth(true));
  const auto included = has_included(b.s, b.block, loser.or_first());
  known.frozen = protocol::freezes<D>(b.w.speak, known.frozen, lost, included);
  return outcome_;
}

}  // namespace backcheck::machine
