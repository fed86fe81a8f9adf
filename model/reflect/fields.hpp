// SPDX-License-Identifier: Apache-2.0
//
// The one door to Boost.Hana: how a struct is declared so that everything in `model/reflect`
// follows from its shape, and how its fields are visited. A struct has at most 39 fields, all
// public and without default initialisers (their zero value counts).
#pragma once

#include <boost/hana/accessors.hpp>
#include <boost/hana/at.hpp>
#include <boost/hana/core/to.hpp>
#include <boost/hana/define_struct.hpp>
#include <boost/hana/first.hpp>
#include <boost/hana/length.hpp>
#include <boost/hana/second.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>
#include <cstddef>
#include <type_traits>
#include <utility>

/// `BACKCHECK_FIELDS(name, (type, field), …)` inside the body of struct `name` declares its fields.
#define BACKCHECK_FIELDS(...) BOOST_HANA_DEFINE_STRUCT(__VA_ARGS__)

namespace backcheck::reflect {

/// A struct whose fields were declared with `BACKCHECK_FIELDS`.
template <class T>
concept described = boost::hana::Struct<std::remove_cvref_t<T>>::value;

template <described T>
inline constexpr std::size_t field_count =
    decltype(boost::hana::length(boost::hana::accessors<std::remove_cvref_t<T>>()))::value;

/// A struct without fields: it stands where a shape has no room for something, and is not told of.
template <class T>
inline constexpr bool is_empty = false;
template <described T>
inline constexpr bool is_empty<T> = field_count<T> == 0;

/// The name of field `I`.
template <described T, std::size_t I>
constexpr const char* field_name() {
  return boost::hana::to<const char*>(
      boost::hana::first(boost::hana::at_c<I>(boost::hana::accessors<std::remove_cvref_t<T>>())));
}

/// Field `I` of `s`, by reference.
template <std::size_t I, described T>
[[gnu::always_inline]] constexpr auto& field(T& s) {
  return boost::hana::second(
      boost::hana::at_c<I>(boost::hana::accessors<std::remove_const_t<T>>()))(s);
}

/// Calls `f.template operator()<I>()` for each number below `Count`, unrolled.
template <std::size_t Count, class F>
[[gnu::always_inline]] constexpr void for_each_number(F&& f) {
  const auto unrolled = [&]<std::size_t... I>(std::index_sequence<I...>) {
    (f.template operator()<I>(), ...);
  };
  unrolled(std::make_index_sequence<Count>{});
}
template <described T, class F>
constexpr void for_each_field_number(F&& f) {
  for_each_number<field_count<T>>(f);
}

/// Calls `f(name, field)` for each field in order of declaration.
template <described T, class F>
constexpr void for_each_field(T& s, F&& f) {
  for_each_field_number<T>([&]<std::size_t I>() { f(field_name<T, I>(), field<I>(s)); });
}

}  // namespace backcheck::reflect
