// SPDX-License-Identifier: Apache-2.0
//
// A difference of naturals may not exist; monus() says what is meant then.
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  const few_apples a(3), b(1);
#ifdef WITH_THE_MISTAKE
  const auto left = a - b;
#endif
}
