// SPDX-License-Identifier: Apache-2.0
//
// A map as a picture: one square for each cell, its verdict as colour and as a letter, the reason
// when one points at it.
#pragma once

#include <string>

#include "checker/review_map.hpp"

namespace backcheck::cli {

std::string map_svg(const checker::parameter_map& map);

}  // namespace backcheck::cli
