// SPDX-License-Identifier: Apache-2.0
//
// The configurations of known chains. They are the files of `presets/`, built in, and written in
// the same format as the user's own.
#pragma once

#include <span>
#include <string_view>

#include "model/protocol/configuration.hpp"

namespace backcheck::protocol {

/// The names, live chains first.
std::vector<std::string_view> preset_names();

/// By its name; an unknown one is a `parameter_error` that suggests the nearest.
configuration preset(std::string_view name);

/// The text of a preset's file, by its name.
std::string_view preset_text(std::string_view name);

}  // namespace backcheck::protocol
