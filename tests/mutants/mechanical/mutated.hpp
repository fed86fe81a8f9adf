// SPDX-License-Identifier: Apache-2.0
//
// The switches that derived headers ask. Included into every one of them from the command line.
#pragma once

#include <concepts>

#include "model/language/rule.hpp"

extern int active_mutant;

inline bool mutant(int id) { return active_mutant == id; }

namespace mutated {

/// A requirement, or none.
template <int Id, class Truth>
Truth dropped(const Truth& condition) {
  return mutant(Id) ? Truth(true) : condition;
}
/// The next number, or the same, in the type of the next.
template <int Id, class Quantity>
auto next_or_same(const Quantity& q) {
  using backcheck::language::next;
  auto made = next(q);
  if (mutant(Id)) made = q;
  return made;
}

/// Stands in the middle of a comparison: `a < nearly<7>{} < b`.
template <int Id>
struct nearly {};
template <int Id, class Left>
struct compared {
  const Left& left;
};
template <class Left, int Id>
compared<Id, Left> operator<(const Left& left, nearly<Id> /*here*/) {
  return {left};
}
template <class Left, int Id>
compared<Id, Left> operator<=(const Left& left, nearly<Id> /*here*/) {
  return {left};
}
template <class Left, int Id>
compared<Id, Left> operator>(const Left& left, nearly<Id> /*here*/) {
  return {left};
}
template <class Left, int Id>
compared<Id, Left> operator>=(const Left& left, nearly<Id> /*here*/) {
  return {left};
}
/// A plain number in the type of the other.
template <class Left, class Right>
decltype(auto) alike(const Right& right) {
  if constexpr (std::integral<Left> && std::integral<Right>) {
    return static_cast<Left>(right);
  } else {
    return (right);
  }
}
template <int Id, class Left, class Right>
auto operator<(const compared<Id, Left>& a, const Right& right) {
  return mutant(Id) ? a.left <= alike<Left>(right) : a.left < alike<Left>(right);
}
template <int Id, class Left, class Right>
auto operator<=(const compared<Id, Left>& a, const Right& right) {
  return mutant(Id) ? a.left < alike<Left>(right) : a.left <= alike<Left>(right);
}
template <int Id, class Left, class Right>
auto operator>(const compared<Id, Left>& a, const Right& right) {
  return mutant(Id) ? a.left >= alike<Left>(right) : a.left > alike<Left>(right);
}
template <int Id, class Left, class Right>
auto operator>=(const compared<Id, Left>& a, const Right& right) {
  return mutant(Id) ? a.left > alike<Left>(right) : a.left >= alike<Left>(right);
}

}  // namespace mutated
