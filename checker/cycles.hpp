// SPDX-License-Identifier: Apache-2.0
//
// Parachains whose heads come back. A fragment chain (2025) refuses a candidate whose head it has
// already, so a parachain that goes round in too small a circle waits for itself. How long the
// circle has to be, by the protocol's own component, followed relay block by relay block.
#pragma once

#include <cstdint>

#include "model/protocol/dialect.hpp"

namespace backcheck::checker {

struct cyclic_parachain {
  std::uint64_t length = 1;      ///< heads until the first comes back
  std::uint64_t cores = 1;       ///< and so many blocks are built for each relay block
  std::uint64_t idle_every = 0;  ///< each so manieth relay block backs nothing; 0: none
  std::uint64_t lookahead = 5;   ///< claims seen ahead
  std::uint64_t relay_blocks = 400;
  std::uint64_t seed = 1;  ///< of the candidates' hashes, which decide between siblings
  protocol::fault fault = protocol::fault::none;
};

/// Parachain blocks included per relay block in the second half of the run: everything is built,
/// seconded and backed in time.
double inclusion_rate(const cyclic_parachain& p);

}  // namespace backcheck::checker
