// SPDX-License-Identifier: Apache-2.0
//
// docs/parameters.md, made from the registry and the presets.
#pragma once

#include <string>

namespace backcheck::protocol {

std::string parameter_reference();

}  // namespace backcheck::protocol
