// SPDX-License-Identifier: Apache-2.0
//
// A bool is no number: one_if() counts.
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  const bool b = true;
#ifdef WITH_THE_MISTAKE
  const few_apples a(b);
#endif
}
