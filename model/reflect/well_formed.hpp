// SPDX-License-Identifier: Apache-2.0
//
// Whether a value is one that its type and its window allow. Packing notices a leaf that needs more
// bits than it has; this notices every leaf that is too large, and everything that is not zero
// behind the end of a list or at an absent place of a table.
#pragma once

#include "model/reflect/equal.hpp"
#include "model/reflect/limits.hpp"
#include "model/reflect/table.hpp"

namespace backcheck::reflect {

namespace detail {

template <class T, class F>
constexpr void visit_unused(T& value, F& f) {
  const auto visit = [&](language::known_truth used, auto& element) {
    if (used.known()) {
      visit_unused(element, f);
    } else {
      f(element);
    }
  };
  if constexpr (table_like<T>) {
    for (std::size_t i = 0; i < places(value); ++i) visit(value.has(i), value.values[i]);
  } else if constexpr (list_like<T>) {
    for (std::size_t i = 0; i < places(value); ++i) visit(value.has(i), value[i]);
  } else if constexpr (described<T>) {
    for_each_field_number<T>([&]<std::size_t I>() { visit_unused(field<I>(value), f); });
  } else if constexpr (array_like<T>) {
    for (auto& element : value.elements) visit_unused(element, f);
  }
}

}  // namespace detail

/// Calls `f(element)` for each element that is in memory but not in the value: behind the end of a
/// list, or absent from a table.
template <class T, class F>
constexpr void for_each_unused(T& value, F&& f) {
  detail::visit_unused(value, f);
}

template <class T, class Limits = declared_limits>
constexpr bool well_formed(const T& value, const Limits& limits = {}) {
  bool fine = true;
  for_each_leaf_within(limits, value, [&](const auto& leaf, std::uint64_t max) {
    fine = fine && leaf_traits<std::remove_cvref_t<decltype(leaf)>>::number(leaf) <= max;
  });
  for_each_unused(value, [&]<class Element>(const Element& element) {
    fine = fine && equal<language::concrete>(element, Element{}).known();
  });
  return fine;
}

}  // namespace backcheck::reflect
