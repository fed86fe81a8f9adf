// SPDX-License-Identifier: Apache-2.0
#include "chain/scale.hpp"

#include <fmt/format.h>

namespace backcheck::chain {

using protocol::natural;

void scale_reader::refuse(std::size_t at, std::string_view what) const {
  throw decode_error(at, from_.size(), what);
}

natural scale_reader::fixed(std::size_t width, std::string_view what) {
  if (left() < width)
    refuse(at_, fmt::format("{} needs {} byte{}, {} {} left", what, width, width == 1 ? "" : "s",
                            left(), left() == 1 ? "is" : "are"));
  natural value = 0;
  for (std::size_t i = width; i > 0; --i) value = value << 8 | from_[at_ + i - 1];
  at_ += width;
  return value;
}

std::uint8_t scale_reader::u8(std::string_view what) {
  return static_cast<std::uint8_t>(fixed(1, what));
}
std::uint32_t scale_reader::u32(std::string_view what) {
  return static_cast<std::uint32_t>(fixed(4, what));
}
std::uint64_t scale_reader::u64(std::string_view what) {
  return static_cast<std::uint64_t>(fixed(8, what));
}
natural scale_reader::u128(std::string_view what) { return fixed(16, what); }

bool scale_reader::flag(std::string_view what, std::string_view allowed) {
  const std::uint8_t byte = u8(what);
  if (byte > 1) refuse(at_ - 1, fmt::format("{} is {:#04x}; allowed: {}", what, byte, allowed));
  return byte == 1;
}
bool scale_reader::truth(std::string_view what) { return flag(what, "0x00 false, 0x01 true"); }
bool scale_reader::is_given(std::string_view what) {
  return flag(what, "0x00 none, or 0x01 and a value");
}

// The two lowest bits of the first byte tell how wide the number is: one, two or four bytes with
// the number above them, or four bytes and more behind the first.
std::uint32_t scale_reader::compact(std::string_view what) {
  const std::size_t start = at_;
  const std::uint8_t first = u8(what);
  const unsigned mode = first & 3U;
  if (mode == 0) return first >> 2U;
  if (mode == 3 && first != 3)
    refuse(start, fmt::format("{} is a compact number of {} bytes; allowed: up to 32 bits", what,
                              (first >> 2U) + 4U));
  at_ = mode == 3 ? at_ : start;
  const std::size_t width = mode == 1 ? 2 : 4;
  const auto number = static_cast<std::uint32_t>(fixed(width, what)) >> (mode == 3 ? 0U : 2U);
  const std::uint32_t least = mode == 1 ? 1U << 6U : mode == 2 ? 1U << 14U : 1U << 30U;
  if (number < least)
    refuse(start, fmt::format("{} is {} in more bytes than it needs; allowed: the shortest form",
                              what, number));
  return number;
}

void scale_reader::end(std::string_view of) const {
  if (left() != 0)
    refuse(at_, fmt::format("{} ends here, and {} more byte{}; allowed: none", of, left(),
                            left() == 1 ? " follows" : "s follow"));
}

void scale_writer::fixed(std::size_t width, natural value) {
  for (std::size_t i = 0; i < width; ++i)
    made_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void scale_writer::compact(std::uint32_t value) {
  if (value < 1U << 6U) {
    fixed(1, value << 2U);
  } else if (value < 1U << 14U) {
    fixed(2, value << 2U | 1U);
  } else if (value < 1U << 30U) {
    fixed(4, value << 2U | 2U);
  } else {
    fixed(1, 3);
    fixed(4, value);
  }
}

}  // namespace backcheck::chain
