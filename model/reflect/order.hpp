// SPDX-License-Identifier: Apache-2.0
//
// A total order of values, so that whatever is listed is listed in the same order every time.
// Concrete only.
#pragma once

#include <compare>

#include "model/reflect/leaves.hpp"

namespace backcheck::reflect {

/// Leaves compared in order of declaration, as dictionaries do.
template <class T>
constexpr std::strong_ordering order(const T& a, const T& b) {
  auto so_far = std::strong_ordering::equal;
  zip_leaves(
      [&](const auto& x, const auto& y) {
        using traits = leaf_traits<std::remove_cvref_t<decltype(x)>>;
        if (std::is_eq(so_far)) so_far = traits::number(x) <=> traits::number(y);
      },
      a, b);
  return so_far;
}

}  // namespace backcheck::reflect
