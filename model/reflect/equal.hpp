// SPDX-License-Identifier: Apache-2.0
//
// Equality and merging of described values, leaf by leaf, in any domain.
#pragma once

#include "model/reflect/leaves.hpp"

namespace backcheck::reflect {

/// Whether `a` and `b` are the same value.
template <class D, class T>
constexpr typename D::truth equal(const T& a, const T& b) {
  typename D::truth same(true);
  zip_leaves([&](const auto& x, const auto& y) { same = same && x == y; }, a, b);
  return same;
}

}  // namespace backcheck::reflect

namespace backcheck::language {

template <backcheck::reflect::described T>
struct merging<T> {
  template <class Truth>
  static constexpr T of(const Truth& c, const T& a, const T& b) {
    T merged;
    backcheck::reflect::zip_leaves(
        [&](auto& to, const auto& x, const auto& y) { to = either(c, x, y); }, merged, a, b);
    return merged;
  }
};

}  // namespace backcheck::language
