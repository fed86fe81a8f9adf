// SPDX-License-Identifier: Apache-2.0
//
// The parachain's consensus hook: how many blocks it may author in one slot, whether it waits for
// inclusion, and the capacity it gives the unincluded segment. `FixedVelocityConsensusHook` counts
// blocks per para slot in 2023 and per relay slot in 2025; `FixedCapacityUnincludedSegment` gives a
// capacity and asks nothing; `ExpectParentIncluded` is synchronous backing.
//
// Source: cumulus d4bb2215bb28, pallets/aura-ext/src/{consensus_hook,lib}.rs and
// pallets/parachain-system/src/consensus_hook.rs (2023); polkadot-sdk 781c77721728,
// cumulus/pallets/aura-ext/src/consensus_hook.rs (2025). Its refusals are panics upstream.
#pragma once

#include "model/language/rule.hpp"
#include "model/protocol/shape.hpp"
#include "model/protocol/unincluded_segment.hpp"

namespace backcheck::protocol {

/// Whether the hook expects a block's parent to be included already, as in synchronous backing.
template <language::domain D>
constexpr typename D::truth expects_parent_included(const dialect& speak) {
  return typename D::truth(speak.rules == rule_set::sync);
}

/// The velocity in force: 0 counts as 1.
template <language::domain D, std::uint64_t M>
constexpr auto effective_velocity(const language::quantity<D, unit::para_blocks, M>& velocity) {
  return greatest(velocity, language::quantity<D, unit::para_blocks, 1>(1));
}

/// Whether one more block may be authored in a slot in which so many were: one more than the
/// velocity, so that a parachain can catch up after a missed slot.
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth may_author_in_slot(
    const language::quantity<D, unit::para_blocks, A>& authored,
    const language::quantity<D, unit::para_blocks, B>& velocity) {
  return authored <= effective_velocity(velocity);
}

/// The slot of the newest block and how many blocks were authored in it: a para slot in 2023, a
/// relay slot in 2025. Nothing is recorded before the first.
template <class Shape>
struct slot_record {
  using truth = truth_of<Shape>;
  using slot_type = typename Shape::template wide<unit::slots>;
  using count_type = typename Shape::template word<unit::para_blocks>;
  BACKCHECK_FIELDS(slot_record, (truth, exists), (slot_type, slot), (count_type, authored));
};

/// The constants of the hook.
template <class Shape>
struct fixed_velocity {
  using milliseconds_type = typename Shape::template word<unit::milliseconds>;
  using count_type = typename Shape::template word<unit::para_blocks>;
  BACKCHECK_FIELDS(fixed_velocity, (milliseconds_type, relay_slot_ms), (count_type, velocity),
                   (count_type, capacity));
};

enum class hook_refusal : std::uint8_t { none, slot_mismatch, authored_limit, slot_backwards };
template <class Shape>
using hook_outcome = language::outcome<typename Shape::domain_type, hook_refusal>;

/// The para slot that a relay slot falls into. The time in between stops at the largest number. For
/// domains that can divide.
template <language::domain D, std::uint64_t S, std::uint64_t A, std::uint64_t B>
constexpr auto para_slot_at(const language::quantity<D, unit::slots, S>& relay_slot,
                            const language::quantity<D, unit::milliseconds, A>& relay_slot_ms,
                            const language::quantity<D, unit::milliseconds, B>& para_slot_ms) {
  return quotient(times(relay_slot, relay_slot_ms), para_slot_ms);
}

/// A block is initialised in para slot `now`, which is recorded (2023).
template <class Shape>
constexpr hook_outcome<Shape> on_initialize(slot_record<Shape>& recorded,
                                            const typename slot_record<Shape>::slot_type& now) {
  using count = typename slot_record<Shape>::count_type;
  hook_outcome<Shape> outcome_;
  REQUIRE(!recorded.exists || recorded.slot <= now, hook_refusal::slot_backwards);
  const auto same_slot = recorded.exists && recorded.slot == now;
  recorded.authored = language::either(same_slot, count(next(recorded.authored)), count(1));
  recorded.exists = truth_of<Shape>(true);
  recorded.slot = now;
  return outcome_;
}

/// The relay chain's state is proven: `derived` is the para slot of its slot. The record includes
/// this block already (2023).
template <class Shape>
constexpr hook_outcome<Shape> on_state_proof_2023(
    const fixed_velocity<Shape>& k, const slot_record<Shape>& recorded,
    const typename slot_record<Shape>::slot_type& derived) {
  using count = typename slot_record<Shape>::count_type;
  hook_outcome<Shape> outcome_;
  REQUIRE(recorded.slot == derived, hook_refusal::slot_mismatch);
  REQUIRE(may_author_in_slot(monus(recorded.authored, count(1)), k.velocity),
          hook_refusal::authored_limit);
  return outcome_;
}

/// The same in 2025: the block is authored in `para_slot` on a relay parent of `relay_slot`, which
/// is recorded.
template <class Shape>
constexpr hook_outcome<Shape> on_state_proof_2025(
    const fixed_velocity<Shape>& k, slot_record<Shape>& recorded,
    const typename slot_record<Shape>::slot_type& relay_slot,
    const typename slot_record<Shape>::slot_type& para_slot,
    const typename slot_record<Shape>::slot_type& derived) {
  using count = typename slot_record<Shape>::count_type;
  hook_outcome<Shape> outcome_;
  REQUIRE(!recorded.exists || recorded.slot <= relay_slot, hook_refusal::slot_backwards);
  const auto same_slot = recorded.exists && recorded.slot == relay_slot;
  const auto before = language::either(same_slot, recorded.authored, count(0));
  REQUIRE(may_author_in_slot(before, k.velocity), hook_refusal::authored_limit);
  REQUIRE(para_slot == derived, hook_refusal::slot_mismatch);
  recorded.exists = truth_of<Shape>(true);
  recorded.slot = relay_slot;
  recorded.authored = next(before);
  return outcome_;
}

/// Whether the runtime says that a block may be built in slot `now` on a block after which the
/// segment has `unincluded` blocks. Collators ask this; the inherent's checks are what binds. A
/// capacity of 0 is taken as it is.
template <class Shape>
constexpr truth_of<Shape> can_build_upon(
    const fixed_velocity<Shape>& k, const slot_record<Shape>& recorded,
    const typename slot_record<Shape>::slot_type& now,
    const typename slot_record<Shape>::count_type& unincluded) {
  const auto in_time = language::either(
      recorded.slot == now, may_author_in_slot(recorded.authored, k.velocity), recorded.slot < now);
  return !recorded.exists || (unincluded < k.capacity && in_time);
}

}  // namespace backcheck::protocol
