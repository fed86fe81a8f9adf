// SPDX-License-Identifier: Apache-2.0
//
// How large a window lets each leaf be. A model is compiled for the largest window it knows; the
// one a user asks for is narrower, and is told to the derivations as `Limits`:
//
//   max(field, declared)   the largest number that quantities in fields of that name hold, at most
//                          `declared`; of truths, 1 or 0
//   used<What>(declared)   how many of the things that `What` names exist, at most `declared`
//
// An array's elements beyond the things that exist are zero, and so are the list elements that
// could only stand behind the longest list; indices name only what exists.
#pragma once

#include <algorithm>
#include <string_view>

#include "model/reflect/leaves.hpp"

namespace backcheck::reflect {

/// The limits that only the types declare.
struct declared_limits {
  [[nodiscard]] static constexpr std::uint64_t max(std::string_view /*field*/,
                                                   std::uint64_t declared) {
    return declared;
  }
  template <class What>
  [[nodiscard]] static constexpr std::size_t used(std::size_t declared) {
    return declared;
  }
};

namespace detail {

/// The largest number that a leaf of type `T`, which exists, holds in a field of that name.
template <leaf T, class Limits>
constexpr std::uint64_t leaf_max(const Limits& limits, std::string_view field) {
  using traits = leaf_traits<T>;
  if constexpr (language::is_index<T>) {
    const std::uint64_t used = limits.template used<typename traits::what>(T::count);
    return used == 0 ? 0 : std::min<std::uint64_t>(used, T::count) - 1;
  } else if constexpr (language::is_maybe<T>) {
    return std::min<std::uint64_t>(limits.template used<typename traits::what>(T::count), T::count);
  } else {
    return std::min(limits.max(field, traits::max), traits::max);
  }
}

template <class T, class Limits, class F>
constexpr void visit_within(const Limits& limits, std::string_view name, bool exists, T& value,
                            F& f) {
  if constexpr (described<T>) {
    for_each_field_number<T>([&]<std::size_t I>() {
      visit_within(limits, field_name<T, I>(), exists, field<I>(value), f);
    });
  } else if constexpr (array_like<T>) {
    const std::size_t used = limits.template used<typename T::index_type::what>(T::size);
    for (std::size_t i = 0; i < T::size; ++i)
      visit_within(limits, name, exists && i < used, value[i], f);
  } else if constexpr (list_like<T>) {
    using what = typename T::index_type::what;
    const std::uint64_t longest = std::min(limits.template used<what>(T::capacity), T::capacity);
    f(value.length, exists ? longest : 0);
    visit_within(limits, name, exists, value.elements, f);
  } else {
    f(value, exists ? leaf_max<std::remove_const_t<T>>(limits, name) : 0);
  }
}

}  // namespace detail

/// Calls `f(leaf, max)` for each leaf of `value` in order of declaration, with the largest number
/// it may hold in the window: 0 if it belongs to something that does not exist there.
template <class T, class Limits, class F>
constexpr void for_each_leaf_within(const Limits& limits, T& value, F&& f) {
  detail::visit_within(limits, {}, true, value, f);
}

}  // namespace backcheck::reflect
