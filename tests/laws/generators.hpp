// SPDX-License-Identifier: Apache-2.0
//
// Random values of any described struct, and random windows to look at them through.
#pragma once

#include <string_view>

#include "model/reflect/well_formed.hpp"
#include "tests/laws/drawing.hpp"

namespace backcheck::tests {

/// Any value that is well formed within the limits.
template <class T, class Limits = reflect::declared_limits>
T arbitrary(draws& from, const Limits& limits = {}) {
  T value{};
  reflect::for_each_leaf_within(limits, value, [&](auto& leaf, std::uint64_t max) {
    leaf = reflect::leaf_traits<std::remove_cvref_t<decltype(leaf)>>::of(from.up_to(max));
  });
  reflect::for_each_unused(value, [](auto& element) { element = {}; });
  return value;
}

/// A value that is well formed and most probably differs from `value`, in one leaf or a few.
template <class T>
T neighbour_of(draws& from, const T& value) {
  const T other = arbitrary<T>(from);
  std::size_t leaves = 0;
  reflect::zip_leaves([&](const auto& /*leaf*/) { ++leaves; }, value);
  std::size_t changed = from.below(leaves);
  T near = value;
  reflect::zip_leaves(
      [&](auto& to, const auto& leaf) {
        if (changed-- == 0) to = leaf;
      },
      near, other);
  // A list that became shorter takes its last elements with it.
  reflect::for_each_unused(near, [](auto& element) { element = {}; });
  return near;
}

/// Narrows fields by name and things by kind, each in its own way.
class arbitrary_window {
 public:
  explicit arbitrary_window(draws& from) : salt_(from.up_to(UINT64_MAX)) {}

  [[nodiscard]] std::uint64_t max(std::string_view field, std::uint64_t declared) const {
    return declared >> (hashed(field) % 12);
  }
  template <class What>
  [[nodiscard]] std::size_t used(std::size_t declared) const {
    return hashed(What::name) % (declared + 1);
  }

 private:
  [[nodiscard]] std::size_t hashed(std::string_view name) const {
    return (std::hash<std::string_view>{}(name) * (salt_ | 1)) >> 32;
  }
  std::uint64_t salt_;
};

}  // namespace backcheck::tests
