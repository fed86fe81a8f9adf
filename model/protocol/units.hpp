// SPDX-License-Identifier: Apache-2.0
//
// What the protocol counts in. Quantities of different units do not mix.
#pragma once

#include "model/language/quantity.hpp"

namespace backcheck::protocol::unit {

// NOLINTBEGIN(cppcoreguidelines-macro-usage)
#define BACKCHECK_UNIT(tag, text)               \
  struct tag {                                  \
    static constexpr const char* name = (text); \
  }
BACKCHECK_UNIT(relay_blocks, "relay blocks");  ///< differences of relay block numbers, and numbers
BACKCHECK_UNIT(para_blocks, "parachain blocks");
BACKCHECK_UNIT(slots, "slots");
BACKCHECK_UNIT(sessions, "sessions");
BACKCHECK_UNIT(claims, "claims");  ///< entries of a core's claim queue
BACKCHECK_UNIT(cores, "cores");
BACKCHECK_UNIT(validators, "validators");
BACKCHECK_UNIT(votes, "votes");
BACKCHECK_UNIT(messages, "messages");
BACKCHECK_UNIT(bytes, "bytes");
BACKCHECK_UNIT(channels, "channels");
BACKCHECK_UNIT(milliseconds, "ms");
BACKCHECK_UNIT(tranches, "tranches");
BACKCHECK_UNIT(samples, "samples");
BACKCHECK_UNIT(orders, "orders");
BACKCHECK_UNIT(timeouts, "time-outs");
BACKCHECK_UNIT(candidates, "candidates");
BACKCHECK_UNIT(pages, "pages of 64 KiB");
BACKCHECK_UNIT(stack_values, "values on the stack");
BACKCHECK_UNIT(node_features, "node features");  ///< by their number
BACKCHECK_UNIT(parts_per_billion, "parts per billion");
BACKCHECK_UNIT(plancks, "plancks");
BACKCHECK_UNIT(rotations, "rotations");
BACKCHECK_UNIT(signals, "upgrade signals");
// Names: numbers that are only compared. What the protocol identifies by a hash, a model numbers.
BACKCHECK_UNIT(paras, "paras");
BACKCHECK_UNIT(heads, "para heads");
BACKCHECK_UNIT(codes, "validation codes");
BACKCHECK_UNIT(candidate_hashes, "candidates");
BACKCHECK_UNIT(relay_hashes, "relay block hashes");
BACKCHECK_UNIT(storage_roots, "relay storage roots");
#undef BACKCHECK_UNIT
// NOLINTEND(cppcoreguidelines-macro-usage)

}  // namespace backcheck::protocol::unit
