// SPDX-License-Identifier: Apache-2.0
//
// Why: what the reference implementation was seen to do is the one authority on the protocol's
// rules. Every recorded case must agree in full. Counts are pinned, so that a case that is not
// tried is seen.
#include <gtest/gtest.h>

#include "conformance/conform.hpp"

namespace backcheck::conformance {
namespace {

struct expected {
  const char* kind;
  std::size_t cases;
  std::size_t noted;
};

void expect_agreement(const std::string& file, const std::vector<expected>& pinned) {
  tallies all;
  run_file("tests/conformance/vectors/" + file, all);
  EXPECT_EQ(all.size(), pinned.size());
  for (const auto& [kind, cases, noted] : pinned) {
    const auto found = all.find(kind);
    ASSERT_NE(found, all.end()) << kind;
    const auto& tally = found->second;
    EXPECT_EQ(tally.cases, cases) << kind;
    EXPECT_EQ(tally.noted, noted) << kind;
    EXPECT_EQ(tally.differing, 0U) << kind << ": " << tally.first->where << "\n"
                                   << tally.first->field << "\n  expected " << tally.first->expected
                                   << "\n  came " << tally.first->came;
  }
}

TEST(vectors, modifications_are_admitted_as_recorded) {
  expect_agreement("emulator.constraints.jsonl.zst", {{"emulator.constraints", 1200, 0}});
}
TEST(vectors, modifications_stack_as_recorded) {
  expect_agreement("emulator.stack.jsonl.zst",
                   {{"emulator.stack", 508, 0}, {"emulator.stack.apply", 592, 0}});
}
TEST(vectors, fragments_are_judged_as_recorded) {
  expect_agreement("emulator.fragment.jsonl.zst", {{"emulator.fragment", 1800, 0}});
}
TEST(vectors, segments_grow_and_shrink_as_recorded) {
  expect_agreement("segment.jsonl.zst", {{"segment", 1204, 0}, {"segment.limits", 96, 0}});
}
TEST(vectors, included_blocks_leave_the_segment_as_recorded) {
  expect_agreement("segment.inclusion.jsonl.zst", {{"segment.inclusion", 200, 0}});
}
TEST(vectors, fragment_trees_grow_as_recorded) {
  expect_agreement("fragment_tree.jsonl.zst", {{"fragment_tree", 1200, 0}});
}
TEST(vectors, fragment_chains_grow_as_recorded) {
  expect_agreement("fragment_chain.jsonl.zst", {{"fragment_chain", 1100, 0}});
}
TEST(vectors, the_consensus_hook_answers_as_recorded) {
  expect_agreement("consensus_hook.jsonl.zst", {{"hook.can_build_upon", 392, 0},
                                                {"hook.on_state_proof", 514, 0},
                                                {"hook.on_initialize", 94, 0}});
}

// Worked out by hand, where no recorded case would notice that a rule is broken.
TEST(vectors, what_was_derived_by_hand_agrees) {
  expect_agreement("derived.jsonl", {{"emulator.fragment", 2, 0},
                                     {"fragment_chain", 3, 0},
                                     {"fragment_tree", 1, 0},
                                     {"segment.panic", 2, 0}});
}

// What follows is recorded where upstream itself goes wrong.
TEST(vectors, what_panics_upstream_is_refused_by_name) {
  expect_agreement("segment.panics.jsonl.zst", {{"segment.panic", 18, 0}});
}
// Up to the defect everything agrees; behind it upstream's tree lacks children in two cases.
TEST(vectors, trees_agree_up_to_the_shift_of_indices) {
  expect_agreement("fragment_tree.index_shift.jsonl.zst", {{"fragment_tree.index_shift", 30, 2}});
}
TEST(vectors, where_order_decides_our_outcome_is_one_of_those_seen) {
  expect_agreement("fragment_chain.order_dependent.jsonl.zst",
                   {{"fragment_chain.order_dependent", 5, 0}});
}

}  // namespace
}  // namespace backcheck::conformance
