// SPDX-License-Identifier: Apache-2.0
//
// What nodes guarantee about the candidates they follow, and where nodes and runtime must agree.
#pragma once

#include "model/machine/collate.hpp"
#include "properties/on_chain.hpp"

namespace backcheck::properties {

/// Whether a step gives a candidate votes: a quorum, or one where they are followed.
template <class D, class S>
constexpr typename D::truth gets_votes(const transition<D, S>& t, std::size_t candidate) {
  const auto& before = t.before.candidates[candidate];
  const auto& after = t.after.candidates[candidate];
  auto found = after.backable && !before.backable;
  if constexpr (S::has_votes) {
    for (std::size_t v = 0; v < S::validators; ++v)
      found = found || before.votes.said[v] != after.votes.said[v];
  }
  return found;
}

struct within_tree_depth {
  static constexpr property_info info{
      "S31",
      "a candidate gets backing votes only where some fragment tree is deep enough for it",
      property_kind::step,
      "max_candidate_depth",
      "fragment tree",
      "polkadot, node/core/prospective-parachains/src/fragment_tree.rs: populate_from_bases",
      eras{false, true, false}};
  static constexpr rule about = rule::second;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    using truth = typename D::truth;
    for (std::size_t i = 0; i < S::candidates; ++i) {
      const auto& c = t.after.candidates[i];
      const auto newly = gets_votes(t, i);
      if (impossible(newly)) continue;
      truth somewhere(false);
      for (std::size_t b = 0; b < S::blocks; ++b) {
        // The depth, counted here by looking for the included head among the candidate's ancestors.
        const auto& head = at(t.after.blocks[b].paras, c.para).included;
        auto walker = c.parent;
        truth within = walker == head;
        truth found = within;
        for (std::size_t up = 1; up < S::candidates; ++up) {
          walker = at(t.after.candidates, walker).parent;
          const auto here = !found && walker == head;
          const auto& most = in_force(w, t.after.blocks[b]).k.async_backing.max_candidate_depth;
          const auto depth = machine::para_blocks<D, S::candidates>(up);
          within = within || (here && protocol::within_tree_depth<D>(depth, most));
          found = found || here;
        }
        somewhere = somewhere || (t.known.leaf[b] && within);
      }
      it.clause(newly, "at some leaf it has at most max_candidate_depth unincluded ancestors",
                somewhere, seen("candidate", candidate_index<D, S>(i)));
    }
  }
};

struct voted_in_scope {
  static constexpr property_info info{
      "S32",
      "a candidate gets backing votes only while its relay parent is allowed at some leaf",
      property_kind::step,
      "scheduling_lookahead, allowed_ancestry_len",
      "prospective parachains",
      "polkadot/node/subsystem-util/src/backing_implicit_view.rs; polkadot-sdk#7254"};
  static constexpr rule about = rule::second;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    using truth = typename D::truth;
    for (std::size_t i = 0; i < S::candidates; ++i) {
      const auto& c = t.after.candidates[i];
      const auto newly = gets_votes(t, i);
      if (impossible(newly)) continue;
      truth somewhere(false);
      for (std::size_t b = 0; b < S::blocks; ++b) {
        // By the runtime's tracker, which the node does not see.
        const block_index<D, S> leaf(b);
        somewhere =
            somewhere || (t.known.leaf[b] && machine::child_allows(w, t.after, t.known, leaf, c));
      }
      it.clause(newly, "a child of some leaf would allow its relay parent", somewhere,
                seen("candidate", candidate_index<D, S>(i)), seen("relay parent", c.relay_parent),
                seen("relay parent age", c.relay_parent_age));
    }
  }
};

struct node_agrees_with_runtime {
  static constexpr property_info info{
      "S40",
      "nodes allow the same relay parents as the runtime's tracker, at every leaf",
      property_kind::always,
      "scheduling_lookahead, allowed_ancestry_len",
      "implicit view and allowed relay parents tracker",
      "polkadot/node/subsystem-util/src/backing_implicit_view.rs; "
      "polkadot/runtime/parachains/src/shared.rs: AllowedRelayParentsTracker; polkadot-sdk#7254"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for (std::size_t b = 0; b < S::blocks; ++b) {
      if (impossible(known.leaf[b])) continue;
      const block_index<D, S> leaf(b);
      for (std::size_t r = 0; r < S::blocks; ++r) {
        if (impossible(s.has_block(r))) continue;
        machine::candidate<D, S> probe;
        probe.relay_parent = block_index<D, S>(r);
        const auto by_node = machine::node_allows(w, s, known, leaf, probe);
        const auto by_runtime = machine::child_allows(w, s, known, leaf, probe);
        it.clause(known.leaf[b], "a block is allowed by both or by neither", by_node == by_runtime,
                  seen("leaf", leaf), seen("relay parent", probe.relay_parent),
                  seen("tracked", s.blocks[b].tracked));
      }
    }
  }
};

}  // namespace backcheck::properties
