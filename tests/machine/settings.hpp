// SPDX-License-Identifier: Apache-2.0
//
// Settings that tests of the machine start from.
#pragma once

#include "checker/asking.hpp"
#include "checker/subject.hpp"

namespace backcheck::tests {

/// Polkadot's numbers of 2026 as far as the machine uses them, a parachain of capacity 3, and the
/// smallest window in which anything happens. Kept apart from the presets, so that pinned counts do
/// not move when those do.
inline checker::setting small_setting(protocol::rule_set rules = protocol::rule_set::y2025) {
  checker::setting s;
  s.speak.rules = rules;
  auto& k = s.parameters;
  k.scheduler.scheduling_lookahead = 5;
  k.scheduler.group_rotation_frequency = 10;
  k.scheduler.paras_availability_period = 10;
  k.backing.minimum_backing_votes = 2;
  k.async_backing.max_candidate_depth = 3;
  k.async_backing.allowed_ancestry_len = 2;
  k.messages.max_upward_queue_count = 174762;
  k.messages.max_upward_queue_size = 1048576;
  k.messages.max_upward_message_size = 65531;
  k.messages.max_upward_message_num_per_candidate = 16;
  k.messages.hrmp_max_message_num_per_candidate = 10;
  k.messages.hrmp_channel_max_capacity = 1000;
  k.messages.hrmp_channel_max_total_size = 102400;
  k.messages.hrmp_channel_max_message_size = 102400;
  k.parachain.unincluded_segment_capacity = 3;
  k.parachain.block_processing_velocity = 1;
  s.window = {
      .relay_blocks = 3, .leaves = 1, .paras = 1, .candidates = 2, .sessions = 0, .upward = false};
  s.properties = checker::all_properties(rules);
  return s;
}

/// Does not ask for what is known to be broken there; `expected_violations.cpp` does.
inline checker::setting sound(checker::setting s) {
  for (std::size_t i = 0; i < checker::property_infos().size(); ++i)
    if (checker::expects_violation(i, s)) s.properties.erase(i);
  return s;
}

}  // namespace backcheck::tests
