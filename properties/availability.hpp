// SPDX-License-Identifier: Apache-2.0
//
// What the runtime guarantees about how long a core stays occupied, and about the upward message
// queue.
#pragma once

#include "properties/on_chain.hpp"

namespace backcheck::properties {

struct core_is_freed {
  static constexpr property_info info{
      "L3",
      "on a chain that is not frozen, an occupied core is freed before a rotation or an "
      "availability period is over, whichever is longer",
      property_kind::always,
      "paras_availability_period, group_rotation_frequency",
      "availability time-out",
      "polkadot/runtime/parachains/src/scheduler.rs: availability_timeout_predicate"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_pending(w, s,
                     [&](std::size_t /*b*/, const auto& block, std::size_t /*p*/, std::size_t /*i*/,
                         const auto& entry, const auto& exists) {
                       const auto& k = in_force(w, block).k.scheduler;
                       const auto longest =
                           greatest(k.paras_availability_period, k.group_rotation_frequency);
                       it.clause(exists && !is_frozen(block),
                                 "pending for fewer blocks than the longer of the two",
                                 entry.age < longest, seen("pending", entry.candidate),
                                 seen("pending age", entry.age), seen("the longer", longest));
                     });
  }
};

/// From the closed form, which the rule does not use: let x be the position in the rotation of the
/// block that the window test looks at when the candidate is backed. It times out after P blocks if
/// x >= G - P, else after G - x.
struct timeout_delay {
  static constexpr property_info info{
      "Q9",
      "a candidate times out exactly as long after its backing as the closed form says",
      property_kind::step,
      "paras_availability_period, group_rotation_frequency",
      "availability time-out",
      "polkadot/runtime/parachains/src/scheduler.rs: availability_timeout_check_required, "
      "availability_timeout_predicate"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    using number = machine::relay_blocks<D, 4 * machine::rotation_max>;
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    const auto& now_in_force = in_force(w, parent);
    const auto& rotation = now_in_force.rotation_length;
    const auto& period = now_in_force.k.scheduler.paras_availability_period;
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      const auto& now = block.paras[p];
      // Of those that leave together the first has timed out; the others go with it.
      auto was = pending_at(parent.paras[p], 0);
      auto evicted = is_evicted(t.after, parent.paras[p], now, was.candidate);
      for (std::size_t i = 1; i < S::pending; ++i) {
        const auto entry = pending_at(parent.paras[p], i);
        const auto first = !evicted && is_evicted(t.after, parent.paras[p], now, entry.candidate);
        assign_if(first, was.candidate, entry.candidate);
        assign_if(first, was.age, entry.age);
        evicted = evicted || first;
      }
      evicted = evicted && !has_lost(block, was.candidate) && block.session == parent.session;
      if (impossible(evicted)) continue;
      const auto age = number(next(was.age));
      const auto looked_at = number(w.speak.rules == rule_set::y2025 ? number(next(parent.rotation))
                                                                     : number(parent.rotation));
      // x = (looked_at - age) mod rotation, without negative numbers: rotation is added as often as
      // an age can need.
      auto x = number(looked_at);
      for (std::size_t turn = 0; turn < 2; ++turn) assign_if(x < age, x, number(x + rotation));
      x = number(monus(x, age));
      for (std::size_t turn = 0; turn < 2; ++turn)
        assign_if(x >= rotation, x, number(monus(x, rotation)));
      const auto late = period >= rotation || x + period >= rotation;
      const auto expected = either(late, number(least(period, number(4 * machine::rotation_max))),
                                   number(monus(number(rotation), x)));
      it.clause(evicted, "the pending age is the period, or the rest of the rotation",
                age == expected, seen("evicted", was.candidate), seen("pending age", age),
                seen("closed form", expected));
    }
  }
};

struct upward_queue_bounded {
  static constexpr property_info info{
      "U1",
      "the upward message queue stays within its limits",
      property_kind::always,
      "max_upward_queue_count, max_upward_queue_size",
      "inclusion",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: check_upward_messages"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_view(w, s,
                  [&](std::size_t /*b*/, const auto& block, const auto& exists, std::size_t p) {
                    if (impossible(block.paras[p].queued > 0)) return;
                    it.clause(exists && block.paras[p].queued > 0, "the batches queued fit",
                              in_force(w, block).fits(block.paras[p].queued),
                              seen("batches", block.paras[p].queued));
                  });
  }
};

}  // namespace backcheck::properties
