// SPDX-License-Identifier: Apache-2.0
//
// Sessions: when a change of configuration or of validators comes into force, and what a session
// change takes with it. The change is applied at the end of its block: that block's children are
// the first in the new session, and it is their first relay parent.
//
// Source: polkadot 52209dcfe546,
// runtime/parachains/src/{shared,initializer,configuration,scheduler}.rs, and polkadot-sdk
// 781c77721728, the same files.
#pragma once

#include "model/protocol/inclusion.hpp"
#include "model/protocol/relay_parents.hpp"
#include "model/protocol/scheduling.hpp"

namespace backcheck::protocol {

/// What is decided in a session applies this many sessions later.
inline constexpr std::uint64_t session_delay = 2;

template <language::domain D, std::uint64_t M>
constexpr auto scheduled_session(const language::quantity<D, unit::sessions, M>& current) {
  return current + language::quantity<D, unit::sessions, session_delay>(session_delay);
}

/// Governance changes the configuration, where `c` holds, starting from what is planned last: for
/// the session after next, together with what was changed in this one already.
template <language::domain D, class Plan>
constexpr void plan_change_if(const typename D::truth& c, Plan& plan) {
  language::assign_if(c, plan.session_after, next(plan.session_after));
}
/// A session ends, where `c` holds: what was planned for the next is in force.
template <language::domain D, class Plan>
constexpr void enter_session_if(const dialect& speak, const typename D::truth& c, Plan& plan) {
  const bool at_once = speak.breaks(fault::change_comes_early);
  language::assign_if(c, plan.in_force, at_once ? plan.session_after : plan.next_session);
  language::assign_if(c, plan.next_session, plan.session_after);
}

/// Whether a block backs at all. Since 2024 none is backed in the last block of a session, where it
/// would be dropped at once.
template <language::domain D>
constexpr typename D::truth backs_candidates(const dialect& speak,
                                             const typename D::truth& ends_session) {
  return typename D::truth(speak.rules != rule_set::y2025) || !ends_session;
}

/// The session changes: what is pending is dropped, whatever votes it has.
template <class Shape>
constexpr void end_session(
    typename Shape::template list<unit::candidate_hashes, pending_on_chain<Shape>>& pending) {
  pending = {};
}

/// The session changes: claims go back to the assignment provider, in order, and are taken anew.
template <class Shape, std::uint64_t M>
constexpr void end_session(
    core_claims<Shape>& core,
    const language::quantity<typename Shape::domain_type, unit::claims, M>& lookahead) {
  core_claims<Shape> renewed;
  for (const auto* claims : {&core.queue, &core.provided}) {
    for (std::size_t i = 0; i < places(*claims); ++i) {
      append_if(claims->has(i), renewed.provided, (*claims)[i]);
    }
  }
  fill_claims(renewed, lookahead);
  core = renewed;
}

}  // namespace backcheck::protocol
