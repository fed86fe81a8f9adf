// SPDX-License-Identifier: Apache-2.0
#include "cli/words.hpp"

#include <fmt/format.h>

namespace backcheck::cli {

std::string with_commas(std::uint64_t number) {
  std::string text = fmt::to_string(number);
  for (auto place = text.size(); place > 3;) text.insert(place -= 3, ",");
  return text;
}

std::string in_mebibytes(std::uint64_t bytes) {
  return fmt::format("{} MiB", with_commas((bytes + (1U << 19)) >> 20));
}

std::string in_seconds(double seconds) {
  return seconds < 10 ? fmt::format("{:.3f} s", seconds) : fmt::format("{:.1f} s", seconds);
}

std::string counted(std::uint64_t number, std::string_view one) {
  return fmt::format("{} {}{}", with_commas(number), one, number == 1 ? "" : "s");
}

}  // namespace backcheck::cli
