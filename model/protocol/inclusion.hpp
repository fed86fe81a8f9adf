// SPDX-License-Identifier: Apache-2.0
//
// The life of a candidate pending availability on one core: when it times out (polkadot,
// runtime/parachains/src/scheduler.rs, `availability_timeout_predicate` and
// `availability_timeout_check_required`).
#pragma once

#include "model/language/logic.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/parameters.hpp"

namespace backcheck::protocol {

/// Whether a candidate backed `age` blocks ago times out at a block. Time-outs happen only in the
/// first `paras_availability_period` blocks of a group rotation, so that a slow candidate dies only
/// when it would hurt the next group. `rotation` is the block's position in its rotation, and
/// `next_rotation` that of its child, which is what is looked at since 2024.
template <language::domain D, std::uint64_t A, std::uint64_t R>
constexpr typename D::truth times_out(
    const dialect& speak, const parameters<D>& k,
    const language::quantity<D, unit::relay_blocks, A>& age,
    const language::quantity<D, unit::relay_blocks, R>& rotation,
    const language::quantity<D, unit::relay_blocks, R>& next_rotation) {
  const auto& period = k.scheduler.paras_availability_period;
  const auto& looked_at = speak.rules == rule_set::y2025 ? next_rotation : rotation;
  const auto window_open =
      typename D::truth(speak.breaks(fault::timeout_at_any_height)) || looked_at < period;
  return window_open && period <= age;
}

}  // namespace backcheck::protocol
