// SPDX-License-Identifier: Apache-2.0
//
// What the end of a session leaves, and which relay parents are allowed within one.
#pragma once

#include "properties/on_chain.hpp"

namespace backcheck::properties {

struct session_change_clears {
  static constexpr property_info info{
      "S18",
      "a block that ends a session leaves nothing pending and no allowed relay parent but itself",
      property_kind::always,
      "",
      "initializer",
      "polkadot/runtime/parachains/src/{initializer, inclusion/mod, shared}.rs: "
      "initializer_on_new_session"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_built(w, s,
                   [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
                     const auto ends = exists && block.session != parent.session;
                     it.clause(ends, "nothing is pending",
                               latest_head(block.paras[p]) == block.paras[p].included,
                               seen("pending", block.paras[p].pending));
                     it.clause(ends, "the tracker is empty", block.tracked == 0,
                               seen("tracked", block.tracked));
                   });
  }
};

struct tracker_length {
  static constexpr property_info info{
      "S19",
      "the tracker allows the newest blocks of the session, as many as are allowed, and no others",
      property_kind::always,
      "scheduling_lookahead, allowed_ancestry_len",
      "allowed relay parents tracker",
      "polkadot/runtime/parachains/src/shared.rs: AllowedRelayParentsTracker::update; "
      "polkadot-sdk#7254"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for (std::size_t b = 0; b < S::blocks; ++b) {
      if (impossible(s.has_block(b))) continue;
      // The block that ended the last session before b, found in the tree: the lowest ancestor in
      // b's session.
      auto since = relay_blocks_since_session(s, known, b);
      const auto allowed = in_force(w, s.blocks[b]).allowed;
      const auto length = least(since, next(allowed));
      it.clause(s.has_block(b),
                "its length is the smaller of allowed ancestors + 1 and the blocks since the "
                "session began",
                s.blocks[b].tracked == length, seen("tracked", s.blocks[b].tracked),
                seen("since the session began", since), seen("allowed ancestors", allowed));
    }
  }

 private:
  template <class D, class S>
  static constexpr auto relay_blocks_since_session(const state<D, S>& s, const chart<D, S>& known,
                                                   std::size_t b) {
    using count = machine::relay_blocks<D, machine::number_shift + S::blocks>;
    count since(s.session_age);
    since = count(either(s.blocks[b].session == s.blocks[0].session, since, count(0)));
    for (std::size_t a = 1; a < S::blocks; ++a) {
      const auto& parent = at(s.blocks, s.blocks[a].parent);
      const auto counts = known.fork[b][a] && parent.session == s.blocks[b].session;
      assign_if(counts, since, next(since));
    }
    return since;
  }
};

}  // namespace backcheck::properties
