// SPDX-License-Identifier: Apache-2.0
//
// What the runtime guarantees about changes of the configuration: when they come into force. The
// oracle compares blocks of one fork by how many sessions lie between them.
#pragma once

#include "properties/on_chain.hpp"

namespace backcheck::properties {

/// Calls `f(older block, newer block, sessions between)` for a block and each ancestor in the
/// window.
template <class D, class S, class F>
constexpr void for_each_ancestor(const state<D, S>& s, const chart<D, S>& known, F&& f) {
  for (std::size_t b = 1; b < S::blocks; ++b) {
    if (impossible(s.has_block(b))) continue;
    for (std::size_t a = 0; a < b; ++a)
      f(s.blocks[a], s.blocks[b], s.has_block(b) && known.fork[b][a]);
  }
}

struct constant_in_session {
  static constexpr property_info info{
      "S29",
      "the configuration does not change within a session",
      property_kind::always,
      "",
      "configuration",
      "polkadot/runtime/parachains/src/configuration.rs: initializer_on_new_session",
      eras{},
      window_needs{},
      subject_matter::changes};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for_each_ancestor(s, known, [&](const auto& older, const auto& newer, const auto& related) {
      it.clause(related && older.session == newer.session,
                "the same holds for the children of two blocks of a session",
                older.plan.in_force == newer.plan.in_force,
                seen("changes in force", newer.plan.in_force),
                seen("changes in force before", older.plan.in_force));
    });
  }
};

struct change_delay {
  static constexpr property_info info{
      "Q8",
      "a change planned in one session is in force two sessions later, and not before",
      property_kind::always,
      "",
      "configuration",
      "polkadot/runtime/parachains/src/{configuration, shared}.rs: schedule_config_update, "
      "SESSION_DELAY",
      eras{},
      window_needs{},
      subject_matter::changes};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for_each_ancestor(s, known, [&](const auto& older, const auto& newer, const auto& related) {
      it.clause(related && newer.session == next(older.session),
                "one session later just what was planned before this one is in force",
                newer.plan.in_force == older.plan.next_session,
                seen("in force", newer.plan.in_force),
                seen("planned for the session", older.plan.next_session));
      it.clause(related && newer.session == next(next(older.session)),
                "two sessions later at least all that was planned is",
                newer.plan.in_force >= older.plan.session_after,
                seen("in force", newer.plan.in_force),
                seen("planned for the session", older.plan.session_after));
    });
  }
};

struct change_comes {
  static constexpr property_info info{
      "R16",
      "a parameter change comes into force",
      property_kind::sometimes,
      "",
      "",
      "polkadot/runtime/parachains/src/configuration.rs: initializer_on_new_session",
      eras{},
      window_needs{.sessions = 1},
      subject_matter::changes};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const state<D, S>& s,
                             const chart<D, S>& /*known*/, Hearing& it) {
    for (std::size_t b = 0; b < S::blocks; ++b)
      it.shown(s.has_block(b) && s.blocks[b].plan.in_force > 0);
  }
};

struct works_after_change {
  static constexpr property_info info{
      "R17",
      "a candidate is backed under changed parameters",
      property_kind::sometimes,
      "",
      "",
      "polkadot/runtime/parachains/src/configuration.rs: initializer_on_new_session",
      eras{true, true, false},
      window_needs{.sessions = 1},
      subject_matter::changes};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_backed(
        w, t,
        [&](const auto& /*block*/, const auto& parent, std::size_t /*p*/, const auto& /*entry*/,
            const auto& backed) { it.shown(backed && parent.plan.in_force > 0); });
  }
};

}  // namespace backcheck::properties
