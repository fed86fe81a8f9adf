// SPDX-License-Identifier: Apache-2.0
//
// Mutants are noticed by the GoogleTest cases that are linked.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>

#include "tests/conformance/mutants/hunt.hpp"

bool nothing_is_noticed(const std::vector<std::string>& /*arguments*/) {
  if (!std::freopen("/dev/null", "w", stdout)) return false;
  int count = 1;
  std::string name = "hunt";
  std::array<char*, 2> arguments{name.data(), nullptr};
  testing::InitGoogleTest(&count, arguments.data());
  testing::GTEST_FLAG(fail_fast) = true;
  return RUN_ALL_TESTS() == 0;
}
