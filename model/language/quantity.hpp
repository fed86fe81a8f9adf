// SPDX-License-Identifier: Apache-2.0
//
// Bounded natural numbers with a unit. Ranges are part of the type: sums widen it, and only
// `narrow` (or an assignment, which narrows) goes back, checked. Different units do not mix. A unit
// is a tag type with `static constexpr const char* name`.
#pragma once

#include <algorithm>
#include <utility>

#include "model/language/domain.hpp"

namespace backcheck::language {

constexpr std::uint64_t capped_sum(std::uint64_t a, std::uint64_t b) {
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}
constexpr std::uint64_t capped_product(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

/// What may stand for a quantity of any unit. A truth is no number: `one_if` counts.
template <class T>
concept literal_number = std::integral<T> && !std::same_as<T, bool>;

constexpr std::uint64_t natural(literal_number auto literal) {
  if (std::cmp_less(literal, 0))
    throw model_fault("the number " + std::to_string(literal) + " is less than 0");
  return static_cast<std::uint64_t>(literal);
}

template <domain D, class Unit, std::uint64_t Max>
class quantity {
 public:
  using domain_type = D;
  using unit = Unit;
  using truth = typename D::truth;
  using number = typename D::template number<Max>;
  static constexpr std::uint64_t max = Max;

  constexpr quantity() : number_(D::template literal<Max>(0)) {}
  /// Implicit: literals read as quantities.
  constexpr quantity(literal_number auto value)
      : number_(D::template literal<Max>(natural(value))) {}
  /// Implicit: widening is free, narrowing is checked.
  template <std::uint64_t Other>
  constexpr quantity(const quantity<D, Unit, Other>& other)
      : number_(D::template narrow<Other, Max>(truth(true), other.raw())) {}

  static constexpr quantity of(number raw) {
    quantity q;
    q.number_ = raw;
    return q;
  }
  [[nodiscard]] constexpr const number& raw() const { return number_; }

 private:
  number number_;
};

template <class T>
inline constexpr bool is_quantity = false;
template <class D, class U, std::uint64_t M>
inline constexpr bool is_quantity<quantity<D, U, M>> = true;

// Comparisons, with a quantity of the same unit or with a literal.
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth operator==(const quantity<D, U, A>& a, const quantity<D, U, B>& b) {
  return D::template equal<A, B>(a.raw(), b.raw());
}
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth operator!=(const quantity<D, U, A>& a, const quantity<D, U, B>& b) {
  return !D::template equal<A, B>(a.raw(), b.raw());
}
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth operator<(const quantity<D, U, A>& a, const quantity<D, U, B>& b) {
  return D::template less<A, B>(a.raw(), b.raw());
}
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth operator>(const quantity<D, U, A>& a, const quantity<D, U, B>& b) {
  return b < a;
}
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth operator<=(const quantity<D, U, A>& a, const quantity<D, U, B>& b) {
  return !(b < a);
}
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth operator>=(const quantity<D, U, A>& a, const quantity<D, U, B>& b) {
  return !(a < b);
}
#define BACKCHECK_COMPARE_WITH_LITERAL(op)                               \
  template <class D, class U, std::uint64_t A>                           \
  constexpr typename D::truth operator op(const quantity<D, U, A>& a,    \
                                          literal_number auto literal) { \
    return a op quantity<D, U, UINT64_MAX>(literal);                     \
  }
BACKCHECK_COMPARE_WITH_LITERAL(==)
BACKCHECK_COMPARE_WITH_LITERAL(!=)
BACKCHECK_COMPARE_WITH_LITERAL(<)
BACKCHECK_COMPARE_WITH_LITERAL(>)
BACKCHECK_COMPARE_WITH_LITERAL(<=)
BACKCHECK_COMPARE_WITH_LITERAL(>=)
#undef BACKCHECK_COMPARE_WITH_LITERAL

// Arithmetic. There is no `-`: a difference is `monus` (total), so that a masked-out expression is
// still defined.
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr auto operator+(const quantity<D, U, A>& a, const quantity<D, U, B>& b) {
  constexpr auto sum = capped_sum(A, B);
  return quantity<D, U, sum>::of(D::template add<A, B, sum>(a.raw(), b.raw()));
}
/// The next number.
template <class D, class U, std::uint64_t A>
constexpr auto next(const quantity<D, U, A>& a) {
  return a + quantity<D, U, 1>(1);
}
/// a − b, or 0 where b is larger.
template <class D, class U, std::uint64_t A, std::uint64_t B>
constexpr quantity<D, U, A> monus(const quantity<D, U, A>& a, const quantity<D, U, B>& b) {
  return quantity<D, U, A>::of(D::template monus<A, B, A>(a.raw(), b.raw()));
}
/// a · b, where b only counts; the unit stays a's.
template <class D, class U, class V, std::uint64_t A, std::uint64_t B>
constexpr auto times(const quantity<D, U, A>& a, const quantity<D, V, B>& b) {
  constexpr auto product = capped_product(A, B);
  return quantity<D, U, product>::of(D::template times<A, B, product>(a.raw(), b.raw()));
}
/// a / b rounded down, and a modulo b, where b only counts; 0 and a where b is 0. For domains that
/// can divide.
template <class D, class U, class V, std::uint64_t A, std::uint64_t B>
constexpr quantity<D, U, A> quotient(const quantity<D, U, A>& a, const quantity<D, V, B>& b) {
  return quantity<D, U, A>::of(D::template quotient<A, B>(a.raw(), b.raw()));
}
template <class D, class U, class V, std::uint64_t A, std::uint64_t B>
constexpr quantity<D, U, A> remainder(const quantity<D, U, A>& a, const quantity<D, V, B>& b) {
  return quantity<D, U, A>::of(D::template remainder<A, B>(a.raw(), b.raw()));
}
/// The same value under another unit; for the few places where the protocol itself changes units.
template <class To, class D, class U, std::uint64_t A>
constexpr quantity<D, To, A> in_unit(const quantity<D, U, A>& a) {
  return quantity<D, To, A>::of(a.raw());
}

}  // namespace backcheck::language
