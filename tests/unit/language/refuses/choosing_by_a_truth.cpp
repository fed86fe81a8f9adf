// SPDX-License-Identifier: Apache-2.0
//
// A conditional expression is a branch as well: what is meant is either().
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  const few_apples a(1);
#ifdef WITH_THE_MISTAKE
  const few_apples b = a < 3 ? a : few_apples(0);
#endif
}
