// SPDX-License-Identifier: Apache-2.0
//
// What the programs that must not compile are about.
#pragma once

#include "model/language/concrete.hpp"
#include "model/language/list.hpp"

using namespace backcheck::language;

struct apples {
  static constexpr const char* name = "apples";
};
struct pears {
  static constexpr const char* name = "pears";
};
using few_apples = quantity<concrete, apples, 5>;
using few_pears = quantity<concrete, pears, 5>;
template <std::size_t Count>
using apple = backcheck::language::index<concrete, apples, Count>;
using pear = backcheck::language::index<concrete, pears, 3>;
