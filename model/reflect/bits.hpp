// SPDX-License-Identifier: Apache-2.0
//
// Moving the bits under a mask together, and apart again: what packing consists of. Most x86-64
// processors have an instruction for each; the portable functions do the same, several times
// slower.
#pragma once

#include <bit>
#include <cstdint>

namespace backcheck::reflect {

/// By which of the two a layout's bits are moved.
enum class bit_mover : std::uint8_t { portable, instruction };

/// Loops over the runs of ones in a mask: a run is a leaf, so there are at most 8 in 8 bytes.
struct portable_bits {
  static constexpr std::uint64_t extract(std::uint64_t value, std::uint64_t mask) {
    std::uint64_t together = 0;
    for (int at = 0; mask != 0;) {
      const run first(mask);
      together |= ((value >> first.begin) & first.ones) << at;
      at += first.length;
      mask &= ~(first.ones << first.begin);
    }
    return together;
  }
  static constexpr std::uint64_t deposit(std::uint64_t together, std::uint64_t mask) {
    std::uint64_t apart = 0;
    for (int at = 0; mask != 0;) {
      const run first(mask);
      apart |= ((together >> at) & first.ones) << first.begin;
      at += first.length;
      mask &= ~(first.ones << first.begin);
    }
    return apart;
  }

 private:
  struct run {
    int begin;
    int length;
    std::uint64_t ones;
    constexpr explicit run(std::uint64_t mask)
        : begin(std::countr_zero(mask)),
          length(std::countr_one(mask >> begin)),
          ones(~std::uint64_t{0} >> (64 - length)) {}
  };
};

#if defined(__x86_64__)
/// The instructions of BMI2, spelled out: as intrinsics they could not be inlined into code that is
/// compiled for processors without them.
struct instruction_bits {
  static std::uint64_t extract(std::uint64_t value, std::uint64_t mask) {
    std::uint64_t together = 0;
    asm("pext %2, %1, %0" : "=r"(together) : "r"(value), "rm"(mask));
    return together;
  }
  static std::uint64_t deposit(std::uint64_t together, std::uint64_t mask) {
    std::uint64_t apart = 0;
    asm("pdep %2, %1, %0" : "=r"(apart) : "r"(together), "rm"(mask));
    return apart;
  }
};
#endif

/// The better one on this processor. Zen 1 and 2 have the instructions, but as slow microcode.
inline bit_mover fastest_bit_mover() {
#if defined(__x86_64__)
  const bool slow = __builtin_cpu_is("znver1") || __builtin_cpu_is("znver2");
  if (__builtin_cpu_supports("bmi2") && !slow) return bit_mover::instruction;
#endif
  return bit_mover::portable;
}

}  // namespace backcheck::reflect
