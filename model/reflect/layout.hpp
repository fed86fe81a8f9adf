// SPDX-License-Identifier: Apache-2.0
//
// Exact bit packing. A layout says, for every 8 bytes of a value in memory, which bits carry
// information and where they go in the packed words; it follows from the leaves' ranges, narrowed
// by a window (`Limits`) chosen at run time. Packing is then one bit extraction per 8 bytes, with
// the processor's instruction where it has one and a plain loop where it has not.
//
// `Limits` answers `max(field, declared)`: the largest number the quantity in the field of that
// name holds in the window, at most `declared`; and `used<What>(declared)`: how many of the things
// that `What` names exist, at most `declared`. Array elements beyond that number take no bits and
// must be zero.
#pragma once

#include <bit>
#include <cstring>
#include <string_view>
#include <vector>

#include "model/reflect/leaves.hpp"

namespace backcheck::reflect {

/// The limits that only the types declare.
struct declared_limits {
  [[nodiscard]] static constexpr std::uint64_t max(std::string_view /*field*/,
                                                   std::uint64_t declared) {
    return declared;
  }
  template <class What>
  [[nodiscard]] constexpr std::size_t used(std::size_t declared) const {
    return declared;
  }
};

/// 8 bytes of a value: which of their bits matter, and where in the packed words they start.
struct packed_chunk {
  std::uint64_t mask = 0;
  std::uint32_t bit = 0;    ///< position of the first bit in the packed words
  std::uint32_t width = 0;  ///< number of bits set in `mask`
};

class layout {
 public:
  /// `value_bytes`: size of the value in memory.
  explicit layout(std::size_t value_bytes)
      : value_bytes_(value_bytes), chunks_((value_bytes + 7) / 8) {}

  /// Gives the leaf at `offset` a number of bits. Leaves do not straddle chunks: they are aligned
  /// to their size.
  void add(std::size_t offset, unsigned bits) {
    const std::uint64_t ones = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
    chunks_[offset / 8].mask |= ones << (8 * (offset % 8));
  }
  /// Ends the adding of leaves and places the chunks one behind the other.
  void finish() {
    bits_ = 0;
    for (auto& chunk : chunks_) {
      chunk.width = static_cast<std::uint32_t>(std::popcount(chunk.mask));
      chunk.bit = bits_;
      bits_ += chunk.width;
    }
  }

  [[nodiscard]] std::size_t bits() const { return bits_; }
  [[nodiscard]] std::size_t words() const { return bits_ == 0 ? 1 : (bits_ + 63) / 64; }
  [[nodiscard]] std::size_t value_bytes() const { return value_bytes_; }
  [[nodiscard]] const std::vector<packed_chunk>& chunks() const { return chunks_; }

 private:
  std::size_t value_bytes_;
  std::uint32_t bits_ = 0;
  std::vector<packed_chunk> chunks_;
};

namespace detail {

template <class T, class Limits>
void lay_out(layout& to, const Limits& limits, const std::byte* base, const char* name,
             const T& value, bool exists) {
  if constexpr (described<T>) {
    for_each_field_number<T>([&]<std::size_t I>() {
      lay_out(to, limits, base, field_name<T, I>(), field<I>(value), exists);
    });
  } else if constexpr (array_like<T>) {
    const std::size_t used = limits.template used<typename T::index_type::what>(T::size);
    for (std::size_t i = 0; i < T::size; ++i)
      lay_out(to, limits, base, name, value[i], exists && i < used);
  } else if constexpr (list_like<T>) {
    lay_out(to, limits, base, name, value.length, exists);
    lay_out(to, limits, base, name, value.elements, exists);
  } else {
    using traits = leaf_traits<T>;
    if (!exists) return;
    std::uint64_t max = traits::max;
    if constexpr (language::is_index<T>) {
      const auto used = limits.template used<typename traits::what>(traits::max + 1);
      max = used == 0 ? 0 : used - 1;
    } else if constexpr (language::is_maybe<T>) {
      max = limits.template used<typename traits::what>(traits::max);
    } else if constexpr (!std::is_void_v<typename traits::what>) {
      max = limits.max(name, traits::max);
    }
    const auto offset = static_cast<std::size_t>(reinterpret_cast<const std::byte*>(&value) - base);
    to.add(offset, static_cast<unsigned>(std::bit_width(max)));
  }
}

/// Bits of `value` selected by `mask`, moved together; and back. The portable twins of `pext` and
/// `pdep`.
constexpr std::uint64_t extract_bits(std::uint64_t value, std::uint64_t mask) {
  std::uint64_t out = 0;
  for (unsigned to = 0; mask != 0; ++to, mask &= mask - 1) {
    out |= ((value >> std::countr_zero(mask)) & 1) << to;
  }
  return out;
}
constexpr std::uint64_t deposit_bits(std::uint64_t bits, std::uint64_t mask) {
  std::uint64_t out = 0;
  for (; mask != 0; mask &= mask - 1, bits >>= 1) out |= (bits & 1) << std::countr_zero(mask);
  return out;
}

[[noreturn, gnu::cold]] inline void does_not_fit() {
  throw language::model_fault("a field of the state leaves the range that its window declares");
}

}  // namespace detail

/// The layout of a `T` in a window.
template <class T, class Limits = declared_limits>
layout layout_of(const Limits& limits = {}) {
  static_assert(std::is_trivially_copyable_v<T>);
  static const T blank{};
  layout made(sizeof(T));
  detail::lay_out(made, limits, reinterpret_cast<const std::byte*>(&blank), "", blank, true);
  made.finish();
  return made;
}

/// Packs a value into `to.words()` zeroed-by-us words. A bit outside the layout is a model fault.
template <class Extract>
inline void pack_bytes(const layout& plan, const void* value, std::uint64_t* to, Extract extract) {
  const auto* bytes = static_cast<const std::byte*>(value);
  for (std::size_t w = 0; w < plan.words(); ++w) to[w] = 0;
  std::uint64_t outside = 0;
  std::size_t left = plan.value_bytes();
  for (const auto& chunk : plan.chunks()) {
    std::uint64_t raw = 0;
    std::memcpy(&raw, bytes, left < 8 ? left : 8);
    bytes += 8;
    left -= left < 8 ? left : 8;
    outside |= raw & ~chunk.mask;
    const std::uint64_t packed = extract(raw, chunk.mask);
    to[chunk.bit / 64] |= packed << (chunk.bit % 64);
    if (chunk.bit % 64 + chunk.width > 64)
      to[chunk.bit / 64 + 1] |= packed >> (64 - chunk.bit % 64);
  }
  if (outside != 0) detail::does_not_fit();
}
template <class Deposit>
inline void unpack_bytes(const layout& plan, const std::uint64_t* from, void* value,
                         Deposit deposit) {
  auto* bytes = static_cast<std::byte*>(value);
  std::size_t left = plan.value_bytes();
  for (const auto& chunk : plan.chunks()) {
    std::uint64_t packed = chunk.width == 0 ? 0 : from[chunk.bit / 64] >> (chunk.bit % 64);
    if (chunk.bit % 64 + chunk.width > 64)
      packed |= from[chunk.bit / 64 + 1] << (64 - chunk.bit % 64);
    const std::uint64_t raw = deposit(packed, chunk.mask);
    std::memcpy(bytes, &raw, left < 8 ? left : 8);
    bytes += 8;
    left -= left < 8 ? left : 8;
  }
}

}  // namespace backcheck::reflect
