// SPDX-License-Identifier: Apache-2.0
//
// The chain's names as JavaScript has them, and back.
#pragma once

#include <string>
#include <string_view>

namespace backcheck::chain {

/// `max_code_size` as `maxCodeSize`.
inline std::string camel_case(std::string_view snake) {
  std::string made;
  for (std::size_t i = 0; i < snake.size(); ++i) {
    const bool up = snake[i] == '_' && i + 1 < snake.size();
    if (up) ++i;
    const char c = snake[i];
    made += up && 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return made;
}

/// `maxCodeSize` as `max_code_size`.
inline std::string snake_case(std::string_view camel) {
  std::string made;
  for (const char c : camel) {
    const bool up = 'A' <= c && c <= 'Z';
    if (up) made += '_';
    made += up ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return made;
}

}  // namespace backcheck::chain
