// SPDX-License-Identifier: Apache-2.0
//
// The stored configurations of live chains decode to what they are known to be, and back to the
// same bytes; whatever is wrong with bytes is told where it is.
#include "chain/storage.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "model/protocol/presets.hpp"
#include "tests/unit/chain/vectors.hpp"
#include "tests/unit/protocol/real_values.hpp"
#include "tests/unit/protocol/refusal.hpp"

namespace backcheck::chain {
namespace {

using protocol::get;
using protocol::refusal_of;

const known_configuration& known(std::string_view name) {
  static const auto all = known_configurations();
  for (const auto& each : all)
    if (each.name == name) return each;
  throw std::runtime_error("no such value");
}

TEST(storage, of_live_chains_is_what_they_have_field_by_field) {
  const auto all = protocol::real_values();
  ASSERT_GE(all.size(), 6U);
  for (const auto& each : all) {
    const auto& own = known(each.at("name").get<std::string>());
    const auto read = to_configuration(decode_storage(own.coded, own.layout), own.name, "test");
    EXPECT_EQ(protocol::differences(read, each.at("decoded")), std::vector<std::string>{})
        << own.name;
    const std::size_t bits = each.at("decoded").at("node_features_bits");
    for (const auto& field : decode_storage(own.coded, own.layout).fields)
      EXPECT_TRUE(field.features.empty() || field.features.size() == bits) << own.name;
  }
}

TEST(storage, that_was_made_is_what_it_was_made_of) {
  for (const unsigned layout : {8U, 12U, 13U}) {
    const auto& own = known("made-v" + std::to_string(layout));
    const auto k = to_configuration(decode_storage(own.coded, layout), own.name, "test").values;
    const std::vector<std::pair<const char*, const char*>> wanted{
        {"max_code_size", "3145728"},
        {"max_head_data_size", "32768"},
        {"max_upward_queue_count", "8"},
        {"max_upward_queue_size", "1048576"},
        {"max_upward_message_size", "51200"},
        {"max_upward_message_num_per_candidate", "5"},
        {"max_candidate_depth", "3"},
        {"allowed_ancestry_len", "2"},
        {"max_pov_size", "5242880"},
        {"hrmp_channel_max_capacity", "8"},
        {"code_retention_period", "1200"},
        {"group_rotation_frequency", "20"},
        {"paras_availability_period", "4"},
        {"scheduling_lookahead", "2"},
        {"max_validators_per_core", "none"},
        {"num_cores", "0"},
        {"minimum_backing_votes", "2"},
        {"node_features", layout == 8 ? "none" : "1"},
        {"on_demand_queue_max_size", "10000"},
        {"on_demand_base_fee", "10000000"},
        {"on_demand_ttl", layout == 13 ? "4294967295" : "5"},
        {"minimum_validation_upgrade_delay", "5"},
    };
    for (const auto& [key, value] : wanted) EXPECT_EQ(get(k, key), value) << layout << ' ' << key;
  }
}

TEST(storage, is_recognised_and_encoded_to_the_same_bytes) {
  for (const auto& [name, layout, coded] : known_configurations()) {
    const auto found = detect_storage(coded);
    EXPECT_EQ(found.value.layout, layout) << name;
    EXPECT_TRUE(found.other_layouts.empty()) << name;
    EXPECT_EQ(to_hex(encode_storage(found.value)), to_hex(coded)) << name;
    // And by way of the parameters, which tell all but how something was spelled.
    const auto all = to_configuration(found.value, name, "test");
    EXPECT_EQ(to_hex(encode_storage(to_stored(all.values, layout, &found.value))), to_hex(coded));
  }
}

TEST(storage, that_is_cut_short_or_too_long_is_refused_at_its_place) {
  const auto& own = known("made-v13");
  for (std::size_t length = 0; length < own.coded.size(); ++length) {
    const bytes cut(own.coded.begin(), own.coded.begin() + static_cast<std::ptrdiff_t>(length));
    try {
      decode_storage(cut, 13);
      ADD_FAILURE() << length;
    } catch (const decode_error& error) {
      EXPECT_LE(error.offset(), length);
      EXPECT_GT(error.offset() + 16, length);
      EXPECT_NE(std::string(error.what()).find(fmt::format("of {}: ", length)), std::string::npos);
    }
  }
  const bytes cut(own.coded.begin(), own.coded.begin() + 38);
  EXPECT_EQ(refusal_of([&] { detect_storage(cut); }),
            "at byte 36 of 38: async_backing_params.max_candidate_depth needs 4 bytes, 2 are left");
  bytes longer = own.coded;
  longer.push_back(0);
  EXPECT_EQ(refusal_of([&] { decode_storage(longer, 13); }),
            "at byte 205 of 206: a configuration of layout 13 ends here, and 1 more byte follows; "
            "allowed: none");
}

TEST(storage, bytes_that_mean_nothing_are_refused_at_their_place) {
  const auto& own = known("kusama-v13");
  const auto with = [&](std::size_t at, std::uint8_t byte) {
    bytes changed = own.coded;
    changed[at] = byte;
    return refusal_of([&] { decode_storage(changed, 13); });
  };
  EXPECT_EQ(with(105, 9),
            "at byte 105 of 238: executor_params[0] is 9, which is no executor "
            "parameter; allowed: 1 to 8");
  EXPECT_EQ(with(111, 2),
            "at byte 111 of 238: executor_params[1].PvfExecTimeout is of kind 2; "
            "allowed: 0 or 1 (Backing Approval)");
  EXPECT_EQ(with(104, 0xFC),
            "at byte 130 of 238: executor_params[3] is 128, which is no executor "
            "parameter; allowed: 1 to 8");
  EXPECT_NE(with(134, 7).find("at byte 134 of 238: max_validators is 0x07; allowed: 0x00 none"),
            std::string::npos)
      << with(134, 7);
}

// A bit behind the last, and a feature that is not kept.
TEST(storage, features_that_cannot_be_kept_are_refused) {
  const auto& own = known("polkadot-v13");
  const bytes features{0x10, 0x0b};
  const auto place =
      std::search(own.coded.begin(), own.coded.end(), features.begin(), features.end());
  ASSERT_NE(place, own.coded.end());
  bytes changed = own.coded;
  const auto at = static_cast<std::size_t>(place - own.coded.begin());
  changed[at + 1] = 0x1b;
  EXPECT_EQ(refusal_of([&] { decode_storage(changed, 13); }),
            fmt::format("at byte {} of 234: node_features has a bit behind its last; allowed: 0 "
                        "there",
                        at + 1));
  changed[at] = 40 << 2;
  changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at) + 2, {0, 0, 0, 0x80});
  EXPECT_EQ(
      refusal_of([&] { decode_storage(changed, 13); }),
      fmt::format("at byte {} of 238: node_features has feature 39; allowed: 0 to 31", at + 5));
}

