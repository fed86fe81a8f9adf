// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace backcheck::protocol {

namespace {

std::string plain(std::string_view word) {
  std::string made;
  for (const char c : word) {
    const int lower = std::tolower(static_cast<unsigned char>(c));
    made += c == '-' ? '_' : static_cast<char>(lower);
  }
  return made;
}

}  // namespace

std::size_t typing_distance(std::string_view a, std::string_view b) {
  const std::string from = plain(a);
  const std::string to = plain(b);
  // Row i holds the distances of the first i characters of `from` to every beginning of `to`. A
  // swap looks two rows back, so three rows are kept.
  std::vector<std::size_t> before_last;
  std::vector<std::size_t> last(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    before_last = last;
    last = row;
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[to.size()];
}

std::optional<std::string_view> nearest_name(std::string_view typed,
                                             std::span<const std::string_view> names) {
  std::optional<std::string_view> nearest;
  std::size_t least = typed.size() * 2 / 5 + 1;
  for (const std::string_view name : names) {
    const std::size_t distance = typing_distance(typed, name);
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  if (nearest || typed.size() < 4) return nearest;
  const std::string part = plain(typed);
  const auto whole = std::find_if(names.begin(), names.end(), [&](std::string_view name) {
    return plain(name).find(part) != std::string::npos;
  });
  return whole == names.end() ? std::nullopt : std::optional(*whole);
}

std::string what_instead(std::string_view typed, std::span<const std::string_view> names) {
  return what_instead(typed, names, fmt::format("{}", fmt::join(names, ", ")));
}

std::string what_instead(std::string_view typed, std::span<const std::string_view> names,
                         std::string_view all) {
  const auto nearest = nearest_name(typed, names);
  const auto question = nearest ? fmt::format("did you mean '{}'? ", *nearest) : std::string();
  return fmt::format("{}allowed: {}", question, all);
}

}  // namespace backcheck::protocol
