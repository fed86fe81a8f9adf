// SPDX-License-Identifier: Apache-2.0
//
// What a window takes away, by example: the laws of packing say that nothing is lost, these say
// that nothing is wasted.
#include "model/reflect/layout.hpp"

#include <gtest/gtest.h>

#include "model/reflect/pack.hpp"
#include "model/reflect/well_formed.hpp"

namespace backcheck::tests {
namespace {

using language::concrete;
using language::known_truth;
using reflect::layout_of;

struct block {
  static constexpr const char* name = "block";
};
struct weight {
  static constexpr const char* name = "weight";
};
using position = language::index<concrete, block, 5>;
using reference = language::maybe<concrete, block, 5>;

struct cell {
  using amount = language::quantity<concrete, weight, 200>;
  BACKCHECK_FIELDS(cell, (position, parent), (reference, child), (amount, load), (amount, other));
};
struct state {
  using cells_type = language::per<position, cell>;
  using queue_type = language::list<concrete, block, 4, known_truth>;
  BACKCHECK_FIELDS(state, (cells_type, cells), (queue_type, queue));
};

/// `blocks` blocks, and loads up to `load`.
struct window {
  std::size_t blocks;
  std::uint64_t load;
  [[nodiscard]] std::uint64_t max(std::string_view field, std::uint64_t declared) const {
    return field == "load" ? load : declared;
  }
  template <class What>
  [[nodiscard]] std::size_t used(std::size_t declared) const {
    return std::is_same_v<What, block> ? blocks : declared;
  }
};

TEST(a_layout, takes_what_the_types_declare) {
  // A cell: 0..4, 0..5, 0..200 twice. The queue: 0..4, and four truths.
  EXPECT_EQ(layout_of<cell>().bits(), 3U + 3 + 8 + 8);
  EXPECT_EQ(layout_of<state>().bits(), 5 * 22U + 3 + 4);
  EXPECT_EQ(layout_of<state>().words(), 2U);
}
TEST(a_layout, leaves_out_what_the_window_does_not_have) {
  // Two blocks: a parent is 0..1, a child 0..2; the queue holds at most two.
  EXPECT_EQ(layout_of<state>(window{2, 3}).bits(), 2 * (1U + 2 + 2 + 8) + 2 + 2);
  EXPECT_EQ(layout_of<state>(window{1, 0}).bits(), 0U + 1 + 0 + 8 + 1 + 1);
}
TEST(a_layout, of_nothing_still_has_a_word) {
  // Engines compare words; a model with one state has one word, and it is 0.
  const auto plan = layout_of<state>(window{0, 0});
  EXPECT_EQ(plan.bits(), 0U);
  ASSERT_EQ(plan.words(), 1U);
  std::uint64_t word = 77;
  reflect::pack(plan, state{}, &word);
  EXPECT_EQ(word, 0U);
  state back{};
  reflect::unpack(plan, &word, back);
  EXPECT_TRUE(reflect::equal<concrete>(back, state{}).known());
}
TEST(a_layout, admits_no_more_than_the_type_whatever_the_window_says) {
  EXPECT_EQ(layout_of<state>(window{100, 100000}).bits(), layout_of<state>().bits());
}
TEST(a_layout, of_another_type_is_a_model_fault) {
  std::array<std::uint64_t, 4> words{};
  EXPECT_THROW(reflect::pack(layout_of<cell>(), state{}, words.data()), language::model_fault);
  cell back{};
  EXPECT_THROW(reflect::unpack(layout_of<state>(), words.data(), back), language::model_fault);
}

TEST(well_formed, sees_a_number_that_fits_the_bits_but_not_the_window) {
  state value{};
  value.cells[0].load = 5;
  const window up_to_five{2, 5};
  const window up_to_four{2, 4};
  EXPECT_TRUE(reflect::well_formed(value, up_to_five));
  EXPECT_FALSE(reflect::well_formed(value, up_to_four));
  std::array<std::uint64_t, 2> words{};
  EXPECT_NO_THROW(reflect::pack(layout_of<state>(up_to_four), value, words.data()));
}
TEST(well_formed, sees_things_that_do_not_exist) {
  state value{};
  value.cells[2].other = 1;
  EXPECT_TRUE(reflect::well_formed(value, window{3, 0}));
  EXPECT_FALSE(reflect::well_formed(value, window{2, 0}));
  state refers{};
  refers.cells[0].child = position(2);
  EXPECT_TRUE(reflect::well_formed(refers, window{3, 0}));
  EXPECT_FALSE(reflect::well_formed(refers, window{2, 0}));
}
TEST(well_formed, sees_what_stands_at_an_absent_place) {
  reflect::table<position, known_truth> value{};
  value.values[1] = true;
  EXPECT_FALSE(reflect::well_formed(value));
  value.present[1] = true;
  EXPECT_TRUE(reflect::well_formed(value));
}
TEST(well_formed, sees_what_stands_behind_a_list) {
  state value{};
  value.queue[1] = true;
  EXPECT_FALSE(reflect::well_formed(value));
  value.queue.length = 2;
  EXPECT_TRUE(reflect::well_formed(value));
  EXPECT_FALSE(reflect::well_formed(value, window{1, 0}));
}

}  // namespace
}  // namespace backcheck::tests
