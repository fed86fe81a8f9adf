// SPDX-License-Identifier: Apache-2.0
//
// What is kept of downward and horizontal messages, in shapes that have them. The para exchanges
// horizontal messages with others of which nothing is kept but what they send and whether they
// read: it has a channel from all of them together, and one to each of two. Messages are known by
// the relay blocks that queued them, whose numbers are those of `number_of`; where they go up to
// what a candidate or a queue may hold, each is as large as is allowed.
#pragma once

#include "model/machine/upgrade_state.hpp"
#include "model/protocol/acceptance.hpp"

namespace backcheck::machine {

/// Most messages followed in a downward queue, and most blocks with inbound messages.
inline constexpr std::uint64_t messages_max = 3;
/// Most messages followed in a channel to another para.
inline constexpr std::uint64_t channel_max = 7;
inline constexpr std::size_t recipients_max = 2;

/// The protocol's data at the size of the machine.
template <class S>
struct message_sizes {
  template <class Unit>
  static constexpr std::uint64_t most = std::is_same_v<Unit, protocol::unit::relay_blocks>
                                            ? number_shift + S::blocks + upgrade_delay_max
                                            : 0xFFFFFFFF;
  template <class Unit>
  static constexpr std::size_t longest = messages_max + 1;
  static constexpr std::size_t paras = recipients_max;
};
template <language::domain D, class S>
using message_shape = protocol::bounded<D, message_sizes<S>>;
template <language::domain D, class S>
using recipient_index = typename message_shape<D, S>::para;
template <language::domain D, class S>
using message_number = typename message_shape<D, S>::template word<protocol::unit::relay_blocks>;

/// What a relay block's post-state knows of a para's messages.
template <language::domain D, class S>
struct para_traffic {
  using truth = typename D::truth;
  using shape = message_shape<D, S>;
  using number_type = message_number<D, S>;
  using downward_type = typename shape::template list<protocol::unit::messages, number_type>;
  using digests_type = typename shape::template list<protocol::unit::relay_blocks, number_type>;
  using count_type = language::quantity<D, protocol::unit::messages, channel_max>;
  using channels_type = language::per<recipient_index<D, S>, count_type>;
  BACKCHECK_FIELDS(para_traffic,                // oldest first
                   (downward_type, downward),   // not processed yet
                   (digests_type, digests),     // blocks with inbound messages above…
                   (truth, has_watermark),      //
                   (number_type, watermark),    // …how far the para has read
                   (channels_type, channels));  // messages in the channel to each
};

/// What a parachain block does with messages.
template <language::domain D, class S>
struct block_traffic {
  using truth = typename D::truth;
  using count_type = language::quantity<D, protocol::unit::messages, messages_max>;
  using number_type = message_number<D, S>;
  using recipients_type = language::per<recipient_index<D, S>, truth>;
  BACKCHECK_FIELDS(block_traffic, (count_type, processed),  // downward messages
                   (number_type, read_to),                  // its watermark
                   (recipients_type, recipients));          // to whom it sends a horizontal message
};

}  // namespace backcheck::machine
