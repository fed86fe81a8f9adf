// SPDX-License-Identifier: Apache-2.0
//
// What the parachain's own runtime guarantees about the blocks its collators author.
#pragma once

#include "properties/on_chain.hpp"

namespace backcheck::properties {

/// The blocks between a candidate just built and the head included at its relay parent, counted
/// from the tree of candidates.
template <class D, class S>
constexpr auto true_unincluded(const state<D, S>& s, const machine::candidate<D, S>& c) {
  using length = machine::para_blocks<D, S::candidates + 1>;
  const auto& head = at(at(s.blocks, c.relay_parent).paras, c.para).included;
  length counted(1);
  auto walker = c.parent;
  for (std::size_t i = 0; i < S::candidates; ++i) {
    const auto unincluded = walker != head;
    if (impossible(unincluded)) break;
    assign_if(unincluded, counted, next(counted));
    assign_if(unincluded, walker, at(s.candidates, walker).parent);
  }
  return counted;
}

struct segment_within_capacity {
  static constexpr property_info info{
      "S48",
      "the unincluded segment stays within capacity",
      property_kind::always,
      "unincluded_segment_capacity",
      "consensus hook",
      "cumulus/pallets/parachain-system/src/lib.rs: maybe_drop_included_ancestors"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    const auto capacity =
        protocol::effective_capacity<D>(w.k.parachain.unincluded_segment_capacity);
    for (std::size_t i = 0; i < S::candidates; ++i) {
      if (impossible(s.has_candidate(i))) continue;
      const auto& length = s.candidates[i].segment_length;
      it.clause(s.has_candidate(i),
                "its segment, itself included, is no longer than unincluded_segment_capacity",
                length <= capacity, seen("candidate", candidate_index<D, S>(i)),
                seen("segment length", length), seen("capacity", capacity));
    }
  }
};

struct segment_messages_fit {
  static constexpr property_info info{
      "S50",
      "the upward messages of the whole unincluded segment fit "
      "what the relay parent's queue has left",
      property_kind::step,
      "max_upward_queue_count, max_upward_queue_size",
      "segment append",
      "cumulus/pallets/parachain-system/src/unincluded_segment.rs: SegmentTracker::append"};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    using sum = language::quantity<D, machine::batches, machine::batches_max + S::candidates + 1>;
    const auto& c = at(t.after.candidates, t.new_candidate());
    if (impossible(c.sends)) return;
    const auto& seen_para = at(at(t.after.blocks, c.relay_parent).paras, c.para);
    auto together = sum(seen_para.queued);
    auto walker = maybe_candidate<D, S>(t.new_candidate());
    for (std::size_t i = 0; i < S::candidates; ++i) {
      const auto inside = walker != seen_para.included && walker.is_some();
      if (impossible(inside)) break;
      const auto block = at(t.after.candidates, walker);
      together = sum(together + language::one_if<sum>(inside && block.sends));
      walker = either(inside, block.parent, walker);
    }
    it.clause(c.sends, "queued at the relay parent and sent since, the batches fit",
              in_force(w, at(t.after.blocks, c.relay_parent)).fits(together),
              seen("candidate", t.new_candidate()), seen("batches", together),
              seen("queued", seen_para.queued));
  }
};

struct relay_number_monotone {
  static constexpr property_info info{
      "S52",
      "relay parents never go back from a parachain block to its child",
      property_kind::always,
      "",
      "CheckAssociatedRelayNumber",
      "cumulus/pallets/parachain-system/src/lib.rs: RelayNumberMonotonicallyIncreases"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const state<D, S>& s,
                             const chart<D, S>& /*known*/, Hearing& it) {
    for (std::size_t i = 0; i < S::candidates; ++i) {
      if (impossible(s.has_candidate(i))) continue;
      const auto& c = s.candidates[i];
      if (impossible(c.parent.is_some())) continue;
      const auto earlier = relay_parent_number(s, at(s.candidates, c.parent));
      const auto later = relay_parent_number(s, c);
      it.clause(s.has_candidate(i) && c.parent.is_some(),
                "its relay parent is not older than its parent's", earlier <= later,
                seen("candidate", candidate_index<D, S>(i)), seen("parent", c.parent),
                seen("relay parent number", later), seen("parent's relay parent number", earlier));
    }
  }
};

