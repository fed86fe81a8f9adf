// SPDX-License-Identifier: Apache-2.0
//
// Code upgrades in the machine. A parachain block asks for new code; its inclusion schedules it;
// validators accept or reject it, in any later block; the relay chain signals; the parachain takes
// the signal up. The rules are those of `protocol/code_upgrade.hpp`; here they get their numbers,
// and what decides nothing any more is forgotten.
#pragma once

#include "model/machine/chart.hpp"
#include "model/machine/refusal.hpp"

namespace backcheck::machine {

template <language::domain D, class S>
using code_number = typename para_code<D, S>::number_type;
template <language::domain D, class S>
using code_version = typename block_code<D, S>::code_type;

/// The code that a parachain asks for next.
template <language::domain D, class S>
constexpr code_version<D, S> newer(const code_version<D, S>& code) {
  return next(code);
}

/// What no rule looks at any more is 0: the end of a cooldown that is over, and when code was
/// scheduled once that no longer decides when it is due.
template <language::domain D, class S>
constexpr void forget_past(const terms<D>& now, para_code<D, S>& code,
                           const code_number<D, S>& number) {
  const auto& k = now.k.candidates;
  const auto& record = code.record;
  const auto decides = record.has_future && !record.is_checked &&
                       code.scheduled_at + k.validation_upgrade_delay >
                           next(number) + k.minimum_validation_upgrade_delay;
  assign_if(!decides, code.scheduled_at, 0);
  assign_if(!record.restricted, code.record.cooldown_ends, 0);
}

/// A relay block begins: what is due is signalled, and cooldowns end.
template <language::domain D, class S>
constexpr void signal_upgrade(para_state<D, S>& now, const relay_block<D, S>& block) {
  process_scheduled_changes(now.upgrade.record, code_number<D, S>(number_of(block)));
}

/// A block includes a candidate, if so: the code it brings is scheduled, and what was scheduled
/// before is applied if its relay parent is late enough.
template <language::domain D, class S>
constexpr void include_upgrade(const world<D>& w, const terms<D>& in_force, const state<D, S>& s,
                               const typename D::truth& included, const candidate<D, S>& c,
                               const relay_block<D, S>& block, para_state<D, S>& now) {
  using truth = typename D::truth;
  using number = code_number<D, S>;
  if (!w.window.upgrades) return;
  auto code = now.upgrade;
  const auto here = number(number_of(block));
  auto asked = code;
  schedule_upgrade(in_force.k.candidates, asked.record, newer<D, S>(c.code.code), here);
  asked.scheduled_at = here;
  assign_if(truth(w.speak.breaks(protocol::fault::delay_from_relay_parent)), asked.scheduled_at,
            number(relay_parent_number(s, c)));
  assign_if(c.code.brings, code, asked);
  auto relay_parent = number(relay_parent_number(s, c));
  assign_if(truth(w.speak.breaks(protocol::fault::upgrade_applied_early)), relay_parent,
            greatest(relay_parent, code.record.expected_at));
  assign_if(truth(w.speak.breaks(protocol::fault::upgrade_never_applied)), relay_parent, 0);
  note_new_head(code.record, relay_parent);
  assign_if(included, now.upgrade, code);
}

/// Validators accept what is scheduled, or reject it, or neither yet. To reject it takes them
/// another block.
template <language::domain D, class S, class Choices>
constexpr void check_upgrade(const terms<D>& in_force, const para_state<D, S>& before,
                             const relay_block<D, S>& block, para_state<D, S>& now,
                             Choices& choose) {
  const auto number = code_number<D, S>(number_of(block));
  auto& code = now.upgrade;
  const auto open = code.record.has_future && !code.record.is_checked;
  const auto accepted = choose.whether("code accepted", open);
  const auto rejected =
      choose.whether("code rejected", open && !accepted && before.upgrade.record.has_future);
  auto record = code.record;
  accept_upgrade(in_force.k.candidates, record, code.scheduled_at, number);
  assign_if(accepted, code.record, record);
  record = code.record;
  reject_upgrade(record);
  assign_if(rejected, code.record, record);
  forget_past<D, S>(in_force, code, number);
}

/// What the parachain has in store after a block; none is the head included at the finalized block.
template <language::domain D, class S>
constexpr protocol::pending_code<upgrade_shape<D, S>> code_after(
    const state<D, S>& s, const para_index<D, S>& para, const maybe_candidate<D, S>& head) {
  const auto root = at(s.roots, para).code;
  const auto left = at(s.candidates, head).code;
  protocol::pending_code<upgrade_shape<D, S>> store;
  store.current = either(head.is_none(), root.code, left.code);
  store.is_pending = either(head.is_none(), root.waits, left.waits);
  assign_if(store.is_pending, store.pending, newer<D, S>(store.current));
  return store;
}

/// The code that has validated a candidate: that of its parent's child.
template <language::domain D, class S>
constexpr code_version<D, S> validated_by(const state<D, S>& s, const candidate<D, S>& c) {
  return code_after(s, c.para, c.parent).current;
}

/// Whether the runtime accepts a candidate's code, if it knows that of its para: the code that has
/// validated it, and what it brings. `idle` is a core that backs none.
template <language::domain D, class S>
constexpr language::outcome<D, refusal> accepts_code(const world<D>& w, const state<D, S>& s,
                                                     const typename D::truth& idle,
                                                     const candidate<D, S>& c,
                                                     const para_code<D, S>& known) {
  using truth = typename D::truth;
  language::outcome<D, refusal> outcome_;
  REQUIRE(idle || validated_by(s, c) == known.record.current ||
              truth(w.speak.breaks(protocol::fault::code_unchecked)),
          refusal::not_validated_by_the_current_code);
  REQUIRE(idle || !c.code.brings || can_upgrade(known.record) ||
              truth(w.speak.breaks(protocol::fault::upgrade_unrestricted)),
          refusal::premature_code_upgrade);
  return outcome_;
}

/// The part of a parachain block that is about its code: it takes up the signal it sees at its
/// relay parent, unless one of the `kept` blocks of its segment has, and may ask for new code.
template <language::domain D, class S, class Kept, class Choices>
constexpr language::outcome<D, refusal> upgrade_block(const world<D>& w, const state<D, S>& s,
                                                      const para_state<D, S>& seen,
                                                      const Kept& kept, candidate<D, S>& built,
                                                      Choices& choose) {
  using truth = typename D::truth;
  using shape = upgrade_shape<D, S>;
  language::outcome<D, refusal> outcome_;
  protocol::segment_tracker<shape> segment;
  auto walker = built.parent;
  for (std::size_t i = 0; i < S::candidates; ++i) {
    if (language::impossible(kept > i)) break;
    const auto c = at(s.candidates, walker);
    assign_if(kept > i && c.code.consumed.is_some(), segment.consumed_go_ahead_signal,
              c.code.consumed);
    walker = c.parent;
  }
  assign_if(truth(w.speak.breaks(protocol::fault::signal_forgotten)),
            segment.consumed_go_ahead_signal, protocol::upgrade_go_ahead<shape>());
  auto store = code_after(s, built.para, built.parent);
  const auto& relay = seen.upgrade.record;
  REQUIRE(see_signal(segment, relay.go_ahead, store, built.code.consumed).holds(),
          refusal::signal_not_understood);
  const auto hasty = store.is_pending && truth(w.speak.breaks(protocol::fault::signal_not_awaited));
  assign_if(hasty, store.current, store.pending);
  store.is_pending = store.is_pending && !hasty;
  const auto may_ask =
      protocol::may_ask_for_upgrade(store, relay.restricted) ||
      (truth(w.speak.breaks(protocol::fault::upgrade_unrestricted)) && !store.is_pending) ||
      (truth(w.speak.breaks(protocol::fault::pending_upgrade_ignored)) && !relay.restricted);
  built.code.brings = choose.whether("brings new code", truth(w.window.upgrades) && may_ask);
  built.code.code = store.current;
  built.code.waits = store.is_pending || built.code.brings;
  return outcome_;
}

/// A block has been finalized, and is block 0 now: versions are counted from its code, and numbers
/// from it. What is older than any relay parent that may come is as old as that.
template <language::domain D, class S>
constexpr void rebase_upgrades(const world<D>& w, state<D, S>& s) {
  using number = code_number<D, S>;
  const auto lowest = monus(number(number_shift), next(w.reach));
  const auto one = relay_blocks<D, 1>(1);
  for (std::size_t p = 0; p < S::paras; ++p) {
    auto& root = s.roots[p].code;
    const auto base = least(s.blocks[0].paras[p].upgrade.record.current, root.code);
    const auto rebase = [&](auto& code) { code = monus(code, base); };
    rebase(root.code);
    for (std::size_t b = 0; b < S::blocks; ++b) {
      if (language::impossible(s.has_block(b))) continue;
      auto& code = s.blocks[b].paras[p].upgrade;
      rebase(code.record.current);
      rebase(code.record.future);
      code.record.cooldown_ends = monus(code.record.cooldown_ends, one);
      code.scheduled_at = monus(code.scheduled_at, one);
      assign_if(code.record.is_checked, code.record.expected_at,
                greatest(monus(code.record.expected_at, one), lowest));
    }
    for (std::size_t i = 0; i < S::candidates; ++i) {
      const auto own = s.candidates[i].para == para_index<D, S>(p);
      assign_if(own, s.candidates[i].code.code, monus(s.candidates[i].code.code, base));
    }
  }
}

}  // namespace backcheck::machine
