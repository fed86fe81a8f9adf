// SPDX-License-Identifier: Apache-2.0
//
// Where each bit of a value goes when it is packed. A layout says, for every 8 bytes of a value in
// memory, which bits carry information and where they go in the packed words; it follows from the
// leaves' ranges, narrowed by a window's `Limits` (see limits.hpp) at run time. `pack` and `unpack`
// follow it.
#pragma once

#include <cstddef>
#include <vector>

#include "model/reflect/bits.hpp"
#include "model/reflect/limits.hpp"

namespace backcheck::reflect {

/// 8 bytes of a value. Bits in neither mask are padding, and may be anything.
struct packed_chunk {
  std::uint64_t packed = 0;  ///< bits that carry information
  std::uint64_t zero = 0;    ///< bits of leaves that are zero in this window
  std::uint32_t word = 0;    ///< the packed word in which the bits start
  std::uint16_t shift = 0;   ///< and the first bit's position in it
  std::uint16_t width = 0;   ///< number of bits set in `packed`
};

class layout {
 public:
  template <class T, class Limits>
  static layout of(const Limits& limits, bit_mover moved_by) {
    static_assert(std::is_trivially_copyable_v<T>, "a packed value is copied byte by byte");
    static_assert(std::endian::native == std::endian::little);
    static const T blank{};
    layout made(sizeof(T), moved_by);
    for_each_leaf_within(limits, blank, [&](const auto& leaf, std::uint64_t max) {
      const auto offset =
          reinterpret_cast<const std::byte*>(&leaf) - reinterpret_cast<const std::byte*>(&blank);
      made.add_leaf(static_cast<std::size_t>(offset), sizeof(leaf), max);
    });
    made.place_chunks();
    return made;
  }

  [[nodiscard]] std::size_t bits() const { return bits_; }
  [[nodiscard]] std::size_t words() const { return bits_ == 0 ? 1 : (bits_ + 63) / 64; }
  /// Size of the values in memory.
  [[nodiscard]] std::size_t value_bytes() const { return value_bytes_; }
  [[nodiscard]] const std::vector<packed_chunk>& chunks() const { return chunks_; }
  [[nodiscard]] bit_mover moved_by() const { return moved_by_; }

 private:
  layout(std::size_t value_bytes, bit_mover moved_by)
      : value_bytes_(value_bytes), moved_by_(moved_by), chunks_((value_bytes + 7) / 8) {}

  /// Leaves do not straddle chunks: they are aligned to their size.
  void add_leaf(std::size_t offset, std::size_t bytes, std::uint64_t max) {
    const std::uint64_t all = ~std::uint64_t{0} >> (64 - 8 * bytes);
    const std::uint64_t used = max == 0 ? 0 : ~std::uint64_t{0} >> std::countl_zero(max);
    chunks_[offset / 8].packed |= used << (8 * (offset % 8));
    chunks_[offset / 8].zero |= (all & ~used) << (8 * (offset % 8));
  }
  /// Places the chunks' bits one behind the other. One without any is placed at 0, where it does
  /// no harm: behind the others it might be beyond the last word.
  void place_chunks() {
    for (auto& chunk : chunks_) {
      chunk.width = static_cast<std::uint16_t>(std::popcount(chunk.packed));
      if (chunk.width == 0) continue;
      chunk.word = static_cast<std::uint32_t>(bits_ / 64);
      chunk.shift = static_cast<std::uint16_t>(bits_ % 64);
      bits_ += chunk.width;
    }
  }

  std::size_t value_bytes_;
  std::size_t bits_ = 0;
  bit_mover moved_by_;
  std::vector<packed_chunk> chunks_;
};

/// The layout of a `T` in a window.
template <class T, class Limits = declared_limits>
layout layout_of(const Limits& limits = {}, bit_mover moved_by = fastest_bit_mover()) {
  return layout::of<T>(limits, moved_by);
}

}  // namespace backcheck::reflect
