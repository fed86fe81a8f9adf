// SPDX-License-Identifier: Apache-2.0
//
// The parachain's consensus hook: how many blocks it may author in one slot, and whether it waits for inclusion (cumulus,
// pallets/aura-ext/src/consensus_hook.rs and pallets/parachain-system/src/consensus_hook.rs).
#pragma once

#include "model/language/logic.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/units.hpp"

namespace backcheck::protocol {

/// Whether the hook expects a block's parent to be included already, as in synchronous backing.
template <language::domain D>
constexpr typename D::truth expects_parent_included(const dialect& speak) {
  return typename D::truth(speak.rules == rule_set::sync);
}

/// Whether one more block may be authored in a slot in which so many were: one more than the velocity, so that a parachain can
/// catch up after a missed slot. A velocity of 0 counts as 1.
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth may_author_in_slot(const language::quantity<D, unit::para_blocks, A>& authored,
                                               const language::quantity<D, unit::para_blocks, B>& velocity) {
  return authored <= greatest(velocity, language::quantity<D, unit::para_blocks, 1>(1));
}

}  // namespace backcheck::protocol
