// SPDX-License-Identifier: Apache-2.0
//
// Why: the scenarios by which the reference implementation tests its own fragment tree (2023) are
// the ones its authors thought of; they are kept by name. Numbers are those of the list of
// scenarios.
#include <gtest/gtest.h>

#include "model/protocol/fragment_tree.hpp"
#include "tests/conformance/golden/builders.hpp"

namespace backcheck::golden {
namespace {

using protocol::candidate_storage;
using protocol::fragment_tree;
using form = fragment_tree::form;
using below = fragment_tree::below;
using depths = std::vector<std::size_t>;

constexpr std::uint64_t head_a = 10;
constexpr std::uint64_t head_b = 11;
constexpr std::uint64_t head_c = 12;
constexpr std::uint64_t head_d = 13;

protocol::scope_outcome<shape> accepted(std::uint64_t leaf,
                                        const std::vector<std::uint64_t>& ancestors,
                                        std::uint64_t lowest, scope& made) {
  made = {};
  made.relay_parent = relay(leaf);
  made.base_constraints = ample(lowest, head_a);
  scope::ancestors_type offered;
  for (const auto each : ancestors) offered.elements().push_back(relay(each));
  return accept_ancestors(made, offered);
}

TEST(golden, b1_scope_rejects_ancestors_that_skip_blocks) {
  scope made;
  EXPECT_EQ(accepted(10, {8}, 8, made).why(), protocol::scope_refusal::unexpected_ancestor);
  EXPECT_EQ(earliest_relay_parent(made).number.raw(), 10U);  // what the error reports as `prev`
}

TEST(golden, b2_scope_rejects_ancestor_for_0_block) {
  scope made;
  EXPECT_EQ(accepted(0, {99999}, 0, made).why(), protocol::scope_refusal::unexpected_ancestor);
  EXPECT_EQ(earliest_relay_parent(made).number.raw(), 0U);
}

TEST(golden, b3_scope_only_takes_ancestors_up_to_min) {
  scope made;
  EXPECT_TRUE(accepted(5, {4, 3, 2}, 3, made).fired());
  EXPECT_EQ(length_of(made.ancestors).raw(), 2U);
}

/// The tree of those candidates, all stored, on a leaf numbered 0.
fragment_tree tree_of(const candidate_storage& storage, std::size_t max_depth) {
  return {y2023, scope_at(0, {}, ample(0, head_a)), max_depth, storage};
}

TEST(golden, b4_graceful_cycle_of_0) {
  candidate_storage storage;
  (void)storage.add(candidate(1, head_a, head_a, 0), candidate_state::introduced);
  const auto tree = tree_of(storage, 4);
  ASSERT_EQ(tree.nodes().size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(tree.nodes()[i].parent, i == 0 ? fragment_tree::root : i - 1);
  }
  EXPECT_EQ(tree.depths_of(1), (depths{0, 1, 2, 3, 4}));
}

TEST(golden, b5_graceful_cycle_of_1) {
  candidate_storage storage;
  (void)storage.add(candidate(1, head_a, head_b, 0), candidate_state::introduced);
  (void)storage.add(candidate(2, head_b, head_a, 0), candidate_state::introduced);
  const auto tree = tree_of(storage, 4);
  EXPECT_EQ(tree.nodes().size(), 5U);
  EXPECT_EQ(tree.depths_of(1), (depths{0, 2, 4}));
  EXPECT_EQ(tree.depths_of(2), (depths{1, 3}));
  const auto where = [&](std::uint64_t parent) {
    return tree.hypothetical_depths(*candidate(3, parent, head_d, 0), form::incomplete,
                                    below::anything, storage);
  };
  EXPECT_EQ(where(head_a), (depths{0, 2, 4}));
  EXPECT_EQ(where(head_b), (depths{1, 3}));
}

TEST(golden, b6_hypothetical_depths_stricter_on_complete) {
  const candidate_storage storage;
  const auto tree = tree_of(storage, 4);
  const auto illegal = candidate(1, head_a, head_b, 0);
  illegal->content.commitments.hrmp_watermark = 1000;
  EXPECT_EQ(tree.hypothetical_depths(*illegal, form::incomplete, below::anything, storage),
            (depths{0}));
  EXPECT_EQ(tree.hypothetical_depths(*illegal, form::complete, below::anything, storage),
            (depths{}));
}

TEST(golden, b7_hypothetical_depths_backed_in_path) {
  candidate_storage storage;
  (void)storage.add(candidate(1, head_a, head_b, 0), candidate_state::backed);
  (void)storage.add(candidate(2, head_b, head_c, 0), candidate_state::backed);
  (void)storage.add(candidate(3, head_b, head_d, 0), candidate_state::introduced);
  const auto tree = tree_of(storage, 4);
  EXPECT_EQ(tree.nodes().size(), 3U);
  const auto where = [&](std::uint64_t parent, below places) {
    return tree.hypothetical_depths(*candidate(4, parent, 14, 0), form::incomplete, places,
                                    storage);
  };
  EXPECT_EQ(where(head_a, below::backed), (depths{0}));
  EXPECT_EQ(where(head_c, below::backed), (depths{2}));
  EXPECT_EQ(where(head_d, below::backed), (depths{}));
  EXPECT_EQ(where(head_d, below::anything), (depths{2}));
}

TEST(golden, b8_pending_availability_in_scope) {
  candidate_storage storage;
  const auto pending = candidate(1, head_a, head_b, 0);  // relay block 0 is out of scope
  (void)storage.add(pending, candidate_state::backed);
  (void)storage.add(candidate(2, head_b, head_c, 1), candidate_state::introduced);
  auto at = scope_at(2, {1}, ample(1, head_a));
  list_pending(at, 1, 0);
  const fragment_tree tree(y2023, at, 4, storage);
  EXPECT_EQ(tree.nodes().size(), 2U);
  const auto where = [&](std::uint64_t parent, std::uint64_t relay_parent) {
    return tree.hypothetical_depths(*candidate(3, parent, head_d, relay_parent), form::incomplete,
                                    below::anything, storage);
  };
  EXPECT_EQ(where(head_b, 2), (depths{1}));
  EXPECT_EQ(where(head_c, 1), (depths{2}));
}

// B23: prospective parachains rejects a candidate first, which leaves nothing behind; told again
// once its parent is known, it accepts it.
TEST(golden, b23_prospective_parachains_reject_candidate) {
  candidate_storage storage;
  auto tree = tree_of(storage, 4);
  const auto introduce = [&](const shared_candidate& what) {
    if (!check_introduced(storage, *what).fired()) return tree.depths_of(what->hash);
    (void)storage.add(what, candidate_state::introduced);
    tree.add_and_populate(what->hash, storage);
    if (tree.depths_of(what->hash).empty()) storage.remove(what->hash);
    return tree.depths_of(what->hash);
  };
  const auto early = candidate(2, head_b, head_c, 0);
  EXPECT_EQ(introduce(early), (depths{}));
  EXPECT_FALSE(storage.contains(2));
  EXPECT_TRUE(tree.nodes().empty());
  EXPECT_EQ(introduce(candidate(1, head_a, head_b, 0)), (depths{0}));
  EXPECT_EQ(introduce(early), (depths{1}));
}

}  // namespace
}  // namespace backcheck::golden
