// SPDX-License-Identifier: Apache-2.0
//
// A number is not an index before somebody has said of what.
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  const per<apple<3>, few_apples> basket{};
#ifdef WITH_THE_MISTAKE
  const auto found = at(basket, few_apples(1));
#endif
}
