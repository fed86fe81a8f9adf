// SPDX-License-Identifier: Apache-2.0
//
// What each walk did, one JSON object a line, in the form that tools for looking at property-based
// tests read (Tyche's OpenPBTStats: `type`, `run_start`, `property`, `status`, `status_reason`,
// `representation`, `features`, `coverage`, ...).
#pragma once

#include <string>
#include <string_view>

#include "checker/setting.hpp"
#include "solver/random/walks.hpp"

namespace backcheck::checker {

/// What is the same for all walks of a run.
struct observed_run {
  std::string name;       ///< of the run, as a test is named
  double started = 0;     ///< seconds since 1970
  std::string reproduce;  ///< a command that takes the walks again, `{}` for the number of one
};
/// One line, with its end.
std::string observation(const observed_run& run, const setting& s,
                        const solver::random::walkable& model, const solver::random::walked& one);

}  // namespace backcheck::checker
