// SPDX-License-Identifier: Apache-2.0
//
// What the runtime guarantees once a candidate has lost a dispute.
#pragma once

#include "properties/on_chain.hpp"

namespace backcheck::properties {

struct frozen_takes_nothing {
  static constexpr property_info info{
      "S15",
      "a frozen chain backs and includes nothing",
      property_kind::step,
      "",
      "paras inherent",
      "polkadot/runtime/parachains/src/paras_inherent/mod.rs: process_inherent_data",
      eras{},
      window_needs{},
      subject_matter::disputes};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      it.clause(block.disputes.frozen, "the para head stays",
                block.paras[p].included == parent.paras[p].included,
                seen("para head", block.paras[p].included));
      for (std::size_t i = 0; i < S::pending; ++i) {
        const auto now = pending_at(block.paras[p], i).candidate;
        it.clause(block.disputes.frozen, "what is pending was pending",
                  now.is_none() || now == pending_at(parent.paras[p], i).candidate,
                  seen("pending", now));
      }
    }
  }
};

struct lost_is_gone {
  static constexpr property_info info{
      "S16",
      "a candidate that has lost a dispute is neither pending nor "
      "backed, unless the chain is frozen",
      property_kind::always,
      "",
      "paras inherent",
      "polkadot/runtime/parachains/src/{inclusion, paras_inherent}/mod.rs: free_disputed",
      eras{},
      window_needs{},
      subject_matter::disputes};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_view(w, s, [&](std::size_t b, const auto& block, const auto& exists, std::size_t p) {
      for (std::size_t i = 0; i < S::candidates; ++i) {
        const candidate_index<D, S> candidate(i);
        const auto lost = exists && block.disputes.lost[i] && !block.disputes.frozen;
        if (impossible(lost)) continue;
        it.clause(lost, "it is not pending", !is_pending(block.paras[p], candidate),
                  seen("candidate", candidate), seen("block", block_index<D, S>(b)));
      }
    });
  }
};

struct freezes_in_time {
  static constexpr property_info info{
      "S17",
      "a chain that has included a candidate which lost a dispute "
      "is frozen",
      property_kind::always,
      "",
      "disputes",
      "polkadot/runtime/parachains/src/disputes.rs: revert_and_freeze",
      eras{},
      window_needs{},
      subject_matter::disputes};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_view(w, s, [&](std::size_t b, const auto& block, const auto& exists, std::size_t p) {
      auto walker = block.paras[p].included;
      for (std::size_t up = 0; up < S::candidates; ++up) {
        if (impossible(walker.is_some())) break;
        it.clause(exists && walker.is_some() && at(block.disputes.lost, walker),
                  "the block that knows of it is frozen", block.disputes.frozen,
                  seen("candidate", walker), seen("block", block_index<D, S>(b)));
        walker = at(s.candidates, walker).parent;
      }
    });
  }
};

struct never_finalized {
  static constexpr property_info info{
      "S58",
      "no frozen block is ever finalized",
      property_kind::always,
      "",
      "finality",
      "polkadot/node/service/src/grandpa_support.rs: ApprovalCheckingVotingRule",
      eras{},
      window_needs{},
      subject_matter::disputes};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const state<D, S>& s,
                             const chart<D, S>& /*known*/, Hearing& it) {
    it.clause(typename D::truth(true), "the last finalized block is not frozen",
              !s.blocks[0].disputes.frozen, seen("block", block_index<D, S>(0)));
  }
};

struct dispute_evicts {
  static constexpr property_info info{
      "R18",
      "a lost dispute evicts a candidate that is pending",
      property_kind::sometimes,
      "",
      "",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: free_disputed",
      eras{},
      window_needs{},
      subject_matter::disputes};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      const auto& was = parent.paras[p].pending;
      it.shown(is_evicted(t.after, parent.paras[p], block.paras[p], was) &&
               at(block.disputes.lost, was) && block.session == parent.session);
    }
  }
};

struct chain_freezes {
  static constexpr property_info info{
      "R19",
      "a chain is frozen while another fork goes on",
      property_kind::sometimes,
      "",
      "",
      "polkadot/runtime/parachains/src/disputes.rs: revert_and_freeze",
      eras{},
      window_needs{.leaves = 2, .relay_blocks = 4},
      subject_matter::disputes};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for (std::size_t b = 1; b < S::blocks; ++b) {
      for (std::size_t a = 1; a < S::blocks; ++a) {
        it.shown(s.has_block(a) && s.has_block(b) && known.leaf[a] && known.leaf[b] &&
                 s.blocks[a].disputes.frozen && !s.blocks[b].disputes.frozen);
      }
    }
  }
};

}  // namespace backcheck::properties
