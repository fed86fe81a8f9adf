// SPDX-License-Identifier: Apache-2.0
//
// A dumb twin of the concrete domain: the same values, but not recognised as known, so that the
// language takes the roads it takes for terms. Whatever the concrete domain does by a short cut
// must come to the same here.
#pragma once

#include "model/language/concrete.hpp"
#include "model/reflect/leaves.hpp"

namespace backcheck::tests {

class mirrored_truth {
 public:
  constexpr mirrored_truth() = default;
  constexpr explicit mirrored_truth(std::same_as<bool> auto value) : value_(value) {}
  [[nodiscard]] constexpr bool peek() const { return value_; }
  /// Nothing is known here.
  [[nodiscard]] static constexpr bool is_known_false() { return false; }

  friend constexpr mirrored_truth operator!(mirrored_truth a) { return mirrored_truth(!a.value_); }
  friend constexpr mirrored_truth operator&&(mirrored_truth a, mirrored_truth b) {
    return mirrored_truth(a.value_ ? b.value_ : false);
  }
  friend constexpr mirrored_truth operator||(mirrored_truth a, mirrored_truth b) {
    return mirrored_truth(a.value_ ? true : b.value_);
  }
  friend constexpr mirrored_truth operator==(mirrored_truth a, mirrored_truth b) {
    return mirrored_truth(a.value_ == b.value_);
  }

 private:
  bool value_ = false;
};

template <std::uint64_t Max>
class mirrored_number {
 public:
  constexpr mirrored_number() = default;
  constexpr explicit mirrored_number(std::uint64_t value) : value_(value) {
    if (value > Max) language::leaves_range(value, Max);
  }
  [[nodiscard]] constexpr std::uint64_t peek() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

struct mirror {
  static constexpr bool is_concrete = false;
  using truth = mirrored_truth;
  template <std::uint64_t Max>
  using number = mirrored_number<Max>;

  template <std::uint64_t Max>
  static constexpr number<Max> literal(std::uint64_t value) {
    return number<Max>(value);
  }
  template <std::uint64_t A, std::uint64_t B>
  static constexpr truth equal(number<A> a, number<B> b) {
    return truth(a.peek() == b.peek());
  }
  template <std::uint64_t A, std::uint64_t B>
  static constexpr truth less(number<A> a, number<B> b) {
    return truth(a.peek() < b.peek());
  }
  template <std::uint64_t A, std::uint64_t B, std::uint64_t R>
  static constexpr number<R> add(number<A> a, number<B> b) {
    std::uint64_t sum = 0;
    const bool overflow = __builtin_add_overflow(a.peek(), b.peek(), &sum);
    return number<R>(overflow ? UINT64_MAX : sum);
  }
  template <std::uint64_t A, std::uint64_t B, std::uint64_t R>
  static constexpr number<R> monus(number<A> a, number<B> b) {
    return number<R>(a.peek() < b.peek() ? 0 : a.peek() - b.peek());
  }
  template <std::uint64_t A, std::uint64_t B, std::uint64_t R>
  static constexpr number<R> times(number<A> a, number<B> b) {
    std::uint64_t product = 0;
    const bool overflow = __builtin_mul_overflow(a.peek(), b.peek(), &product);
    return number<R>(overflow ? UINT64_MAX : product);
  }
  /// Where set, a number that leaves its range is noted there instead of being a fault: terms keep
  /// such obligations until it is known whether the rule fires at all.
  static inline thread_local bool* range_left = nullptr;

  /// Where narrowing does not matter, some other number than the concrete domain would take.
  template <std::uint64_t From, std::uint64_t To>
  static number<To> narrow(truth relevant, number<From> a) {
    if (a.peek() <= To) return number<To>(a.peek());
    if (!relevant.peek()) return number<To>(0);
    if (range_left == nullptr) language::leaves_range(a.peek(), To);
    *range_left = true;
    return number<To>(To);
  }
  template <std::uint64_t Max>
  static constexpr number<Max> either(truth c, number<Max> a, number<Max> b) {
    return c.peek() ? a : b;
  }
};
static_assert(language::domain<mirror>);

/// What a mirrored leaf holds, as `reflect::leaf_traits` says it of concrete ones.
constexpr std::uint64_t peek(mirrored_truth leaf) { return leaf.peek() ? 1 : 0; }
template <class U, std::uint64_t M>
constexpr std::uint64_t peek(const language::quantity<mirror, U, M>& leaf) {
  return leaf.raw().peek();
}
template <class W, std::size_t N>
constexpr std::uint64_t peek(const language::index<mirror, W, N>& leaf) {
  return leaf.place().raw().peek();
}
template <class W, std::size_t N>
constexpr std::uint64_t peek(const language::maybe<mirror, W, N>& leaf) {
  return leaf.stored().raw().peek();
}

constexpr void mirror_leaf(std::uint64_t number, mirrored_truth& to) {
  to = mirrored_truth(number != 0);
}
template <class Leaf>
constexpr void mirror_leaf(std::uint64_t number, Leaf& to) {
  to = reflect::leaf_traits<Leaf>::of(number);
}

/// The same value in the mirror; `Mirrored` is the concrete value's type with another domain.
template <class Mirrored, class Concrete>
constexpr Mirrored mirrored(const Concrete& value) {
  Mirrored image{};
  reflect::zip_leaves(
      [](const auto& from, auto& to) {
        using traits = reflect::leaf_traits<std::remove_cvref_t<decltype(from)>>;
        mirror_leaf(traits::number(from), to);
      },
      value, image);
  return image;
}

template <class Concrete, class Mirrored>
constexpr bool is_mirrored(const Concrete& value, const Mirrored& image) {
  bool alike = true;
  reflect::zip_leaves(
      [&](const auto& a, const auto& b) {
        using traits = reflect::leaf_traits<std::remove_cvref_t<decltype(a)>>;
        alike = alike && traits::number(a) == peek(b);
      },
      value, image);
  return alike;
}

}  // namespace backcheck::tests
