// SPDX-License-Identifier: Apache-2.0
//
// Cores and their claim queues, as far as they decide when a core can be used again.
#pragma once

#include "model/language/logic.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/parameters.hpp"

namespace backcheck::protocol {

/// Whether a core that becomes free in a block can be refilled in that same block. In 2023 the
/// claim of the candidate that occupies the core counts against the lookahead, so a lookahead of 1
/// leaves no next claim to refill it with; later it does not.
template <language::domain D>
constexpr typename D::truth refills_at_once(const dialect& speak, const parameters<D>& k) {
  return typename D::truth(speak.rules != rule_set::y2023) || k.scheduler.scheduling_lookahead >= 2;
}

}  // namespace backcheck::protocol
