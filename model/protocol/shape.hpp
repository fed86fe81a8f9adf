// SPDX-License-Identifier: Apache-2.0
//
// How large the data of a component is. Rules about constraints, fragments and segments are written
// over a *shape*: which domain, how wide numbers are, and what lists and tables are made of. One
// text of a rule thus runs on a node's data of any size and states itself over a few bounded terms.
#pragma once

#include "model/language/unbounded.hpp"
#include "model/protocol/units.hpp"
#include "model/reflect/table.hpp"

namespace backcheck::protocol {

/// The data as the node and the runtime have it. Concrete only: lists have no bound.
struct unbounded {
  using domain_type = language::concrete;
  /// `u32` and `usize` of the reference implementation.
  template <class Unit>
  using word = language::quantity<domain_type, Unit, 0xFFFFFFFF>;
  template <class Unit>
  using wide = language::quantity<domain_type, Unit, UINT64_MAX>;
  using para = word<unit::paras>;
  template <class Unit, class T>
  using list = language::sequence<Unit, T>;
  template <class T>
  using per_para = language::directory<para, T>;
};

/// A bounded look at it, in any domain. `Sizes` says `most<Unit>`, the largest number of a unit;
/// `longest<Unit>`, the capacity of a list of such things; and `paras`, how many of them there are.
template <language::domain D, class Sizes>
struct bounded {
  using domain_type = D;
  template <class Unit>
  using word = language::quantity<D, Unit, Sizes::template most<Unit>>;
  template <class Unit>
  using wide = word<Unit>;
  using para = language::index<D, unit::paras, Sizes::paras>;
  template <class Unit, class T>
  using list = language::list<D, Unit, Sizes::template longest<Unit>, T>;
  template <class T>
  using per_para = reflect::table<para, T>;
};

template <class Shape>
using truth_of = typename Shape::domain_type::truth;

/// The place of a para in the order of para ids.
template <language::domain D, class Unit, std::uint64_t M>
constexpr const language::quantity<D, Unit, M>& order_of(const language::quantity<D, Unit, M>& id) {
  return id;
}
template <language::domain D, class What, std::size_t N>
constexpr const auto& order_of(const language::index<D, What, N>& id) {
  return id.place();
}

/// Whether an element of the list equals `value`.
template <class List, class T>
constexpr auto contains(const List& list, const T& value) {
  typename List::truth found(false);
  for (std::size_t i = 0; i < places(list); ++i) found = found || (list.has(i) && list[i] == value);
  return found;
}

}  // namespace backcheck::protocol
