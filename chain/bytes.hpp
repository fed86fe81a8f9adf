// SPDX-License-Identifier: Apache-2.0
//
// Bytes, their text in hexadecimal, and what is said of bytes that cannot be read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/protocol/registry.hpp"

namespace backcheck::chain {

using bytes = std::vector<std::uint8_t>;

/// Bytes are not what they should be: `at byte 36 of 38: max_candidate_depth needs 4 bytes, 2 are
/// left`. A `parameter_error`, as what cannot be read is the user's to mend.
class decode_error : public protocol::parameter_error {
 public:
  decode_error(std::size_t at, std::size_t size, std::string_view what);
  [[nodiscard]] std::size_t offset() const { return offset_; }

 private:
  std::size_t offset_;
};

/// Whether a text is meant as hexadecimal: it begins with `0x`, or has nothing but digits of it.
bool is_hex(std::string_view text);
/// Two digits a byte, with `0x` before them or without; blanks and line ends are passed over. A
/// `parameter_error` tells the place of what is no digit.
bytes from_hex(std::string_view text);
std::string to_hex(const bytes& from);

}  // namespace backcheck::chain
