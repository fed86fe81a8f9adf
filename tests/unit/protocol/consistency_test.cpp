// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/consistency.hpp"

#include <gtest/gtest.h>

#include "model/protocol/presets.hpp"

namespace backcheck::protocol {
namespace {

std::vector<std::string> names_of(const std::vector<found_inconsistency>& found) {
  std::vector<std::string> names;
  for (const auto& each : found)
    names.emplace_back(inconsistency_infos.at(static_cast<std::size_t>(each.which)).name);
  return names;
}

struct broken {
  const char* key;
  natural value;
  const char* name;
};
// The largest or smallest value that each condition refuses, in the order of the chain.
const std::vector<broken> all_broken{
    {"group_rotation_frequency", 0, "ZeroGroupRotationFrequency"},
    {"paras_availability_period", 0, "ZeroParasAvailabilityPeriod"},
    {"no_show_slots", 0, "ZeroNoShowSlots"},
    {"max_code_size", 3145729, "MaxCodeSizeExceedHardLimit"},
    {"max_head_data_size", 1048577, "MaxHeadDataSizeExceedHardLimit"},
    {"max_pov_size", 10485761, "MaxPovSizeExceedHardLimit"},
    {"minimum_validation_upgrade_delay", 10,
     "MinimumValidationUpgradeDelayLessThanChainAvailabilityPeriod"},
    {"validation_upgrade_delay", 1, "ValidationUpgradeDelayIsTooLow"},
    {"max_upward_message_size", 131073, "MaxUpwardMessageSizeExceeded"},
    {"hrmp_max_message_num_per_candidate", 16385, "MaxHorizontalMessageNumExceeded"},
    {"max_upward_message_num_per_candidate", 16385, "MaxUpwardMessageNumExceeded"},
    {"hrmp_max_parachain_outbound_channels", 129, "MaxHrmpOutboundChannelsExceeded"},
    {"hrmp_max_parachain_inbound_channels", 129, "MaxHrmpInboundChannelsExceeded"},
    {"minimum_backing_votes", 0, "ZeroMinimumBackingVotes"},
    {"max_memory_pages", 65537, "InconsistentExecutorParams"},
    {"on_demand_ttl", 1, "LookaheadExceedsTTL"},
    {"scheduling_lookahead", 0, "LookaheadZero"},
    {"on_demand_queue_max_size", 1000000001, "OnDemandQueueSizeTooLarge"},
    {"n_delay_tranches", 0, "ZeroDelayTranches"},
};

concrete_parameters with(concrete_parameters k, const char* key, natural value) {
  assign_as_stored(k, parameter_named(key), value);
  return k;
}

// Polkadot of 2024 has the layout that has every condition.
const concrete_parameters& sound() {
  static const concrete_parameters k = preset("polkadot-2024").values;
  return k;
}

TEST(consistency, every_condition_is_broken_by_its_value_and_by_none_nearer) {
  ASSERT_EQ(all_broken.size(), static_cast<std::size_t>(inconsistency::count));
  EXPECT_TRUE(inconsistencies(sound(), 12).empty());
  for (const auto& [key, value, name] : all_broken) {
    const auto found = names_of(inconsistencies(with(sound(), key, value), 12));
    EXPECT_EQ(found, std::vector<std::string>{name}) << key;
    const bool least = value < 100;
    const natural nearer = least ? value + 1 : value - 1;
    EXPECT_TRUE(inconsistencies(with(sound(), key, nearer), 12).empty()) << key;
  }
}

TEST(consistency, is_asked_in_the_order_of_the_chain) {
  concrete_parameters k = sound();
  std::vector<std::string> wanted;
  for (const auto& [key, value, name] : all_broken) {
    // A lookahead of 0 is within any time to live, and a period of 0 within any delay.
    const std::string_view own = name;
    if (own == "LookaheadZero" || own == "ZeroParasAvailabilityPeriod") continue;
    assign_as_stored(k, parameter_named(key), value);
    wanted.push_back(name);
  }
  EXPECT_EQ(names_of(inconsistencies(k, 12)), wanted);
}

TEST(consistency, is_asked_only_by_layouts_that_have_the_condition) {
  EXPECT_EQ(inconsistencies(with(sound(), "minimum_backing_votes", 0), 8).size(), 0U);
  EXPECT_EQ(inconsistencies(with(sound(), "minimum_backing_votes", 0), 9).size(), 1U);
  EXPECT_EQ(inconsistencies(with(sound(), "on_demand_ttl", 1), 12).size(), 1U);
  EXPECT_EQ(inconsistencies(with(sound(), "on_demand_ttl", 1), 13).size(), 0U);
}

TEST(consistency, of_executor_parameters_is_that_of_pairs_too) {
  const auto found = [](const char* key, natural value) {
    return inconsistencies(with(sound(), key, value), 12).size();
  };
  EXPECT_EQ(found("stack_native_max", 128 * 65536), 0U);
  EXPECT_EQ(found("stack_native_max", 128 * 65536 - 1), 1U);
  EXPECT_EQ(found("pvf_prep_timeout_precheck_ms", 359'999), 0U);
  EXPECT_EQ(found("pvf_prep_timeout_precheck_ms", 360'000), 1U);
  EXPECT_EQ(found("pvf_exec_timeout_backing_ms", 14'999), 0U);
  EXPECT_EQ(found("pvf_exec_timeout_backing_ms", 15'000), 1U);
  EXPECT_EQ(found("stack_logical_max", 1023), 1U);
  EXPECT_EQ(found("prechecking_max_memory", 268'435'455), 1U);
  EXPECT_EQ(inconsistencies(sound(), 12, true).size(), 1U);
}

TEST(consistency, tells_the_values_and_what_is_allowed) {
  const auto found = inconsistencies(with(sound(), "minimum_validation_upgrade_delay", 4), 12);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].text,
            "MinimumValidationUpgradeDelayLessThanChainAvailabilityPeriod: "
            "minimum_validation_upgrade_delay = 4, paras_availability_period = 10; allowed: a "
            "minimum_validation_upgrade_delay above paras_availability_period");
}

// Paseo has code that is larger than the chain's own limit, which takes the bypass to set.
TEST(consistency, of_every_preset_is_what_it_is_on_its_chain) {
  for (const std::string_view name : preset_names()) {
    const configuration all = preset(name);
    const auto found = names_of(inconsistencies(all.values, all.layout));
    if (name == "paseo")
      EXPECT_EQ(found, std::vector<std::string>{"MaxCodeSizeExceedHardLimit"});
    else
      EXPECT_TRUE(found.empty()) << name << ": " << found.front();
  }
}

// Values are taken as they are stored; a range is asked for by whoever sets one.
TEST(consistency, values_as_stored_have_the_range_of_their_type) {
  concrete_parameters k = sound();
  const parameter& which = parameter_named("scheduling_lookahead");
  assign_as_stored(k, which, natural{0});
  EXPECT_EQ(get(k, "scheduling_lookahead"), "0");
  EXPECT_THROW(assign(k, which, natural{0}), parameter_error);
  EXPECT_THROW(assign_as_stored(k, which, natural{0x100000000}), parameter_error);
}

}  // namespace
}  // namespace backcheck::protocol
