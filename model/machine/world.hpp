// SPDX-License-Identifier: Apache-2.0
//
// Everything about a run that no step changes: the dialect, the parameters, the window, and what
// follows from them.
#pragma once

#include <array>
#include <span>

#include "model/machine/scope.hpp"
#include "model/machine/state.hpp"
#include "model/protocol/ancestry.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/messages.hpp"
#include "model/protocol/parameters.hpp"
#include "model/protocol/segment_tracker.hpp"

namespace backcheck::machine {

/// The parameters in force in a session, and what follows from them.
template <language::domain D>
struct terms {
  using truth = typename D::truth;
  using parameters_type = protocol::parameters<D>;
  using allowed_type = relay_blocks<D, ancestry_max>;
  using rotation_type = relay_blocks<D, rotation_max>;
  using load_type = protocol::upward_load<D>;
  BACKCHECK_FIELDS(terms, (parameters_type, k),
                   (allowed_type, allowed),  // ancestors of the newest relay parent allowed as well
                   (rotation_type,
                    rotation_length),    // `group_rotation_frequency`, or 1 where it can't matter
                   (load_type, batch));  // the most upward messages that one candidate may send

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
/// The longest a candidate stays pending, in relay blocks: until the window after a rotation opens,
/// or for the period.
template <language::domain D>
constexpr auto longest_pending(const protocol::parameters<D>& k) {
  return greatest(k.scheduler.paras_availability_period, k.scheduler.group_rotation_frequency);
}

template <language::domain D>
constexpr terms<D> terms_of(const protocol::dialect& speak, const protocol::parameters<D>& k) {
  terms<D> made;
  made.k = k;
  made.allowed = protocol::allowed_ancestors(speak, k);
  made.rotation_length = either(
      k.scheduler.paras_availability_period < k.scheduler.group_rotation_frequency,
      k.scheduler.group_rotation_frequency, protocol::u32<D, protocol::unit::relay_blocks>(1));
  made.batch = protocol::largest_upward_load(k.messages);
  return made;
}

/// The terms at the start are the world's own; those after so many changes stand in `later`.
template <language::domain D>
struct world : terms<D> {
  static constexpr std::size_t changes_max = whole_extent.configurations - 1;

  protocol::dialect speak;
  scope window;
  std::array<terms<D>, changes_max> later;  ///< as many as the window has changes
  /// The most ancestors that are ever allowed; where it matters to an inclusion how old a relay
  /// parent is, as many more as a candidate may stay pending.
  relay_blocks<D, ancestry_max> reach;

  /// Throws `model_fault` if a parameter is beyond what the machine follows; callers check ranges
  /// first (`limits.hpp`). `changed` holds the parameters after each change.
  constexpr world(const protocol::dialect& dialect, const protocol::parameters<D>& parameters,
                  const scope& seen, std::span<const protocol::parameters<D>> changed = {})
      : terms<D>(terms_of(dialect, parameters)),
        speak(dialect),
        window(seen),
        reach(this->allowed) {
    auto& smallest = this->batch;
    for (std::size_t i = 0; i < changed.size(); ++i) {
      later.at(i) = terms_of(dialect, changed[i]);
      reach = greatest(reach, later[i].allowed);
      smallest.messages = least(smallest.messages, later[i].batch.messages);
      smallest.bytes = least(smallest.bytes, later[i].batch.bytes);
    }
    for (auto& each : later) each.batch = smallest;
    if (seen.needs_traffic_shape()) reach = reach + longest_pending(parameters);
  }
};

/// The terms that hold for the children of a block.
template <language::domain D, class S>
constexpr decltype(auto) in_force(const world<D>& w, const relay_block<D, S>& block) {
  if constexpr (!S::has_changes) {
    return static_cast<const terms<D>&>(w);
  } else if constexpr (D::is_concrete) {
    const std::size_t changes = block.plan.in_force.raw();
    return static_cast<const terms<D>&>(changes == 0 ? w : w.later[changes - 1]);
  } else {
    terms<D> found = w;
    for (std::size_t i = 0; i + 1 < S::configurations; ++i)
      found = either(block.plan.in_force == i + 1, w.later[i], found);
    return found;
  }
}

/// How many paras there are; in a shape that has room for one the compiler knows.
template <class S, language::domain D>
constexpr std::size_t paras(const world<D>& w) {
  return S::paras == 1 ? 1 : w.window.paras;
}

}  // namespace backcheck::machine
