// SPDX-License-Identifier: Apache-2.0
//
// The explicit engine against the dumb checker, where cores are told apart and claimed.
#include "tests/agreement/small_scopes.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

using shape = machine::whole_shape;

checker::setting with_cores(machine::claim_pattern claims, std::uint8_t cores,
                            protocol::rule_set rules = protocol::rule_set::y2025) {
  auto s = small_setting(rules);
  s.parameters.scheduler.scheduling_lookahead = 2;
  s.parameters.scheduler.paras_availability_period = 2;
  s.parameters.scheduler.group_rotation_frequency = 3;
  s.window.relay_blocks = 2;
  s.window.claims = static_cast<std::uint8_t>(claims);
  s.window.cores = cores;
  return s;
}

TEST(dumb_checker, agrees_on_two_cores_of_one_para) {
  expect_agreement<shape>(with_cores(machine::claim_pattern::own, 2));
}
TEST(dumb_checker, agrees_on_a_shared_core) {
  for (const auto rules : {protocol::rule_set::y2025, protocol::rule_set::y2023}) {
    auto s = with_cores(machine::claim_pattern::shared, 1, rules);
    s.window.paras = 2;
    expect_agreement<shape>(s);
  }
}
TEST(dumb_checker, agrees_on_claims_on_demand_across_sessions) {
  for (const auto rules : {protocol::rule_set::y2025, protocol::rule_set::y2023}) {
    auto s = with_cores(machine::claim_pattern::on_demand, 1, rules);
    s.window.sessions = 1;
    expect_agreement<shape>(s);
  }
}
TEST(dumb_checker, agrees_when_a_fault_of_cores_is_seeded) {
  using protocol::fault;
  for (const auto f : {fault::head_unchecked, fault::eviction_spares_successors,
                       fault::core_taken_twice, fault::claim_ignored, fault::claim_kept}) {
    auto s = with_cores(machine::claim_pattern::own, 2);
    s.speak.fault = f;
    expect_agreement<shape>(s);
  }
}

TEST(dumb_checker, agrees_on_disputes) {
  using protocol::fault;
  for (const auto f : {fault::none, fault::disputed_stays_pending, fault::freeze_forgotten,
                       fault::frozen_chain_goes_on}) {
    auto s = small_setting();
    s.speak.fault = f;
    s.window.relay_blocks = 3;
    s.window.leaves = 2;
    s.window.candidates = 1;
    s.window.disputes = true;
    expect_agreement<shape>(s);
  }
}
TEST(dumb_checker, agrees_on_changing_parameters) {
  using protocol::fault;
  for (const auto f : {fault::none, fault::change_comes_early, fault::change_within_session}) {
    auto s = small_setting();
    s.speak.fault = f;
    s.window.sessions = 2;
    s.window.candidates = 1;
    s.window.changes = 1;
    s.changed.push_back(s.parameters);
    s.changed.back().scheduler.scheduling_lookahead = 1;
    expect_agreement<shape>(s);
  }
}

TEST(dumb_checker, agrees_in_small_scopes_with_cores) {
  expect_agreement_in_small_scopes<shape>(
      [](const machine::scope& window) { return !window.is_plain() && !takes_a_shape(window); }, 5);
}

}  // namespace
}  // namespace backcheck::tests
