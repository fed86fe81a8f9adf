// SPDX-License-Identifier: Apache-2.0
//
// Exact bit packing: a value as the few words that identify it, and back. Equal values pack to
// equal words and different values to different words. One bit extraction for every 8 bytes; by
// which instructions was decided when the layout was made.
#pragma once

#include <cstring>

#include "model/reflect/layout.hpp"

namespace backcheck::reflect {

namespace detail {

[[noreturn, gnu::cold, gnu::noinline]] inline void does_not_fit() {
  throw language::model_fault("a value leaves the range that its window declares");
}
[[noreturn, gnu::cold, gnu::noinline]] inline void wrong_layout() {
  throw language::model_fault("a value is packed by the layout of another type");
}

/// Calls `f(i, bytes)` for each chunk of a `T`; the last may be shorter than 8 bytes.
template <class T, class F>
[[gnu::always_inline]] inline void for_each_chunk(F&& f) {
  constexpr std::size_t whole = sizeof(T) / 8;
  for (std::size_t i = 0; i < whole; ++i) f(i, std::integral_constant<std::size_t, 8>{});
  if constexpr (sizeof(T) % 8 != 0) f(whole, std::integral_constant<std::size_t, sizeof(T) % 8>{});
}

/// For layouts of one word, where nothing runs over its end.
template <class Bits, class T>
inline void pack_small_by(const layout& plan, const T& value, std::uint64_t* to) {
  const packed_chunk* const chunks = plan.chunks().data();
  const auto* const from = reinterpret_cast<const std::byte*>(&value);
  std::uint64_t outside = 0;
  std::uint64_t word = 0;
  for_each_chunk<T>([&](std::size_t i, auto bytes) {
    std::uint64_t raw = 0;
    std::memcpy(&raw, from + 8 * i, bytes);
    outside |= raw & chunks[i].zero;
    word |= Bits::extract(raw, chunks[i].packed) << chunks[i].shift;
  });
  *to = word;
  if (outside != 0) does_not_fit();
}

template <class Bits, class T>
inline void pack_by(const layout& plan, const T& value, std::uint64_t* to) {
  if (plan.bits() < 64) return pack_small_by<Bits>(plan, value, to);
  const packed_chunk* const chunks = plan.chunks().data();
  const auto* const from = reinterpret_cast<const std::byte*>(&value);
  std::uint64_t outside = 0;
  std::uint64_t word = 0;
  for_each_chunk<T>([&](std::size_t i, auto bytes) {
    const packed_chunk& chunk = chunks[i];
    std::uint64_t raw = 0;
    std::memcpy(&raw, from + 8 * i, bytes);
    outside |= raw & chunk.zero;
    const std::uint64_t together = Bits::extract(raw, chunk.packed);
    word |= together << chunk.shift;
    if (chunk.shift + chunk.width >= 64) {
      *to++ = word;
      word = chunk.shift == 0 ? 0 : together >> (64 - chunk.shift);
    }
  });
  if (plan.bits() % 64 != 0 || plan.bits() == 0) *to = word;
  if (outside != 0) does_not_fit();
}

template <class Bits, class T>
inline void unpack_by(const layout& plan, const std::uint64_t* from, T& value) {
  const packed_chunk* const chunks = plan.chunks().data();
  auto* const to = reinterpret_cast<std::byte*>(&value);
  for_each_chunk<T>([&](std::size_t i, auto bytes) {
    const packed_chunk& chunk = chunks[i];
    std::uint64_t together = from[chunk.word] >> chunk.shift;
    if (chunk.shift + chunk.width > 64) together |= from[chunk.word + 1] << (64 - chunk.shift);
    const std::uint64_t raw = Bits::deposit(together, chunk.packed);
    std::memcpy(to + 8 * i, &raw, bytes);
  });
}

}  // namespace detail

/// Writes `plan.words()` words. Throws `model_fault` if a leaf needs more bits than the window
/// gives it; see `well_formed` for the exact test.
template <class T>
inline void pack(const layout& plan, const T& value, std::uint64_t* to) {
  if (plan.value_bytes() != sizeof(T)) detail::wrong_layout();
#if defined(__x86_64__)
  if (plan.moved_by() == bit_mover::instruction)
    return detail::pack_by<instruction_bits>(plan, value, to);
#endif
  detail::pack_by<portable_bits>(plan, value, to);
}

/// Reads `plan.words()` words, as `pack` wrote them.
template <class T>
inline void unpack(const layout& plan, const std::uint64_t* from, T& value) {
  if (plan.value_bytes() != sizeof(T)) detail::wrong_layout();
#if defined(__x86_64__)
  if (plan.moved_by() == bit_mover::instruction)
    return detail::unpack_by<instruction_bits>(plan, from, value);
#endif
  detail::unpack_by<portable_bits>(plan, from, value);
}

}  // namespace backcheck::reflect
