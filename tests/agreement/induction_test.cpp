// SPDX-License-Identifier: Apache-2.0
//
// Proofs by induction about the machine: what is proved, for all parameters; that faults are not,
// and that the steps which show it happen on the concrete machine.
#include <gtest/gtest.h>

#include "checker/induction.hpp"

namespace backcheck::tests {
namespace {

using checker::induction_ending;
using checker::machine_proof;

/// Through a smaller window than `prove` looks through, to be quick.
machine_proof proof_of(std::vector<std::string_view> ids, protocol::fault fault,
                       bool all_parameters, bool confirm = false) {
  solver::claim_set asked;
  for (const auto id : ids) asked.insert(checker::property_by_id(id).value());
  auto s = checker::setting_of_proofs(asked, {protocol::rule_set::y2025, fault});
  s.window.relay_blocks = 3;
  s.window.leaves = s.window.sessions = 2;
  s.window.candidates = 2;
  // A relay slot may hold two.
  if (fault == protocol::fault::slot_unlimited) s.window.candidates = 3;
  // So that two candidates are more than there may be.
  if (fault == protocol::fault::capacity_off_by_one)
    s.parameters.parachain.unincluded_segment_capacity = 1;
  checker::free_parameters free;
  free.all = all_parameters;
  solver::symbolic::effort spent;
  spent.limits.time_max = std::chrono::minutes(5);
  spent.confirm = spent.ask_everybody = confirm;
  spent.ask_cvc5 = solver::symbolic::has_cvc5();
  return checker::prove_machine(s, free, spent);
}
const checker::induction_row& row_of(const machine_proof& proof, std::string_view id) {
  for (const auto& row : proof.rows)
    if (row.property == checker::property_by_id(id)) return row;
  throw std::out_of_range("no such row");
}

TEST(induction, proves_segments_and_relay_parents_for_all_parameters) {
  const auto proof = proof_of({"S48", "S52", "S8", "S2"}, protocol::fault::none, true);
  ASSERT_TRUE(proof.decided);
  for (const auto& row : proof.rows) {
    if (row.property) {
      EXPECT_EQ(row.end, induction_ending::proved) << row.sentence;
    }
  }
  // What no state enables would be kept whatever it does.
  for (const bool possible : proof.possible) EXPECT_TRUE(possible);
}

// What another solver cannot decide in its time is named as unconfirmed; that none of them says the
// contrary is seen to by the proof itself.
TEST(induction, is_asked_again_from_the_text) {
  const auto proof = proof_of({"S48", "S52"}, protocol::fault::none, false, true);
  ASSERT_TRUE(proof.decided);
  // The start, and each thing kept with each rule that touches it.
  ASSERT_EQ(proof.confirmations.size(), proof.seconds_of_cell.size() + 1);
  ASSERT_GT(proof.confirmations.size(), 50U);
  std::size_t confirmed = 0;
  for (const auto& c : proof.confirmations) {
    EXPECT_FALSE(c.obligation.empty());
    confirmed += c.by.empty() ? 0U : 1U;
  }
  EXPECT_GE(10 * confirmed, 9 * proof.confirmations.size());
}

struct seeded {
  protocol::fault fault;
  const char* property;
};
class faults_in_induction : public testing::TestWithParam<seeded> {};
TEST_P(faults_in_induction, are_shown_by_a_step_of_the_concrete_machine) {
  const auto proof = proof_of({GetParam().property}, GetParam().fault, false);
  const auto& row = row_of(proof, GetParam().property);
  ASSERT_EQ(row.end, induction_ending::not_inductive);
  ASSERT_TRUE(row.shown);
  EXPECT_EQ(row.shown->unconfirmed, "");
  ASSERT_EQ(row.shown->run.frames.size(), 2U);
  EXPECT_FALSE(row.shown->run.frames.back().violations.empty());
}
INSTANTIATE_TEST_SUITE_P(some, faults_in_induction,
                         testing::Values(seeded{protocol::fault::capacity_off_by_one, "S48"},
                                         seeded{protocol::fault::relay_parent_backwards, "S52"},
                                         seeded{protocol::fault::relay_parent_backwards, "S8"},
                                         seeded{protocol::fault::head_unchecked, "S2"},
                                         seeded{protocol::fault::session_keeps_pending, "S18"},
                                         seeded{protocol::fault::session_keeps_tracker, "S19"},
                                         seeded{protocol::fault::slot_unlimited, "S53"}),
                         [](const auto& of) {
                           return std::string(protocol::name_of(of.param.fault)) + "_" +
                                  of.param.property;
                         });

}  // namespace
}  // namespace backcheck::tests
