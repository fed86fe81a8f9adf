// SPDX-License-Identifier: Apache-2.0
//
// Nor assigned, other than by in_unit().
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  const few_apples a(1);
  few_pears b(1);
#ifdef WITH_THE_MISTAKE
  b = a;
#endif
}
