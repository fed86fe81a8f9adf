// SPDX-License-Identifier: Apache-2.0
//
// A rule that branches on a truth would do one thing in a run and nothing sensible in a proof.
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  const few_apples a(1);
#ifdef WITH_THE_MISTAKE
  if (a < 3) return 1;
#endif
}
