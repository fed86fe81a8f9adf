// SPDX-License-Identifier: Apache-2.0
//
// What must be able to happen. A machine of which these could not be shown would satisfy the other
// properties by doing nothing; and a parameter that makes one of them impossible has taken
// something away.
#pragma once

#include "properties/on_chain.hpp"

namespace backcheck::properties {

struct pipelined_inclusion {
  static constexpr property_info info{"R1",
                                      "a candidate built on an unincluded parent is included",
                                      property_kind::sometimes,
                                      "unincluded_segment_capacity",
                                      "",
                                      "docs/sdk/src/guides/async_backing_guide.rs",
                                      eras{true, true, false},
                                      window_needs{.candidates = 2}};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      const auto& head = block.paras[p].included;
      if (impossible(head != parent.paras[p].included)) continue;
      it.shown(head != parent.paras[p].included && at(t.after.candidates, head).segment_length > 1);
    }
  }
};

struct survives_reversion {
  static constexpr property_info info{
      "R2",
      "a candidate survives a relay reversion and is included on another fork",
      property_kind::sometimes,
      "",
      "",
      "polkadot/node/core/chain-selection/src/lib.rs; "
      "docs/sdk/src/guides/handling_parachain_forks.rs",
      eras{},
      window_needs{.reversions = true}};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      const auto& head = block.paras[p].included;
      if (impossible(head != parent.paras[p].included)) continue;
      it.shown(head != parent.paras[p].included && at(t.after.candidates, head).reverted);
    }
  }
};

struct expires {
  static constexpr property_info info{
      "R3",
      "a backable candidate expires: its relay parent is allowed at no leaf any more",
      property_kind::sometimes,
      "scheduling_lookahead",
      "",
      "polkadot/runtime/parachains/src/shared.rs: AllowedRelayParentsTracker::update"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for (std::size_t i = 0; i < S::candidates; ++i) {
      const candidate_index<D, S> index(i);
      const auto& c = s.candidates[i];
      if (impossible(s.has_candidate(i) && c.backable)) continue;
      typename D::truth alive = machine::some_leaf_allows(w, s, known, c);
      for (std::size_t b = 0; b < S::blocks; ++b) {
        if (impossible(s.has_block(b))) continue;
        const auto& now = at(s.blocks[b].paras, c.para);
        const auto held = s.has_block(b) && (is_pending(now, index) || now.included.is(index));
        alive = alive || held;
      }
      it.shown(s.has_candidate(i) && c.backable && !alive);
    }
  }
};

struct timeout_evicts {
  static constexpr property_info info{
      "R4",
      "a candidate whose availability is withheld times out and leaves its core",
      property_kind::sometimes,
      "paras_availability_period, group_rotation_frequency",
      "",
      "polkadot/runtime/parachains/src/scheduler.rs: availability_timeout_predicate",
      eras{},
      window_needs{.withheld = true}};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      for (std::size_t i = 0; i < S::pending; ++i) {
        const auto was = pending_at(parent.paras[p], i).candidate;
        if (impossible(was.is_some())) break;
        it.shown(is_evicted(t.after, parent.paras[p], block.paras[p], was) &&
                 !has_lost(block, was) && block.session == parent.session);
      }
    }
  }
};

struct backed_late {
  static constexpr property_info info{
      "R5",
      "a candidate that missed a relay block is backed in a later one",
      property_kind::sometimes,
      "scheduling_lookahead, allowed_ancestry_len",
      "",
      "docs.polkadot.com/reference/parachains/consensus/async-backing",
      eras{true, true, false}};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_backed(
        w, t,
        [&](const auto& block, const auto& /*parent*/, std::size_t /*p*/, const auto& entry,
            const auto& backed) {
          const auto c = at(t.after.candidates, entry.candidate);
          it.shown(backed && monus(number_of(block), relay_parent_number(t.after, c)) > 1);
        });
  }
};

struct refilled_at_once {
  static constexpr property_info info{
      "R6",
      "one relay block includes a candidate and backs its child: the six-second cadence",
      property_kind::sometimes,
      "scheduling_lookahead, unincluded_segment_capacity",
      "",
      "polkadot/runtime/parachains/src/paras_inherent/mod.rs: process_inherent_data; "
      "docs/sdk/src/guides/async_backing_guide.rs",
      eras{true, true, false},
      window_needs{.candidates = 2, .each_block = true}};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      const auto& now = block.paras[p];
      it.shown(now.included != parent.paras[p].included && now.pending.is_some() &&
               now.pending_age == 0);
    }
  }
};

