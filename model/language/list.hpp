// SPDX-License-Identifier: Apache-2.0
//
// A list of at most `Capacity` elements, oldest first. What lies behind the end is always the zero
// value, so that equal lists are equal bit by bit.
#pragma once

#include "model/language/index.hpp"

namespace backcheck::language {

template <domain D, class What, std::size_t Capacity, class T>
struct list {
  using domain_type = D;
  using truth = typename D::truth;
  using index_type = index<D, What, Capacity>;
  using length_type = quantity<D, What, Capacity>;
  static constexpr std::size_t capacity = Capacity;

  length_type length;
  per<index_type, T> elements;

  [[nodiscard]] constexpr truth has(std::size_t i) const { return length > i; }
  [[nodiscard]] constexpr const T& operator[](std::size_t i) const { return elements[i]; }
  constexpr T& operator[](std::size_t i) { return elements[i]; }
};

template <class T>
inline constexpr bool is_list = false;
template <class D, class W, std::size_t N, class T>
inline constexpr bool is_list<list<D, W, N, T>> = true;

template <class D, class W, std::size_t N, class T>
struct merging<list<D, W, N, T>> {
  static constexpr list<D, W, N, T> of(const typename D::truth& c, const list<D, W, N, T>& a,
                                       const list<D, W, N, T>& b) {
    return {either(c, a.length, b.length), either(c, a.elements, b.elements)};
  }
};

/// How many positions a loop over all elements visits; whether there is one, `has` says.
template <class D, class W, std::size_t N, class T>
constexpr std::size_t places(const list<D, W, N, T>& /*what*/) {
  return N;
}
template <class D, class W, std::size_t N, class T>
constexpr auto length_of(const list<D, W, N, T>& what) {
  return what.length;
}

/// Appends where `c` holds; a full list leaves its range, which is a model fault.
template <class D, class W, std::size_t N, class T>
constexpr void append_if(const typename D::truth& c, list<D, W, N, T>& to, const T& value) {
  for (std::size_t i = 0; i < N; ++i) assign_if(c && to.length == i, to[i], value);
  assign_if(c, to.length, next(to.length));
}

/// Keeps the first `kept` elements (all of them if there are fewer).
template <class D, class W, std::size_t N, class T, std::uint64_t M>
constexpr void truncate(list<D, W, N, T>& what, const quantity<D, W, M>& kept) {
  for (std::size_t i = 0; i < N; ++i) assign_if(kept <= i, what[i], T{});
  what.length = least(what.length, kept);
}

/// Drops the first `dropped` elements (all of them if there are fewer).
template <class D, class W, std::size_t N, class T, std::uint64_t M>
constexpr void drop_front(list<D, W, N, T>& what, const quantity<D, W, M>& dropped) {
  per<index<D, W, N>, typename D::truth> keep;
  for (std::size_t i = 0; i < N; ++i) keep[i] = dropped <= i;
  compact(what.elements, keep);
  what.length = monus(what.length, dropped);
}

/// Keeps the elements for whose position `keep` holds, and their order.
template <class D, class W, std::size_t N, class T, class Keep>
constexpr void keep_where(list<D, W, N, T>& what, Keep&& keep) {
  using length = quantity<D, W, N>;
  per<index<D, W, N>, typename D::truth> kept;
  length count(0);
  for (std::size_t i = 0; i < N; ++i) {
    kept[i] = what.has(i) && keep(i);
    count = length(count + one_if<length>(kept[i]));
  }
  compact(what.elements, kept);
  what.length = count;
}

/// Keeps the elements before the first one for which `stays` does not hold.
template <class D, class W, std::size_t N, class T, class Stays>
constexpr void keep_while(list<D, W, N, T>& what, Stays&& stays) {
  using length = quantity<D, W, N>;
  typename D::truth kept(true);
  length count(0);
  for (std::size_t i = 0; i < N; ++i) {
    kept = kept && what.has(i) && stays(what[i]);
    count = length(count + one_if<length>(kept));
  }
  truncate(what, count);
}

}  // namespace backcheck::language
