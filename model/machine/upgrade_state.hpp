// SPDX-License-Identifier: Apache-2.0
//
// What is kept of code upgrades, in shapes that have them. The relay chain's part is the protocol's
// own record, one for each para and relay block; the parachain's part goes with its blocks. Codes
// are versions: new code is one above the code that asks for it, and versions are counted from
// the one in use at the last finalized block. Relay block numbers are those of `number_of`.
#pragma once

#include "model/machine/shape.hpp"
#include "model/protocol/code_upgrade.hpp"

namespace backcheck::machine {

/// Longest delay or cooldown of an upgrade that is followed, in relay blocks.
inline constexpr std::uint64_t upgrade_delay_max = 31;

/// The protocol's records at the size of the machine.
template <class S>
struct upgrade_sizes {
  template <class Unit>
  static constexpr std::uint64_t most = std::is_same_v<Unit, protocol::unit::relay_blocks>
                                            ? number_shift + S::blocks + upgrade_delay_max
                                            : S::blocks + 2;
  template <class Unit>
  static constexpr std::size_t longest = 1;
  static constexpr std::size_t paras = 1;
};
template <language::domain D, class S>
using upgrade_shape = protocol::bounded<D, upgrade_sizes<S>>;

/// What a relay block's post-state knows of a para's code.
template <language::domain D, class S>
struct para_code {
  using record_type = protocol::code_state<upgrade_shape<D, S>>;
  using number_type = typename record_type::number_type;
  BACKCHECK_FIELDS(para_code, (record_type, record),
                   (number_type, scheduled_at));  // while it is not checked, and where it matters
};

/// What a parachain block leaves behind of upgrades: the code its child runs, and what it did.
template <language::domain D, class S>
struct block_code {
  using truth = typename D::truth;
  using code_type = typename para_code<D, S>::record_type::code_type;
  using signal_type = protocol::upgrade_go_ahead<upgrade_shape<D, S>>;
  BACKCHECK_FIELDS(block_code, (code_type, code),  // of its child
                   (truth, waits),                 // for a signal about code that was asked for
                   (truth, brings),                // it asks for new code, one above
                   (signal_type, consumed));       // it has taken up this signal
};

/// The same of the head included at the last finalized block.
template <language::domain D, class S>
struct root_code {
  using truth = typename D::truth;
  using code_type = typename para_code<D, S>::record_type::code_type;
  BACKCHECK_FIELDS(root_code, (code_type, code), (truth, waits));
};

}  // namespace backcheck::machine
