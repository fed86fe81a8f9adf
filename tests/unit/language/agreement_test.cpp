// SPDX-License-Identifier: Apache-2.0
//
// The concrete domain takes short cuts: it reads an array at a number, and compacts it in one pass.
// A proof walks the long road. Were the two to differ, what is proved would not be what runs.
#include <gtest/gtest.h>

#include "model/language/unbounded.hpp"
#include "model/reflect/show.hpp"
#include "model/reflect/table.hpp"
#include "tests/laws/generators.hpp"
#include "tests/unit/language/mirror.hpp"

namespace backcheck::tests {
namespace {

using language::assign_if;
using language::concrete;
using language::either;

struct block {
  static constexpr const char* name = "block";
};
struct weight {
  static constexpr const char* name = "weight";
};

template <class D>
struct item {
  using amount = language::quantity<D, weight, 300>;
  using reference = language::maybe<D, block, 5>;
  using truth = typename D::truth;
  BACKCHECK_FIELDS(item, (amount, load), (reference, parent), (truth, backed));
};

/// One of everything that operations work on.
template <class D>
struct scene {
  using position = language::index<D, block, 5>;
  using reference = language::maybe<D, block, 5>;
  using count = language::quantity<D, block, 7>;
  using small = language::quantity<D, weight, 9>;
  using truth = typename D::truth;
  using cells_type = language::per<position, item<D>>;
  using marks_type = language::per<position, truth>;
  using positions_type = language::per<position, typename position::position>;
  using list_type = language::list<D, block, 5, item<D>>;
  using table_type = reflect::table<position, item<D>>;
  BACKCHECK_FIELDS(scene, (cells_type, cells), (marks_type, marks), (positions_type, positions),
                   (list_type, listed), (table_type, tabled), (position, here), (reference, there),
                   (truth, whether), (count, some), (small, few), (item<D>, lone));
};

/// What an operation leaves behind, or nothing where it is a model fault.
template <class Scene, class Operation>
std::optional<Scene> after(const Operation& operation, Scene scene) {
  try {
    operation(scene);
  } catch (const language::model_fault&) {
    return std::nullopt;
  }
  return scene;
}

template <class Operation>
std::string both_domains_agree(const Operation& operation, draws& from) {
  const auto before = arbitrary<scene<concrete>>(from);
  const auto short_cut = after(operation, before);
  const auto long_road = after(operation, mirrored<scene<mirror>>(before));
  const bool both_fault = !short_cut && !long_road;
  if (both_fault || (short_cut && long_road && is_mirrored(*short_cut, *long_road))) return "";
  return "the domains disagree about what follows from\n  " + reflect::show(before) + "\n  " +
         (short_cut ? reflect::show(*short_cut) : "a model fault");
}

template <class Operation>
void expect_agreement(const Operation& operation) {
  expect_law([&](draws& from) { return both_domains_agree(operation, from); });
}

TEST(domains, agree_on_reading) {
  expect_agreement([](auto& s) { s.lone = at(s.cells, s.here); });
  expect_agreement([](auto& s) { s.lone = at(s.cells, s.there); });
  expect_agreement([](auto& s) { s.whether = at(s.marks, s.there.or_first()); });
  expect_agreement([](auto& s) { s.lone = find(s.tabled, s.here).value; });
  expect_agreement([](auto& s) { s.whether = find(s.tabled, s.here).exists; });
}
TEST(domains, agree_on_writing) {
  expect_agreement([](auto& s) { put(s.cells, s.here, s.lone); });
  expect_agreement([](auto& s) { put_if(s.whether, s.cells, s.here, s.lone); });
  expect_agreement([](auto& s) { put_if(s.whether, s.tabled, s.here, s.lone); });
}
TEST(domains, agree_on_choosing) {
  expect_agreement([](auto& s) { s.lone = either(s.whether, s.lone, s.cells[1]); });
  expect_agreement([](auto& s) { s.cells = either(s.whether, s.cells, s.listed.elements); });
  expect_agreement([](auto& s) { s.there = either(s.whether, s.there, s.lone.parent); });
  expect_agreement([](auto& s) { s.here = either(s.whether, s.here, s.there.or_first()); });
  expect_agreement([](auto& s) { s.whether = either(s.whether, s.marks[0], s.marks[1]); });
  expect_agreement([](auto& s) {
    auto other = s.listed;
    append_if(s.marks[0], other, s.lone);
    s.listed = either(s.whether, s.listed, other);
  });
}
TEST(domains, agree_on_assigning_and_on_its_faults) {
  expect_agreement([](auto& s) { assign_if(s.whether, s.lone, s.cells[2]); });
  expect_agreement([](auto& s) { assign_if(s.whether, s.few, s.lone.load); });
  expect_agreement([](auto& s) { s.few = s.lone.load; });
  expect_agreement([](auto& s) { assign_if(s.whether, s.lone.load, s.few); });
  expect_agreement([](auto& s) { assign_if(s.whether, s.lone.load, s.lone.load + s.few); });
}
TEST(domains, agree_on_taking_out) {
  expect_agreement([](auto& s) { compact(s.cells, s.marks); });
  expect_agreement([](auto& s) {
    s.positions = language::positions_after<std::remove_cvref_t<decltype(s.here)>>(s.marks);
  });
  expect_agreement([](auto& s) {
    keep_where(s.listed, [&](std::size_t i) { return s.marks[i] && s.listed[i].backed; });
  });
  expect_agreement(
      [](auto& s) { keep_where(s.tabled, [&](std::size_t i) { return s.marks[i]; }); });
}
TEST(domains, agree_on_lists) {
  expect_agreement([](auto& s) { append_if(s.whether, s.listed, s.lone); });
  expect_agreement([](auto& s) { truncate(s.listed, s.some); });
  expect_agreement([](auto& s) { drop_front(s.listed, s.some); });
  expect_agreement([](auto& s) { s.whether = s.listed.has(2); });
}
TEST(domains, agree_on_what_stays) {
  expect_agreement([](auto& s) {
    keep_while(s.listed, [&](const auto& element) { return element.load > s.few; });
  });
}
TEST(domains, agree_on_references) {
  expect_agreement([](auto& s) { s.there = s.here; });
  expect_agreement([](auto& s) { s.whether = s.there.is(s.here); });
  expect_agreement([](auto& s) { s.whether = s.there == s.lone.parent || s.there.is_none(); });
  expect_agreement([](auto& s) { s.whether = s.here != s.there.or_first() && s.there.is_some(); });
}
TEST(domains, agree_on_equality) {
  expect_agreement([](auto& s) {
    using domain_type = typename std::remove_cvref_t<decltype(s.here)>::domain_type;
    s.whether = reflect::equal<domain_type>(s.cells[0], s.cells[1]);
  });
}

// What the operations do, by an example each, so that agreement is not agreement on nonsense.

using concrete_scene = scene<concrete>;

concrete_scene with_loads() {
  concrete_scene s{};
  for (std::size_t i = 0; i < 5; ++i) s.cells[i].load = 10 + i;
  return s;
}
std::vector<std::uint64_t> loads(const concrete_scene::cells_type& cells) {
  std::vector<std::uint64_t> all;
  for (const auto& cell : cells.elements) all.push_back(cell.load.raw());
  return all;
}
using numbers = std::vector<std::uint64_t>;

TEST(arrays, are_read_and_written_at_an_index) {
  concrete_scene s = with_loads();
  EXPECT_EQ(at(s.cells, concrete_scene::position(3)).load.raw(), 13);
  EXPECT_EQ(at(s.cells, concrete_scene::reference(concrete_scene::position(3))).load.raw(), 13);
  EXPECT_EQ(at(s.cells, concrete_scene::reference()).load.raw(), 0);
  put(s.cells, concrete_scene::position(1), s.cells[4]);
  put_if(false, s.cells, concrete_scene::position(0), s.cells[4]);
  EXPECT_EQ(loads(s.cells), (numbers{10, 14, 12, 13, 14}));
}
TEST(arrays, close_the_gaps) {
  concrete_scene s = with_loads();
  s.marks[1] = s.marks[2] = s.marks[4] = true;
  compact(s.cells, s.marks);
  EXPECT_EQ(loads(s.cells), (numbers{11, 12, 14, 0, 0}));
  const auto positions = language::positions_after<concrete_scene::position>(s.marks);
  numbers places;
  for (const auto& position : positions.elements) places.push_back(position.raw());
  EXPECT_EQ(places, (numbers{0, 0, 1, 2, 2}));
}
TEST(lists, grow_behind_and_shrink_at_both_ends) {
  concrete_scene s = with_loads();
  for (std::size_t i = 0; i < 5; ++i) append_if(i != 2, s.listed, s.cells[i]);
  EXPECT_EQ(loads(s.listed.elements), (numbers{10, 11, 13, 14, 0}));
  drop_front(s.listed, concrete_scene::count(1));
  truncate(s.listed, concrete_scene::count(2));
  EXPECT_EQ(loads(s.listed.elements), (numbers{11, 13, 0, 0, 0}));
  EXPECT_EQ(s.listed.length.raw(), 2);
  truncate(s.listed, concrete_scene::count(7));
  EXPECT_EQ(s.listed.length.raw(), 2);
  drop_front(s.listed, concrete_scene::count(7));
  EXPECT_EQ(loads(s.listed.elements), (numbers{0, 0, 0, 0, 0}));
}
TEST(lists, are_full_at_their_capacity) {
  concrete_scene s = with_loads();
  for (const auto& cell : s.cells.elements) append_if(true, s.listed, cell);
  append_if(false, s.listed, s.lone);
  EXPECT_THROW(append_if(true, s.listed, s.lone), language::model_fault);
}

// A list that ends in something else than zeros would be two lists that look the same.
template <class Operation>
std::string keeps_lists_well_formed(const Operation& operation, draws& from) {
  const auto before = arbitrary<concrete_scene>(from);
  const auto next = after(operation, before);
  return !next || reflect::well_formed(*next) ? "" : "ill-formed from " + reflect::show(before);
}
TEST(lists, end_in_zeros_whatever_is_done) {
  const auto everything = [](auto& s) {
    truncate(s.listed, s.some);
    append_if(s.whether, s.listed, s.lone);
    drop_front(s.listed, concrete_scene::count(1));
    keep_where(s.listed, [&](std::size_t i) { return s.marks[i]; });
  };
  expect_law([&](draws& from) { return keeps_lists_well_formed(everything, from); });
  const auto forgets_the_element = [](auto& s) {
    s.listed.length = monus(s.listed.length, concrete_scene::count(1));
  };
  EXPECT_TRUE(
      is_refuted([&](draws& from) { return keeps_lists_well_formed(forgets_the_element, from); }));
}

// Agreement can fail: here are operations that are not the same in both domains.
TEST(agreement, is_refuted_where_domains_differ) {
  const auto ignores_the_condition = []<class D>(scene<D>& s) {
    put_if(D::is_concrete ? typename D::truth(true) : s.whether, s.cells, s.here, s.lone);
  };
  const auto reads_the_first_at_nothing = []<class D>(scene<D>& s) {
    if constexpr (D::is_concrete) s.lone = at(s.cells, s.there.or_first());
    if constexpr (!D::is_concrete) s.lone = at(s.cells, s.there);
  };
  const auto judges_too_early = []<class D>(scene<D>& s) {
    using small = typename scene<D>::small;
    if constexpr (D::is_concrete) assign_if(s.whether, s.few, small(s.lone.load));
    if constexpr (!D::is_concrete) assign_if(s.whether, s.few, s.lone.load);
  };
  const auto refuted = [](const auto& operation) {
    return is_refuted([&](draws& from) { return both_domains_agree(operation, from); });
  };
  EXPECT_TRUE(refuted(ignores_the_condition));
  EXPECT_TRUE(refuted(reads_the_first_at_nothing));
  EXPECT_TRUE(refuted(judges_too_early));
}

}  // namespace
}  // namespace backcheck::tests
