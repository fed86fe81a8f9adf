// SPDX-License-Identifier: Apache-2.0
//
// A loop that ends on a truth is a branch as well.
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  few_apples a(1);
#ifdef WITH_THE_MISTAKE
  while (a != 5) a = next(a);
#endif
}
