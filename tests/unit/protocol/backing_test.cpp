// SPDX-License-Identifier: Apache-2.0
//
// Why: a quorum that is one too low lets a bad candidate occupy a core, one too high stalls a
// parachain; and what is not refused here surprises those who model from folklore.
#include <gtest/gtest.h>

#include "model/protocol/backing.hpp"

namespace backcheck::protocol {
namespace {

using language::concrete;
using shape = unbounded;
using validators = u32<concrete, unit::validators>;
using votes = u32<concrete, unit::votes>;

TEST(quorum, is_all_of_a_small_group) {
  backing_params<concrete> k;
  k.minimum_backing_votes = 3;
  const auto needed = [&](rule_set rules, std::uint64_t group) {
    return votes_needed(dialect{rules}, k, validators(group)).raw();
  };
  EXPECT_EQ(needed(rule_set::y2023, 1), 1U);
  EXPECT_EQ(needed(rule_set::y2023, 5), 2U);
  EXPECT_EQ(needed(rule_set::y2025, 1), 1U);
  EXPECT_EQ(needed(rule_set::y2025, 2), 2U);
  EXPECT_EQ(needed(rule_set::y2025, 5), 3U);
}

votes_refusal judge(const std::vector<bool>& bits, const std::vector<std::uint64_t>& signers,
                    std::uint64_t group = 4, std::uint64_t needed = 2) {
  shape::list<unit::validators, language::known_truth> set;
  for (const bool bit : bits) set.elements().emplace_back(bit);
  shape::list<unit::votes, backing_vote<shape>> cast;
  for (const auto each : signers) {
    backing_vote<shape> vote;
    vote.signed_by = each;
    cast.elements().push_back(vote);
  }
  return check_votes<shape>(validators(group), votes(needed), set, cast).why();
}

TEST(votes, belong_to_the_bits_in_their_order) {
  EXPECT_EQ(judge({true, false, true, false}, {0, 2}), votes_refusal::none);
  EXPECT_EQ(judge({true, false, true, false}, {2, 0}), votes_refusal::signature_does_not_verify);
  EXPECT_EQ(judge({true, false, true}, {0, 2}), votes_refusal::wrong_number_of_bits);
  EXPECT_EQ(judge({true, true, true, true}, {0, 1, 2, 3, 3}),
            votes_refusal::more_votes_than_validators);
  EXPECT_EQ(judge({true, false, false, false}, {0, 1}), votes_refusal::not_every_vote_has_a_bit);
  EXPECT_EQ(judge({false, true, false, false}, {1}), votes_refusal::insufficient_backing);
  EXPECT_EQ(judge({false, false, false, false}, {}), votes_refusal::insufficient_backing);
}

// One would expect a bit without a vote to be refused; upstream pairs what there is.
TEST(votes, may_be_fewer_than_bits) {
  EXPECT_EQ(judge({true, true, true, false}, {0, 1}), votes_refusal::none);
}

using leaves = shape::list<unit::relay_hashes, leaf_answer<shape>>;
leaf_answer<shape> leaf(bool answers, const std::vector<std::pair<bool, bool>>& depths) {
  leaf_answer<shape> made;
  made.answers = answers;
  for (const auto& [possible, taken] : depths) {
    depth_at_leaf<shape> depth;
    depth.possible = possible;
    depth.taken = taken;
    made.depths.elements().push_back(depth);
  }
  return made;
}
leaves all(std::vector<leaf_answer<shape>> of) {
  leaves made;
  made.elements() = std::move(of);
  return made;
}

TEST(seconding, in_2023_is_vetoed_by_one_taken_depth_at_one_leaf) {
  const auto judged = [](const leaves& known, bool advertised) {
    return may_second_2023<shape>(known, advertised).why();
  };
  EXPECT_EQ(judged({}, false), seconding_refusal::no_leaf_allows_its_relay_parent);
  EXPECT_EQ(judged(all({leaf(false, {{true, false}})}), false),
            seconding_refusal::no_leaf_allows_its_relay_parent);
  EXPECT_EQ(judged(all({leaf(true, {{true, false}}), leaf(true, {{true, true}})}), false),
            seconding_refusal::depth_taken_at_a_leaf);
  EXPECT_EQ(judged(all({leaf(true, {{true, false}}), leaf(false, {{true, true}})}), false),
            seconding_refusal::none);
  // It may be seconded where it fits nowhere yet, but an advertisement is not fetched for that.
  EXPECT_EQ(judged(all({leaf(true, {{false, false}})}), false), seconding_refusal::none);
  EXPECT_EQ(judged(all({leaf(true, {{false, false}})}), true), seconding_refusal::fits_at_no_leaf);
}

TEST(seconding, since_2024_asks_only_whether_some_chain_could_take_it) {
  EXPECT_EQ(may_second_2025<shape>({}).why(), seconding_refusal::no_leaf_allows_its_relay_parent);
  EXPECT_EQ(may_second_2025<shape>(all({leaf(true, {{false, false}})})).why(),
            seconding_refusal::fits_at_no_leaf);
  EXPECT_EQ(may_second_2025<shape>(all({leaf(false, {{true, false}}), leaf(true, {})})).why(),
            seconding_refusal::fits_at_no_leaf);
  EXPECT_EQ(may_second_2025<shape>(all({leaf(true, {}), leaf(true, {{true, true}})})).why(),
            seconding_refusal::none);
}

TEST(statements, show_misbehaviour) {
  statement<concrete> s;
  const auto judged = [&](bool several) { return check_statement<concrete>(s, several).why(); };
  EXPECT_EQ(judged(true), misbehaviour::unauthorized_statement);
  s.signer_is_in_group = true;
  EXPECT_EQ(judged(true), misbehaviour::none);
  s.called_this_valid = true;  // says so again
  EXPECT_EQ(judged(true), misbehaviour::double_sign);
  s.same_signature = true;
  EXPECT_EQ(judged(true), misbehaviour::none);
  s.is_seconded = true;
  EXPECT_EQ(judged(true), misbehaviour::issued_and_validity);
  s.called_this_valid = false;
  s.seconded_another = true;
  EXPECT_EQ(judged(true), misbehaviour::none);
  EXPECT_EQ(judged(false), misbehaviour::multiple_candidates);
  s.seconded_this = true;  // the same candidate once more is no second one
  EXPECT_EQ(judged(false), misbehaviour::none);
}

}  // namespace
}  // namespace backcheck::protocol
