// SPDX-License-Identifier: Apache-2.0
//
// People judge a counterexample by what is shown of it: a difference that is not shown, or a change
// that is not told, sends them the wrong way.
#include <gtest/gtest.h>

#include "tests/laws/derived.hpp"
#include "tests/laws/model_shapes.hpp"

namespace backcheck::tests {
namespace {

template <class By, class T>
std::string different_values_look_different(draws& from) {
  const T a = arbitrary<T>(from);
  const T b = neighbour_of(from, a);
  const bool alike = By::show(a) == By::show(b);
  return alike == derived::equal(a, b) ? "" : about("shown and equal disagree", a, b);
}

template <class By, class T>
std::string is_shown_as_one_line(draws& from) {
  const T value = arbitrary<T>(from);
  return By::show(value).find('\n') == std::string::npos ? "" : about("has lines", value);
}

template <class By, class T>
std::string diff_is_empty_only_between_equals(draws& from) {
  const T a = arbitrary<T>(from);
  const T b = neighbour_of(from, a);
  const bool silent = By::diff(a, b).empty();
  return silent == derived::equal(a, b) ? "" : about("diff and equality disagree", a, b);
}

/// From the same start, different ends are told apart.
template <class By, class T>
std::string diff_tells_where_it_leads(draws& from) {
  const T start = arbitrary<T>(from);
  const T a = neighbour_of(from, start);
  const T b = from.once_in(2) ? neighbour_of(from, start) : neighbour_of(from, a);
  const bool alike = By::diff(start, a) == By::diff(start, b);
  return alike == derived::equal(a, b) ? "" : about("leads to either", start, a, b);
}

template <class T>
class text : public testing::Test {};
TYPED_TEST_SUITE(text, types_under_law, shape_names);

TYPED_TEST(text, shows_different_values_differently) {
  expect_law(different_values_look_different<derived, TypeParam>);
}
TYPED_TEST(text, is_one_line) { expect_law(is_shown_as_one_line<derived, TypeParam>); }
TYPED_TEST(text, tells_of_a_change_only_if_there_is_one) {
  expect_law(diff_is_empty_only_between_equals<derived, TypeParam>);
}
TYPED_TEST(text, tells_changes_apart) { expect_law(diff_tells_where_it_leads<derived, TypeParam>); }

// Each law can fail: here is a derivation that breaks it.

struct shows_little : derived {
  static std::string show(const lists& value) { return reflect::show(value.weights); }
  static std::string diff(const lists& from, const lists& to) {
    return reflect::diff(from.weights, to.weights);
  }
};
struct shows_where : derived {
  template <class T>
  static std::string show(const T& value) {
    return derived::show(value) + std::to_string(reinterpret_cast<std::uintptr_t>(&value));
  }
};
struct breaks_the_line : derived {
  template <class T>
  static std::string show(const T& value) {
    return derived::show(value) + "\n";
  }
};
struct says_too_much : derived {
  template <class T>
  static std::string diff(const T& from, const T& to) {
    return "changed: " + derived::diff(from, to);
  }
};
struct says_that_but_not_how : derived {
  template <class T>
  static std::string diff(const T& from, const T& to) {
    return derived::diff(from, to).empty() ? "" : "changed";
  }
};
TEST(text_laws, refute_bad_texts) {
  EXPECT_TRUE(is_refuted(different_values_look_different<shows_little, lists>));
  EXPECT_TRUE(is_refuted(different_values_look_different<shows_where, lists>));
  EXPECT_TRUE(is_refuted(is_shown_as_one_line<breaks_the_line, lists>));
  EXPECT_TRUE(is_refuted(diff_is_empty_only_between_equals<shows_little, lists>));
  EXPECT_TRUE(is_refuted(diff_is_empty_only_between_equals<says_too_much, lists>));
  EXPECT_TRUE(is_refuted(diff_tells_where_it_leads<says_that_but_not_how, lists>));
}

}  // namespace
}  // namespace backcheck::tests
