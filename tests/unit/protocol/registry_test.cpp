// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/registry.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/unit/protocol/refusal.hpp"

namespace backcheck::protocol {
namespace {

constexpr natural natural_max = ~natural{0};

// Values at the edges of what a parameter may be, and between.
std::vector<parameter_value> samples(const parameter& of) {
  switch (of.kind) {
    case value_kind::number:
      return {of.min, of.max, of.min + (of.max - of.min) / 2};
    case value_kind::optional_number:
      return {of.min, of.max, none{}};
    case value_kind::flag:
      return {true, false};
    case value_kind::node_features:
      break;
  }
  return {feature_numbers{}, feature_numbers{0}, feature_numbers{1, 3, 31}};
}

// A name that stands for two parameters would set the wrong one.
TEST(registry, no_name_stands_for_two_parameters) {
  std::set<std::string_view> names;
  for (const parameter& each : all_parameters()) {
    EXPECT_TRUE(names.insert(each.key).second) << each.key;
    for (const std::string_view alias : each.aliases)
      EXPECT_TRUE(names.insert(alias).second) << alias;
  }
  for (const parameter_group& each : parameter_groups()) EXPECT_FALSE(names.contains(each.name));
}

// The reference is made of these texts; one that is missing leaves a hole in it.
TEST(registry, every_parameter_is_explained) {
  EXPECT_EQ(all_parameters().size(), 60U);
  for (const parameter& each : all_parameters()) {
    EXPECT_EQ(&each - all_parameters().data(), static_cast<std::ptrdiff_t>(each.position));
    EXPECT_TRUE(each.meaning.ends_with('.')) << each.key;
    EXPECT_FALSE(each.affects.empty()) << each.key;
    EXPECT_FALSE(each.source.empty()) << each.key;
    EXPECT_LE(each.min, each.max) << each.key;
    EXPECT_LE(oldest_layout, each.since) << each.key;
    EXPECT_LE(each.since, each.until) << each.key;
    EXPECT_LE(each.until, newest_layout) << each.key;
    const bool is_whole_type = each.min == 0 && (each.max == 0xFFFFFFFF || each.max == UINT64_MAX ||
                                                 each.max == natural_max);
    EXPECT_TRUE(is_whole_type || each.kind == value_kind::flag || !each.why.empty())
        << each.key << " does not say why its range is narrower than its type";
  }
}

// A key that reached another field would go unnoticed until a verdict is wrong.
TEST(registry, every_parameter_is_set_and_got_alone) {
  for (const parameter& each : all_parameters()) {
    for (const parameter_value& value : samples(each)) {
      concrete_parameters all{};
      set(all, fmt::format("{}={}", each.key, to_text(value)));
      EXPECT_EQ(get(all, each.key), to_text(value)) << each.key;
      EXPECT_EQ(value_of(all, each), value) << each.key;
      const concrete_parameters zero{};
      for (const parameter& other : all_parameters()) {
        if (other.position == each.position) continue;
        EXPECT_EQ(value_of(all, other), value_of(zero, other)) << other.key;
      }
    }
  }
}

// The fields that rules read are those that the names stand for.
TEST(registry, names_reach_the_fields_that_rules_read) {
  concrete_parameters k{};
  set(k, "scheduling_lookahead=5");
  set(k, "group_rotation_frequency=10");
  set(k, "allowed_ancestry_len=2");
  set(k, "max_upward_message_num_per_candidate=16");
  set(k, "unincluded_segment_capacity=3");
  set(k, "max_validators_per_core=7");
  set(k, "node_features=1,3");
  set(k, "wasm_ext_bulk_memory=true");
  set(k, "hrmp_sender_deposit=18446744073709551617");
  EXPECT_EQ(k.scheduler.scheduling_lookahead.raw(), 5U);
  EXPECT_EQ(k.scheduler.group_rotation_frequency.raw(), 10U);
  EXPECT_EQ(k.async_backing.allowed_ancestry_len.raw(), 2U);
  EXPECT_EQ(k.messages.max_upward_message_num_per_candidate.raw(), 16U);
  EXPECT_EQ(k.parachain.unincluded_segment_capacity.raw(), 3U);
  EXPECT_TRUE(k.scheduler.max_validators_per_core.is_given.known());
  EXPECT_EQ(k.scheduler.max_validators_per_core.value.raw(), 7U);
  EXPECT_TRUE(k.backing.node_features[node_feature::elastic_scaling_mvp].known());
  EXPECT_TRUE(k.backing.node_features[node_feature::candidate_receipt_v2].known());
  EXPECT_FALSE(k.backing.node_features[node_feature::enable_assignments_v2].known());
  EXPECT_TRUE(k.executor.wasm_ext_bulk_memory.known());
  EXPECT_EQ(k.messages.hrmp_sender_deposit.high.raw(), 1U);
  EXPECT_EQ(k.messages.hrmp_sender_deposit.low.raw(), 1U);
}

// Two options that are none must be equal field by field, or equal states would differ.
TEST(registry, an_absent_number_leaves_nothing_behind) {
  concrete_parameters k{};
  set(k, "max_validators=1000");
  set(k, "max_validators=none");
  EXPECT_FALSE(k.backing.max_validators.is_given.known());
  EXPECT_EQ(k.backing.max_validators.value.raw(), 0U);
}

TEST(registry, the_chain_s_other_names_are_understood) {
  const auto key_of = [](std::string_view name) { return parameter_named(name).key; };
  EXPECT_EQ(key_of("lookahead"), "scheduling_lookahead");
  EXPECT_EQ(key_of("scheduler_params.lookahead"), "scheduling_lookahead");
  EXPECT_EQ(key_of("scheduler.scheduling_lookahead"), "scheduling_lookahead");
  EXPECT_EQ(key_of("coretime_cores"), "num_cores");
  EXPECT_EQ(key_of("on_demand_cores"), "num_cores");
  EXPECT_EQ(key_of("on_demand_retries"), "max_availability_timeouts");
  EXPECT_EQ(key_of("ttl"), "on_demand_ttl");
  EXPECT_EQ(key_of("async_backing_params.max_candidate_depth"), "max_candidate_depth");
  EXPECT_EQ(key_of("approval_voting_params.max_approval_coalesce_count"),
            "max_approval_coalesce_count");
  EXPECT_EQ(key_of("UNINCLUDED_SEGMENT_CAPACITY"), "unincluded_segment_capacity");
  EXPECT_EQ(key_of("RELAY_CHAIN_SLOT_DURATION_MILLIS"), "relay_chain_slot_duration_ms");
}

TEST(registry, a_name_behind_a_group_that_is_not_its_own_is_unknown) {
  EXPECT_EQ(find_parameter("messages.scheduling_lookahead"), nullptr);
  EXPECT_EQ(find_parameter(".scheduling_lookahead"), nullptr);
  EXPECT_EQ(find_parameter("parachain."), nullptr);
  EXPECT_EQ(find_parameter(""), nullptr);
}

TEST(registry, an_unknown_name_is_refused_with_the_nearest) {
  const auto refusal = [](std::string_view name) {
    return refusal_of([&] { parameter_named(name); });
  };
  const std::string allowed = "allowed: the names that `backcheck list parameters` prints";
  EXPECT_EQ(refusal("lookahed"),
            "unknown parameter 'lookahed'; did you mean 'scheduling_lookahead'? " + allowed);
  EXPECT_EQ(refusal("group-rotation-frequency"),
            "unknown parameter 'group-rotation-frequency'; did you mean "
            "'group_rotation_frequency'? " +
                allowed);
  EXPECT_EQ(refusal("messages.scheduling_lookahead"),
            "unknown parameter 'messages.scheduling_lookahead'; did you mean "
            "'scheduling_lookahead'? " +
                allowed);
  EXPECT_EQ(refusal("quorum"), "unknown parameter 'quorum'; " + allowed);
}

// The chain's `check_consistency`, as far as it looks at one number alone, written out again: a
// range that is wrong would refuse what the chain accepts, or accept what it refuses.
TEST(registry, ranges_are_those_of_the_chain_s_own_check) {
  struct range {
    std::string_view key;
    natural min, max;
  };
  constexpr natural u32_max = 0xFFFFFFFF;
  const std::vector<range> narrower{{"group_rotation_frequency", 1, u32_max},
                                    {"paras_availability_period", 1, u32_max},
                                    {"scheduling_lookahead", 1, u32_max},
                                    {"on_demand_queue_max_size", 0, 1'000'000'000},
                                    {"on_demand_target_queue_utilization", 0, 1'000'000'000},
                                    {"on_demand_fee_variability", 0, 1'000'000'000},
                                    {"minimum_backing_votes", 1, u32_max},
                                    {"node_features", 0, 31},
                                    {"max_head_data_size", 0, 1024ULL * 1024},
                                    {"max_pov_size", 0, 10ULL * 1024 * 1024},
                                    {"validation_upgrade_delay", 2, u32_max},
                                    {"minimum_validation_upgrade_delay", 2, u32_max},
                                    {"max_upward_message_size", 0, 128ULL * 1024},
                                    {"max_upward_message_num_per_candidate", 0, 16ULL * 1024},
                                    {"hrmp_max_message_num_per_candidate", 0, 16ULL * 1024},
                                    {"hrmp_max_parachain_outbound_channels", 0, 128},
                                    {"hrmp_max_parachain_inbound_channels", 0, 128},
                                    {"no_show_slots", 1, u32_max},
                                    {"n_delay_tranches", 1, u32_max},
                                    {"max_memory_pages", 1, 65'536},
                                    {"stack_logical_max", 1'024, 2ULL * 65'536},
                                    {"prechecking_max_memory", 256ULL << 20, 16ULL << 30},
                                    {"slot_duration_ms", 1, u32_max},
                                    {"relay_chain_slot_duration_ms", 1, u32_max}};
  auto next = narrower.begin();
  for (const parameter& each : all_parameters()) {
    if (next != narrower.end() && next->key == each.key) {
      EXPECT_EQ(each.min, next->min) << each.key;
      EXPECT_EQ(each.max, next->max) << each.key;
      ++next;
    } else if (each.kind != value_kind::flag) {
      EXPECT_EQ(each.min, natural{0}) << each.key;
      EXPECT_TRUE(each.max == u32_max || each.max == UINT64_MAX || each.max == natural_max)
          << each.key;
    }
  }
  EXPECT_EQ(next, narrower.end());
}

// Each parameter's range is enforced at both ends, in text and in values.
TEST(registry, what_is_out_of_range_is_refused_and_changes_nothing) {
  for (const parameter& each : all_parameters()) {
    if (each.kind == value_kind::flag) continue;
    std::vector<natural> outside;
    if (each.min > 0) outside.push_back(each.min - 1);
    if (each.max < natural_max) outside.push_back(each.max + 1);
    for (const natural number : outside) {
      concrete_parameters all{};
      const std::string expected = fmt::format("{} = {} is out of range; allowed: {}", each.key,
                                               number, allowed_values(each));
      EXPECT_EQ(refusal_of([&] { parse_value(each, fmt::format("{}", number)); }), expected);
      EXPECT_EQ(refusal_of([&] { set(all, fmt::format("{}={}", each.key, number)); }), expected);
      const parameter_value value =
          each.kind == value_kind::node_features
              ? parameter_value(feature_numbers{static_cast<std::size_t>(number)})
              : parameter_value(number);
      EXPECT_EQ(refusal_of([&] { assign(all, each, value); }),
                fmt::format("{} = {} is out of range; allowed: {}", each.key, number,
                            allowed_values(each)));
      EXPECT_EQ(value_of(all, each), value_of(concrete_parameters{}, each));
    }
  }
}

// The wording is part of the contract: what, where, what is allowed, and why.
TEST(registry, refusals_say_what_is_allowed_and_why) {
  concrete_parameters k{};
  const auto refusal = [&](std::string_view assignment) {
    return refusal_of([&] { set(k, assignment); });
  };
  EXPECT_EQ(refusal("scheduling_lookahead=0"),
            "scheduling_lookahead = 0 is out of range; allowed: 1 to 4294967295 claims "
            "(chain check LookaheadZero)");
  EXPECT_EQ(refusal("max_candidate_depth=4294967296"),
            "max_candidate_depth = 4294967296 is out of range; allowed: 0 to 4294967295 parachain "
            "blocks");
  EXPECT_EQ(refusal("lookahead=three"),
            "scheduling_lookahead = 'three' is not a whole number; allowed: 1 to 4294967295 claims "
            "(chain check LookaheadZero)");
  EXPECT_EQ(refusal("max_candidate_depth=-1"),
            "max_candidate_depth = '-1' is not a whole number; allowed: 0 to 4294967295 parachain "
            "blocks");
  EXPECT_EQ(refusal("max_candidate_depth="),
            "max_candidate_depth = '' is not a whole number; allowed: 0 to 4294967295 parachain "
            "blocks");
  EXPECT_EQ(refusal("max_validators_per_core=some"),
            "max_validators_per_core = 'some' is not a whole number; allowed: none, or 0 to "
            "4294967295 validators");
  EXPECT_EQ(refusal("wasm_ext_bulk_memory=yes"),
            "wasm_ext_bulk_memory = 'yes' is neither true nor false; allowed: true or false");
  EXPECT_EQ(refusal("node_features=0,32"),
            "node_features = 32 is out of range; allowed: none, or numbers from 0 to 31 with "
            "commas between them (the chain has room for 256 and has named five; 32 are kept "
            "here)");
  EXPECT_EQ(refusal("node_features=0,,1"),
            "node_features = '' is not a whole number; allowed: none, or numbers from 0 to 31 with "
            "commas between them (the chain has room for 256 and has named five; 32 are kept "
            "here)");
  EXPECT_EQ(refusal("scheduling_lookahead"),
            "'scheduling_lookahead' sets nothing; allowed: KEY=VALUE, as in "
            "scheduling_lookahead=3");
  EXPECT_EQ(refusal("=3"),
            "unknown parameter ''; allowed: the names that `backcheck list parameters` prints");
}

// 2^128, one more than any number of the chain, must not come out as 0.
TEST(registry, numbers_do_not_wrap) {
  concrete_parameters k{};
  set(k, "hrmp_sender_deposit=340282366920938463463374607431768211455");
  EXPECT_EQ(get(k, "hrmp_sender_deposit"), "340282366920938463463374607431768211455");
  EXPECT_EQ(
      refusal_of([&] { set(k, "hrmp_sender_deposit=340282366920938463463374607431768211456"); }),
      "hrmp_sender_deposit = 340282366920938463463374607431768211456 is out of range; "
      "allowed: 0 to 340282366920938463463374607431768211455 plancks");
  EXPECT_EQ(refusal_of([&] { set(k, "node_features=18446744073709551616"); }).substr(0, 53),
            "node_features = 18446744073709551616 is out of range;");
}

TEST(registry, digits_may_be_separated) {
  const parameter& size = parameter_named("max_code_size");
  const auto is_a_number = [&](std::string_view text) {
    return refusal_of([&] { parse_value(size, text); }) == "accepted";
  };
  for (const char* text : {"3145728", "3_145_728", "3,145,728", " 3145728\t", "31_45728"})
    EXPECT_EQ(parse_value(size, text), parameter_value(natural{3145728})) << text;
  for (const char* text : {"3,14", "3,1457,28", ",314", "314,", "_3", "3_", "3__1", "3 145 728",
                           "3.0", "3e6", "0x10", "+3", "3,145_728", "1234,567"})
    EXPECT_FALSE(is_a_number(text)) << text;
}

TEST(registry, node_features_come_in_order_and_once) {
  const parameter& features = parameter_named("node_features");
  EXPECT_EQ(parse_value(features, "3, 1,3 ,0"), parameter_value(feature_numbers{0, 1, 3}));
  EXPECT_EQ(parse_value(features, "none"), parameter_value(feature_numbers{}));
  EXPECT_EQ(to_text(feature_numbers{0, 1, 3}), "0,1,3");
  EXPECT_EQ(to_text(feature_numbers{}), "none");
}

// Callers in code can hand over the wrong alternative; text cannot.
TEST(registry, a_value_of_the_wrong_kind_is_refused) {
  concrete_parameters k{};
  const auto refusal = [&](std::string_view name, const parameter_value& value) {
    return refusal_of([&] { assign(k, parameter_named(name), value); });
  };
  EXPECT_EQ(refusal("max_candidate_depth", none{}),
            "max_candidate_depth = none is of the wrong kind; allowed: 0 to 4294967295 parachain "
            "blocks");
  EXPECT_EQ(refusal("max_validators", true),
            "max_validators = true is of the wrong kind; allowed: none, or 0 to 4294967295 "
            "validators");
  EXPECT_EQ(refusal("wasm_ext_bulk_memory", natural{1}),
            "wasm_ext_bulk_memory = 1 is of the wrong kind; allowed: true or false");
}

}  // namespace
}  // namespace backcheck::protocol
