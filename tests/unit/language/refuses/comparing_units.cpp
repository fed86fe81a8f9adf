// SPDX-License-Identifier: Apache-2.0
//
// Nor can they be compared.
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  const few_apples a(1);
  const few_pears b(1);
#ifdef WITH_THE_MISTAKE
  const auto less = a < b;
#endif
}
