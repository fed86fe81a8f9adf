// SPDX-License-Identifier: Apache-2.0
#include "chain/setters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace backcheck::chain {

namespace {

using enum wire;

// One setter a line. A setter without key and table changes no field of the configuration.
// clang-format off
constexpr std::array all{
    setter_row{0, "set_validation_upgrade_cooldown", u32, "validation_upgrade_cooldown"},
    setter_row{1, "set_validation_upgrade_delay", u32, "validation_upgrade_delay"},
    setter_row{2, "set_code_retention_period", u32, "code_retention_period"},
    setter_row{3, "set_max_code_size", u32, "max_code_size"},
    setter_row{4, "set_max_pov_size", u32, "max_pov_size"},
    setter_row{5, "set_max_head_data_size", u32, "max_head_data_size"},
    setter_row{6, "set_coretime_cores", u32, "num_cores"},
    setter_row{7, "set_max_availability_timeouts", u32, "max_availability_timeouts", {}, 8, 12},
    setter_row{8, "set_group_rotation_frequency", u32, "group_rotation_frequency"},
    setter_row{9, "set_paras_availability_period", u32, "paras_availability_period"},
    setter_row{11, "set_scheduling_lookahead", u32, "scheduling_lookahead"},
    setter_row{12, "set_max_validators_per_core", option_u32, "max_validators_per_core"},
    setter_row{13, "set_max_validators", option_u32, "max_validators"},
    setter_row{14, "set_dispute_period", u32, "dispute_period"},
    setter_row{15, "set_dispute_post_conclusion_acceptance_period", u32, "dispute_post_conclusion_acceptance_period"},
    setter_row{18, "set_no_show_slots", u32, "no_show_slots"},
    setter_row{19, "set_n_delay_tranches", u32, "n_delay_tranches"},
    setter_row{20, "set_zeroth_delay_tranche_width", u32, "zeroth_delay_tranche_width"},
    setter_row{21, "set_needed_approvals", u32, "needed_approvals"},
    setter_row{22, "set_relay_vrf_modulo_samples", u32, "relay_vrf_modulo_samples"},
    setter_row{23, "set_max_upward_queue_count", u32, "max_upward_queue_count"},
    setter_row{24, "set_max_upward_queue_size", u32, "max_upward_queue_size"},
    setter_row{25, "set_max_downward_message_size", u32, "max_downward_message_size"},
    setter_row{27, "set_max_upward_message_size", u32, "max_upward_message_size"},
    setter_row{28, "set_max_upward_message_num_per_candidate", u32, "max_upward_message_num_per_candidate"},
    setter_row{29, "set_hrmp_open_request_ttl", u32},
    setter_row{30, "set_hrmp_sender_deposit", u128, "hrmp_sender_deposit"},
    setter_row{31, "set_hrmp_recipient_deposit", u128, "hrmp_recipient_deposit"},
    setter_row{32, "set_hrmp_channel_max_capacity", u32, "hrmp_channel_max_capacity"},
    setter_row{33, "set_hrmp_channel_max_total_size", u32, "hrmp_channel_max_total_size"},
    setter_row{34, "set_hrmp_max_parachain_inbound_channels", u32, "hrmp_max_parachain_inbound_channels"},
    setter_row{36, "set_hrmp_channel_max_message_size", u32, "hrmp_channel_max_message_size"},
    setter_row{37, "set_hrmp_max_parachain_outbound_channels", u32, "hrmp_max_parachain_outbound_channels"},
    setter_row{39, "set_hrmp_max_message_num_per_candidate", u32, "hrmp_max_message_num_per_candidate"},
    setter_row{42, "set_pvf_voting_ttl", u32, "pvf_voting_ttl"},
    setter_row{43, "set_minimum_validation_upgrade_delay", u32, "minimum_validation_upgrade_delay"},
    setter_row{44, "set_bypass_consistency_check", truth},
    setter_row{45, "set_async_backing_params", u32, {}, "async_backing_params"},
    setter_row{46, "set_executor_params", executor_params, "executor_params"},
    setter_row{47, "set_on_demand_base_fee", u128, "on_demand_base_fee"},
    setter_row{48, "set_on_demand_fee_variability", u32, "on_demand_fee_variability"},
    setter_row{49, "set_on_demand_queue_max_size", u32, "on_demand_queue_max_size"},
    setter_row{50, "set_on_demand_target_queue_utilization", u32, "on_demand_target_queue_utilization"},
    setter_row{51, "set_on_demand_ttl", u32, "on_demand_ttl", {}, 8, 12},
    setter_row{52, "set_minimum_backing_votes", u32, "minimum_backing_votes", {}, 9},
    setter_row{53, "set_node_feature", node_feature, {}, {}, 10},
    setter_row{54, "set_approval_voting_params", u32, {}, "approval_voting_params", 11},
    setter_row{55, "set_scheduler_params", u32, {}, "scheduler_params", 12},
    setter_row{56, "set_max_relay_parent_session_age", u32, "max_relay_parent_session_age", {}, 13},
};
// clang-format on

}  // namespace

std::span<const setter_row> setters() { return all; }

const setter_row* find_setter(std::uint8_t number) {
  const auto* found = std::find_if(all.begin(), all.end(),
                                   [&](const setter_row& each) { return each.number == number; });
  return found == all.end() ? nullptr : found;
}

std::string setter_numbers() {
  std::string text;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t last = i;
    while (last + 1 < all.size() && all.at(last + 1).number == all.at(last).number + 1) ++last;
    text += fmt::format("{}{}", text.empty() ? "" : ", ", all.at(i).number);
    if (last > i) text += fmt::format(" to {}", all.at(last).number);
    i = last + 1;
  }
  return text;
}

std::vector<argument> arguments_of(const setter_row& setter, unsigned layout) {
  std::vector<argument> made;
  for (const field_row* field : fields_of(layout)) {
    const bool in_table = !setter.table.empty() && field->table == setter.table;
    if (in_table || (!setter.key.empty() && field->key == setter.key))
      made.push_back({field, field->type, {}});
  }
  if (setter.key.empty() && setter.table.empty()) made.push_back({nullptr, setter.type, {}});
  return made;
}

}  // namespace backcheck::chain
