// SPDX-License-Identifier: Apache-2.0
//
// An index of more things than the array has could lie outside it.
#include "tests/unit/language/refuses/preamble.hpp"

int main() {
  const per<apple<3>, few_apples> basket{};
#ifdef WITH_THE_MISTAKE
  const auto found = at(basket, apple<4>(1));
#endif
}
