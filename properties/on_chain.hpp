// SPDX-License-Identifier: Apache-2.0
//
// What the relay chain's runtime guarantees about backing, inclusion and time-outs. Oracles work
// from the relay tree, not from the counters that the rules use.
#pragma once

#include "properties/views.hpp"

namespace backcheck::properties {

struct pending_extends_head {
  static constexpr property_info info{
      "S2",
      "a candidate pending availability extends the para head of its fork, or the one before it",
      property_kind::always,
      "",
      "inclusion",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: verify_backed_candidate; "
      "paras_inherent/mod.rs: filter_unchained_candidates"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_pending(w, s,
                     [&](std::size_t /*b*/, const auto& block, std::size_t p, std::size_t i,
                         const auto& entry, const auto& exists) {
                       const auto head = head_before(block.paras[p], i);
                       const auto c = at(s.candidates, entry.candidate);
                       it.clause(exists,
                                 "its parent is the head included there, or pending before it",
                                 c.parent == head, seen("pending", entry.candidate),
                                 seen("its parent", c.parent), seen("head before", head));
                     });
  }
};

struct backed_within_window {
  static constexpr property_info info{"S5",
                                      "a candidate is backed at most as many blocks after its "
                                      "relay parent as ancestors are allowed, and one",
                                      property_kind::step,
                                      "scheduling_lookahead, allowed_ancestry_len",
                                      "allowed relay parents tracker",
                                      "polkadot/runtime/parachains/src/shared.rs: "
                                      "AllowedRelayParentsTracker::update; polkadot-sdk#7254"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_backed(
        w, t,
        [&](const auto& block, const auto& parent, std::size_t /*p*/, const auto& entry,
            const auto& backed) {
          const auto c = at(t.after.candidates, entry.candidate);
          const auto& allowed = in_force(w, parent).allowed;
          const auto distance = monus(number_of(block), relay_parent_number(t.after, c));
          it.clause(backed, "1 <= number(block) - number(relay parent) <= allowed ancestors + 1",
                    distance >= 1 && distance <= next(allowed), seen("candidate", entry.candidate),
                    seen("distance", distance), seen("allowed ancestors", allowed));
        });
  }
};

struct relay_parent_on_fork {
  static constexpr property_info info{
      "S6",
      "a backed candidate's relay parent is an ancestor of its block",
      property_kind::always,
      "",
      "allowed relay parents tracker",
      "polkadot/runtime/parachains/src/shared.rs: AllowedRelayParentsTracker::acquire_info"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for_each_pending(
        w, s,
        [&](std::size_t b, const auto& /*block*/, std::size_t /*p*/, std::size_t /*i*/,
            const auto& entry, const auto& exists) {
          const auto c = at(s.candidates, entry.candidate);
          const block_index<D, S> here(b);
          const auto finalized = typename D::truth(b == 0);
          it.clause(exists,
                    "the relay parent is a proper ancestor of the block that has it pending",
                    known.on_fork_of(c.relay_parent, here) && (finalized || c.relay_parent != here),
                    seen("candidate", entry.candidate), seen("relay parent", c.relay_parent),
                    seen("block", here));
        });
  }
};

struct backed_in_session {
  static constexpr property_info info{
      "S7",
      "a candidate is backed only in the session of its relay parent's child",
      property_kind::step,
      "",
      "allowed relay parents tracker",
      "polkadot/runtime/parachains/src/shared.rs: initializer_on_new_session"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_backed(
        w, t,
        [&](const auto& /*block*/, const auto& parent, std::size_t /*p*/, const auto& entry,
            const auto& backed) {
          const auto c = at(t.after.candidates, entry.candidate);
          const auto& relay_parent = at(t.after.blocks, c.relay_parent);
          it.clause(
              backed, "no session ended between the relay parent and the block",
              relay_parent.session == parent.session && c.relay_parent_age <= t.after.session_age,
              seen("candidate", entry.candidate),
              seen("session of the relay parent's children", relay_parent.session),
              seen("session of the block", parent.session),
              seen("relay parent age", c.relay_parent_age));
        });
  }
};

struct relay_parents_in_order {
  static constexpr property_info info{
      "S8",
      "relay parents never go back along a para's included and pending candidates",
      property_kind::always,
      "",
      "allowed relay parents tracker",
      "polkadot/runtime/parachains/src/shared.rs: AllowedRelayParentsTracker::acquire_info"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_pending(
        w, s,
        [&](std::size_t /*b*/, const auto& block, std::size_t p, std::size_t i, const auto& entry,
            const auto& exists) {
          const auto before = head_before(block.paras[p], i);
          const auto context = context_number(s, p, before);
          const auto number = relay_parent_number(s, at(s.candidates, entry.candidate));
          it.clause(exists,
                    "the pending candidate's relay parent is not older than that of the one before",
                    context <= number, seen("pending", entry.candidate), seen("before it", before),
                    seen("pending's relay parent number", number),
                    seen("relay parent number before", context));
        });
  }
};

struct candidate_backed_once {
  static constexpr property_info info{"S10",
                                      "no candidate is backed again on a fork that has included it",
                                      property_kind::always,
                                      "",
                                      "para head chain",
                                      "polkadot/runtime/parachains/src/inclusion/mod.rs: "
                                      "verify_backed_candidate; paras/mod.rs: note_new_head"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_pending(w, s,
                     [&](std::size_t /*b*/, const auto& block, std::size_t p, std::size_t i,
                         const auto& entry, const auto& exists) {
                       const auto& now = block.paras[p];
                       auto walker = now.included;
                       typename D::truth again(false);
                       for (std::size_t j = 0; j < i; ++j)
                         again = again || pending_at(now, j).candidate == entry.candidate;
                       for (std::size_t up = 0; up < S::candidates; ++up) {
                         if (impossible(walker.is_some())) break;
                         again = again || (walker.is_some() && walker == entry.candidate);
                         walker = at(s.candidates, walker).parent;
                       }
                       it.clause(exists, "it is not among the included ones, nor pending before",
                                 !again, seen("pending", entry.candidate),
                                 seen("included", now.included));
                     });
  }
};

struct included_was_pending {
  static constexpr property_info info{
      "S11",
      "a para head changes only to the candidate that was pending in the parent block",
      property_kind::always,
      "",
      "inclusion order",
      "polkadot/runtime/parachains/src/paras_inherent/mod.rs: process_inherent_data; "
      "inclusion/mod.rs: enact_candidate"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_built(w, s,
                   [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
                     it.clause(exists && block.paras[p].included != parent.paras[p].included,
                               "the new head was pending in the parent block",
                               block.paras[p].included.is_some() &&
                                   is_pending(parent.paras[p], block.paras[p].included.or_first()),
                               seen("included", block.paras[p].included),
                               seen("pending in the parent", parent.paras[p].pending));
                   });
  }
};

struct included_is_prefix {
  static constexpr property_info info{"S12",
                                      "what a block includes comes first among what was pending",
                                      property_kind::always,
                                      "",
                                      "inclusion",
                                      "polkadot/runtime/parachains/src/inclusion/mod.rs: "
                                      "update_pending_availability_and_get_freed_cores"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_built(
        w, s, [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
          const auto& was = parent.paras[p];
          const auto& head = block.paras[p].included;
          const auto included = exists && head != was.included && head.is_some();
          if (impossible(included)) return;
          typename D::truth before_head = included;
          for (std::size_t i = 0; i < S::pending; ++i) {
            const auto candidate = pending_at(was, i).candidate;
            const auto expected = head_before(was, i);
            it.clause(before_head && candidate.is_some(),
                      "up to the new head, each was pending on the one before",
                      at(s.candidates, candidate).parent == expected, seen("included", candidate),
                      seen("before it", expected), seen("new head", head));
            before_head = before_head && candidate != head;
          }
        });
  }
};

struct evicted_with_successors {
  static constexpr property_info info{
      "S13",
      "when a pending candidate is evicted, nothing built on it stays pending",
      property_kind::always,
      "",
      "inclusion",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: free_timedout"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_built(
        w, s, [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
          const auto& was = parent.paras[p];
          const auto& now = block.paras[p];
          for (std::size_t i = 0; i < S::pending; ++i) {
            const auto gone = pending_at(was, i).candidate;
            const auto evicted = exists && is_evicted(s, was, now, gone);
            if (impossible(evicted)) continue;
            for (std::size_t j = 0; j < S::pending; ++j) {
              const auto entry = pending_at(now, j);
              it.clause(evicted, "nothing that stays pending extends the evicted candidate",
                        entry.candidate.is_none() || entry.age == 0 ||
                            at(s.candidates, entry.candidate).parent != gone,
                        seen("evicted", gone), seen("pending", entry.candidate));
            }
          }
        });
  }
};

}  // namespace backcheck::properties
