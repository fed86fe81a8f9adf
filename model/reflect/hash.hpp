// SPDX-License-Identifier: Apache-2.0
//
// A 64-bit hash of a value: of the packed words, so that it depends on all that the value is and on
// nothing else, such as padding. The same on every machine and in every run.
#pragma once

#include <array>
#include <span>

#include "model/reflect/pack.hpp"

namespace backcheck::reflect {

/// Every bit of `x` changes about half of the bits of the result, and no two `x` share one (the
/// finalizer of splitmix64).
constexpr std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

/// Hashes of different seeds have nothing to do with each other.
constexpr std::uint64_t hash_of_words(std::span<const std::uint64_t> words, std::uint64_t seed) {
  std::uint64_t hash = mixed(seed + 0x9E3779B97F4A7C15);
  for (const std::uint64_t word : words) hash = mixed(hash ^ word) + 0x9E3779B97F4A7C15;
  return hash;
}

/// Equal values have equal hashes; different values of at most 64 bits have different ones.
template <class T>
std::uint64_t hash(const T& value, std::uint64_t seed = 0) {
  static const layout plan = layout_of<T>();
  std::array<std::uint64_t, (sizeof(T) + 7) / 8> words{};
  pack(plan, value, words.data());
  return hash_of_words(std::span(words).first(plan.words()), seed);
}

}  // namespace backcheck::reflect
