// SPDX-License-Identifier: Apache-2.0
//
// Settings that are a little smaller than a given one: one bound of the window or one parameter.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "checker/setting.hpp"

namespace backcheck::checker {

/// Offers smaller windows, one bound at a time, the smallest first, until one is accepted; then
/// goes on from that one with the next bound. Only settings that the machine can follow are
/// offered. Whether any was accepted.
using accepts = std::function<bool(const setting&)>;
bool offer_smaller_windows(setting& s, const accepts& accepted);
/// The same of the parameters that the machine follows, and of what governance may change.
bool offer_smaller_parameters(setting& s, const accepts& accepted);

/// In what a setting is smaller than another: `leaves: 3 -> 1`.
std::vector<std::string> changes_between(const setting& before, const setting& after);

}  // namespace backcheck::checker
