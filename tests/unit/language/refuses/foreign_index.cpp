// SPDX-License-Identifier: Apache-2.0
//
// An array is read only at indices of what it is indexed by.
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  const per<apple<3>, few_apples> basket{};
#ifdef WITH_THE_MISTAKE
  const auto found = at(basket, pear(1));
#endif
}
