// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/consistency.hpp"

#include <fmt/format.h>

namespace backcheck::protocol {

const std::array<inconsistency_info, static_cast<std::size_t>(inconsistency::count)>
    inconsistency_infos{{
        {"ZeroGroupRotationFrequency", "group_rotation_frequency", "from 1"},
        {"ZeroParasAvailabilityPeriod", "paras_availability_period", "from 1"},
        {"ZeroNoShowSlots", "no_show_slots", "from 1"},
        {"MaxCodeSizeExceedHardLimit", "max_code_size", "at most 3145728"},
        {"MaxHeadDataSizeExceedHardLimit", "max_head_data_size", "at most 1048576"},
        {"MaxPovSizeExceedHardLimit", "max_pov_size", "at most 10485760"},
        {"MinimumValidationUpgradeDelayLessThanChainAvailabilityPeriod",
         "minimum_validation_upgrade_delay paras_availability_period",
         "a minimum_validation_upgrade_delay above paras_availability_period"},
        {"ValidationUpgradeDelayIsTooLow", "validation_upgrade_delay", "from 2"},
        {"MaxUpwardMessageSizeExceeded", "max_upward_message_size", "at most 131072"},
        {"MaxHorizontalMessageNumExceeded", "hrmp_max_message_num_per_candidate", "at most 16384"},
        {"MaxUpwardMessageNumExceeded", "max_upward_message_num_per_candidate", "at most 16384"},
        {"MaxHrmpOutboundChannelsExceeded", "hrmp_max_parachain_outbound_channels", "at most 128"},
        {"MaxHrmpInboundChannelsExceeded", "hrmp_max_parachain_inbound_channels", "at most 128"},
        {"ZeroMinimumBackingVotes", "minimum_backing_votes", "from 1", 9},
        {"InconsistentExecutorParams",
         "max_memory_pages stack_logical_max stack_native_max prechecking_max_memory "
         "pvf_prep_timeout_precheck_ms pvf_prep_timeout_prepare_ms pvf_exec_timeout_backing_ms "
         "pvf_exec_timeout_approval_ms",
         "each once and within its limits, a stack_native_max of 128 times stack_logical_max or "
         "more, precheck below prepare, and backing below approval",
         11},
        {"LookaheadExceedsTTL", "on_demand_ttl scheduling_lookahead",
         "an on_demand_ttl of scheduling_lookahead or more", 12, 12},
        {"LookaheadZero", "scheduling_lookahead", "from 1", 12},
        {"OnDemandQueueSizeTooLarge", "on_demand_queue_max_size", "at most 1000000000", 12},
        {"ZeroDelayTranches", "n_delay_tranches", "from 1", 12},
    }};

namespace {

std::string text_of(const inconsistency_info& info, const concrete_parameters& k) {
  std::string values;
  for (std::string_view left = info.keys; !left.empty();) {
    const std::size_t end = std::min(left.find(' '), left.size());
    const parameter& which = parameter_named(left.substr(0, end));
    const parameter_value value = value_of(k, which);
    if (!std::holds_alternative<none>(value))
      values += fmt::format("{}{} = {}", values.empty() ? "" : ", ", which.key, to_text(value));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return fmt::format("{}: {}{}allowed: {}", info.name, values, values.empty() ? "" : "; ",
                     info.asked);
}

}  // namespace

std::vector<found_inconsistency> inconsistencies(const concrete_parameters& k, unsigned layout,
                                                 bool given_twice) {
  std::vector<found_inconsistency> found;
  check_consistency(k, [&](inconsistency which, const language::known_truth& broken) {
    const inconsistency_info& info = inconsistency_infos.at(static_cast<std::size_t>(which));
    if (layout < info.since || info.until < layout) return;
    const bool twice = given_twice && which == inconsistency::inconsistent_executor_params;
    if (broken.known() || twice) found.push_back({which, text_of(info, k)});
  });
  return found;
}

}  // namespace backcheck::protocol
