// SPDX-License-Identifier: Apache-2.0
//
// Why: the tracker on chain and the ancestry that nodes walk must allow the same relay parents, or
// what is built off chain is refused on chain. Followed block by block, with session changes.
#include <gtest/gtest.h>

#include "model/protocol/implicit_view.hpp"
#include "model/protocol/relay_parents.hpp"

namespace backcheck::protocol {
namespace {

using language::concrete;
using shape = unbounded;
using number = relay_block<shape>::number_type;

constexpr dialect speak{rule_set::y2025};

relay_block<shape> relay(std::uint64_t height) {
  relay_block<shape> made;
  made.hash = height + 1000;
  made.number = height;
  made.storage_root = height + 2000;
  return made;
}

bool allows(const relay_parent_tracker<shape>& tracker, std::uint64_t height) {
  const auto found = allowed_relay_parent(speak, tracker, relay(height).hash, false, number(0));
  if (found.exists.known()) {
    EXPECT_EQ(found.value.number.raw(), height);
    EXPECT_EQ(found.value.storage_root.raw(), height + 2000);
  }
  return found.exists.known();
}

TEST(tracker, allows_what_the_age_window_says_and_nodes_walk_to) {
  for (std::uint64_t allowed = 0; allowed <= 4; ++allowed) {
    relay_parent_tracker<shape> tracker;
    std::uint64_t session_start = 0;  // the newest block at whose end a session changed
    for (std::uint64_t block = 1; block <= 20; ++block) {
      push_parent(tracker, relay(block - 1), number(allowed));
      std::size_t size = 0;
      for (std::uint64_t r = 0; r <= block; ++r) {
        const bool expected = r + 1 <= block && block <= r + 1 + allowed && r >= session_start;
        EXPECT_EQ(allows(tracker, r), expected) << allowed << " " << block << " " << r;
        size += expected ? 1U : 0U;
      }
      EXPECT_EQ(places(tracker.buffer), size);

      using ancestor = ancestor_in_session<shape>;
      shape::list<unit::relay_blocks, ancestor> offered;
      for (std::uint64_t r = block - 1; r-- > 0;) {
        ancestor each;
        each.block = relay(r);
        each.session_for_child = r >= session_start ? 1 : 0;
        offered.elements().push_back(each);
      }
      const auto walked =
          ancestry_within_session<shape>(offered, number(allowed), ancestor::session_type(1));
      EXPECT_EQ(places(walked) + 1, size) << allowed << " " << block;
      const bool changes = block % 7 == 0;
      if (changes) {
        end_session(tracker);
        session_start = block;
      }
    }
  }
}

TEST(tracker, refuses_relay_parents_that_go_back_and_siblings) {
  relay_parent_tracker<shape> tracker;
  for (std::uint64_t r = 0; r < 4; ++r) push_parent(tracker, relay(r), number(3));
  const auto after = [&](std::uint64_t previous, std::uint64_t r) {
    return allowed_relay_parent(speak, tracker, relay(r).hash, true, number(previous))
        .exists.known();
  };
  EXPECT_FALSE(after(2, 1));
  EXPECT_TRUE(after(2, 2));
  EXPECT_TRUE(after(2, 3));
  auto sibling = relay(2);
  sibling.hash = 7;
  EXPECT_FALSE(allowed_relay_parent(speak, tracker, sibling.hash, false, number(0)).exists.known());
}

// The runtime API pretends that the block is in the tracker already.
TEST(tracker, sets_the_lowest_number_of_base_constraints) {
  relay_parent_tracker<shape> tracker;
  for (std::uint64_t block = 1; block <= 6; ++block) {
    push_parent(tracker, relay(block - 1), number(2));
    const auto lowest =
        lowest_relay_parent_number(number(block), number(2), length_of(tracker.buffer));
    EXPECT_EQ(lowest.raw(), block < 2 ? 0 : block - 2);
  }
  end_session(tracker);
  EXPECT_EQ(lowest_relay_parent_number(number(6), number(2), length_of(tracker.buffer)).raw(), 6U);
}

TEST(tracker, never_holds_the_block_itself) {
  EXPECT_FALSE(is_tracked(number(0), number(3)).known());
  EXPECT_TRUE(is_tracked(number(1), number(3)).known());
  EXPECT_TRUE(is_tracked(number(3), number(3)).known());
  EXPECT_FALSE(is_tracked(number(4), number(3)).known());
}

// Nodes walk back block by block and stop; they do not look for more behind another session.
TEST(ancestry, ends_at_the_first_block_of_another_session) {
  using ancestor = ancestor_in_session<shape>;
  shape::list<unit::relay_blocks, ancestor> offered;
  for (const std::uint64_t session : {2U, 1U, 2U}) {
    ancestor each;
    each.session_for_child = session;
    offered.elements().push_back(each);
  }
  const auto taken = ancestry_within_session<shape>(offered, number(3), ancestor::session_type(2));
  EXPECT_EQ(places(taken), 1U);
}

TEST(allowed_ancestors, follow_the_era) {
  parameters<concrete> k;
  k.async_backing.allowed_ancestry_len = 2;
  k.scheduler.scheduling_lookahead = 5;
  EXPECT_EQ(allowed_ancestors<concrete>(dialect{rule_set::sync}, k).raw(), 0U);
  EXPECT_EQ(allowed_ancestors<concrete>(dialect{rule_set::y2023}, k).raw(), 2U);
  EXPECT_EQ(allowed_ancestors<concrete>(dialect{rule_set::y2025}, k).raw(), 4U);
}

/// Two forks: 1 to 9 in a row, and 16, 17 on top of 5.
std::optional<implicit_view::header> header_of(const implicit_view::hash& block) {
  if (block >= 1 && block <= 9) return implicit_view::header{block, block - 1};
  if (block == 16) return implicit_view::header{6, 5};
  if (block == 17) return implicit_view::header{7, 16};
  return std::nullopt;
}
using hashes = std::vector<implicit_view::hash>;

TEST(implicit_view, knows_the_allowed_relay_parents_of_each_para) {
  implicit_view view;
  EXPECT_EQ(view.activate_leaf(9, header_of, {{1, 7}, {2, 6}}), view_refusal::none);
  EXPECT_EQ(view.activate_leaf(9, header_of, {{1, 7}}), view_refusal::already_known);
  EXPECT_EQ(view.activate_leaf(99, header_of, {}), view_refusal::block_header_unavailable);
  EXPECT_EQ(view.allowed_under(9), (hashes{9, 8, 7, 6}));
  EXPECT_EQ(view.allowed_under(9, 1), (hashes{9, 8, 7}));
  EXPECT_EQ(view.allowed_under(9, 2), (hashes{9, 8, 7, 6}));
  EXPECT_EQ(view.allowed_under(9, 3), (hashes{}));
  EXPECT_EQ(view.allowed_under(8), std::nullopt);  // never was a leaf
}

TEST(implicit_view, of_a_leaf_without_paras_is_the_leaf) {
  implicit_view view;
  EXPECT_EQ(view.activate_leaf(9, header_of, {}), view_refusal::none);
  EXPECT_EQ(view.allowed_under(9), (hashes{9}));
  EXPECT_EQ(view.all_stored(), (hashes{9}));
}

TEST(implicit_view, forgets_by_number_what_no_leaf_retains) {
  implicit_view view;
  EXPECT_EQ(view.activate_leaf(17, header_of, {{1, 5}}), view_refusal::none);
  EXPECT_EQ(view.activate_leaf(8, header_of, {{1, 7}}), view_refusal::none);
  EXPECT_EQ(view.all_stored(), (hashes{5, 7, 8, 16, 17}));
  // Leaf 8 retains from 6 on, two blocks below itself, so the other fork's 6 and 7 stay for now.
  EXPECT_EQ(view.deactivate_leaf(17), (hashes{5}));
  EXPECT_EQ(view.allowed_under(17), (hashes{17, 16, 5}));
  EXPECT_EQ(view.deactivate_leaf(17), (hashes{}));
  EXPECT_EQ(view.deactivate_leaf(8), (hashes{7, 8, 16, 17}));
}

}  // namespace
}  // namespace backcheck::protocol
