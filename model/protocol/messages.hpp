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
  using messages_type = u32<D, unit::messages>;
  using bytes_type = u32<D, unit::bytes>;
  BACKCHECK_FIELDS(upward_load, (messages_type, messages), (bytes_type, bytes));
};

/// Whether the upward queue may hold so many messages, or so many bytes. Both limits may be met.
template <language::domain D, std::uint64_t A>
constexpr typename D::truth upward_queue_holds(
    const message_limits<D>& k, const language::quantity<D, unit::messages, A>& messages) {
  return messages <= k.max_upward_queue_count;
}
template <language::domain D, std::uint64_t A>
constexpr typename D::truth upward_queue_holds(const message_limits<D>& k,
                                               const language::quantity<D, unit::bytes, A>& bytes) {
  return bytes <= k.max_upward_queue_size;
}
/// …so many messages of so many bytes altogether.
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth upward_queue_holds(
    const message_limits<D>& k, const language::quantity<D, unit::messages, A>& messages,
    const language::quantity<D, unit::bytes, B>& bytes) {
  return upward_queue_holds(k, messages) && upward_queue_holds(k, bytes);
}

/// What an upward queue that holds so much already has left. The relay chain proves it to the
/// parachain, and nodes start from it.
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr upward_load<D> upward_queue_left(const message_limits<D>& k,
                                           const language::quantity<D, unit::messages, A>& messages,
                                           const language::quantity<D, unit::bytes, B>& bytes) {
  return {monus(k.max_upward_queue_count, messages), monus(k.max_upward_queue_size, bytes)};
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