struct forks_disagree {
  static constexpr property_info info{"R7",
                                      "two leaves disagree about the para head",
                                      property_kind::sometimes,
                                      "",
                                      "",
                                      "polkadot/node/core/chain-selection/src/lib.rs",
                                      eras{},
                                      window_needs{.leaves = 2}};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for (std::size_t b = 1; b < S::blocks; ++b) {
      if (impossible(s.has_block(b))) continue;
      for (std::size_t a = 0; a < b; ++a) {
        for (std::size_t p = 0; p < paras<S>(w); ++p) {
          it.shown(known.leaf[a] && known.leaf[b] &&
                   s.blocks[a].paras[p].included != s.blocks[b].paras[p].included);
        }
      }
    }
  }
};

struct segment_fills {
  static constexpr property_info info{
      "R8",
      "the unincluded segment fills up to its capacity",
      property_kind::sometimes,
      "unincluded_segment_capacity",
      "",
      "cumulus/pallets/parachain-system/src/lib.rs: maybe_drop_included_ancestors",
      eras{true, true, false},
      window_needs{.full_segment = true}};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for (std::size_t i = 0; i < S::candidates; ++i) {
      it.shown(s.has_candidate(i) &&
               s.candidates[i].segment_length == w.k.parachain.unincluded_segment_capacity);
    }
  }
};

struct session_change_drops {
  static constexpr property_info info{
      "R9",
      "a session change drops a candidate pending availability",
      property_kind::sometimes,
      "",
      "",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: initializer_on_new_session",
      eras{},
      window_needs{.sessions = 1}};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      const auto& was = parent.paras[p].pending;
      it.shown(block.session != parent.session &&
               is_evicted(t.after, parent.paras[p], block.paras[p], was));
    }
  }
};

struct upward_queue_fills {
  static constexpr property_info info{
      "R10",
      "the upward message queue has no room for another candidate's messages",
      property_kind::sometimes,
      "max_upward_queue_count, max_upward_queue_size",
      "",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: check_upward_messages",
      eras{},
      window_needs{.upward = true}};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_view(w, s,
                  [&](std::size_t /*b*/, const auto& block, const auto& exists, std::size_t p) {
                    if (impossible(block.paras[p].queued > 0)) return;
                    it.shown(exists && block.paras[p].queued > 0 &&
                             !in_force(w, block).fits(next(block.paras[p].queued)));
                  });
  }
};

struct older_than_finalized {
  static constexpr property_info info{
      "R11",
      "a candidate is backed on a relay parent older than the last finalized block",
      property_kind::sometimes,
      "scheduling_lookahead, allowed_ancestry_len",
      "",
      "polkadot/runtime/parachains/src/shared.rs: AllowedRelayParentsTracker::update",
      eras{true, true, false}};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_backed(
        w, t,
        [&](const auto& /*block*/, const auto& /*parent*/, std::size_t /*p*/, const auto& entry,
            const auto& backed) {
          it.shown(backed && at(t.after.candidates, entry.candidate).relay_parent_age > 0);
        });
  }
};

struct same_on_two_forks {
  static constexpr property_info info{"R12",
                                      "one candidate is backed on two forks at once",
                                      property_kind::sometimes,
                                      "",
                                      "",
                                      "polkadot/node/core/chain-selection/src/lib.rs; "
                                      "core/provisioner/src/lib.rs: request_backable_candidates",
                                      eras{},
                                      window_needs{.leaves = 2}};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for (std::size_t b = 1; b < S::blocks; ++b) {
      if (impossible(s.has_block(b))) continue;
      for (std::size_t a = 0; a < b; ++a) {
        const auto apart = s.has_block(b) && !known.fork[b][a] && s.has_block(a);
        for (std::size_t p = 0; p < paras<S>(w); ++p) {
          const auto& here = s.blocks[a].paras[p];
          const auto& there = s.blocks[b].paras[p];
          it.shown(apart && here.pending.is_some() && here.pending == there.pending &&
                   here.pending_age == 0 && there.pending_age == 0);
        }
      }
    }
  }
};

}  // namespace backcheck::properties
