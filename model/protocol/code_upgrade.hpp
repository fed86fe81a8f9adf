// SPDX-License-Identifier: Apache-2.0
//
// The life of a code upgrade. On the relay chain: a candidate that carries new code schedules it
// once included; it is checked; the relay chain signals when it may be applied; the first included
// candidate whose relay parent is late enough applies it. Meanwhile, and for a cooldown after, no
// other may be scheduled. In the parachain: the signal is consumed once, by the first block that
// sees it, and remembered for as long as that block is not included.
//
// Source: polkadot 52209dcfe546, runtime/parachains/src/paras/mod.rs (`schedule_code_upgrade`,
// `proceed_with_upgrade`, `process_scheduled_upgrade_changes`, `note_new_head`), unchanged in
// polkadot-sdk 781c77721728; cumulus d4bb2215bb28, pallets/parachain-system/src/lib.rs
// (`set_validation_data`).
#pragma once

#include "model/protocol/parameters.hpp"
#include "model/protocol/segment_tracker.hpp"

namespace backcheck::protocol {

/// What the relay chain stores about a para's code.
template <class Shape>
struct code_state {
  using truth = truth_of<Shape>;
  using code_type = typename Shape::template word<unit::codes>;
  using number_type = typename Shape::template word<unit::relay_blocks>;
  using signal_type = upgrade_go_ahead<Shape>;
  BACKCHECK_FIELDS(code_state,                     //
                   (code_type, current),           //
                   (truth, has_future),            // an upgrade is scheduled
                   (code_type, future),            //
                   (truth, is_checked),            // …and accepted, so that
                   (number_type, expected_at),     // …it can be applied from this block on
                   (signal_type, go_ahead),        //
                   (truth, restricted),            // no other may be scheduled
                   (number_type, cooldown_ends));  // …before this block
};

/// Whether a candidate may carry new code (and it is refused as premature where not).
template <class Shape>
constexpr truth_of<Shape> can_upgrade(const code_state<Shape>& s) {
  return !s.has_future && !s.restricted;
}

/// New code is scheduled by a candidate included in block `now`. Nothing happens if an upgrade is
/// scheduled already or the code is the same.
template <class Shape>
constexpr void schedule_upgrade(const candidate_limits<typename Shape::domain_type>& k,
                                code_state<Shape>& s,
                                const typename code_state<Shape>::code_type& code,
                                const typename code_state<Shape>::number_type& now) {
  using truth = truth_of<Shape>;
  using number = typename code_state<Shape>::number_type;
  const auto scheduled = !s.has_future && s.current != code;
  language::assign_if(scheduled, s.future, code);
  language::assign_if(scheduled, s.is_checked, truth(false));
  language::assign_if(scheduled, s.restricted, truth(true));
  language::assign_if(scheduled, s.cooldown_ends, number(now + k.validation_upgrade_cooldown));
  s.has_future = s.has_future || scheduled;
}

/// The validators accept the code in block `now`; the candidate that brought it was included in
/// block `included_at`. There is time for it to become known, from either.
template <class Shape>
constexpr void accept_upgrade(const candidate_limits<typename Shape::domain_type>& k,
                              code_state<Shape>& s,
                              const typename code_state<Shape>::number_type& included_at,
                              const typename code_state<Shape>::number_type& now) {
  using number = typename code_state<Shape>::number_type;
  const auto expected =
      greatest(included_at + k.validation_upgrade_delay, now + k.minimum_validation_upgrade_delay);
  language::assign_if(s.has_future, s.expected_at, number(expected));
  s.is_checked = s.is_checked || s.has_future;
}

/// The validators reject the code: the parachain is told, and the restriction stays until the
/// cooldown ends.
template <class Shape>
constexpr void reject_upgrade(code_state<Shape>& s) {
  using truth = truth_of<Shape>;
  using signal = upgrade_go_ahead<Shape>;
  language::assign_if(s.has_future, s.go_ahead, signal(typename signal::some(signal_abort)));
  language::assign_if(s.has_future, s.future, 0);
  language::assign_if(s.has_future, s.is_checked, truth(false));
  s.has_future = truth(false);
}

/// Block `now` begins: what is due is signalled, and a cooldown that is over ends the restriction.
template <class Shape>
constexpr void process_scheduled_changes(code_state<Shape>& s,
                                         const typename code_state<Shape>::number_type& now) {
  using truth = truth_of<Shape>;
  using signal = upgrade_go_ahead<Shape>;
  const auto due = s.has_future && s.is_checked && s.expected_at <= now;
  language::assign_if(due, s.go_ahead, signal(typename signal::some(signal_go_ahead)));
  language::assign_if(s.cooldown_ends <= now, s.restricted, truth(false));
}

/// A candidate of that relay parent is included. It applies the upgrade if it could know of it; if
/// none is scheduled, it has seen what signal there was.
template <class Shape>
constexpr void note_new_head(code_state<Shape>& s,
                             const typename code_state<Shape>::number_type& relay_parent) {
  using truth = truth_of<Shape>;
  using signal = upgrade_go_ahead<Shape>;
  const auto applies = s.has_future && s.is_checked && s.expected_at <= relay_parent;
  const auto nothing_scheduled = !(s.has_future && s.is_checked);
  language::assign_if(applies, s.current, s.future);
  language::assign_if(applies || nothing_scheduled, s.go_ahead, signal());
  language::assign_if(applies, s.future, 0);
  language::assign_if(applies, s.expected_at, 0);
  language::assign_if(applies, s.is_checked, truth(false));
  s.has_future = s.has_future && !applies;
}

/// What panics in a parachain that sees a signal.
enum class signal_refusal : std::uint8_t {
  none,
  signal_changed_while_unincluded,
  go_ahead_without_pending_code,
};

/// What the parachain has in store: new code it asked for, until the relay chain signals.
template <class Shape>
struct pending_code {
  using truth = truth_of<Shape>;
  using code_type = typename Shape::template word<unit::codes>;
  BACKCHECK_FIELDS(pending_code, (code_type, current), (truth, is_pending), (code_type, pending));
};

/// Whether a block may ask for new code: not while it waits for a signal about other code, nor
/// while the relay chain restricts it (cumulus, `schedule_code_upgrade`).
template <class Shape>
constexpr truth_of<Shape> may_ask_for_upgrade(const pending_code<Shape>& code,
                                              const truth_of<Shape>& restricted) {
  return !code.is_pending && !restricted;
}

/// A block sees `signal` in the relay chain's state. If an unincluded ancestor consumed one already
/// it must be the same, and nothing happens; else this block consumes it, and `consumed` says so.
template <class Shape>
constexpr language::outcome<typename Shape::domain_type, signal_refusal> see_signal(
    const segment_tracker<Shape>& segment, const upgrade_go_ahead<Shape>& signal,
    pending_code<Shape>& code, upgrade_go_ahead<Shape>& consumed) {
  using some = typename upgrade_go_ahead<Shape>::some;
  language::outcome<typename Shape::domain_type, signal_refusal> outcome_;
  const auto fresh = segment.consumed_go_ahead_signal.is_none();
  const auto applies = fresh && signal.is(some(signal_go_ahead));
  REQUIRE(fresh || segment.consumed_go_ahead_signal == signal,
          signal_refusal::signal_changed_while_unincluded);
  REQUIRE(!applies || code.is_pending, signal_refusal::go_ahead_without_pending_code);
  const auto done = applies || (fresh && signal.is(some(signal_abort)));
  consumed = language::either(fresh, signal, upgrade_go_ahead<Shape>());
  language::assign_if(applies, code.current, code.pending);
  language::assign_if(done, code.pending, 0);
  code.is_pending = code.is_pending && !done;
  return outcome_;
}

}  // namespace backcheck::protocol
