// SPDX-License-Identifier: Apache-2.0
//
// What follows from a struct's shape, as one object that laws are about. A test that shows that a
// law can fail derives from it and gets one thing wrong.
#pragma once

#include "model/reflect/diff.hpp"
#include "model/reflect/hash.hpp"
#include "model/reflect/order.hpp"
#include "tests/laws/generators.hpp"

namespace backcheck::tests {

using words = std::vector<std::uint64_t>;

struct derived {
  template <class T>
  static bool equal(const T& a, const T& b) {
    return reflect::equal<language::concrete>(a, b).known();
  }
  template <class T>
  static std::strong_ordering order(const T& a, const T& b) {
    return reflect::order(a, b);
  }
  template <class T>
  static void pack(const reflect::layout& plan, const T& value, std::uint64_t* to) {
    reflect::pack(plan, value, to);
  }
  template <class T>
  static words packed(const reflect::layout& plan, const T& value) {
    words to(plan.words());
    reflect::pack(plan, value, to.data());
    return to;
  }
  template <class T>
  static T unpacked(const reflect::layout& plan, const words& from) {
    T value{};
    reflect::unpack(plan, from.data(), value);
    return value;
  }
  template <class T>
  static std::uint64_t hash(const T& value, std::uint64_t seed) {
    return reflect::hash(value, seed);
  }
  template <class T>
  static std::string show(const T& value) {
    return reflect::show(value);
  }
  template <class T>
  static std::string diff(const T& from, const T& to) {
    return reflect::diff(from, to);
  }
};

/// For complaints: `what: {…}, {…}`.
template <class... T>
std::string about(const std::string& what, const T&... values) {
  std::string text = what + ":";
  ((text += "\n  " + reflect::show(values)), ...);
  return text;
}

}  // namespace backcheck::tests
