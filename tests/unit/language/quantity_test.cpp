// SPDX-License-Identifier: Apache-2.0
//
// Numbers with a range: sums widen it, assignments narrow it, and nothing ever wraps. Said of both
// domains, since proofs speak about one and runs about the other.
#include <gtest/gtest.h>

#include "model/language/logic.hpp"
#include "tests/unit/language/mirror.hpp"

namespace backcheck::tests {
namespace {

using language::concrete;
using language::model_fault;
using language::quantity;

struct apples {
  static constexpr const char* name = "apples";
};
struct boxes {
  static constexpr const char* name = "boxes";
};

constexpr std::uint64_t value_of(const language::known_truth& t) { return t.known() ? 1 : 0; }
template <class U, std::uint64_t M>
constexpr std::uint64_t value_of(const quantity<concrete, U, M>& q) {
  return q.raw();
}
template <class Mirrored>
constexpr std::uint64_t value_of(const Mirrored& leaf) {
  return peek(leaf);
}

template <class D>
class quantities : public testing::Test {};
using both_domains = testing::Types<concrete, mirror>;
struct domain_names {
  template <class D>
  static std::string GetName(int /*position*/) {
    return D::is_concrete ? "concrete" : "mirror";
  }
};
TYPED_TEST_SUITE(quantities, both_domains, domain_names);

TYPED_TEST(quantities, ranges_widen_with_sums_and_products) {
  using five = quantity<TypeParam, apples, 5>;
  using nine = quantity<TypeParam, apples, 9>;
  using three_boxes = quantity<TypeParam, boxes, 3>;
  static_assert(decltype(five(1) + nine(2))::max == 14);
  static_assert(decltype(next(five(1)))::max == 6);
  static_assert(decltype(times(five(1), three_boxes(2)))::max == 15);
  static_assert(decltype(monus(five(1), nine(2)))::max == 5);
  static_assert(decltype(least(five(1), nine(2)))::max == 5);
  static_assert(decltype(greatest(five(1), nine(2)))::max == 9);
  static_assert(decltype(either(typename TypeParam::truth(true), five(1), nine(2)))::max == 9);
  EXPECT_EQ(value_of(five(5) + nine(9)), 14U);
  EXPECT_EQ(value_of(times(five(5), three_boxes(3))), 15U);
  EXPECT_EQ(value_of(least(five(4), nine(8))), 4U);
  EXPECT_EQ(value_of(greatest(five(4), nine(8))), 8U);
}
TYPED_TEST(quantities, the_largest_range_saturates_and_does_not_wrap) {
  using all = quantity<TypeParam, apples, UINT64_MAX>;
  using two_boxes = quantity<TypeParam, boxes, 2>;
  EXPECT_EQ(value_of(all(UINT64_MAX) + all(1)), UINT64_MAX);
  EXPECT_EQ(value_of(all(UINT64_MAX - 1) + all(1)), UINT64_MAX);
  EXPECT_EQ(value_of(times(all(UINT64_MAX / 2 + 1), two_boxes(2))), UINT64_MAX);
  EXPECT_EQ(value_of(times(all(UINT64_MAX / 2), two_boxes(2))), UINT64_MAX - 1);
}
TYPED_TEST(quantities, leaving_the_range_is_a_model_fault) {
  using five = quantity<TypeParam, apples, 5>;
  const five most(5);
  EXPECT_EQ(value_of(five(five(4) + five(1))), 5U);
  EXPECT_THROW(five(most + five(1)), model_fault);
  EXPECT_THROW(five(6), model_fault);
  EXPECT_THROW(five(-1), model_fault);
  EXPECT_THROW(most > -1, model_fault);
}
TYPED_TEST(quantities, a_difference_is_total) {
  using five = quantity<TypeParam, apples, 5>;
  EXPECT_EQ(value_of(monus(five(5), five(2))), 3U);
  EXPECT_EQ(value_of(monus(five(2), five(2))), 0U);
  EXPECT_EQ(value_of(monus(five(2), five(5))), 0U);
}
TEST(quantities_that_divide, are_total) {
  using five = quantity<concrete, apples, 5>;
  using three_boxes = quantity<concrete, boxes, 3>;
  EXPECT_EQ(quotient(five(5), three_boxes(2)).raw(), 2U);
  EXPECT_EQ(remainder(five(5), three_boxes(2)).raw(), 1U);
  EXPECT_EQ(quotient(five(5), three_boxes(0)).raw(), 0U);
  EXPECT_EQ(remainder(five(5), three_boxes(0)).raw(), 5U);
}
TYPED_TEST(quantities, narrowing_is_judged_only_where_it_is_assigned) {
  using five = quantity<TypeParam, apples, 5>;
  using nine = quantity<TypeParam, apples, 9>;
  using truth = typename TypeParam::truth;
  five place(2);
  assign_if(truth(false), place, nine(9));
  EXPECT_EQ(value_of(place), 2U);
  assign_if(truth(true), place, nine(5));
  EXPECT_EQ(value_of(place), 5U);
  EXPECT_THROW(assign_if(truth(true), place, nine(6)), model_fault);
  EXPECT_EQ(value_of(place), 5U);
}
TYPED_TEST(quantities, choosing_never_narrows) {
  using five = quantity<TypeParam, apples, 5>;
  using nine = quantity<TypeParam, apples, 9>;
  using truth = typename TypeParam::truth;
  EXPECT_EQ(value_of(either(truth(true), five(1), nine(9))), 1U);
  EXPECT_EQ(value_of(either(truth(false), five(1), nine(9))), 9U);
  EXPECT_EQ(value_of(either(truth(true), nine(9), five(1))), 9U);
}
TYPED_TEST(quantities, comparisons_see_the_number_and_not_the_range) {
  using five = quantity<TypeParam, apples, 5>;
  using wide = quantity<TypeParam, apples, 1000>;
  for (int a = 0; a <= 5; ++a)
    for (int b = 0; b <= 7; ++b) {
      EXPECT_EQ(value_of(five(a) == wide(b)), static_cast<std::uint64_t>(a == b));
      EXPECT_EQ(value_of(five(a) != wide(b)), static_cast<std::uint64_t>(a != b));
      EXPECT_EQ(value_of(five(a) < wide(b)), static_cast<std::uint64_t>(a < b));
      EXPECT_EQ(value_of(five(a) > wide(b)), static_cast<std::uint64_t>(a > b));
      EXPECT_EQ(value_of(five(a) <= wide(b)), static_cast<std::uint64_t>(a <= b));
      EXPECT_EQ(value_of(five(a) >= b), static_cast<std::uint64_t>(a >= b));
      EXPECT_EQ(value_of(five(a) == b), static_cast<std::uint64_t>(a == b));
    }
}
TYPED_TEST(quantities, one_if_counts_and_in_unit_renames) {
  using five = quantity<TypeParam, apples, 5>;
  using truth = typename TypeParam::truth;
  EXPECT_EQ(value_of(language::one_if<five>(truth(true))), 1U);
  EXPECT_EQ(value_of(language::one_if<five>(truth(false))), 0U);
  EXPECT_EQ(value_of(language::in_unit<boxes>(five(4)) == quantity<TypeParam, boxes, 4>(4)), 1U);
}
TYPED_TEST(quantities, truths_follow_the_truth_tables) {
  using truth = typename TypeParam::truth;
  for (const bool a : {false, true})
    for (const bool b : {false, true}) {
      const auto as_number = [](bool t) { return static_cast<std::uint64_t>(t); };
      EXPECT_EQ(value_of(truth(a) && truth(b)), as_number(a && b));
      EXPECT_EQ(value_of(truth(a) || truth(b)), as_number(a || b));
      EXPECT_EQ(value_of(truth(a) == truth(b)), as_number(a == b));
      EXPECT_EQ(value_of(!truth(a)), as_number(!a));
      EXPECT_EQ(value_of(language::implies(truth(a), truth(b))), as_number(!a || b));
      EXPECT_EQ(value_of(language::either(truth(a), truth(b), truth(!b))), as_number(a ? b : !b));
    }
}
TEST(quantities_in_memory, take_the_smallest_type) {
  // The layout of packed states relies on it, and so does their size.
  static_assert(sizeof(quantity<concrete, apples, 255>) == 1);
  static_assert(sizeof(quantity<concrete, apples, 256>) == 2);
  static_assert(sizeof(quantity<concrete, apples, 65536>) == 4);
  static_assert(sizeof(quantity<concrete, apples, UINT64_MAX>) == 8);
  static_assert(sizeof(language::known_truth) == 1);
}

}  // namespace
}  // namespace backcheck::tests
