// SPDX-License-Identifier: Apache-2.0
//
// What our functions answer, as a value that can be compared with what was recorded, and the first
// place where the two differ.
#pragma once

#include <initializer_list>
#include <utility>
#include <variant>
#include <vector>

#include "conformance/json.hpp"

namespace backcheck::conformance {

class answer {
 public:
  using list = std::vector<answer>;
  using member = std::pair<std::string_view, answer>;
  using object = std::vector<member>;

  answer() = default;  ///< null
  // NOLINTBEGIN(google-explicit-constructor,hicpp-explicit-conversions): these are answers
  answer(std::same_as<bool> auto value) : value_(value) {}
  answer(std::unsigned_integral auto value) requires(!std::same_as<decltype(value), bool>)
      : value_(static_cast<std::uint64_t>(value)) {}
  answer(std::string_view value) : value_(value) {}
  answer(const char* value) : value_(std::string_view(value)) {}
  answer(list value) : value_(std::move(value)) {}
  answer(object value) : value_(std::move(value)) {}
  // NOLINTEND(google-explicit-constructor,hicpp-explicit-conversions)

  /// Adds a member to an object.
  void add(std::string_view key, answer value) {
    std::get<object>(value_).emplace_back(key, std::move(value));
  }
  using content = std::variant<std::monostate, bool, std::uint64_t, std::string_view, list, object>;
  [[nodiscard]] const content& value() const { return value_; }

 private:
  content value_;
};

/// `{"ok": value}`, and `{"err": name, ...}`.
inline answer ok(answer value = answer(true)) {
  answer::object made;
  made.emplace_back("ok", std::move(value));
  return made;
}
inline answer error(std::string_view name, answer::object fields = {}) {
  fields.emplace_back("err", name);
  return fields;
}

struct difference {
  std::string field;  ///< where, as in `result.inner.err`
  std::string expected;
  std::string came;
};

/// The first difference, or nothing where `came` is what was recorded: for an object with `any_of`,
/// one of those listed. Objects have the same members in any order.
std::optional<difference> compare(const json& recorded, const answer& came);

/// The difference as seen from around the place where it is, which is called `step` there.
std::optional<difference> within(std::string_view step, std::optional<difference> inner);

std::string to_text(const answer& value);

}  // namespace backcheck::conformance
