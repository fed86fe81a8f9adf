// SPDX-License-Identifier: Apache-2.0
//
// What `decode` has read, and the ways in which it is told: a report as JSON, of which the text is
// made, and the same parameters in another form.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "chain/calls.hpp"
#include "chain/input.hpp"

namespace backcheck::cli {

/// A call, or a configuration.
struct decoded {
  std::optional<chain::detected_call> call;
  chain::read_parameters parameters;  ///< of a call: of its chain's preset, changed as it says
  std::size_t bytes = 0;              ///< 0 if it was no bytes
};

/// The parameters that a setter sets.
std::vector<const protocol::parameter*> parameters_set(const chain::call& setter);

nlohmann::ordered_json report_json(const decoded& found);
std::string report_text(const nlohmann::ordered_json& report);

std::string as_toml(const decoded& found);
std::string as_json(const decoded& found);
std::string as_hex(const decoded& found);

}  // namespace backcheck::cli
