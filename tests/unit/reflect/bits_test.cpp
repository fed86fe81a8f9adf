// SPDX-License-Identifier: Apache-2.0
//
// Both ways of moving bits against a twin that takes them one by one.
#include "model/reflect/bits.hpp"

#include <gtest/gtest.h>

#include <random>

namespace backcheck::tests {
namespace {

std::uint64_t extracted_one_by_one(std::uint64_t value, std::uint64_t mask) {
  std::uint64_t together = 0;
  unsigned to = 0;
  for (unsigned bit = 0; bit < 64; ++bit)
    if (((mask >> bit) & 1) != 0) together |= ((value >> bit) & 1) << to++;
  return together;
}

template <class Bits>
void expect_bits_to_be_moved() {
  std::mt19937_64 random(20230825);
  for (int i = 0; i < 100000; ++i) {
    const std::uint64_t value = random();
    // Few runs of ones, many, all, or none.
    std::uint64_t mask = random();
    if (i % 2 == 0) mask &= random() & random();
    if (i % 3 == 0) mask |= mask << 1 | mask << 2;
    if (i == 0) mask = 0;
    if (i == 1) mask = ~std::uint64_t{0};
    const std::uint64_t together = Bits::extract(value, mask);
    ASSERT_EQ(together, extracted_one_by_one(value, mask)) << value << " & " << mask;
    ASSERT_EQ(Bits::deposit(together, mask), value & mask) << value << " & " << mask;
    ASSERT_EQ(Bits::deposit(value, mask),
              Bits::deposit(Bits::extract(value, ~std::uint64_t{0}), mask));
  }
}

TEST(bits, are_moved_by_portable_code) { expect_bits_to_be_moved<reflect::portable_bits>(); }

#if defined(__x86_64__)
TEST(bits, are_moved_by_instructions) {
  if (!__builtin_cpu_supports("bmi2")) GTEST_SKIP() << "this processor has no BMI2";
  expect_bits_to_be_moved<reflect::instruction_bits>();
}
#endif

}  // namespace
}  // namespace backcheck::tests
