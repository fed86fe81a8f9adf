// SPDX-License-Identifier: Apache-2.0
//
// Nodes judge a candidate by an emulator of inclusion: under what the relay chain has left for its
// para, less what its unincluded ancestors take. The runtime judges each by what is left now. Here
// the two are compared, for upward messages, by the emulator's own functions.
#pragma once

#include "model/protocol/constraints.hpp"
#include "properties/parachain.hpp"

namespace backcheck::properties {

/// The emulator's data, of which only upward messages are used.
struct upward_sizes {
  template <class Unit>
  static constexpr std::uint64_t most = 0xFFFFFFFF;
  template <class Unit>
  static constexpr std::size_t longest = 1;
  static constexpr std::size_t paras = 1;
};
template <language::domain D>
using emulated = protocol::bounded<D, upward_sizes>;

/// What a candidate that sends takes, or nothing.
template <language::domain D>
constexpr protocol::constraint_modifications<emulated<D>> taken_by(const machine::terms<D>& now,
                                                                   const typename D::truth& sends) {
  protocol::constraint_modifications<emulated<D>> taken;
  assign_if(sends, taken.ump_messages_sent, now.batch.messages);
  assign_if(sends, taken.ump_bytes_sent, now.batch.bytes);
  return taken;
}

/// Whether the emulator admits a candidate on top of `ancestors`, at a block where so much is
/// queued.
template <language::domain D, class S>
constexpr typename D::truth emulator_admits(
    const machine::terms<D>& now, const para_state<D, S>& seen_para,
    protocol::constraint_modifications<emulated<D>> ancestors, const typename D::truth& sends) {
  const auto left =
      protocol::upward_queue_left(now.k.messages, times(now.batch.messages, seen_para.queued),
                                  times(now.batch.bytes, seen_para.queued));
  protocol::constraints<emulated<D>> base;
  base.ump_remaining = left.messages;
  base.ump_remaining_bytes = left.bytes;
  stack(ancestors, taken_by<D>(now, sends));
  return check_modifications(base, ancestors).holds();
}

/// Calls `f(leaf, para, candidate, by emulator, by runtime, exists)` for each candidate that sends
/// and that a child of a leaf could back behind what is pending there.
template <class D, class S, class F>
constexpr void for_each_judged_twice(const world<D>& w, const state<D, S>& s,
                                     const chart<D, S>& known, F&& f) {
  for (std::size_t b = 0; b < S::blocks; ++b) {
    if (impossible(known.leaf[b])) continue;
    const auto& now = in_force(w, s.blocks[b]);
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      const auto& there = s.blocks[b].paras[p];
      protocol::constraint_modifications<emulated<D>> pending;
      for (std::size_t i = 0; i < S::pending; ++i)
        stack(pending, taken_by<D>(now, at(s.candidates, pending_at(there, i).candidate).sends));
      for (std::size_t i = 0; i < S::candidates; ++i) {
        const auto& c = s.candidates[i];
        const auto next_in_line = s.has_candidate(i) && known.leaf[b] && c.sends &&
                                  c.para == machine::para_index<D, S>(p) &&
                                  c.parent == latest_head(there);
        if (impossible(next_in_line)) continue;
        f(b, candidate_index<D, S>(i), emulator_admits(now, there, pending, c.sends),
          machine::accepts_upward(w, now, c, there), next_in_line);
      }
    }
  }
}

struct emulator_sound {
  static constexpr property_info info{
      "S39",
      "what the emulator admits behind what is pending, the runtime accepts as well",
      property_kind::always,
      "max_upward_queue_count, max_upward_queue_size",
      "inclusion emulator",
      "polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs: check_modifications; "
      "polkadot/runtime/parachains/src/inclusion/mod.rs: check_upward_messages",
      eras{},
      window_needs{},
      subject_matter::senders};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for_each_judged_twice(
        w, s, known,
        [&](std::size_t b, const auto& candidate, const auto& by_emulator, const auto& by_runtime,
            const auto& exists) {
          it.clause(exists && by_emulator, "its messages fit what the queue has left now",
                    by_runtime, seen("candidate", candidate), seen("leaf", block_index<D, S>(b)));
        });
  }
};

struct emulator_stricter {
  static constexpr property_info info{
      "R20",
      "the runtime would accept a candidate that the emulator refuses, for what is pending before "
      "it",
      property_kind::sometimes,
      "max_upward_queue_count, max_upward_queue_size",
      "",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: check_upward_messages",
      eras{true, false, false},
      window_needs{.candidates = 2, .leaves = 2, .pending = 2, .reversions = true},
      subject_matter::senders};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for_each_judged_twice(w, s, known,
                          [&](std::size_t /*b*/, const auto& /*candidate*/, const auto& by_emulator,
                              const auto& by_runtime, const auto& exists) {
                            it.shown(exists && by_runtime && !by_emulator);
                          });
  }
};

struct parachain_within_emulator {
  static constexpr property_info info{
      "S55",
      "what the parachain's runtime lets a block send, the emulator admits at its relay parent, if "
      "its segment holds just its unincluded ancestors",
      property_kind::step,
      "max_upward_queue_count, max_upward_queue_size",
      "unincluded segment and inclusion emulator",
      "cumulus/pallets/parachain-system/src/unincluded_segment.rs: append",
      eras{},
      window_needs{},
      subject_matter::senders};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& c = at(t.after.candidates, t.new_candidate());
    if (impossible(c.sends)) return;
    const auto& relay_parent = at(t.after.blocks, c.relay_parent);
    const auto& now = in_force(w, relay_parent);
    const auto& there = at(relay_parent.paras, c.para);
    protocol::constraint_modifications<emulated<D>> ancestors;
    auto walker = c.parent;
    for (std::size_t i = 0; i < S::candidates; ++i) {
      const auto inside = walker.is_some() && walker != there.included;
      if (impossible(inside)) break;
      const auto block = at(t.after.candidates, walker);
      stack(ancestors, taken_by<D>(now, inside && block.sends));
      assign_if(inside, walker, block.parent);
    }
    const auto exact = c.segment_length == true_unincluded(t.after, c);
    it.clause(c.sends && exact, "its messages fit behind those of its unincluded ancestors",
              emulator_admits(now, there, ancestors, c.sends), seen("candidate", t.new_candidate()),
              seen("segment length", c.segment_length),
              seen("queued at the relay parent", there.queued));
  }
};

}  // namespace backcheck::properties
