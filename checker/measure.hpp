// SPDX-License-Identifier: Apache-2.0
//
// Quantities of a setting under a routine: how many parachain blocks become included, how long that
// takes, how many are built in vain, and what single events cost. Exact where the states that
// the routine reaches are few enough: then they come from the stationary distribution of a Markov
// chain. Else by random walks, with a 95 % confidence interval.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checker/routine.hpp"

namespace backcheck::checker {

/// One quantity. `half_width` is half of the 95 % confidence interval; 0 where the value is exact,
/// that is up to `measurement::error`.
struct quantity_found {
  std::string name;
  double value = 0;
  std::string unit;
  double half_width = 0;
  std::string how;  ///< exact, or walks
};

enum class method : std::uint8_t { exact_if_possible, exact, walks };

struct measure_request {
  setting asked;
  routine how;
  method by = method::exact_if_possible;
  std::uint64_t states_max = 200000;  ///< more are not looked at
  std::uint64_t slots = 400000;       ///< of walks, in all
  std::uint64_t seed = 1;
  bool events = true;  ///< also ask what single events cost (only exact)
};

struct measurement {
  bool decided = false;
  std::string why_not;       ///< where it is not
  bool exact = false;        ///< else by walks
  std::uint64_t states = 0;  ///< where exact
  double error = 0;          ///< where exact: estimated, of each value
  std::vector<quantity_found> found;

  /// The value of that name; none if it was not found.
  [[nodiscard]] std::optional<double> value(std::string_view name) const;
};

/// Names: `inclusion_rate` (blocks per relay slot), `para_block_time` (s), `inclusion_latency` (s),
/// `wasted_share`, `waits_for_room` (per relay slot), `unincluded` (blocks), and
/// `lost_by_session_change`, `lost_by_relay_fork`, `lost_by_offline_rotation` (blocks that are not
/// included then, for each event). What has no value is left out: without inclusions there is no
/// block time. Throws `request_error` for what the machine cannot follow.
measurement measure(const measure_request& request);

/// Of each event what it changes for good.
struct cost_of_event {
  bool decided = false;
  std::string why_not;
  double lost = 0;    ///< blocks not included
  double wasted = 0;  ///< blocks built in vain, more than else
  double waited = 0;  ///< more waits for room than else
};
/// The cost of an event that happens `times` slots in a row; exact.
cost_of_event cost(const measure_request& request, event what, std::uint64_t times = 1);

/// Relay slots follow each other in this time.
inline constexpr double slot_seconds = 6;

}  // namespace backcheck::checker
