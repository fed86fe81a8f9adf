// SPDX-License-Identifier: Apache-2.0
//
// Apples and pears: a number of one thing is not a number of another.
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  const few_apples a(1);
  const few_pears b(1);
#ifdef WITH_THE_MISTAKE
  const auto sum = a + b;
#endif
}
