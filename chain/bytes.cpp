// SPDX-License-Identifier: Apache-2.0
#include "chain/bytes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backcheck::chain {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

int digit_of(char c) {
  if ('0' <= c && c <= '9') return c - '0';
  if ('a' <= c && c <= 'f') return c - 'a' + 10;
  if ('A' <= c && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Where the digits begin: behind blanks and `0x`.
std::size_t begin_of_digits(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is_blank(text[at])) ++at;
  const std::string_view left = text.substr(at);
  return left.starts_with("0x") || left.starts_with("0X") ? at + 2 : at;
}

}  // namespace

decode_error::decode_error(std::size_t at, std::size_t size, std::string_view what)
    : parameter_error(fmt::format("at byte {} of {}: {}", at, size, what)), offset_(at) {}

bool is_hex(std::string_view text) {
  const std::size_t begin = begin_of_digits(text);
  if (begin >= 2 && (text[begin - 1] == 'x' || text[begin - 1] == 'X')) return true;
  const auto fits = [](char c) { return is_blank(c) || digit_of(c) >= 0; };
  return begin < text.size() && std::all_of(text.begin(), text.end(), fits);
}

bytes from_hex(std::string_view text) {
  bytes made;
  int high = -1;
  for (std::size_t at = begin_of_digits(text); at < text.size(); ++at) {
    const char c = text[at];
    if (is_blank(c)) continue;
    const int digit = digit_of(c);
    if (digit < 0) {
      const auto code = static_cast<unsigned char>(c);
      const bool shows = ' ' < c && c <= '~';
      throw protocol::parameter_error(fmt::format(
          "character {}, {}, is no hexadecimal digit; allowed: 0 to 9 and a to f, two for each "
          "byte, after 0x",
          at + 1, shows ? fmt::format("'{}'", c) : fmt::format("code {}", code)));
    }
    if (high >= 0) made.push_back(static_cast<std::uint8_t>(high * 16 + digit));
    high = high >= 0 ? -1 : digit;
  }
  if (high >= 0)
    throw protocol::parameter_error(
        fmt::format("byte {} has one hexadecimal digit; allowed: two for each byte", made.size()));
  return made;
}

std::string to_hex(const bytes& from) {
  std::string made = "0x";
  for (const std::uint8_t each : from) made += fmt::format("{:02x}", each);
  return made;
}

}  // namespace backcheck::chain
