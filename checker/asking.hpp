// SPDX-License-Identifier: Apache-2.0
//
// Which properties a run is asked about.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "checker/setting.hpp"

namespace backcheck::checker {

/// The user asked for something that there is not. One line: what, and what is allowed.
class request_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What the window of a setting would need so that a property could be shown in it, as keys of a
/// scope; none if it lacks nothing. Only a `sometimes` can lack something: then not reaching it
/// says nothing about the protocol.
std::optional<std::string> window_lacks(std::size_t property, const setting& s);

/// Whether a property is known not to hold in such a setting.
bool expects_violation(std::size_t property, const setting& s);

/// A property that is claimed and not asked about, and what the window lacks.
struct unasked {
  std::size_t property = 0;
  std::string lacks;
};

/// Asks for every property that the rule set claims and the window can show; the others are
/// returned.
std::vector<unasked> ask_for_all(setting& s);
/// Asks for properties by their ids. Throws `request_error` if there is none of that id, or if the
/// rule set does not claim it.
void ask_for(setting& s, const std::vector<std::string>& ids);

/// The parameters that the machine follows under a rule set in a window; all others can change no
/// verdict.
std::vector<std::string_view> followed_parameters(protocol::rule_set rules,
                                                  const machine::scope& window);

}  // namespace backcheck::checker