struct velocity_bounded {
  static constexpr property_info info{
      "S53",
      "at most one block more than the velocity is authored on one chain in one relay slot",
      property_kind::always,
      "block_processing_velocity",
      "consensus hook",
      "cumulus/pallets/aura-ext/src/consensus_hook.rs: FixedVelocityConsensusHook"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    using length = machine::para_blocks<D, S::candidates>;
    const auto velocity = protocol::effective_velocity<D>(w.k.parachain.block_processing_velocity);
    const auto most = next(velocity);
    for (std::size_t i = 0; i < S::candidates; ++i) {
      if (impossible(s.has_candidate(i))) continue;
      const auto& c = s.candidates[i];
      // Blocks whose relay parent is out of reach have lost their number; those still in reach have
      // kept it.
      const auto in_reach = c.relay_parent_age <= w.reach;
      length in_slot(0);
      auto walker = maybe_candidate<D, S>(candidate_index<D, S>(i));
      for (std::size_t up = 0; up < S::candidates; ++up) {
        if (impossible(walker.is_some())) break;
        const auto block = at(s.candidates, walker);
        const auto same =
            walker.is_some() && relay_parent_number(s, block) == relay_parent_number(s, c);
        in_slot = length(in_slot + language::one_if<length>(same));
        walker = block.parent;
      }
      it.clause(s.has_candidate(i) && in_reach,
                "it and its ancestors of the same relay parent number are few enough",
                in_slot <= most, seen("candidate", candidate_index<D, S>(i)),
                seen("blocks in the slot", in_slot), seen("velocity", velocity));
    }
  }
};

struct segment_counts_truly {
  static constexpr property_info info{
      "S56",
      "the parachain counts no more unincluded blocks than there are, and exactly as many if no "
      "inclusion it saw was reverted",
      property_kind::step,
      "",
      "unincluded segment",
      "cumulus/pallets/parachain-system/src/lib.rs: maybe_drop_included_ancestors"};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    const auto& c = at(t.after.candidates, t.new_candidate());
    const auto& parent = at(t.after.candidates, c.parent);
    const auto truly = true_unincluded(t.after, c);
    const typename D::truth built(true);
    it.clause(built, "the segment is no longer than the true number", c.segment_length <= truly,
              seen("candidate", t.new_candidate()), seen("segment length", c.segment_length),
              seen("unincluded blocks", truly));
    const auto one_fork =
        c.parent.is_none() || t.known.on_fork_of(parent.relay_parent, c.relay_parent);
    it.clause(one_fork, "it is equal where the parent's relay parent is on the fork",
              c.segment_length == truly, seen("candidate", t.new_candidate()),
              seen("segment length", c.segment_length), seen("unincluded blocks", truly));
  }
};

struct synchronous_parent {
  static constexpr property_info info{
      "Y1",
      "in synchronous backing a block is authored only on an included parent",
      property_kind::step,
      "",
      "consensus hook",
      "cumulus/pallets/parachain-system/src/consensus_hook.rs: ExpectParentIncluded",
      eras{false, false, true}};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    const auto& c = at(t.after.candidates, t.new_candidate());
    const auto& head = at(at(t.after.blocks, c.relay_parent).paras, c.para).included;
    it.clause(typename D::truth(true), "its parent is the head included at its relay parent",
              c.parent == head, seen("candidate", t.new_candidate()), seen("parent", c.parent),
              seen("included", head));
  }
};

}  // namespace backcheck::properties
