// SPDX-License-Identifier: Apache-2.0
//
// What is guaranteed about code upgrades: on the relay chain, in the parachain, and between them.
// The parachain's side is read off its own blocks, the relay chain's off its record of the code.
#pragma once

#include "properties/on_chain.hpp"

namespace backcheck::properties {

/// Calls `f(block, parent, para, new head, included)` for each block and para of which the newest
/// included candidate is known, as where a block includes one at most.
template <class D, class S, class F>
constexpr void for_each_new_head(const world<D>& w, const state<D, S>& s, F&& f) {
  for_each_built(
      w, s, [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
        const auto& head = block.paras[p].included;
        const auto included = exists && head.is_some() && head != parent.paras[p].included;
        if (impossible(included)) return;
        f(block.paras[p], parent.paras[p], p, head, included);
      });
}

struct validated_by_current_code {
  static constexpr property_info info{
      "S22",
      "a candidate is backed only where the code that has validated it is the para's current code",
      property_kind::step,
      "",
      "inclusion",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: verify_backed_candidate",
      eras{},
      window_needs{},
      subject_matter::upgrades};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_backed(w, t,
                    [&](const auto& block, const auto& /*parent*/, std::size_t p, const auto& entry,
                        const auto& backed) {
                      const auto c = at(t.after.candidates, entry.candidate);
                      const auto code = machine::validated_by(t.after, c);
                      const auto& current = block.paras[p].upgrade.record.current;
                      it.clause(backed, "its parent leaves it the current code", code == current,
                                seen("candidate", entry.candidate), seen("its code", code),
                                seen("current code", current));
                    });
  }
};

struct applied_in_time {
  static constexpr property_info info{
      "S22b",
      "new code is applied by an inclusion only, of a candidate whose relay parent is not before "
      "the block from which it was expected",
      property_kind::always,
      "validation_upgrade_delay, minimum_validation_upgrade_delay",
      "paras",
      "polkadot/runtime/parachains/src/paras/mod.rs: note_new_head",
      eras{},
      window_needs{},
      subject_matter::upgrades};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_built(
        w, s, [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
          const auto& was = parent.paras[p].upgrade.record;
          const auto& head = block.paras[p].included;
          const auto number = relay_parent_number(s, at(s.candidates, head));
          const auto applied = exists && block.paras[p].upgrade.record.current != was.current;
          it.clause(applied, "a candidate of a late enough relay parent was included",
                    was.has_future && was.is_checked && head != parent.paras[p].included &&
                        was.expected_at <= number,
                    seen("included", head), seen("its relay parent's number", number),
                    seen("expected from", was.expected_at));
        });
  }
};

struct same_code_on_both_sides {
  static constexpr property_info info{
      "S22c",
      "relay chain and parachain apply new code with the same block: after an inclusion the "
      "current code is the one that the para head leaves",
      property_kind::always,
      "",
      "paras and parachain system",
      "polkadot/runtime/parachains/src/paras/mod.rs: note_new_head; "
      "cumulus/pallets/parachain-system/src/lib.rs: set_validation_data",
      eras{},
      window_needs{},
      subject_matter::upgrades};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_new_head(w, s,
                      [&](const auto& now, const auto& /*before*/, std::size_t /*p*/,
                          const auto& head, const auto& included) {
                        const auto left = at(s.candidates, head).code.code;
                        it.clause(included, "the para head's code is current",
                                  left == now.upgrade.record.current, seen("included", head),
                                  seen("its child's code", left),
                                  seen("current code", now.upgrade.record.current));
                      });
  }
};

struct one_upgrade_at_a_time {
  static constexpr property_info info{
      "S23",
      "new code is taken only while no other is scheduled and no cooldown lasts",
      property_kind::step,
      "validation_upgrade_cooldown",
      "paras",
      "polkadot/runtime/parachains/src/paras/mod.rs: can_upgrade_validation_code",
      eras{},
      window_needs{},
      subject_matter::upgrades};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_backed(
        w, t,
        [&](const auto& block, const auto& /*parent*/, std::size_t p, const auto& entry,
            const auto& backed) {
          const auto c = at(t.after.candidates, entry.candidate);
          const auto& record = block.paras[p].upgrade.record;
          it.clause(backed && c.code.brings, "nothing scheduled, nothing restricted",
                    !record.has_future && !record.restricted, seen("candidate", entry.candidate),
                    seen("scheduled", record.has_future), seen("restricted", record.restricted));
        });
  }
};

