// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/presets.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/unit/protocol/real_values.hpp"
#include "tests/unit/protocol/refusal.hpp"

namespace backcheck::protocol {
namespace {

using nlohmann::json;

struct real_value {
  const char* preset;
  const char* value;
};
void PrintTo(const real_value& each, std::ostream* out) { *out << each.value; }
class real_presets : public testing::TestWithParam<real_value> {};

// What we call Polkadot is Polkadot.
TEST_P(real_presets, equal_the_chain_field_by_field) {
  const std::vector<std::string> none_at_all;
  EXPECT_EQ(differences(preset(GetParam().preset), decoded_value(GetParam().value)), none_at_all);
}
INSTANTIATE_TEST_SUITE_P(all, real_presets,
                         testing::Values(real_value{"polkadot", "polkadot-v13"},
                                         real_value{"kusama", "kusama-v13"},
                                         real_value{"paseo", "paseo-v13"},
                                         real_value{"westend", "westend-v13"},
                                         real_value{"polkadot-2024", "polkadot-v12-2024"}),
                         [](const auto& each) {
                           std::string name = each.param.preset;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// The comparison above notices each single field, and each that is missing.
TEST(presets, a_difference_in_any_field_is_noticed) {
  const configuration polkadot = preset("polkadot");
  const json real = decoded_value("polkadot-v13");
  for (const auto& [key, value] : real.items()) {
    if (key == "node_features_bits") continue;
    json changed = real;
    if (key == "executor_params")
      changed[key][1].back() = 2501;
    else if (key == "node_features")
      changed[key] = {0, 1};
    else
      changed[key] = value.is_null() ? json(1) : json(value.get<std::uint64_t>() + 1);
    EXPECT_EQ(differences(polkadot, changed).size(), 1U) << key;
    if (key == "executor_params") continue;
    json shorter = real;
    shorter.erase(key);
    EXPECT_EQ(differences(polkadot, shorter).size(), 1U) << key;
  }
}

// Nothing has a value that nobody chose, or that its own range refuses.
TEST(presets, give_every_parameter_a_value_in_range_and_a_source) {
  for (const std::string_view name : preset_names()) {
    configuration all = preset(name);
    EXPECT_EQ(all.name, name);
    EXPECT_FALSE(all.description.empty()) << name;
    ASSERT_EQ(all.sources.size(), all_parameters().size());
    for (const parameter& each : all_parameters()) {
      EXPECT_FALSE(all.sources[each.position].empty()) << name << ' ' << each.key;
      EXPECT_FALSE(all.sources[each.position].starts_with(std::string(name) + ":"))
          << name << ' ' << each.key;
      const parameter_value value = value_of(all.values, each);
      EXPECT_EQ(refusal_of([&] { assign(all.values, each, value); }), "accepted") << name;
    }
  }
}

// A guess must not pass for a fact.
TEST(presets, what_is_assumed_says_so) {
  for (const std::string_view name : preset_names()) {
    const configuration all = preset(name);
    std::vector<std::string_view> guesses;
    for (const parameter& each : all_parameters())
      if (all.is_assumed(each)) guesses.push_back(each.key);
    std::vector<std::string_view> expected{"relay_parent_offset"};
    if (all.layout == 13) expected.insert(expected.begin(), "num_cores");
    if (name == "rococo" || name == "development")
      expected.insert(expected.begin(), "max_pov_size");
    EXPECT_EQ(guesses, expected) << name;
  }
}

TEST(presets, build_parachains_as_the_guide_says) {
  for (const std::string_view name : preset_names()) {
    if (name == "development-2023") continue;
    const auto values = preset(name).values;
    EXPECT_EQ(get(values, "unincluded_segment_capacity"), "3");
    EXPECT_EQ(get(values, "block_processing_velocity"), "1");
    EXPECT_EQ(get(values, "relay_parent_offset"), "0");
    EXPECT_EQ(get(values, "slot_duration_ms"), "6000");
    EXPECT_EQ(get(values, "relay_chain_slot_duration_ms"), "6000");
  }
}

// What a chain has not got behaves as the rules without it do.
TEST(presets, what_a_layout_lacks_is_filled_in) {
  const configuration now = preset("polkadot");
  EXPECT_EQ(now.layout, 13U);
  EXPECT_EQ(get(now.values, "on_demand_ttl"), "4294967295");
  EXPECT_EQ(now.sources[parameter_named("on_demand_ttl").position],
            "layout 13 does not have it, and behaves as if it were 4294967295");
  const configuration once = preset("development-2023");
  EXPECT_EQ(once.layout, 8U);
  EXPECT_EQ(get(once.values, "minimum_backing_votes"), "2");
  EXPECT_EQ(get(once.values, "max_approval_coalesce_count"), "1");
  EXPECT_EQ(get(once.values, "node_features"), "none");
  EXPECT_EQ(get(once.values, "max_relay_parent_session_age"), "0");
}

TEST(presets, an_unknown_one_is_refused_with_the_nearest) {
  const std::string allowed =
      "allowed: polkadot, kusama, paseo, westend, polkadot-2024, rococo, development, "
      "development-2023";
  EXPECT_EQ(refusal_of([] { preset("polkdot"); }),
            "unknown preset 'polkdot'; did you mean 'polkadot'? " + allowed);
  EXPECT_EQ(refusal_of([] { preset("ethereum"); }), "unknown preset 'ethereum'; " + allowed);
}

// The built-in text is the file's: what is documented is what runs.
TEST(presets, are_the_files_of_the_source_tree) {
  for (const std::string_view name : preset_names()) {
    std::ifstream in("model/protocol/presets/" + std::string(name) + ".toml");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    EXPECT_FALSE(text.empty()) << name;
    EXPECT_EQ(preset_text(name), text);
  }
}

}  // namespace
}  // namespace backcheck::protocol
