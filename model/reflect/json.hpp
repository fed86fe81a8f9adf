// SPDX-License-Identifier: Apache-2.0
//
// Values as JSON and back, exactly: structs are objects, arrays and lists are arrays of their
// length, truths are booleans, all else is a whole number, and a `maybe` without index is null.
// Fields that are structs without fields are left out. Reading takes nothing for granted: whatever
// was not written like this is a `json_error`.
#pragma once

#include <algorithm>
#include <concepts>
#include <nlohmann/json.hpp>
#include <string>

#include "model/reflect/json_error.hpp"
#include "model/reflect/paths.hpp"

namespace backcheck::reflect {

namespace detail {

/// Calls `f.template operator()<I>()` for the number of each field that is written.
template <described T, class F>
constexpr void for_each_told_field(F&& f) {
  for_each_field_number<T>([&]<std::size_t I>() {
    using field_type = std::remove_cvref_t<decltype(field<I>(std::declval<T&>()))>;
    if constexpr (!is_empty<field_type>) f.template operator()<I>();
  });
}

/// What a `T` is written as, in a few words.
template <class T>
std::string allowed_json() {
  if constexpr (described<T>) {
    std::string keys;
    for_each_told_field<T>(
        [&]<std::size_t I>() { keys.append(keys.empty() ? "" : ", ").append(field_name<T, I>()); });
    return "an object with " + keys;
  } else if constexpr (array_like<T>) {
    return "an array of " + std::to_string(T::size);
  } else if constexpr (list_like<T>) {
    return "an array of at most " + std::to_string(T::capacity);
  } else if constexpr (std::same_as<T, language::known_truth>) {
    return "true or false";
  } else {
    constexpr std::uint64_t max = leaf_traits<T>::max - (language::is_maybe<T> ? 1 : 0);
    return std::string(language::is_maybe<T> ? "null or " : "") + "a whole number from 0 to " +
           std::to_string(max) + " (" + leaf_traits<T>::what::name + ")";
  }
}

template <class T>
[[noreturn]] void refuse(const std::string& path, const std::string& found) {
  throw json_error(path, found, allowed_json<T>());
}

template <class T>
T read_json(const json& from, const std::string& path);

template <described T>
T read_object(const json& from, const std::string& path) {
  if (!from.is_object()) refuse<T>(path, in_short(from));
  for (const auto& item : from.items()) {
    const std::string& key = item.key();
    bool known = false;
    for_each_told_field<T>([&]<std::size_t I>() { known = known || key == field_name<T, I>(); });
    if (!known) refuse<T>(path, "the key " + in_short(json(key)));
  }
  T object{};
  for_each_told_field<T>([&]<std::size_t I>() {
    auto& here = field<I>(object);
    using field_type = std::remove_cvref_t<decltype(here)>;
    const std::string path_here = path_to_field(path, field_name<T, I>());
    const auto found = from.find(field_name<T, I>());
    if (found == from.end()) refuse<field_type>(path_here, "nothing");
    here = read_json<field_type>(*found, path_here);
  });
  return object;
}

template <class T>
T read_elements(const json& from, const std::string& path) {
  if (!from.is_array()) refuse<T>(path, in_short(from));
  T array{};
  if constexpr (list_like<T>) {
    if (from.size() > T::capacity) refuse<T>(path, in_short(from));
    array.length = typename T::length_type(from.size());
  } else {
    if (from.size() != T::size) refuse<T>(path, in_short(from));
  }
  for (std::size_t i = 0; i < from.size(); ++i) {
    using element = std::remove_cvref_t<decltype(array[0])>;
    array[i] = read_json<element>(from[i], path_to_element(path, i));
  }
  return array;
}

template <leaf T>
T read_leaf(const json& from, const std::string& path) {
  using traits = leaf_traits<T>;
  if constexpr (std::same_as<T, language::known_truth>) {
    if (!from.is_boolean()) refuse<T>(path, in_short(from));
    return language::known_truth(from.get<bool>());
  } else {
    constexpr std::uint64_t least = language::is_maybe<T> ? 1 : 0;
    if (language::is_maybe<T> && from.is_null()) return T{};
    const bool whole =
        from.is_number_unsigned() || (from.is_number_integer() && from.get<std::int64_t>() >= 0);
    if (!whole || from.get<std::uint64_t>() > traits::max - least) refuse<T>(path, in_short(from));
    return traits::of(from.get<std::uint64_t>() + least);
  }
}

template <class T>
T read_json(const json& from, const std::string& path) {
  if constexpr (described<T>) {
    return read_object<T>(from, path);
  } else if constexpr (array_like<T> || list_like<T>) {
    return read_elements<T>(from, path);
  } else {
    return read_leaf<T>(from, path);
  }
}

}  // namespace detail

template <class T>
json to_json(const T& value) {
  if constexpr (described<T>) {
    json object = json::object();
    detail::for_each_told_field<T>(
        [&]<std::size_t I>() { object[field_name<T, I>()] = to_json(field<I>(value)); });
    return object;
  } else if constexpr (array_like<T>) {
    json array = json::array();
    for (const auto& element : value.elements) array.push_back(to_json(element));
    return array;
  } else if constexpr (list_like<T>) {
    json array = json::array();
    for (std::size_t i = 0; i < T::capacity && value.has(i).known(); ++i)
      array.push_back(to_json(value[i]));
    return array;
  } else {
    const std::uint64_t number = leaf_traits<T>::number(value);
    if constexpr (std::same_as<T, language::known_truth>) return number != 0;
    if constexpr (language::is_maybe<T>) return number == 0 ? json() : json(number - 1);
    return number;
  }
}

/// The value that `to_json` wrote as `from`. Errors name places below `path`.
template <class T>
T from_json(const json& from, const std::string& path = {}) {
  return detail::read_json<T>(from, path);
}

}  // namespace backcheck::reflect
