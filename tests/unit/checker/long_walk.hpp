// SPDX-License-Identifier: Apache-2.0
//
// Traces that are longer than they need to be: a walk at random that keeps clear of a property's
// violation for a while, and then runs into it.
#pragma once

#include <cstdint>
#include <string_view>

#include "checker/faults.hpp"
#include "checker/recording.hpp"

namespace backcheck::tests {

/// Where a fault is noticed by the property that refutes it: Polkadot's parameters but for those
/// the fault goes with.
checker::setting setting_of(const checker::fault_info& fault);
/// By its id.
const checker::fault_info& fault_named(std::string_view id);

struct walk_size {
  std::size_t clear = 100;  ///< steps without a violation, at least
  std::size_t most = 100'000;
};

/// The walk as a trace, which violates the property in its last step. Throws `std::runtime_error`
/// if it comes to no violation.
trace::trace long_walk(const checker::setting& s, std::string_view property, std::uint64_t seed,
                       const walk_size& size = {});

}  // namespace backcheck::tests
