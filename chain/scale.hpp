// SPDX-License-Identifier: Apache-2.0
//
// SCALE, the byte coding of Substrate chains, as far as a configuration needs it: whole numbers of
// fixed width, little-endian; compact ones; truths; options. Structs are their fields one after the
// other, and a list is its length, compact, before its elements. Of one value there is one coding
// only: what would be written otherwise is refused.
//
// Source: parity-scale-codec, src/{codec,compact}.rs.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "chain/bytes.hpp"

namespace backcheck::chain {

/// Reads from the front. `what` is the name of what is read, for errors.
class scale_reader {
 public:
  explicit scale_reader(std::span<const std::uint8_t> from) : from_(from) {}

  std::uint8_t u8(std::string_view what);
  std::uint32_t u32(std::string_view what);
  std::uint64_t u64(std::string_view what);
  protocol::natural u128(std::string_view what);
  bool truth(std::string_view what);
  /// Whether an option is given; its value follows if it is.
  bool is_given(std::string_view what);
  /// A compact number of up to 32 bits, as lengths are.
  std::uint32_t compact(std::string_view what);

  [[nodiscard]] std::size_t offset() const { return at_; }
  [[nodiscard]] std::size_t left() const { return from_.size() - at_; }
  /// Nothing may follow.
  void end(std::string_view of) const;
  [[noreturn]] void refuse(std::size_t at, std::string_view what) const;

 private:
  protocol::natural fixed(std::size_t width, std::string_view what);
  bool flag(std::string_view what, std::string_view allowed);

  std::span<const std::uint8_t> from_;
  std::size_t at_ = 0;
};

class scale_writer {
 public:
  void u8(std::uint8_t value) { made_.push_back(value); }
  void u32(std::uint32_t value) { fixed(4, value); }
  void u64(std::uint64_t value) { fixed(8, value); }
  void u128(protocol::natural value) { fixed(16, value); }
  void truth(bool value) { u8(value ? 1 : 0); }
  void compact(std::uint32_t value);

  [[nodiscard]] const bytes& made() const { return made_; }

 private:
  void fixed(std::size_t width, protocol::natural value);

  bytes made_;
};

}  // namespace backcheck::chain
