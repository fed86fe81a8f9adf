// SPDX-License-Identifier: Apache-2.0
//
// How values read. Pinned word by word, since people read traces and scripts compare them.
#include <gtest/gtest.h>

#include "model/reflect/diff.hpp"
#include "model/reflect/order.hpp"
#include "model/reflect/show.hpp"

namespace backcheck::tests {
namespace {

using language::concrete;
using language::known_truth;
using reflect::diff;
using reflect::show;

struct block {
  static constexpr const char* name = "block";
};
struct slots {
  static constexpr const char* name = "slots";
};
using position = language::index<concrete, block, 3>;
using reference = language::maybe<concrete, block, 3>;

struct candidate {
  using number_type = language::quantity<concrete, slots, 1000>;
  BACKCHECK_FIELDS(candidate, (number_type, number), (reference, parent), (known_truth, backable));
};
struct state {
  using candidates_type = language::per<position, candidate>;
  using segment_type = language::list<concrete, block, 4, language::quantity<concrete, slots, 99>>;
  BACKCHECK_FIELDS(state, (position, best), (candidates_type, candidates), (segment_type, segment));
};

candidate some_candidate() { return {3, position(2), true}; }
state some_state(std::initializer_list<int> segment) {
  state s{};
  s.candidates[1] = some_candidate();
  for (const int slot : segment)
    append_if(true, s.segment, state::segment_type{}.elements[0] = slot);
  return s;
}

TEST(show, names_fields_and_things) {
  EXPECT_EQ(show(some_candidate()), "{number: 3, parent: block 2, backable: yes}");
  EXPECT_EQ(show(candidate{}), "{number: 0, parent: none, backable: no}");
  EXPECT_EQ(show(some_state({7, 8}).segment), "[7, 8]");
  EXPECT_EQ(
      show(some_state({})),
      "{best: block 0, candidates: [{number: 0, parent: none, backable: no}, {number: 3, "
      "parent: block 2, backable: yes}, {number: 0, parent: none, backable: no}], segment: []}");
  EXPECT_EQ(show(known_truth(true)), "yes");
}

/// Calls blocks by letters, and knows that there are two.
struct letters : reflect::plain_names {
  template <class What>
  [[nodiscard]] std::string name(std::size_t i) const {
    return {static_cast<char>('A' + i)};
  }
  template <class What>
  [[nodiscard]] std::size_t used(std::size_t /*declared*/) const {
    return 2;
  }
};
TEST(show, calls_things_as_it_is_told) {
  EXPECT_EQ(show(some_candidate(), letters{}), "{number: 3, parent: C, backable: yes}");
  EXPECT_EQ(show(some_state({}), letters{}),
            "{best: A, candidates: [{number: 0, parent: none, backable: no}, {number: 3, parent: "
            "C, backable: yes}], segment: []}");
  state other = some_state({});
  other.best = position(1);
  EXPECT_EQ(diff(some_state({}), other, letters{}), "best: A -> B");
}

TEST(diff, says_what_became_of_each_leaf) {
  state other = some_state({});
  other.best = position(2);
  other.candidates[1].parent = reference();
  other.candidates[2].backable = true;
  EXPECT_EQ(diff(some_state({}), other),
            "best: block 0 -> block 2, candidates[1].parent: block 2 -> none, "
            "candidates[2].backable: no -> yes");
  EXPECT_EQ(diff(other, other), "");
  EXPECT_EQ(diff(position(1), position(2)), "block 1 -> block 2");
}
TEST(diff, says_what_a_list_lost_and_was_given) {
  const auto between = [](std::initializer_list<int> from, std::initializer_list<int> to) {
    return diff(some_state(from), some_state(to));
  };
  EXPECT_EQ(between({1, 2}, {1, 2, 3}), "segment: +3");
  EXPECT_EQ(between({}, {5, 6}), "segment: +5 +6");
  EXPECT_EQ(between({1, 2, 3}, {3}), "segment: -1 -2");
  EXPECT_EQ(between({1, 2, 3}, {2, 3, 4}), "segment: -1 +4");
  EXPECT_EQ(between({1, 2, 3}, {1}), "segment: -2 -3");
  EXPECT_EQ(between({1, 2, 3}, {}), "segment: -1 -2 -3");
}
using shares = reflect::table<position, language::quantity<concrete, slots, 99>>;
shares table_of(std::initializer_list<std::pair<int, int>> entries) {
  shares table{};
  for (const auto& [key, value] : entries)
    put_if(true, table, position(static_cast<std::size_t>(key)), shares::value_type(value));
  return table;
}
TEST(show, lists_what_a_table_has) {
  EXPECT_EQ(show(table_of({})), "{}");
  EXPECT_EQ(show(table_of({{0, 7}, {2, 0}})), "{block 0: 7, block 2: 0}");
}
TEST(diff, says_what_came_to_a_table_and_what_went) {
  EXPECT_EQ(diff(table_of({{0, 7}, {1, 1}}), table_of({{1, 2}, {2, 0}})),
            "[0]: -7, [1]: 1 -> 2, [2]: +0");
}
TEST(diff, compares_elements_where_that_does_not_explain_it) {
  const auto between = [](std::initializer_list<int> from, std::initializer_list<int> to) {
    return diff(some_state(from), some_state(to));
  };
  EXPECT_EQ(between({1, 2, 3}, {1, 9, 3}), "segment[1]: 2 -> 9");
  EXPECT_EQ(between({1, 2, 3}, {9, 2}), "segment[0]: 1 -> 9, segment: -3");
  EXPECT_EQ(between({1, 2}, {9, 8, 7}), "segment[0]: 1 -> 9, segment[1]: 2 -> 8, segment: +7");
}
TEST(diff, says_what_stands_behind_a_list_though_nothing_should) {
  state other = some_state({1});
  other.segment[2] = 5;
  EXPECT_EQ(diff(some_state({1}), other), "segment[2]: 0 -> 5");
}

TEST(order, compares_the_first_fields_first) {
  candidate a = some_candidate();
  candidate b = some_candidate();
  b.backable = false;
  EXPECT_TRUE(reflect::order(a, b) > 0);
  a.number = 2;
  EXPECT_TRUE(reflect::order(a, b) < 0);
}

}  // namespace
}  // namespace backcheck::tests
