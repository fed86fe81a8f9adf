// SPDX-License-Identifier: Apache-2.0
//
// What the leaves of a value are called: `blocks[2].parent`, and for a list `segment.length` and
// `segment[0].slot`. For whoever needs a name for each leaf, such as a variable of a solver.
#pragma once

#include <string>

#include "model/reflect/leaves.hpp"

namespace backcheck::reflect {

inline std::string path_to_field(const std::string& path, const char* field) {
  return path.empty() ? field : path + "." + field;
}
inline std::string path_to_element(const std::string& path, std::size_t i) {
  return path + "[" + std::to_string(i) + "]";
}

/// Calls `f(path, leaf)` for each leaf in order of declaration; paths start with `path`.
template <class T, class F>
void for_each_leaf(T& value, F&& f, const std::string& path = {}) {
  if constexpr (described<T>) {
    for_each_field(value, [&](const char* name, auto& field) {
      for_each_leaf(field, f, path_to_field(path, name));
    });
  } else if constexpr (array_like<T>) {
    for (std::size_t i = 0; i < T::size; ++i) for_each_leaf(value[i], f, path_to_element(path, i));
  } else if constexpr (list_like<T>) {
    for_each_leaf(value.length, f, path_to_field(path, "length"));
    for_each_leaf(value.elements, f, path);
  } else {
    f(path, value);
  }
}

}  // namespace backcheck::reflect
