// SPDX-License-Identifier: Apache-2.0
//
// Disputes, as far as backing and inclusion feel them: a candidate that lost one is not backed and
// does not stay pending; a chain that included it is frozen, and takes nothing but disputes from
// then on.
//
// Source: polkadot 52209dcfe546, runtime/parachains/src/disputes.rs
// (`process_checked_dispute_data`, `note_included`, `revert_and_freeze`), paras_inherent/mod.rs
// (`process_inherent_data`); unchanged in polkadot-sdk 781c77721728.
#pragma once

#include "model/protocol/dialect.hpp"
#include "model/protocol/units.hpp"

namespace backcheck::protocol {

/// Whether a chain is frozen once a dispute has been lost by a candidate, which it may have
/// included.
template <language::domain D>
constexpr typename D::truth freezes(const dialect& speak, const typename D::truth& was_frozen,
                                    const typename D::truth& lost,
                                    const typename D::truth& included) {
  if (speak.breaks(fault::freeze_forgotten)) return was_frozen;
  return was_frozen || (lost && included);
}

/// Whether a block takes availability votes and candidates.
template <language::domain D>
constexpr typename D::truth takes_candidates(const dialect& speak,
                                             const typename D::truth& frozen) {
  return !frozen || typename D::truth(speak.breaks(fault::frozen_chain_goes_on));
}

/// Whether a candidate that is pending, or offered, is dropped for a dispute that it lost.
template <language::domain D>
constexpr typename D::truth is_dropped(const dialect& speak, const typename D::truth& lost) {
  return lost && !typename D::truth(speak.breaks(fault::disputed_stays_pending));
}

}  // namespace backcheck::protocol
