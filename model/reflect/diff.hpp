// SPDX-License-Identifier: Apache-2.0
//
// What changed between two values, as one line for people; empty if nothing did:
//
//   candidates[2].backable: no -> yes, parent: none -> block 2
//   segment: -{slot: 4} +{slot: 7}      a list lost an element and was given one behind its last
//   channels[1]: +{messages: 2}         a table was given one at an absent place
#pragma once

#include "model/reflect/equal.hpp"
#include "model/reflect/paths.hpp"
#include "model/reflect/show.hpp"

namespace backcheck::reflect {

namespace detail {

template <class Names>
class differ {
 public:
  explicit differ(const Names& names) : names_(names) {}

  template <class T>
  void compare(const std::string& path, const T& from, const T& to) {
    if (same(from, to)) return;
    if constexpr (table_like<T>) {
      compare_tables(path, from, to);
    } else if constexpr (described<T>) {
      for_each_field_number<T>([&]<std::size_t I>() {
        compare(path_to_field(path, field_name<T, I>()), field<I>(from), field<I>(to));
      });
    } else if constexpr (array_like<T>) {
      for (std::size_t i = 0; i < T::size; ++i) compare(path_to_element(path, i), from[i], to[i]);
    } else if constexpr (list_like<T>) {
      compare_lists(path, from, to);
    } else {
      say(path, show(from, names_) + " -> " + show(to, names_));
    }
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  template <class T>
  static bool same(const T& a, const T& b) {
    return equal<language::concrete>(a, b).known();
  }
  void say(const std::string& path, const std::string& change) {
    if (!text_.empty()) text_ += ", ";
    if (!path.empty()) text_ += path + ": ";
    text_ += change;
  }

  template <class Table>
  void compare_tables(const std::string& path, const Table& from, const Table& to) {
    for (std::size_t i = 0; i < places(from); ++i) {
      const std::string path_here = path_to_element(path, i);
      const bool before = from.has(i).known();
      const bool after = to.has(i).known();
      if (before == after) {
        compare(path_here, from[i], to[i]);
      } else {
        say(path_here, before ? "-" + show(from[i], names_) : "+" + show(to[i], names_));
      }
    }
  }
  template <class List>
  void compare_lists(const std::string& path, const List& from, const List& to) {
    compare_listed(path, from, to);
    // Zeros on both sides, unless something is wrong, which then should be seen.
    for (std::size_t i = std::max(from.length.raw(), to.length.raw()); i < List::capacity; ++i)
      compare(path_to_element(path, i), from[i], to[i]);
  }
  /// Lists lose elements at the front and get new ones at the end, or lose some at the end. Where
  /// that explains the change it is said so; else the elements are compared one by one.
  template <class List>
  void compare_listed(const std::string& path, const List& from, const List& to) {
    const std::size_t before = from.length.raw();
    const std::size_t after = to.length.raw();
    for (std::size_t dropped = 0; dropped < before || before == 0; ++dropped) {
      const std::size_t kept = before - dropped;
      if (kept <= after && alike(from, dropped, to, kept))
        return say_elements(path, from, 0, dropped, to, kept, after);
    }
    const std::size_t common = std::min(before, after);
    if (alike(from, 0, to, common)) return say_elements(path, from, common, before, to, 0, 0);
    for (std::size_t i = 0; i < common; ++i) compare(path_to_element(path, i), from[i], to[i]);
    if (before != after) say_elements(path, from, common, before, to, common, after);
  }
  /// Whether the `count` elements of `a` from `start` on are the first of `b`.
  template <class List>
  static bool alike(const List& a, std::size_t start, const List& b, std::size_t count) {
    bool all = true;
    for (std::size_t i = 0; i < count; ++i) all = all && same(a[start + i], b[i]);
    return all;
  }
  template <class List>
  void say_elements(const std::string& path, const List& from, std::size_t lost_begin,
                    std::size_t lost_end, const List& to, std::size_t new_begin,
                    std::size_t new_end) {
    std::string change;
    for (std::size_t i = lost_begin; i < lost_end; ++i) change += " -" + show(from[i], names_);
    for (std::size_t i = new_begin; i < new_end; ++i) change += " +" + show(to[i], names_);
    if (!change.empty()) say(path, change.substr(1));
  }

  const Names& names_;
  std::string text_;
};

}  // namespace detail

template <class T, class Names = plain_names>
std::string diff(const T& from, const T& to, const Names& names = {}) {
  detail::differ differ(names);
  differ.compare({}, from, to);
  return differ.text();
}

}  // namespace backcheck::reflect
