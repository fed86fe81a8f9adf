// SPDX-License-Identifier: Apache-2.0
//
// The machine in the mirror, without what only some windows have.
#include "tests/agreement/mirrored_machine.hpp"

namespace backcheck::tests {
namespace {

checker::setting drawn_setting(draws& from) {
  constexpr std::array rule_sets{protocol::rule_set::y2025, protocol::rule_set::y2023,
                                 protocol::rule_set::sync};
  auto s = small_setting(rule_sets[from.below(rule_sets.size())]);
  s.speak.fault = from.once_in(3) ? static_cast<protocol::fault>(from.below(
                                        static_cast<std::size_t>(protocol::fault::count)))
                                  : protocol::fault::none;
  s.parameters.scheduler.scheduling_lookahead = 1 + from.below(4);
  s.parameters.scheduler.group_rotation_frequency = 1 + from.below(5);
  s.parameters.scheduler.paras_availability_period = 1 + from.below(5);
  s.parameters.parachain.unincluded_segment_capacity = from.below(4);
  s.window = {.relay_blocks = 4,
              .leaves = 3,
              .paras = 2,
              .candidates = 4,
              .sessions = 2,
              .upward = from.once_in(2),
              .reversions = true,
              .stray_collators = from.once_in(2)};
  return s;
}

TEST(mirrored_machine, does_what_the_machine_does) {
  walk_both<machine::shape<4, 2, 4>>(drawn_setting, 1000);
}

}  // namespace
}  // namespace backcheck::tests