struct signal_seen_before_cleared {
  static constexpr property_info info{
      "S23b",
      "a signal about new code is withdrawn only by the inclusion of a block that has taken it up",
      property_kind::always,
      "",
      "paras and parachain system",
      "polkadot/runtime/parachains/src/paras/mod.rs: note_new_head",
      eras{},
      window_needs{},
      subject_matter::upgrades,
      {[](const breakage::concrete_world& w) { return w.window.upgrades; },
       "a block built before the signal to abort was given, and included after it, withdraws it"}};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_built(
        w, s, [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
          const auto& given = parent.paras[p].upgrade.record.go_ahead;
          const auto& head = block.paras[p].included;
          const auto withdrawn =
              exists && given.is_some() && block.paras[p].upgrade.record.go_ahead.is_none();
          it.clause(
              withdrawn, "what was included has taken it up",
              head != parent.paras[p].included && at(s.candidates, head).code.consumed == given,
              seen("included", head));
        });
  }
};

struct signal_consumed_once {
  static constexpr property_info info{
      "S51",
      "of the blocks of an unincluded segment one at most has taken up a signal",
      property_kind::always,
      "",
      "unincluded segment",
      "cumulus/pallets/parachain-system/src/unincluded_segment.rs: append",
      eras{},
      window_needs{},
      subject_matter::upgrades};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const state<D, S>& s,
                             const chart<D, S>& /*known*/, Hearing& it) {
    for (std::size_t i = 0; i < S::candidates; ++i) {
      if (impossible(s.has_candidate(i))) continue;
      const auto& own = s.candidates[i];
      const auto took = s.has_candidate(i) && own.code.consumed.is_some();
      auto walker = own.parent;
      typename D::truth again(false);
      for (std::size_t up = 1; up < S::candidates; ++up) {
        const auto inside = own.segment_length > up && walker.is_some();
        if (impossible(inside)) break;
        const auto c = at(s.candidates, walker);
        again = again || (inside && c.code.consumed.is_some());
        walker = c.parent;
      }
      it.clause(took, "no block before it in its segment has", !again,
                seen("block", candidate_index<D, S>(i)));
    }
  }
};

struct upgrade_applied {
  static constexpr property_info info{"R30",
                                      "a para runs new code on the relay chain",
                                      property_kind::sometimes,
                                      "validation_upgrade_delay, minimum_validation_upgrade_delay",
                                      "",
                                      "polkadot/runtime/parachains/src/paras/mod.rs: note_new_head",
                                      eras{},
                                      window_needs{},
                                      subject_matter::upgrades};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_built(
        w, s, [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
          it.shown(exists &&
                   block.paras[p].upgrade.record.current != parent.paras[p].upgrade.record.current);
        });
  }
};

/// A parachain block takes up a signal.
template <class D, class S>
constexpr typename D::truth takes_up(const transition<D, S>& t, std::size_t signal) {
  const auto c = at(t.after.candidates, t.new_candidate());
  using some = typename std::remove_cvref_t<decltype(c.code.consumed)>::some;
  return c.code.consumed.is(some(signal));
}

struct go_ahead_consumed {
  static constexpr property_info info{
      "R31",
      "a parachain takes up the signal to go ahead",
      property_kind::sometimes,
      "validation_upgrade_delay, minimum_validation_upgrade_delay",
      "",
      "cumulus/pallets/parachain-system/src/lib.rs: set_validation_data",
      eras{},
      window_needs{},
      subject_matter::upgrades};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    it.shown(takes_up<D, S>(t, protocol::signal_go_ahead));
  }
};

struct upgrade_rejected {
  static constexpr property_info info{
      "R32",
      "a parachain takes up the signal to abort, and gives its new code up",
      property_kind::sometimes,
      "",
      "",
      "cumulus/pallets/parachain-system/src/lib.rs: set_validation_data",
      eras{},
      window_needs{},
      subject_matter::upgrades};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    it.shown(takes_up<D, S>(t, protocol::signal_abort));
  }
};

}  // namespace backcheck::properties
