// SPDX-License-Identifier: Apache-2.0
//
// The explicit engine against the dumb checker, where a node is followed.
#include "tests/agreement/dumb_checker.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

checker::setting with_a_node(protocol::rule_set rules) {
  auto s = small_setting(rules);
  s.window = {.relay_blocks = 2,
              .leaves = 1,
              .candidates = 2,
              .sessions = 0,
              .upward = false,
              .withheld = false,
              .views = true};
  return s;
}

TEST(dumb_checker, agrees_on_views) {
  for (const auto rules : {protocol::rule_set::y2025, protocol::rule_set::y2023})
    expect_agreement<machine::view_shape>(with_a_node(rules));
}
TEST(dumb_checker, agrees_on_what_views_offer) {
  auto s = with_a_node(protocol::rule_set::y2025);
  s.window.provisioned = true;
  s.parameters.scheduler.scheduling_lookahead = 2;
  s.speak.fault = protocol::fault::pending_offered;
  expect_agreement<machine::view_shape>(s);
}

}  // namespace
}  // namespace backcheck::tests
