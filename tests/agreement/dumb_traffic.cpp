// SPDX-License-Identifier: Apache-2.0
//
// The explicit engine against the dumb checker, where parachains change their code
// or exchange messages.
#include "tests/agreement/small_scopes.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

using shape = machine::traffic_shape;

checker::setting upgrading(protocol::rule_set rules) {
  auto s = small_setting(rules);
  auto& k = s.parameters;
  k.scheduler.scheduling_lookahead = 2;
  k.scheduler.paras_availability_period = 1;
  k.scheduler.group_rotation_frequency = 1;
  k.candidates.validation_upgrade_delay = 2;
  k.candidates.minimum_validation_upgrade_delay = 1;
  k.candidates.validation_upgrade_cooldown = 3;
  s.window.relay_blocks = 2;
  s.window.upgrades = true;
  return s;
}

TEST(dumb_checker, agrees_on_upgrades) {
  for (const auto rules : {protocol::rule_set::y2025, protocol::rule_set::y2023})
    expect_agreement<shape>(upgrading(rules));
}
TEST(dumb_checker, agrees_when_a_fault_of_upgrades_is_seeded) {
  using protocol::fault;
  for (const auto f :
       {fault::upgrade_applied_early, fault::upgrade_never_applied, fault::upgrade_unrestricted,
        fault::code_unchecked, fault::signal_forgotten}) {
    auto s = upgrading(protocol::rule_set::y2025);
    s.window.cores = 2;
    s.speak.fault = f;
    expect_agreement<shape>(s);
  }
}

checker::setting exchanging(std::uint8_t downward, std::uint8_t horizontal) {
  auto s = small_setting();
  auto& k = s.parameters;
  k.scheduler.scheduling_lookahead = 2;
  k.scheduler.paras_availability_period = 1;
  k.scheduler.group_rotation_frequency = 1;
  k.messages.hrmp_max_message_num_per_candidate = 2;
  k.messages.hrmp_channel_max_capacity = 1;
  k.messages.hrmp_channel_max_message_size = 1;
  k.messages.hrmp_channel_max_total_size = 1;
  s.window.relay_blocks = 2;
  s.window.downward = downward;
  s.window.horizontal = horizontal;
  return s;
}
TEST(dumb_checker, agrees_on_downward_messages) {
  using protocol::fault;
  for (const auto f : {fault::none, fault::downward_ignored, fault::ancestors_forgotten}) {
    auto s = exchanging(2, 0);
    s.speak.fault = f;
    expect_agreement<shape>(s);
  }
}
TEST(dumb_checker, agrees_on_horizontal_messages) {
  using protocol::fault;
  for (const auto f : {fault::none, fault::watermark_forgotten, fault::recipients_unsorted}) {
    auto s = exchanging(0, 1);
    s.speak.fault = f;
    expect_agreement<shape>(s);
  }
}

TEST(dumb_checker, agrees_in_small_scopes_with_traffic) {
  expect_agreement_in_small_scopes<shape>(
      [](const machine::scope& window) { return window.needs_traffic_shape(); }, 2);
}

}  // namespace
}  // namespace backcheck::tests
