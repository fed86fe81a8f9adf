// SPDX-License-Identifier: Apache-2.0
//
// No mistake at all, to show that the check notices when the compiler refuses nothing.
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  const few_apples a(1), b(1);
#ifdef WITH_THE_MISTAKE
  const auto sum = a + b;
#endif
}
