// SPDX-License-Identifier: Apache-2.0
//
// The leaves of a value: the truths, quantities and indices that it consists of, through structs,
// arrays and lists, in order of declaration. Derivations that need no names walk them with
// `zip_leaves`.
#pragma once

#include "model/language/concrete.hpp"
#include "model/language/list.hpp"
#include "model/reflect/fields.hpp"

namespace backcheck::reflect {

/// What kind of leaf a type is, the largest number it may hold, and how it is read and written in
/// the concrete domain.
template <class T>
struct leaf_traits;

template <>
struct leaf_traits<language::known_truth> {
  using what = void;
  static constexpr std::uint64_t max = 1;
  static constexpr std::uint64_t number(language::known_truth t) { return t.known() ? 1 : 0; }
  static constexpr language::known_truth of(std::uint64_t n) { return {n != 0}; }
};
template <class D, class U, std::uint64_t M>
struct leaf_traits<language::quantity<D, U, M>> {
  using what = U;
  static constexpr std::uint64_t max = M;
  static constexpr std::uint64_t number(const language::quantity<D, U, M>& q) { return q.raw(); }
  static constexpr language::quantity<D, U, M> of(std::uint64_t n) { return {n}; }
};
template <class D, class W, std::size_t N>
struct leaf_traits<language::index<D, W, N>> {
  using what = W;
  static constexpr std::uint64_t max = N - 1;
  static constexpr std::uint64_t number(const language::index<D, W, N>& i) {
    return i.place().raw();
  }
  static constexpr language::index<D, W, N> of(std::uint64_t n) {
    return language::index<D, W, N>(n);
  }
};
template <class D, class W, std::size_t N>
struct leaf_traits<language::maybe<D, W, N>> {
  using what = W;
  static constexpr std::uint64_t max = N;
  static constexpr std::uint64_t number(const language::maybe<D, W, N>& m) {
    return m.stored().raw();
  }
  static constexpr language::maybe<D, W, N> of(std::uint64_t n) {
    return language::maybe<D, W, N>::stored(typename language::maybe<D, W, N>::position(n));
  }
};

template <class T>
concept leaf = requires {
  leaf_traits<std::remove_cvref_t<T>>::max;
};
template <class T>
concept array_like = language::is_per<std::remove_cvref_t<T>>;
template <class T>
concept list_like = language::is_list<std::remove_cvref_t<T>>;

/// Visits the leaves of equally shaped values side by side: `f(leaf, leaf…)`. Unrolled when
/// compiled, so it costs nothing more than the visits.
template <class F, class First, class... More>
[[gnu::always_inline]] constexpr void zip_leaves(F&& f, First&& first, More&&... more) {
  if constexpr (described<First>) {
    for_each_field_number<First>(
        [&]<std::size_t I>() { zip_leaves(f, field<I>(first), field<I>(more)...); });
  } else if constexpr (array_like<First>) {
    for_each_number<std::remove_cvref_t<First>::size>(
        [&]<std::size_t I>() { zip_leaves(f, first[I], more[I]...); });
  } else if constexpr (list_like<First>) {
    zip_leaves(f, first.length, more.length...);
    zip_leaves(f, first.elements, more.elements...);
  } else {
    f(first, more...);
  }
}

}  // namespace backcheck::reflect
