// SPDX-License-Identifier: Apache-2.0
//
// The machine in the mirror, with cores that are told apart and claimed, and parameters that
// change.
#include "tests/agreement/mirrored_machine.hpp"

namespace backcheck::tests {
namespace {

using shape = machine::shape<
    3, 2, 4,
    machine::extent{.cores = 3, .pending = 3, .claims = 4, .disputes = true, .configurations = 3}>;

checker::setting drawn_with_cores(draws& from) {
  constexpr std::array rule_sets{protocol::rule_set::y2025, protocol::rule_set::y2025,
                                 protocol::rule_set::y2023};
  auto s = small_setting(rule_sets[from.below(rule_sets.size())]);
  s.speak.fault = from.once_in(3) ? static_cast<protocol::fault>(from.below(
                                        static_cast<std::size_t>(protocol::fault::count)))
                                  : protocol::fault::none;
  s.parameters.scheduler.scheduling_lookahead = 1 + from.below(3);
  s.parameters.scheduler.group_rotation_frequency = 1 + from.below(5);
  s.parameters.scheduler.paras_availability_period = 1 + from.below(5);
  s.parameters.parachain.block_processing_velocity = 2;
  const auto pattern = static_cast<machine::claim_pattern>(from.below(4));
  s.window = {.relay_blocks = 3,
              .leaves = 2,
              .paras = static_cast<std::uint8_t>(1 + from.below(2)),
              .candidates = 4,
              .sessions = 2,
              .upward = from.once_in(2),
              .reversions = true,
              .stray_collators = from.once_in(2)};
  s.window.disputes = from.once_in(2);
  s.window.claims = static_cast<std::uint8_t>(pattern);
  if (pattern == machine::claim_pattern::own) s.window.paras = 1;
  s.window.cores = pattern == machine::claim_pattern::own ? 2 : 1;
  s.window.changes = static_cast<std::uint8_t>(from.below(3));
  for (std::size_t i = 0; i < s.window.changes; ++i) {
    s.changed.push_back(s.changed.empty() ? s.parameters : s.changed.back());
    auto& k = s.changed.back();
    k.scheduler.scheduling_lookahead = 1 + from.below(3);
    k.scheduler.group_rotation_frequency = 1 + from.below(5);
    k.scheduler.paras_availability_period = 1 + from.below(5);
    k.async_backing.allowed_ancestry_len = from.below(4);
    k.messages.max_upward_queue_size = 65531 * (1 + from.below(40));
  }
  return s;
}

TEST(mirrored_machine, does_what_the_machine_does_with_cores) {
  walk_both<shape>(drawn_with_cores, 600);
}

}  // namespace
}  // namespace backcheck::tests
