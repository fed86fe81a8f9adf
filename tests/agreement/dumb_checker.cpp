// SPDX-License-Identifier: Apache-2.0
//
// The explicit engine against the dumb checker. Counts, verdicts and shortest lengths agree.
#include "tests/agreement/dumb_checker.hpp"

#include "tests/agreement/small_scopes.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

using shape = machine::shape<5, 2, 6>;

TEST(dumb_checker, agrees_on_one_fork) { expect_agreement<shape>(small_setting()); }
TEST(dumb_checker, agrees_on_forks_and_sessions_in_2023) {
  auto s = small_setting(protocol::rule_set::y2023);
  s.parameters.scheduler.paras_availability_period = 2;
  s.parameters.scheduler.group_rotation_frequency = 3;
  s.window = {.relay_blocks = 3, .leaves = 2, .candidates = 2, .sessions = 1, .upward = true};
  expect_agreement<shape>(s);
}
TEST(dumb_checker, agrees_on_synchronous_backing) {
  auto s = small_setting(protocol::rule_set::sync);
  s.window.sessions = 1;
  s.window.leaves = 2;
  expect_agreement<shape>(s);
}
TEST(dumb_checker, agrees_when_a_fault_is_seeded) {
  for (unsigned f = 1; f < static_cast<unsigned>(protocol::fault::count); ++f) {
    auto s = small_setting();
    s.speak.fault = static_cast<protocol::fault>(f);
    s.parameters.scheduler.scheduling_lookahead = 3;
    s.parameters.scheduler.paras_availability_period = 2;
    s.parameters.scheduler.group_rotation_frequency = 4;
    s.parameters.parachain.unincluded_segment_capacity = 1;
    s.window.stray_collators = true;
    s.window.upward = true;
    s.window.relay_blocks = 2;
    expect_agreement<shape>(s);
  }
}
/// The comparison can fail: the two disagree when they look at different machines.
TEST(dumb_checker, tells_two_machines_apart) {
  const auto s = small_setting();
  auto other = s;
  other.parameters.parachain.unincluded_segment_capacity = 1;
  const checker::machine_model<shape> model(s);
  const auto subject = checker::make_subject(other);
  EXPECT_NE(solver::search(subject->view(), {}).states, dumb_checker<shape>(model).check().states);
}

TEST(dumb_checker, agrees_in_small_scopes) {
  expect_agreement_in_small_scopes<shape>(
      [](const machine::scope& window) { return window.is_plain() && !takes_a_shape(window); }, 8);
}

}  // namespace
}  // namespace backcheck::tests
