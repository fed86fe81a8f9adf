// SPDX-License-Identifier: Apache-2.0
//
// Calls of governance: what each sets, how they stand in each other, and what is refused.
#include "chain/calls.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "chain/setters.hpp"
#include "model/protocol/presets.hpp"
#include "tests/unit/chain/vectors.hpp"
#include "tests/unit/protocol/refusal.hpp"

namespace backcheck::chain {
namespace {

using protocol::refusal_of;

detected_call detected(std::string_view hex) {
  return detect_call(from_hex(hex), std::nullopt, std::nullopt);
}
std::string refusal(std::string_view hex) {
  return refusal_of([&] { detected(hex); });
}

TEST(calls, that_are_known_set_what_they_set_and_are_encoded_to_the_same_bytes) {
  const auto all = known_calls();
  EXPECT_EQ(all.size(), 13U);
  for (const auto& [meaning, chains, coded, sets] : all) {
    const auto found = detect_call(coded, std::nullopt, std::nullopt);
    EXPECT_EQ(std::vector<std::string>(found.chains.begin(), found.chains.end()), chains)
        << meaning;
    EXPECT_FALSE(found.is_ambiguous) << meaning;
    EXPECT_EQ(to_hex(encode_call(found.value)), to_hex(coded)) << meaning;
    protocol::configuration changed;
    changed.sources.resize(protocol::all_parameters().size());
    apply(found.value, changed);
    for (const auto& each : protocol::all_parameters()) {
      const auto wanted = sets.find(std::string(each.key));
      const auto untouched = protocol::value_of(protocol::concrete_parameters{}, each);
      EXPECT_EQ(protocol::get(changed.values, each.key),
                wanted == sets.end() ? protocol::to_text(untouched) : wanted->second)
          << meaning << ": " << each.key;
    }
  }
}

TEST(calls, have_the_layouts_that_they_fit) {
  const auto layouts = [](std::string_view hex) { return detected(hex).layouts; };
  EXPECT_EQ(layouts("330b02000000"), (std::vector<unsigned>{13, 12, 11, 10, 9, 8}));
  EXPECT_EQ(layouts("330702000000"), (std::vector<unsigned>{12, 11, 10, 9, 8}));
  EXPECT_EQ(layouts("333402000000"), (std::vector<unsigned>{13, 12, 11, 10, 9}));
  EXPECT_EQ(layouts("333802000000"), (std::vector<unsigned>{13}));
}

TEST(calls, tell_where_each_setter_stands) {
  const auto found = detected("17031a0208332d0300000002000000330b02000000");
  const auto all = settings_of(found.value);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].path,
            "whitelist.dispatch_whitelisted_call_with_preimage: utility.batch_all[1]: "
            "configuration.set_scheduling_lookahead");
}

// Everything that a setter may take, written and read again.
TEST(calls, every_setter_goes_there_and_back) {
  for (unsigned layout = protocol::oldest_layout; layout <= protocol::newest_layout; ++layout) {
    for (const auto& each : setters()) {
      if (layout < each.since || each.until < layout) continue;
      call made;
      made.pallet = 51;
      made.number = each.number;
      made.name = fmt::format("configuration.{}", each.name);
      made.arguments = arguments_of(each, layout);
      ASSERT_FALSE(made.arguments.empty()) << each.name;
      for (auto& argument : made.arguments) {
        argument.value.number = argument.type == wire::truth ? 0 : 7;
        argument.value.is_given = argument.type != wire::u32 && argument.type != wire::u128;
        if (argument.type == wire::executor_params) {
          argument.value = {};
          argument.value.executor = {{1, 0, 8192}, {5, 1, 9}, {7, 0, 1}, {8, 0, 3}};
        }
      }
      EXPECT_EQ(decode_call(encode_call(made), chain_named("polkadot"), layout), made) << each.name;
    }
  }
}

TEST(calls, a_later_setter_goes_before_an_earlier_one_and_features_add_up) {
  auto changed = protocol::preset("polkadot");
  apply(detected("1a0010330b02000000330b03000000333504013335 0300").value, changed);
  EXPECT_EQ(protocol::get(changed.values, "scheduling_lookahead"), "3");
  EXPECT_EQ(protocol::get(changed.values, "node_features"), "0,1,4");
}

TEST(calls, that_are_cut_short_or_too_long_are_refused_at_their_place) {
  EXPECT_EQ(refusal("0x"), "at byte 0 of 0: the number of a pallet needs 1 byte, 0 are left");
  EXPECT_EQ(refusal("33"), "at byte 1 of 1: the number of a call needs 1 byte, 0 are left");
  EXPECT_EQ(refusal("332d03000000020000"),
            "at byte 6 of 9: allowed_ancestry_len needs 4 bytes, 3 are left");
  EXPECT_EQ(refusal("330b0200000000"),
            "at byte 6 of 7: the call ends here, and 1 more byte follows; allowed: none");
  EXPECT_EQ(refusal("1a02fc330b02000000"),
            "at byte 2 of 9: a batch of 63 calls, and 6 bytes are left");
}

TEST(calls, that_are_others_are_refused_plainly) {
  const auto on = [](const char* chain, std::string_view hex) {
    return refusal_of([&] { detect_call(from_hex(hex), chain, std::nullopt); });
  };
  EXPECT_EQ(on("polkadot", "0007"),
            "at byte 0 of 2: pallet 0; allowed on polkadot: 51 (configuration), 26 (utility), 23 "
            "(whitelist)");
  EXPECT_EQ(on("westend", "332d"),
            "at byte 0 of 2: pallet 51; allowed on westend: 42 (configuration), 16 (utility); the "
            "number of its whitelist is not known here");
  EXPECT_EQ(on("polkadot", "330a02000000"),
            "at byte 1 of 6: call 10 of configuration is no setter; allowed: 0 to 9, 11 to 15, 18 "
            "to 25, 27 to 34, 36 to 37, 39, 42 to 56");
  EXPECT_EQ(
      on("polkadot", "1a01"),
      "at byte 1 of 2: call 1 of utility; allowed: 0 (batch), 2 (batch_all), 4 (force_batch)");
  EXPECT_EQ(on("kusama", "2c02").substr(0, 45), "at byte 1 of 2: call 2 of whitelist; allowed:");
  EXPECT_EQ(refusal_of([] { chain_named("polkadt"); }),
            "there is no chain 'polkadt'; did you mean 'polkadot'? allowed: polkadot, kusama, "
            "paseo, westend, rococo");
  EXPECT_EQ(refusal_of([] { detect_call(from_hex("330702000000"), std::nullopt, 13U); }),
            "at byte 1 of 6: set_max_availability_timeouts is not there with layout 13; allowed: "
            "layouts 8 to 12");
  EXPECT_EQ(refusal("33352001"),
            "at byte 2 of 4: set_node_feature has feature 32; allowed: 0 to 31");
}

TEST(calls, may_stand_in_each_other_only_so_deep) {
  std::string nested = "330b02000000";
  for (std::size_t depth = 1; depth < call_depth_max; ++depth) nested = "1a0004" + nested;
  EXPECT_EQ(settings_of(detected(nested).value).size(), 1U);
  EXPECT_EQ(refusal("1a0004" + nested), "at byte 24 of 30: a call inside 8 others; allowed: 7");
}

}  // namespace
}  // namespace backcheck::chain