TEST(storage, that_a_chain_would_refuse_is_read_and_said_to_be_inconsistent) {
  auto stored = decode_storage(known("polkadot-v12-2024").coded, 12);
  EXPECT_TRUE(inconsistencies(stored).empty());
  auto all = to_configuration(stored, "test", "test");
  protocol::assign_as_stored(all.values, protocol::parameter_named("scheduling_lookahead"),
                             protocol::natural{0});
  stored = to_stored(all.values, 12, &stored);
  const auto read = detect_storage(encode_storage(stored));
  EXPECT_EQ(read.value, stored);
  ASSERT_EQ(inconsistencies(read.value).size(), 1U);
  EXPECT_EQ(inconsistencies(read.value)[0].text,
            "LookaheadZero: scheduling_lookahead = 0; "
            "allowed: from 1");
  EXPECT_NE(refusal_of([&] { require_in_range(all); }), "accepted");
}

TEST(storage, an_executor_parameter_given_twice_is_inconsistent_and_the_first_counts) {
  auto stored = decode_storage(known("polkadot-v13").coded, 13);
  for (auto& field : stored.fields)
    if (!field.executor.empty()) field.executor.push_back({1, 0, 1});
  EXPECT_EQ(inconsistencies(stored).size(), 1U);
  EXPECT_EQ(get(to_configuration(stored, "", "").values, "max_memory_pages"), "8192");
  EXPECT_EQ(decode_storage(encode_storage(stored), 13), stored);
}

// Every layout has each of its parameters in one place, and no other.
TEST(storage, each_layout_has_each_of_its_parameters_once) {
  for (unsigned layout = protocol::oldest_layout; layout <= protocol::newest_layout; ++layout) {
    std::vector<std::string_view> keys;
    for (const auto* row : fields_of(layout)) keys.push_back(row->key);
    for (const auto& each : protocol::all_parameters()) {
      if (each.group == "parachain" || each.group == "executor") continue;
      EXPECT_EQ(std::count(keys.begin(), keys.end(), each.key), protocol::has(layout, each) ? 1 : 0)
          << layout << ' ' << each.key;
    }
  }
}

// These tests notice bytes that are read in the wrong order: a configuration whose numbers are
// turned round is not the chain's.
TEST(storage, the_comparison_notices_numbers_turned_round) {
  const auto& own = known("polkadot-v13");
  bytes turned = own.coded;
  std::reverse(turned.begin() + 36, turned.begin() + 40);
  const auto read = to_configuration(decode_storage(turned, 13), own.name, "test");
  EXPECT_EQ(protocol::differences(read, protocol::decoded_value(own.name)),
            std::vector<std::string>{"max_candidate_depth: 50331648, 3"});
}

}  // namespace
}  // namespace backcheck::chain
