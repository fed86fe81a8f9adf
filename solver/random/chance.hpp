// SPDX-License-Identifier: Apache-2.0
//
// Numbers that look drawn by chance and follow from a seed alone, so that one number repeats a
// walk, on any machine.
#pragma once

#include <cstdint>
#include <string_view>

#include "solver/interface/view.hpp"

namespace backcheck::solver::random {

/// Stirs the bits of a word; one to one. (SplitMix64's output function.)
[[nodiscard]] constexpr word stir(word x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}
/// The two together.
[[nodiscard]] constexpr word stir(word seed, word what) { return stir(stir(seed) ^ what); }

/// Stirs less, and faster: for comparing.
[[nodiscard]] constexpr word fold(word x) {
  __extension__ using wide = unsigned __int128;
  const wide product = static_cast<wide>(x ^ 0x2d358dccaa6c78a5) * 0x8bb84b93962eacc9;
  return static_cast<word>(product) ^ static_cast<word>(product >> 64);
}

/// A number below `count`, from a stirred word.
[[nodiscard]] constexpr std::uint64_t below(std::uint64_t count, word stirred) {
  __extension__ using wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<wide>(stirred) * count) >> 64);
}
/// True for so many of 256 stirred words.
[[nodiscard]] constexpr bool happens(unsigned of_256, word stirred) {
  return (stirred >> 56) < of_256;
}

/// A word that stands for a name.
[[nodiscard]] constexpr word word_of(std::string_view name) {
  word hash = 0xcbf29ce484222325;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

}  // namespace backcheck::solver::random
