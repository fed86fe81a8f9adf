// SPDX-License-Identifier: Apache-2.0
//
// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backcheck::cli {

std::string with_commas(std::uint64_t number);  ///< 1,234,567
std::string in_mebibytes(std::uint64_t bytes);  ///< 12 MiB
std::string in_seconds(double seconds);         ///< 0.123 s, 12.3 s
/// `1 step`, `7 steps`.
std::string counted(std::uint64_t number, std::string_view one);

}  // namespace backcheck::cli
