// SPDX-License-Identifier: Apache-2.0
//
// Parameter synthesis: the least or greatest value of one parameter for which a property holds.
// Values are tried one after the other from the least, so that nothing is taken for granted about
// how the answer depends on them. Of each it is known why: a proof by induction, a search of all
// states, or an execution that was replayed.
#pragma once

#include "checker/induction.hpp"
#include "model/protocol/registry.hpp"

namespace backcheck::checker {

enum class goal : std::uint8_t { minimize, maximize };

struct tried_value {
  std::uint64_t value = 0;
  bool decided = false;
  bool holds = false;
  std::string how;  ///< in a few words
  std::optional<execution>
      shown;  ///< violates the property there; or shows one that is `sometimes`
  double seconds = 0;
};

struct solution {
  std::optional<std::uint64_t> value;  ///< none: undecided, or there is none among those tried
  std::vector<tried_value> tried;      ///< in order
};

struct solve_request {
  setting asked;  ///< with one property
  std::size_t property = 0;
  const protocol::parameter* parameter = nullptr;
  goal wanted = goal::minimize;
  free_parameters free;           ///< besides: then only proofs decide
  std::uint64_t values_max = 32;  ///< tried
};
solution solve(const solve_request& request, const solver::budget& limits);

/// How long it takes, in relay blocks, in steady state: see `properties/theorems_sizing.hpp`.
struct delays {
  std::uint64_t backing = 0;
  std::uint64_t availability = 1;
};
/// The same of the question whether a parachain that authors all the time ever waits for room in
/// its unincluded segment. Each value is proved for every block of a relay parent, and simulated:
/// the one in the setting, or all from the least on.
tried_value try_size(const setting& s, const delays& known, const solver::symbolic::effort& spent);
solution solve_sizing(const setting& s, const delays& known, goal wanted,
                      const solver::symbolic::effort& spent);

}  // namespace backcheck::checker
