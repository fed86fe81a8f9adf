// SPDX-License-Identifier: Apache-2.0
//
// What becomes of a para's messages when a candidate is included: the relay chain drops what the
// candidate has processed and passes on what it sends, without asking again.
//
// Source: polkadot 52209dcfe546, runtime/parachains/src/inclusion/mod.rs (`enact_candidate`),
// dmp.rs
// (`prune_dmq`), hrmp.rs (`prune_hrmp`, `queue_outbound_hrmp`); unchanged in polkadot-sdk
// 781c77721728.
#pragma once

#include "model/protocol/acceptance.hpp"

namespace backcheck::protocol {

/// The oldest downward messages go, as many as were processed.
template <class Shape, class Queue>
constexpr void prune_downward(Queue& queue, const candidate_commitments<Shape>& made) {
  drop_front(queue, made.processed_downward_messages);
}

/// Inbound horizontal messages go that were sent up to the watermark.
template <class Digests, class Number>
constexpr void prune_inbound(Digests& digests, const Number& watermark) {
  keep_where(digests, [&](std::size_t i) { return digests[i] > watermark; });
}

/// How many messages the candidate adds to the channel to a para.
template <class Shape>
constexpr auto sent_to(const candidate_commitments<Shape>& made,
                       const typename Shape::para& recipient) {
  using one = language::quantity<typename Shape::domain_type, unit::messages, 1>;
  auto count = typename para_on_chain<Shape>::messages_type(0);
  for (std::size_t i = 0; i < places(made.horizontal_messages); ++i) {
    const auto& message = made.horizontal_messages[i];
    count = count + language::one_if<one>(made.horizontal_messages.has(i) &&
                                          message.recipient == recipient);
  }
  return count;
}

}  // namespace backcheck::protocol
