// SPDX-License-Identifier: Apache-2.0
//
// A bounded table: at most one value for each thing that `Index` can name. Answers the same
// functions as the unbounded `language::directory`. What is absent is the zero value, so that equal
// tables are equal bit by bit.
#pragma once

#include "model/language/unbounded.hpp"
#include "model/reflect/equal.hpp"

namespace backcheck::reflect {

template <class Index, class T>
struct table {
  using domain_type = typename Index::domain_type;
  using truth = typename Index::truth;
  using value_type = T;
  using presence_type = language::per<Index, truth>;
  using values_type = language::per<Index, T>;
  BACKCHECK_FIELDS(table, (presence_type, present), (values_type, values));

  [[nodiscard]] constexpr const truth& has(std::size_t i) const { return present[i]; }
  [[nodiscard]] constexpr const T& operator[](std::size_t i) const { return values[i]; }
  [[nodiscard]] constexpr Index key(std::size_t i) const { return Index(i); }
};

template <class T>
inline constexpr bool is_table = false;
template <class Index, class T>
inline constexpr bool is_table<table<Index, T>> = true;
template <class T>
concept table_like = is_table<std::remove_cvref_t<T>>;

template <class Index, class T>
constexpr std::size_t places(const table<Index, T>& /*what*/) {
  return Index::count;
}

template <class Index, class T>
constexpr auto find(const table<Index, T>& in, const Index& key) {
  return language::found<typename Index::truth, T>{at(in.present, key), at(in.values, key)};
}

template <class Index, class T>
constexpr void put_if(const typename Index::truth& c, table<Index, T>& to, const Index& key,
                      const T& value) {
  put_if(c, to.present, key, typename Index::truth(true));
  put_if(c, to.values, key, value);
}

/// Keeps the values for whose position `keep` holds. All are judged before the first one goes.
template <class Index, class T, class Keep>
constexpr void keep_where(table<Index, T>& what, Keep&& keep) {
  using truth = typename Index::truth;
  language::per<Index, truth> dropped;
  for (std::size_t i = 0; i < Index::count; ++i) dropped[i] = !keep(i);
  for (std::size_t i = 0; i < Index::count; ++i) {
    language::assign_if(dropped[i], what.present[i], truth(false));
    language::assign_if(dropped[i], what.values[i], T{});
  }
}

}  // namespace backcheck::reflect
