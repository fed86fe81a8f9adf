// SPDX-License-Identifier: Apache-2.0
//
// A routine walked through at random. The walk is cut into batches that are long compared with how
// long anything is remembered; their means say how sure the mean of all is.
#pragma once

#include "checker/measure.hpp"

namespace backcheck::checker {

/// A mean and half of its 95 % confidence interval.
struct estimate {
  double mean = 0;
  double half_width = 0;
};

struct walked {
  estimate included;
  estimate built;
  estimate waited;
  estimate unincluded;
  estimate wasted_share;
  estimate latency_slots;  ///< until the relay block that includes is finalized
  std::uint64_t slots = 0;
  bool any_included = false;
};

/// The same for the same seed, on every computer. Throws `window_too_small`.
walked walk(const routine_machine& machine, std::uint64_t slots, std::uint64_t seed);

/// From the means of batches.
estimate estimated(const std::vector<double>& means);

}  // namespace backcheck::checker
