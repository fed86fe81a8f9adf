// SPDX-License-Identifier: Apache-2.0
//
// The concrete domain: numbers and truths are themselves. What runs in explicit search, random
// walks, replay and conformance.
#pragma once

#include <compare>

#include "model/language/domain.hpp"

namespace backcheck::language {

/// A truth value that is known. One byte; deliberately without `operator bool`: see the laws in
/// `domain.hpp`.
class known_truth {
 public:
  constexpr known_truth() = default;
  /// Implicit: literals read as truths.
  constexpr known_truth(std::same_as<bool> auto value) : value_(value) {}

  /// The way out of the domain, for engines and printers; model code must not use it.
  [[nodiscard]] constexpr bool known() const { return value_; }
  /// For `impossible`, and for it alone.
  [[nodiscard]] constexpr bool is_known_false() const { return !value_; }

  friend constexpr known_truth operator!(known_truth a) { return known_truth(!a.value_); }
  friend constexpr known_truth operator&&(known_truth a, known_truth b) {
    return known_truth(static_cast<bool>(a.value_ & b.value_));
  }
  friend constexpr known_truth operator||(known_truth a, known_truth b) {
    return known_truth(static_cast<bool>(a.value_ | b.value_));
  }
  friend constexpr known_truth operator==(known_truth a, known_truth b) {
    return known_truth(a.value_ == b.value_);
  }

 private:
  bool value_ = false;
};

/// Raised out of line so that the checks in the hot path stay small.
[[noreturn, gnu::cold, gnu::noinline]] inline void leaves_range(std::uint64_t value,
                                                                std::uint64_t max) {
  throw model_fault("the value " + std::to_string(value) + " leaves its declared range 0.." +
                    std::to_string(max));
}

struct concrete {
  static constexpr bool is_concrete = true;
  using truth = known_truth;
  template <std::uint64_t Max>
  using number = storage_for<Max>;

  template <std::uint64_t Max>
  static constexpr number<Max> literal(std::uint64_t value) {
    if (value > Max) leaves_range(value, Max);
    return static_cast<number<Max>>(value);
  }
  template <std::uint64_t A, std::uint64_t B>
  static constexpr truth equal(number<A> a, number<B> b) {
    return truth(std::uint64_t{a} == std::uint64_t{b});
  }
  template <std::uint64_t A, std::uint64_t B>
  static constexpr truth less(number<A> a, number<B> b) {
    return truth(std::uint64_t{a} < std::uint64_t{b});
  }
  /// The sum; `R` is at least A + B, or the largest number, where the sum saturates.
  template <std::uint64_t A, std::uint64_t B, std::uint64_t R>
  static constexpr number<R> add(number<A> a, number<B> b) {
    const std::uint64_t sum = std::uint64_t{a} + std::uint64_t{b};
    if constexpr (A > UINT64_MAX - B) return sum < a ? UINT64_MAX : sum;
    return static_cast<number<R>>(sum);
  }
  /// a − b, or 0 where b is larger: total, as every operation of the language is.
  template <std::uint64_t A, std::uint64_t B, std::uint64_t R>
  static constexpr number<R> monus(number<A> a, number<B> b) {
    return static_cast<number<R>>(
        std::uint64_t{a} > std::uint64_t{b} ? std::uint64_t{a} - std::uint64_t{b} : 0);
  }
  /// a · b; `R` is at least A · B, or the largest number, where the product saturates.
  template <std::uint64_t A, std::uint64_t B, std::uint64_t R>
  static constexpr number<R> times(number<A> a, number<B> b) {
    if constexpr (A != 0 && B > UINT64_MAX / A) {
      if (a != 0 && b > UINT64_MAX / a) return UINT64_MAX;
    }
    return static_cast<number<R>>(std::uint64_t{a} * std::uint64_t{b});
  }
  /// a / b rounded down, and what remains; 0 and a where b is 0. Not every domain can divide.
  template <std::uint64_t A, std::uint64_t B>
  static constexpr number<A> quotient(number<A> a, number<B> b) {
    return b == 0 ? number<A>{0} : static_cast<number<A>>(std::uint64_t{a} / std::uint64_t{b});
  }
  template <std::uint64_t A, std::uint64_t B>
  static constexpr number<A> remainder(number<A> a, number<B> b) {
    return b == 0 ? a : static_cast<number<A>>(std::uint64_t{a} % std::uint64_t{b});
  }
  /// The same number in a smaller range; a model fault if it does not fit although `relevant`.
  template <std::uint64_t From, std::uint64_t To>
  static constexpr number<To> narrow(truth relevant, number<From> a) {
    if constexpr (From > To) {
      if (std::uint64_t{a} > To) {
        if (relevant.known()) leaves_range(a, To);
        return static_cast<number<To>>(To);
      }
    }
    return static_cast<number<To>>(a);
  }
  template <std::uint64_t Max>
  static constexpr number<Max> either(truth c, number<Max> a, number<Max> b) {
    return c.known() ? a : b;
  }
};
static_assert(domain<concrete>);

}  // namespace backcheck::language
