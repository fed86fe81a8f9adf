// SPDX-License-Identifier: Apache-2.0
//
// Upward messages: what a queue holds and the most that one candidate may send (polkadot,
// runtime/parachains/src/inclusion, `check_upward_messages`).
#pragma once

#include "model/language/logic.hpp"
#include "model/protocol/parameters.hpp"

namespace backcheck::protocol {

/// An amount of upward messages.
template <language::domain D>
struct upward_load {
  u32<D, unit::messages> messages;
  u32<D, unit::bytes> bytes;
};

/// Whether the upward queue may hold that much.
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth upward_queue_holds(
    const message_limits<D>& k, const language::quantity<D, unit::messages, A>& messages,
    const language::quantity<D, unit::bytes, B>& bytes) {
  return messages <= k.max_upward_queue_count && bytes <= k.max_upward_queue_size;
}

/// The most that one candidate may send: as many messages as allowed, each as long as allowed, but
/// no more than the queue holds.
template <language::domain D>
constexpr upward_load<D> largest_upward_load(const message_limits<D>& k) {
  const auto messages = least(k.max_upward_message_num_per_candidate, k.max_upward_queue_count);
  const auto bytes = least(times(k.max_upward_message_size, messages), k.max_upward_queue_size);
  return {messages, bytes};
}

}  // namespace backcheck::protocol
