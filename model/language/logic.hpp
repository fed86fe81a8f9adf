// SPDX-License-Identifier: Apache-2.0
//
// How models branch: never by `if` on a truth, but by choosing between values (`either`) and by
// conditional assignment.
#pragma once

#include "model/language/quantity.hpp"

namespace backcheck::language {

/// How two values of a type are merged under a symbolic condition. Specialised here for leaves, in
/// `model/reflect` for described structs, beside their definition for containers. The concrete
/// domain never needs it.
template <class T>
struct merging;

template <domain D, class U, std::uint64_t M>
struct merging<quantity<D, U, M>> {
  static constexpr quantity<D, U, M> of(const typename D::truth& c, const quantity<D, U, M>& a,
                                        const quantity<D, U, M>& b) {
    return quantity<D, U, M>::of(D::template either<M>(c, a.raw(), b.raw()));
  }
};

/// The truth type of the domain that T's values live in.
template <class Truth>
concept truth_like = requires(Truth t) {
  { !t } -> std::same_as<Truth>;
  { (t && t) } -> std::same_as<Truth>;
};
template <class Truth>
concept known_truth_like = truth_like<Truth> && requires(Truth t) {
  { t.known() } -> std::same_as<bool>;
};

/// `a` where `c` holds, else `b`.
template <truth_like Truth, class T>
constexpr T either(const Truth& c, const T& a, const T& b) {
  if constexpr (known_truth_like<Truth>) {
    return c.known() ? a : b;
  } else if constexpr (std::same_as<T, Truth>) {
    return (c && a) || (!c && b);
  } else {
    return merging<T>::of(c, a, b);
  }
}
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr auto either(const typename D::truth& c, const quantity<D, U, A>& a,
                      const quantity<D, U, B>& b) requires(A != B) {
  using wide = quantity<D, U, std::max(A, B)>;
  return wide::of(D::template either<wide::max>(c, wide(a).raw(), wide(b).raw()));
}

/// Assigns where `c` holds. Narrowing is judged only there.
template <truth_like Truth, class T>
constexpr void assign_if(const Truth& c, T& place, const std::type_identity_t<T>& value) {
  if constexpr (known_truth_like<Truth>) {
    if (c.known()) place = value;
  } else {
    place = either(c, value, place);
  }
}
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr void assign_if(const typename D::truth& c, quantity<D, U, A>& place,
                         const quantity<D, U, B>& value) requires(A < B) {
  const auto narrowed = quantity<D, U, A>::of(D::template narrow<B, A>(c, value.raw()));
  place = either(c, narrowed, place);
}

/// Whether a truth is known to be false, so that whatever it guards can be passed over. Never true
/// of an unknown truth, so it changes no meaning, only how long it takes.
template <truth_like Truth>
constexpr bool impossible(const Truth& t) {
  return t.is_known_false();
}

template <truth_like Truth>
constexpr Truth implies(const Truth& a, const Truth& b) {
  return !a || b;
}

/// The smaller and the larger of two quantities.
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr quantity<D, U, std::min(A, B)> least(const quantity<D, U, A>& a,
                                               const quantity<D, U, B>& b) {
  using narrow = quantity<D, U, std::min(A, B)>;
  using wide = quantity<D, U, std::max(A, B)>;
  const wide smaller = either(a < b, wide(a), wide(b));
  return narrow::of(
      D::template narrow<wide::max, narrow::max>(typename D::truth(true), smaller.raw()));
}
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr quantity<D, U, std::max(A, B)> greatest(const quantity<D, U, A>& a,
                                                  const quantity<D, U, B>& b) {
  using wide = quantity<D, U, std::max(A, B)>;
  return either(a < b, wide(b), wide(a));
}

/// 1 where `c` holds, else 0.
template <class Q>
constexpr auto one_if(const typename Q::truth& c) {
  using unit_quantity = quantity<typename Q::domain_type, typename Q::unit, 1>;
  return either(c, unit_quantity(1), unit_quantity(0));
}

}  // namespace backcheck::language
