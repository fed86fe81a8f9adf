// SPDX-License-Identifier: Apache-2.0
//
// Everything about a run that no step changes: the dialect, the parameters, the window, and what
// follows from them.
#pragma once

#include "model/machine/scope.hpp"
#include "model/machine/shape.hpp"
#include "model/protocol/ancestry.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/messages.hpp"
#include "model/protocol/parameters.hpp"
#include "model/protocol/segment_tracker.hpp"

namespace backcheck::machine {

template <language::domain D>
struct world {
  using truth = typename D::truth;

  protocol::dialect speak;
  protocol::parameters<D> k;
  scope window;
  relay_blocks<D, ancestry_max>
      allowed;  ///< ancestors of the newest relay parent that are allowed as well
  relay_blocks<D, rotation_max>
      rotation_length;  ///< `group_rotation_frequency`, or 1 where rotations can't matter
  protocol::upward_load<D> batch;  ///< the most upward messages that one candidate may send

  /// Throws `model_fault` if a parameter is beyond what the machine follows; callers check ranges
  /// first (`limits.hpp`).
  constexpr world(const protocol::dialect& dialect, const protocol::parameters<D>& parameters,
                  const scope& seen)
      : speak(dialect),
        k(parameters),
        window(seen),
        allowed(protocol::allowed_ancestors(dialect, parameters)),
        rotation_length(
            either(k.scheduler.paras_availability_period < k.scheduler.group_rotation_frequency,
                   k.scheduler.group_rotation_frequency,
                   protocol::u32<D, protocol::unit::relay_blocks>(1))),
        batch(protocol::largest_upward_load(parameters.messages)) {}

  /// Whether so many batches fit into the upward queue.
  template <std::uint64_t M>
  constexpr truth fits(const language::quantity<D, batches, M>& sent) const {
    return protocol::upward_queue_holds(k.messages, times(batch.messages, sent),
                                        times(batch.bytes, sent));
  }
  /// Whether a parachain block may send one more on top of those that its segment has sent, if so
  /// many are in the queue at its relay parent.
  template <std::uint64_t M, std::uint64_t N>
  constexpr truth fits_on_top(const language::quantity<D, batches, M>& queued,
                              const language::quantity<D, batches, N>& sent) const {
    const auto left = protocol::upward_queue_left(k.messages, times(batch.messages, queued),
                                                  times(batch.bytes, queued));
    return protocol::fits_on_top(times(batch.messages, sent), batch.messages, left.messages) &&
           protocol::fits_on_top(times(batch.bytes, sent), batch.bytes, left.bytes);
  }
};

/// How many paras there are; in a shape that has room for one the compiler knows.
template <class S, language::domain D>
constexpr std::size_t paras(const world<D>& w) {
  return S::paras == 1 ? 1 : w.window.paras;
}

}  // namespace backcheck::machine
