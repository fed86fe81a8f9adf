// SPDX-License-Identifier: Apache-2.0
//
// The explicit engine against the dumb checker, where votes are followed and collators told apart.
#include "tests/agreement/small_scopes.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

checker::setting with_votes(protocol::rule_set rules) {
  auto s = small_setting(rules);
  s.parameters.scheduler.group_rotation_frequency = 1;
  s.window = {.relay_blocks = 2,
              .leaves = 1,
              .candidates = 1,
              .sessions = 0,
              .upward = false,
              .withheld = false,
              .votes = 2,
              .equivocators = 1};
  return s;
}
checker::setting with_collators(protocol::rule_set rules) {
  auto s = small_setting(rules);
  s.parameters.scheduler.scheduling_lookahead = 2;
  s.window = {.relay_blocks = 2,
              .leaves = 1,
              .candidates = 2,
              .sessions = 0,
              .upward = true,
              .collators = 2,
              .dishonest = 1};
  return s;
}

TEST(dumb_checker, agrees_on_votes) {
  for (const auto rules : {protocol::rule_set::y2025, protocol::rule_set::y2023})
    expect_agreement<machine::vote_shape>(with_votes(rules));
}
TEST(dumb_checker, agrees_on_too_few_votes) {
  auto s = with_votes(protocol::rule_set::y2025);
  s.speak.fault = protocol::fault::quorum_one_short;
  expect_agreement<machine::vote_shape>(s);
}
TEST(dumb_checker, agrees_on_collators) {
  for (const auto rules :
       {protocol::rule_set::y2025, protocol::rule_set::y2023, protocol::rule_set::sync})
    expect_agreement<machine::collator_shape>(with_collators(rules));
}

TEST(dumb_checker, agrees_in_small_scopes_with_collators) {
  expect_agreement_in_small_scopes<machine::collator_shape>(
      [](const machine::scope& window) { return window.needs_collator_shape(); }, 1);
}

}  // namespace
}  // namespace backcheck::tests
