// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/config_file.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <fstream>

#include "model/protocol/presets.hpp"
#include "tests/unit/protocol/refusal.hpp"

namespace backcheck::protocol {
namespace {

configuration read(std::string_view text) { return read_configuration(text, "my.toml"); }
std::string refusal(std::string_view text) {
  return refusal_of([&] { read(text); });
}
void expect_same(const configuration& a, const configuration& b) {
  EXPECT_EQ(a.description, b.description);
  EXPECT_EQ(a.layout, b.layout);
  EXPECT_EQ(a.sources, b.sources);
  for (const parameter& each : all_parameters())
    EXPECT_EQ(value_of(a.values, each), value_of(b.values, each)) << each.key;
}

TEST(config_file, says_what_is_different_from_a_preset) {
  const configuration mine = read(R"(
    preset = "polkadot"
    description = "Polkadot with a short lookahead"
    scheduling_lookahead = 3

    [messages]
    max_upward_queue_size = 2_097_152
  )");
  EXPECT_EQ(mine.name, "my.toml");
  EXPECT_EQ(mine.description, "Polkadot with a short lookahead");
  EXPECT_EQ(mine.layout, 13U);
  const configuration polkadot = preset("polkadot");
  for (const parameter& each : all_parameters()) {
    std::string expected = get(polkadot.values, each.key);
    std::string source = polkadot.sources[each.position];
    if (each.key == "scheduling_lookahead") expected = "3", source = "my.toml:4";
    if (each.key == "max_upward_queue_size") expected = "2097152", source = "my.toml:7";
    EXPECT_EQ(get(mine.values, each.key), expected) << each.key;
    EXPECT_EQ(mine.sources[each.position], source) << each.key;
  }
}

TEST(config_file, takes_every_name_alone_dotted_or_in_a_table) {
  for (const char* text :
       {"lookahead = 3", "scheduling_lookahead = 3", "scheduler.lookahead = 3",
        "[scheduler_params]\nlookahead = 3", "[scheduler]\nscheduling_lookahead = '3'",
        "scheduling_lookahead = { value = 3 }", "scheduler = { lookahead = { value = \"3\" } }"}) {
    const std::string file = std::string("preset = 'kusama'\n") + text;
    EXPECT_EQ(get(read(file).values, "scheduling_lookahead"), "3") << text;
  }
}

TEST(config_file, reads_every_kind_of_value) {
  const auto values = read(R"(
    preset = "polkadot"
    max_validators = 1000
    max_validators_per_core = "none"
    node_features = [3, 1]
    wasm_ext_bulk_memory = true
    hrmp_sender_deposit = "340_282_366_920_938_463_463_374_607_431_768_211_455"
    max_code_size = "3,000,000"
  )")
                          .values;
  EXPECT_EQ(get(values, "max_validators"), "1000");
  EXPECT_EQ(get(values, "max_validators_per_core"), "none");
  EXPECT_EQ(get(values, "node_features"), "1,3");
  EXPECT_EQ(get(values, "wasm_ext_bulk_memory"), "true");
  EXPECT_EQ(get(values, "hrmp_sender_deposit"), "340282366920938463463374607431768211455");
  EXPECT_EQ(get(values, "max_code_size"), "3000000");
  EXPECT_EQ(get(read("preset = 'polkadot'\nnode_features = []").values, "node_features"), "none");
}

// The innermost source counts; a name of the table `sources` stands for its text.
TEST(config_file, sources_are_inherited) {
  const configuration mine = read(R"(
    preset = "polkadot"
    source = "file"
    num_cores = 7
    max_pov_size = { value = 1, source = "value" }
    [sources]
    forum = "a post in the forum"
    [approvals]
    source = "forum"
    needed_approvals = 30
    no_show_slots = { value = 2, source = "assumed: a guess" }
    [backing]
    minimum_backing_votes = 3
  )");
  const auto source = [&](std::string_view key) {
    return mine.sources[parameter_named(key).position];
  };
  EXPECT_EQ(source("num_cores"), "file");
  EXPECT_EQ(source("max_pov_size"), "value");
  EXPECT_EQ(source("needed_approvals"), "a post in the forum");
  EXPECT_EQ(source("no_show_slots"), "assumed: a guess");
  EXPECT_EQ(source("minimum_backing_votes"), "file");
  EXPECT_EQ(source("dispute_period"), preset("polkadot").sources[0]);
  EXPECT_TRUE(mine.is_assumed(parameter_named("no_show_slots")));
  EXPECT_FALSE(mine.is_assumed(parameter_named("num_cores")));
}

// One line each: where, what, what is allowed.
TEST(config_file, mistakes_are_refused_where_they_stand) {
  const std::string base = "preset = \"polkadot\"\n";
  EXPECT_EQ(refusal(base + "lookahed = 3"),
            "my.toml:2:1: unknown parameter 'lookahed'; did you mean 'scheduling_lookahead'? "
            "allowed: the names that `backcheck list parameters` prints");
  const std::string tables =
      "allowed: scheduler, async_backing, backing, candidates, messages, approvals, executor, "
      "parachain";
  EXPECT_EQ(refusal(base + "\n  [schedular]\nlookahead = 3"),
            "my.toml:3:4: unknown table 'schedular'; did you mean 'scheduler'? " + tables);
  EXPECT_EQ(refusal(base + "[quorum]"), "my.toml:2:2: unknown table 'quorum'; " + tables);
  EXPECT_EQ(refusal(base + "[messages]\nlookahead = 3"),
            "my.toml:3:1: unknown parameter 'messages.lookahead'; did you mean "
            "'scheduling_lookahead'? allowed: the names that `backcheck list parameters` prints");
  EXPECT_EQ(refusal(base + "lookahead = 0"),
            "my.toml:2:13: scheduling_lookahead = 0 is out of range; allowed: 1 to 4294967295 "
            "claims (chain check LookaheadZero)");
  EXPECT_EQ(refusal(base + "max_candidate_depth = -1"),
            "my.toml:2:23: max_candidate_depth = '-1' is not a whole number; allowed: 0 to "
            "4294967295 parachain blocks");
  EXPECT_EQ(refusal(base + "max_candidate_depth = 3.5"),
            "my.toml:2:23: max_candidate_depth = '3.5' is not a whole number; allowed: 0 to "
            "4294967295 parachain blocks");
  EXPECT_EQ(refusal(base + "max_candidate_depth = true"),
            "my.toml:2:23: max_candidate_depth = 'true' is not a whole number; allowed: 0 to "
            "4294967295 parachain blocks");
  EXPECT_EQ(refusal(base + "max_candidate_depth = [3]"),
            "my.toml:2:23: max_candidate_depth = '[ 3 ]' is not a whole number; allowed: 0 to "
            "4294967295 parachain blocks");
  EXPECT_EQ(refusal(base + "max_candidate_depth = 2024-05-09"),
            "my.toml:2:23: max_candidate_depth = '2024-05-09' is not a whole number; allowed: 0 to "
            "4294967295 parachain blocks");
  EXPECT_EQ(refusal(base + "wasm_ext_bulk_memory = 1"),
            "my.toml:2:24: wasm_ext_bulk_memory = '1' is neither true nor false; allowed: true or "
            "false");
  EXPECT_EQ(refusal(base + "node_features = [0, [1]]"),
            "my.toml:2:17: node_features = '[ 1 ]' is not a whole number; allowed: none, or "
            "numbers from 0 to 31 with commas between them (the chain has room for 256 and has "
            "named five; 32 are kept here)");
  EXPECT_EQ(refusal(base + "num_cores = { valeu = 3 }"),
            "my.toml:2:15: unknown key 'valeu'; allowed: value, source");
  EXPECT_EQ(refusal(base + "num_cores = { source = 'x' }"),
            "my.toml:2:1: num_cores has a table without value; allowed: { value = …, source = "
            "\"…\" }");
  EXPECT_EQ(refusal(base + "num_cores = { value = 3, source = 4 }"),
            "my.toml:2:35: source is no text; allowed: text in quotes");
  EXPECT_EQ(refusal(base + "lookahead = 3\n\n[scheduler]\nscheduling_lookahead = 4"),
            "my.toml:5:1: scheduling_lookahead is given again; allowed: once, and that was in line "
            "2");
}

TEST(config_file, mistakes_at_the_top_are_refused_where_they_stand) {
  EXPECT_EQ(refusal("\npreset = 'polkadt'"),
            "my.toml:2:10: unknown preset 'polkadt'; did you mean 'polkadot'? allowed: polkadot, "
            "kusama, paseo, westend, polkadot-2024, rococo, development, development-2023");
  EXPECT_EQ(refusal("preset = 3"), "my.toml:1:10: preset is no text; allowed: text in quotes");
  EXPECT_EQ(refusal("preset = 'polkadot'\nlayout = 12"),
            "my.toml:2:10: layout is that of the preset; allowed: only without a preset");
  EXPECT_EQ(refusal("preset = 'polkadot'\ndescription = 3"),
            "my.toml:2:15: description is no text; allowed: text in quotes");
  EXPECT_EQ(refusal("layout = 7"), "my.toml:1:10: layout is out of range; allowed: 8 to 13");
  EXPECT_EQ(refusal("layout = 'v13'"), "my.toml:1:10: layout is out of range; allowed: 8 to 13");
  EXPECT_EQ(refusal("lookahead = 3"),
            "my.toml: has neither preset nor layout; allowed: preset = \"NAME\", or layout = 8 to "
            "13 and every parameter");
}

TEST(config_file, what_is_not_toml_is_refused_where_it_ends_to_be) {
  const std::string allowed = "; allowed: TOML, and numbers from 2^63 on in quotes";
  EXPECT_EQ(refusal("preset = \"polkadot\"\nlookahead == 3"),
            "my.toml:2:12: not TOML: Error while parsing value: could not determine value type" +
                allowed);
  EXPECT_EQ(refusal("lookahead = 3\nlookahead = 4"),
            "my.toml:2:13: not TOML: Error while parsing key-value pair: cannot redefine existing "
            "integer 'lookahead'" +
                allowed);
  EXPECT_EQ(refusal("max_code_size = 99999999999999999999"),
            "my.toml:1:37: not TOML: Error while parsing decimal integer: '99999999999999999999' "
            "is not representable in 64 bits" +
                allowed);
}

// The mistake that is told is the first in the file, whatever its name.
TEST(config_file, the_first_mistake_is_the_one_that_is_told) {
  EXPECT_EQ(refusal("preset = 'polkadot'\nzzz = 1\naaa = 1").substr(0, 34),
            "my.toml:2:1: unknown parameter 'zz");
  EXPECT_EQ(refusal("preset = 'polkadot'\n[zzz]\n[aaa]").substr(0, 30),
            "my.toml:2:2: unknown table 'zz");
}

// Without a preset, nothing is filled in silently.
TEST(config_file, without_a_preset_every_parameter_must_be_there) {
  const std::string whole = write_configuration(preset("polkadot"));
  for (const parameter& each : all_parameters()) {
    const std::size_t start = whole.find("\n" + std::string(each.key) + " = ") + 1;
    std::string without = whole;
    without.erase(start, whole.find('\n', start) + 1 - start);
    const bool is_of_layout = each.until == newest_layout;
    EXPECT_EQ(refusal(without), is_of_layout
                                    ? "my.toml: no value for " + std::string(each.key) +
                                          "; allowed: to leave values out after preset = \"NAME\""
                                    : "accepted");
  }
}

TEST(config_file, what_is_written_is_read_again) {
  for (const std::string_view name : preset_names()) {
    const configuration all = preset(name);
    expect_same(read(write_configuration(all)), all);
  }
}

// All values and all texts, not only those of known chains.
TEST(config_file, whatever_is_written_is_read_again) {
  // Everything that a TOML file needs an escape for, and something that has two bytes.
  const auto texts = rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", " ", "\"", "\\", "\n", "\t", "\x01", "\x7F", "'", "é"));
  const bool held = rc::check("write, read", [&] {
    configuration all = preset("polkadot");
    all.description.clear();
    for (const std::string& each : *texts) all.description += each;
    for (const parameter& each : all_parameters()) {
      parameter_value value = value_of(all.values, each);
      if (each.kind == value_kind::flag) value = *rc::gen::arbitrary<bool>();
      if (each.kind == value_kind::node_features)
        value = feature_numbers{*rc::gen::inRange<std::size_t>(0, 32)};
      if (each.kind == value_kind::number || each.kind == value_kind::optional_number) {
        const natural high = *rc::gen::arbitrary<std::uint64_t>();
        const natural number = high << 64 | *rc::gen::arbitrary<std::uint64_t>();
        const natural span = each.max - each.min;
        value = each.min + (span == ~natural{0} ? number : number % (span + 1));
        if (each.kind == value_kind::optional_number && *rc::gen::arbitrary<bool>()) value = none{};
      }
      assign(all.values, each, value);
      all.sources[each.position] = *rc::gen::element<std::string>("here", "a \"quoted\" \\ one");
    }
    const configuration again = read(write_configuration(all));
    RC_ASSERT(again.description == all.description);
    RC_ASSERT(again.sources == all.sources);
    for (const parameter& each : all_parameters())
      RC_ASSERT(value_of(again.values, each) == value_of(all.values, each));
  });
  EXPECT_TRUE(held);
}

TEST(config_file, is_loaded_from_disk) {
  expect_same(load_configuration("model/protocol/presets/paseo.toml"), preset("paseo"));
  EXPECT_EQ(refusal_of([] { load_configuration("no/such.toml"); }),
            "no/such.toml: cannot be read; allowed: a TOML file");
  EXPECT_EQ(refusal_of([] { load_configuration("model"); }),
            "model: cannot be read; allowed: a TOML file");
}

TEST(configuration, a_setting_on_the_command_line_is_a_source) {
  configuration all = preset("polkadot");
  set(all, "lookahead=3", "--set");
  EXPECT_EQ(get(all.values, "scheduling_lookahead"), "3");
  EXPECT_EQ(all.sources[parameter_named("scheduling_lookahead").position], "--set");
}

}  // namespace
}  // namespace backcheck::protocol
