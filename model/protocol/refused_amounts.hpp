// SPDX-License-Identifier: Apache-2.0
//
// What a refusal reports beside its name. The name alone decides nothing more; the numbers are for
// who reads it, and are recomputed from what was refused.
#pragma once

#include <cstdint>

namespace backcheck::protocol {

/// What was allowed or left, and what came; for a channel, whose.
struct refused_amounts {
  std::uint64_t recipient = 0;
  std::uint64_t allowed = 0;
  std::uint64_t submitted = 0;
};

}  // namespace backcheck::protocol
