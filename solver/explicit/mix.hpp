// SPDX-License-Identifier: Apache-2.0
//
// Stirs the bits of packed states. Packed words are anything but random: neighbouring states differ
// in one low bit.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "solver/interface/view.hpp"

namespace backcheck::solver::exhaustive {

/// One to one: no two words are mixed into the same. (The finalizer of MurmurHash3, with Stafford's
/// 13th constants.)
[[nodiscard]] constexpr word mix(word x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

/// The two halves of a product, folded: cheaper than `mix` for each word of a longer state, and not
/// one to one.
[[nodiscard]] constexpr word fold(word x, word y) {
  __extension__ using wide = unsigned __int128;
  const wide product = static_cast<wide>(x) * y;
  return static_cast<word>(product) ^ static_cast<word>(product >> 64);
}

/// A set of states in 128 bits: sums of two hashes, so the order of adding does not matter. Equal
/// sets have equal digests; unequal ones differ but for an accident of 2^-128 or so.
struct digest {
  std::array<word, 2> sums{};

  void add(const word* state, std::size_t words) {
    word first = 0x9e3779b97f4a7c15;
    word second = 0xc2b2ae3d27d4eb4f;
    for (std::size_t i = 0; i < words; ++i) {
      first = mix(first ^ state[i]);
      second = mix(second + state[i]);
    }
    sums[0] += first;
    sums[1] += second;
  }
  digest& operator+=(const digest& other) {
    sums[0] += other.sums[0];
    sums[1] += other.sums[1];
    return *this;
  }
};

}  // namespace backcheck::solver::exhaustive
