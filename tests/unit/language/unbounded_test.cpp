// SPDX-License-Identifier: Apache-2.0
//
// Rules run on containers with a bound and on those without. What a rule does must not depend on
// which it was given, as long as the bound is not met.
#include "model/language/unbounded.hpp"

#include <gtest/gtest.h>

#include "model/reflect/table.hpp"
#include "tests/laws/drawing.hpp"

namespace backcheck::tests {
namespace {

using language::concrete;

struct block {
  static constexpr const char* name = "block";
};
constexpr std::size_t capacity = 6;
using amount = language::quantity<concrete, block, 100>;
using position = language::index<concrete, block, capacity>;
using key = language::quantity<concrete, block, capacity - 1>;
using bounded_list = language::list<concrete, block, capacity, amount>;
using unbounded_list = language::sequence<block, amount>;
using bounded_table = reflect::table<position, amount>;
using unbounded_table = language::directory<key, amount>;

/// What can be seen of a container after each of a few steps.
using history = std::vector<std::vector<std::uint64_t>>;

template <class List>
std::vector<std::uint64_t> seen_of(const List& list) {
  std::vector<std::uint64_t> seen{length_of(list).raw()};
  for (std::size_t i = 0; i < capacity; ++i) seen.push_back(list[i].raw());
  return seen;
}

/// The same steps on any list, since what is drawn does not depend on it.
template <class List>
history steps_on_list(draws& from) {
  List list;
  history seen;
  for (int step = 0; step < 12; ++step) {
    const amount number(from.up_to(100));
    const std::size_t few = from.below(3);
    switch (from.below(5)) {
      case 0:
        drop_front(list, amount(few));
        break;
      case 1:
        keep_where(list, [&](std::size_t i) { return list[i] < number; });
        break;
      case 2:
        // Looks at another element than the one in question, as it was before.
        keep_where(list, [&](std::size_t i) { return list[i] < number && list[0] < list[i]; });
        break;
      default:
        append_if(!list.has(capacity - 1) && few != 0, list, number);
    }
    seen.push_back(seen_of(list));
  }
  return seen;
}

template <class Table, class Key>
history steps_on_table(draws& from) {
  Table table;
  history seen;
  for (int step = 0; step < 12; ++step) {
    const amount number(from.up_to(100));
    const Key where(from.below(capacity));
    if (from.once_in(3)) {
      // Looks at another element than the one in question, as it was before.
      const auto first = [&] { return find(table, Key(0)).value; };
      keep_where(table, [&](std::size_t i) { return table[i] < number && first() <= table[i]; });
    } else {
      put_if(number != 50, table, where, number);
    }
    seen.emplace_back();
    for (std::size_t i = 0; i < capacity; ++i) {
      const auto found = find(table, Key(i));
      seen.back().push_back(found.exists.known() ? 1 : 0);
      seen.back().push_back(found.value.raw());
    }
  }
  return seen;
}

/// Takes the same steps twice, from the same tape.
template <class First, class Second>
std::string same_history(draws& from, const First& first, const Second& second) {
  draws again = from;
  return first(from) == second(again) ? "" : "the bounded and the unbounded container differ";
}

TEST(unbounded_lists, do_what_bounded_ones_do) {
  expect_law([](draws& from) {
    return same_history(from, steps_on_list<bounded_list>, steps_on_list<unbounded_list>);
  });
}
TEST(unbounded_tables, do_what_bounded_ones_do) {
  expect_law([](draws& from) {
    return same_history(from, steps_on_table<bounded_table, position>,
                        steps_on_table<unbounded_table, key>);
  });
}

/// Leaves what it takes out where it was.
struct leaves_gaps : unbounded_list {};
template <class Keep>
void keep_where(leaves_gaps& what, Keep&& keep) {
  for (std::size_t i = 0; i < what.elements().size(); ++i)
    if (!keep(i).known()) what.elements()[i] = 0;
}
TEST(unbounded_lists, that_do_something_else_are_refuted) {
  EXPECT_TRUE(is_refuted([](draws& from) {
    return same_history(from, steps_on_list<bounded_list>, steps_on_list<leaves_gaps>);
  }));
}

}  // namespace
}  // namespace backcheck::tests
