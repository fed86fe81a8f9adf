// SPDX-License-Identifier: Apache-2.0
//
// Whether a value is one that its type and its window allow. Packing notices a leaf that needs more
// bits than it has; this notices every leaf that is too large, and lists that end in something
// other than zeros.
#pragma once

#include "model/reflect/equal.hpp"
#include "model/reflect/limits.hpp"

namespace backcheck::reflect {

namespace detail {

template <class T, class F>
constexpr void visit_lists(T& value, F& f) {
  if constexpr (described<T>) {
    for_each_field_number<T>([&]<std::size_t I>() { visit_lists(field<I>(value), f); });
  } else if constexpr (array_like<T>) {
    for (auto& element : value.elements) visit_lists(element, f);
  } else if constexpr (list_like<T>) {
    f(value);
    visit_lists(value.elements, f);
  }
}

}  // namespace detail

/// Calls `f(list)` for each list in `value`, outer ones first.
template <class T, class F>
constexpr void for_each_list(T& value, F&& f) {
  detail::visit_lists(value, f);
}

template <class T, class Limits = declared_limits>
constexpr bool well_formed(const T& value, const Limits& limits = {}) {
  bool fine = true;
  for_each_leaf_within(limits, value, [&](const auto& leaf, std::uint64_t max) {
    fine = fine && leaf_traits<std::remove_cvref_t<decltype(leaf)>>::number(leaf) <= max;
  });
  for_each_list(value, [&]<class List>(const List& list) {
    using element = std::remove_cvref_t<decltype(list[0])>;
    for (std::size_t i = list.length.raw(); i < List::capacity; ++i)
      fine = fine && equal<language::concrete>(list[i], element{}).known();
  });
  return fine;
}

}  // namespace backcheck::reflect
