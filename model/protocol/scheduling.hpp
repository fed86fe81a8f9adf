// SPDX-License-Identifier: Apache-2.0
//
// Who may back what where: validator groups and their rotation over the cores, and each core's
// queue of claims. A candidate is backed by the group that is assigned to its core at the block
// after its relay parent, whichever block carries it.
//
// Source: polkadot 52209dcfe546, runtime/parachains/src/scheduler.rs (2023); polkadot-sdk
// 781c77721728, polkadot/runtime/parachains/src/scheduler.rs (2025): `group_assigned_to_core`,
// `advance_claim_queue`, `fill_claim_queue`, `initializer_on_new_session`.
#pragma once

#include "model/language/logic.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/parameters.hpp"
#include "model/protocol/shape.hpp"

namespace backcheck::protocol {

/// Whether a para may have several candidates pending availability, each on the one before. In 2023
/// one that has one pending is passed over (`CandidateScheduledBeforeParaFree`).
template <language::domain D>
constexpr typename D::truth queues_pending(const dialect& speak) {
  return typename D::truth(speak.rules == rule_set::y2025);
}

/// How many claims a core's queue is filled up to.
template <language::domain D, std::uint64_t M>
constexpr language::quantity<D, unit::claims, M> claims_wanted(
    const dialect& speak, const language::quantity<D, unit::claims, M>& lookahead,
    const typename D::truth& occupied) {
  if (speak.rules != rule_set::y2023) return lookahead;
  return monus(lookahead, language::one_if<language::quantity<D, unit::claims, 1>>(occupied));
}

/// Whether a core that becomes free in a block can be refilled in that same block: if it is
/// promised a claim behind the one that occupies it. In 2023 that one counts against the lookahead,
/// so a lookahead of 1 leaves no next claim to refill it with; later it does not, and there is a
/// claim whatever the lookahead.
template <language::domain D>
constexpr typename D::truth refills_at_once(const dialect& speak, const parameters<D>& k) {
  using truth = typename D::truth;
  return truth(speak.rules != rule_set::y2023) ||
         claims_wanted(speak, k.scheduler.scheduling_lookahead, truth(true)) != 0;
}

/// The claims of one core: its queue, whose front is the claim for the next block, and what the
/// assignment provider will give for it, in order.
template <class Shape>
struct core_claims {
  using claims_type = typename Shape::template list<unit::claims, typename Shape::para>;
  BACKCHECK_FIELDS(core_claims, (claims_type, queue), (claims_type, provided));
};

/// Moves one claim from the provider to the queue, where `c` holds and there is one.
template <class Shape>
constexpr void take_claim_if(const truth_of<Shape>& c, core_claims<Shape>& core) {
  const auto given = c && core.provided.has(0);
  append_if(given, core.queue, core.provided[0]);
  keep_where(core.provided, [&](std::size_t i) { return !given || truth_of<Shape>(i > 0); });
}

/// Fills the queue up to the lookahead (2025). Into an empty queue of more than one place the first
/// claim goes twice, so that one bought on demand has two chances to be used.
template <class Shape, std::uint64_t M>
constexpr void fill_claims(
    core_claims<Shape>& core,
    const language::quantity<typename Shape::domain_type, unit::claims, M>& lookahead) {
  const auto twice = length_of(core.queue) == 0 && lookahead > 1 && core.provided.has(0);
  append_if(twice, core.queue, core.provided[0]);
  const std::size_t most = places(core.provided) + places(core.queue);
  for (std::size_t i = 0; i < most; ++i) {
    take_claim_if(length_of(core.queue) < lookahead, core);
  }
}

/// A block ends (2025): a core that is not occupied loses its front claim, used or not, and the
/// queue is filled up again. An occupied core keeps its claims.
template <class Shape, std::uint64_t M>
constexpr void advance_claims(
    core_claims<Shape>& core, const truth_of<Shape>& occupied,
    const language::quantity<typename Shape::domain_type, unit::claims, M>& lookahead) {
  auto advanced = core;
  keep_where(advanced.queue, [](std::size_t i) { return truth_of<Shape>(i > 0); });
  fill_claims(advanced, lookahead);
  language::assign_if(!occupied, core, advanced);
}

/// How many cores there are: one for each assignment, or more if validators are to be no more than
/// `max_validators_per_core` on one. For domains that can divide.
template <language::domain D, std::uint64_t A, std::uint64_t N>
constexpr auto core_count(const scheduler_params<D>& k,
                          const language::quantity<D, unit::cores, A>& assigned,
                          const language::quantity<D, unit::validators, N>& validators) {
  const auto& per_core = k.max_validators_per_core;
  const auto spread = in_unit<unit::cores>(quotient(validators, per_core.value));
  return either(per_core.is_given, greatest(assigned, spread),
                greatest(assigned, decltype(spread)(0)));
}

/// How many validators are in group `group`: as even as possible, the first groups one more. For
/// domains that can divide.
template <language::domain D, std::uint64_t N, std::uint64_t C, std::uint64_t G>
constexpr auto group_size(const language::quantity<D, unit::validators, N>& validators,
                          const language::quantity<D, unit::cores, C>& groups,
                          const language::quantity<D, unit::cores, G>& group) {
  using one = language::quantity<D, unit::validators, 1>;
  const auto over = in_unit<unit::cores>(remainder(validators, groups));
  return quotient(validators, groups) + language::one_if<one>(group < over);
}

/// The group that backs on core `core` in block `at`. Rotations are counted from the session's
/// first block. For domains that can divide.
template <language::domain D, std::uint64_t C, std::uint64_t N, std::uint64_t S, std::uint64_t B>
constexpr auto group_assigned_to(const scheduler_params<D>& k,
                                 const language::quantity<D, unit::cores, C>& core,
                                 const language::quantity<D, unit::cores, N>& groups,
                                 const language::quantity<D, unit::relay_blocks, S>& session_start,
                                 const language::quantity<D, unit::relay_blocks, B>& at) {
  const auto rotations = quotient(monus(at, session_start), k.group_rotation_frequency);
  return remainder(core + in_unit<unit::cores>(rotations), groups);
}

/// The same for a candidate by its relay parent's number.
template <language::domain D, std::uint64_t C, std::uint64_t N, std::uint64_t S, std::uint64_t B>
constexpr auto backing_group(const scheduler_params<D>& k,
                             const language::quantity<D, unit::cores, C>& core,
                             const language::quantity<D, unit::cores, N>& groups,
                             const language::quantity<D, unit::relay_blocks, S>& session_start,
                             const language::quantity<D, unit::relay_blocks, B>& relay_parent) {
  return group_assigned_to(k, core, groups, session_start, next(relay_parent));
}

/// The position of a block in its group rotation. For domains that can divide.
template <language::domain D, std::uint64_t S, std::uint64_t B>
constexpr auto position_in_rotation(
    const scheduler_params<D>& k, const language::quantity<D, unit::relay_blocks, S>& session_start,
    const language::quantity<D, unit::relay_blocks, B>& at) {
  return remainder(monus(at, session_start), k.group_rotation_frequency);
}

/// The position of a block's child, from its own: the same without division.
template <language::domain D, std::uint64_t A, std::uint64_t G>
constexpr auto next_in_rotation(const language::quantity<D, unit::relay_blocks, A>& position,
                                const language::quantity<D, unit::relay_blocks, G>& rotation) {
  const auto following = next(position);
  return either(following >= rotation, decltype(next(position))(0), following);
}

}  // namespace backcheck::protocol
