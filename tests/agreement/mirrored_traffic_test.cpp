// SPDX-License-Identifier: Apache-2.0
//
// The machine in the mirror, with code upgrades and messages.
#include "tests/agreement/mirrored_machine.hpp"

namespace backcheck::tests {
namespace {

checker::setting drawn_with_traffic(draws& from) {
  constexpr std::array rule_sets{protocol::rule_set::y2025, protocol::rule_set::y2023,
                                 protocol::rule_set::sync};
  auto s = small_setting(rule_sets[from.below(rule_sets.size())]);
  s.speak.fault = from.once_in(3) ? static_cast<protocol::fault>(from.below(
                                        static_cast<std::size_t>(protocol::fault::count)))
                                  : protocol::fault::none;
  auto& k = s.parameters;
  k.scheduler.scheduling_lookahead = 1 + from.below(3);
  k.scheduler.group_rotation_frequency = 1 + from.below(3);
  k.scheduler.paras_availability_period = 1 + from.below(3);
  k.candidates.validation_upgrade_delay = from.below(3);
  k.candidates.minimum_validation_upgrade_delay = from.below(3);
  k.candidates.validation_upgrade_cooldown = from.below(5);
  k.messages.hrmp_max_message_num_per_candidate = 1 + from.below(3);
  k.messages.hrmp_channel_max_capacity = 1 + from.below(3);
  k.messages.hrmp_channel_max_message_size = 1 + from.below(3);
  k.messages.hrmp_channel_max_total_size = 1 + from.below(9);
  s.window = {.relay_blocks = 4,
              .leaves = 2,
              .candidates = 4,
              .sessions = 1,
              .upward = from.once_in(2),
              .reversions = true,
              .stray_collators = from.once_in(2),
              .cores = static_cast<std::uint8_t>(1 + from.below(2)),
              .upgrades = from.once_in(2),
              .downward = static_cast<std::uint8_t>(1 + from.below(3)),
              .horizontal = static_cast<std::uint8_t>(from.below(4))};
  return s;
}

TEST(mirrored_machine, does_what_the_machine_does_with_traffic) {
  walk_both<machine::traffic_shape>(drawn_with_traffic, 1000);
}

}  // namespace
}  // namespace backcheck::tests
