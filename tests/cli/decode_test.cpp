// SPDX-License-Identifier: Apache-2.0
//
// `backcheck decode` and `backcheck lint`, as users run them: each form of the same parameters is
// read and becomes each other form, and what is wrong with one is told in one line, with its place.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

using nlohmann::json;

constexpr const char* batch = "0x17031a0208332d0300000002000000330b02000000";

std::string stored(const std::string& name) {
  std::ifstream in("tests/data/real-configs.json");
  for (const json& each : json::parse(in))
    if (each.at("name") == name) return each.at("hex");
  return {};
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string answer(const std::vector<std::string>& words) {
  const auto o = run(words);
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_EQ(o.err, "");
  return o.out;
}

void expect_refused(const std::vector<std::string>& words, const std::string& says) {
  const auto o = run(words);
  EXPECT_EQ(o.code, 2) << o.out;
  EXPECT_EQ(o.out, "");
  EXPECT_EQ(lines_of(o.err).size(), 1U) << o.err;
  EXPECT_TRUE(o.err.starts_with("backcheck: " + says)) << o.err << says;
}

TEST(decode, tells_what_a_call_sets) {
  const auto text = answer({"decode", "--call", batch});
  EXPECT_TRUE(has(text, "as on polkadot, paseo with layouts 13, 12, 11, 10, 9, 8\n")) << text;
  EXPECT_TRUE(has(text,
                  "preimage: utility.batch_all[0]: configuration.set_async_backing_params\n"
                  "  max_candidate_depth = 3\n  allowed_ancestry_len = 2\n"))
      << text;
  EXPECT_EQ(answer({"decode", batch}), text);
  EXPECT_EQ(answer({"decode", "--call", batch, "--as", "hex"}), std::string(batch) + "\n");
  EXPECT_EQ(answer({"decode", "--call", batch, "--as", "toml"}),
            "preset = \"polkadot\"\nmax_candidate_depth = 3\nallowed_ancestry_len = 2\n"
            "scheduling_lookahead = 2\n");
  EXPECT_TRUE(has(answer({"decode", "--call", "0x33350401", "--as", "toml"}),
                  "node_features = [0, 1, 3, 4]\n"));
}

TEST(decode, turns_each_form_into_each_other) {
  const scratch_folder folder;
  const auto hex = stored("kusama-v13");
  const auto toml = answer({"decode", "--storage", hex, "--as", "toml"});
  const auto js = answer({"decode", "--storage", hex, "--as", "json"});
  EXPECT_EQ(answer({"decode", "--storage", hex, "--as", "hex"}), hex + "\n");
  EXPECT_EQ(answer({"decode", hex, "--as", "hex"}), hex + "\n");
  write_text(folder / "k.hex", hex + "\n");
  write_text(folder / "k.toml", toml);
  write_text(folder / "k.json", js);
  EXPECT_EQ(answer({"decode", "--storage", folder / "k.hex", "--as", "hex"}), hex + "\n");
  EXPECT_EQ(answer({"decode", "--config", folder / "k.toml", "--as", "hex"}), hex + "\n");
  EXPECT_EQ(answer({"decode", folder / "k.toml", "--as", "json"}), js);
  EXPECT_EQ(answer({"decode", folder / "k.json", "--as", "json"}), js);
  EXPECT_EQ(answer({"decode", folder / "k.json", "--as", "hex"}), hex + "\n");
  const auto named = answer({"decode", folder / "k.json"});
  EXPECT_TRUE(has(named, "layout      13\n")) << named;
  EXPECT_TRUE(has(named, "  max_candidate_depth = 6 parachain blocks\n")) << named;
  EXPECT_TRUE(has(named, "consistent, as the chain asks\n")) << named;
}

TEST(decode, tells_as_json_what_it_tells_as_text) {
  const scratch_folder folder;
  answer({"decode", stored("paseo-v13"), "--json", folder / "r.json"});
  const auto report = json::parse(text_of(folder / "r.json"));
  EXPECT_EQ(report.at("layout"), 13);
  EXPECT_EQ(report.at("bytes"), 234);
  EXPECT_EQ(report.at("parameters").size(), 53U);
  EXPECT_TRUE(has(report.at("inconsistencies").at(0), "MaxCodeSizeExceedHardLimit: "));
}

// The same file serves every command that takes parameters.
TEST(decode, reads_what_check_and_lint_read) {
  const scratch_folder folder;
  write_text(folder / "k.hex", stored("polkadot-v12-2024"));
  write_text(folder / "k.json", answer({"decode", folder / "k.hex", "--as", "json"}));
  for (const auto* name : {"k.hex", "k.json"}) {
    const auto o = run({"check", "--config", folder / name, "--scope", "tiny"});
    EXPECT_EQ(o.code, 0) << o.err;
    EXPECT_TRUE(has(o.out, "scheduling_lookahead 2")) << o.out;
    EXPECT_EQ(run({"lint", "--params", folder / name}).code, 0);
  }
}

TEST(decode, refuses_in_one_line_with_the_place) {
  const auto hex = stored("polkadot-v13");
  expect_refused({"decode"}, "decode: there is nothing to decode; allowed: one of INPUT, --call");
  expect_refused({"decode", batch, "--call", batch}, "decode: there is more than one thing");
  expect_refused({"decode", "--call", "0x330b0300"},
                 "--call: at byte 2 of 4: lookahead needs 4 bytes, 2 are left");
  expect_refused({"decode", "--call", "0x330b0300000000"},
                 "--call: at byte 6 of 7: the call ends here, and 1 more byte follows");
  expect_refused({"decode", "--call", "0x0700", "--chain", "kusama"},
                 "--call: at byte 0 of 2: pallet 7; allowed on kusama: 51 (configuration), 24");
  expect_refused({"decode", "--call", "0x33zz"}, "--call: character 5, 'z', is no hexadecimal");
  expect_refused({"decode", "--storage", hex.substr(0, 2 + 2 * 150)}, "--storage: at byte 1");
  expect_refused({"decode", "--storage", hex + "00", "--layout", "13"},
                 "--storage: at byte 234 of 235: a configuration of layout 13 ends here");
  expect_refused({"decode", "--storage", hex, "--layout", "7"},
                 "--layout: there is no '7'; allowed: 8 to 13");
  expect_refused({"decode", "--call", batch, "--chain", "kusma"},
                 "--chain: there is no chain 'kusma'; did you mean 'kusama'? allowed: polkadot");
  expect_refused({"decode", batch, "--as", "yaml"}, "--as: there is no 'yaml'; ");
  expect_refused({"decode", "--call", "no-such-file"},
                 "no-such-file: cannot be read; allowed: bytes in hexadecimal, or a file");
  const scratch_folder folder;
  write_text(folder / "c.json", "{\"maxCodeSize\": \"many\"}");
  expect_refused({"decode", folder / "c.json"},
                 (folder / "c.json") + ": $.maxCodeSize: \"many\" is ");
  expect_refused(
      {"check", "--config", folder / "c.json"},
      (folder / "c.json") + ": $.maxCodeSize: \"many\" is there; allowed: a whole number");
}

TEST(lint, finds_what_parameters_rule_out) {
  const auto live = run({"lint", "--preset", "kusama"});
  EXPECT_EQ(live.code, 0) << live.err;
  EXPECT_TRUE(has(live.out, "consistent, as the chain asks\n")) << live.out;
  EXPECT_TRUE(has(live.out, "no finding\n")) << live.out;
  const auto one = run({"lint", "--preset", "kusama", "--set", "scheduling_lookahead=1"});
  EXPECT_EQ(one.code, 1);
  EXPECT_TRUE(has(one.out,
                  "R5   unreachable  scheduling_lookahead = 1: only the newest relay "
                  "parent is allowed\n"))
      << one.out;
  EXPECT_TRUE(has(one.out, "1 finding\n")) << one.out;
  const auto votes = run({"lint", "--preset", "kusama", "--set", "minimum_backing_votes=3", "--set",
                          "max_validators_per_core=3"});
  EXPECT_EQ(votes.code, 1);
  EXPECT_TRUE(has(votes.out, "R23  unreachable  ")) << votes.out;
}

TEST(lint, finds_what_the_chain_would_refuse) {
  const scratch_folder folder;
  const auto o =
      run({"lint", "--set", "minimum_validation_upgrade_delay=10", "--json", folder / "r.json"});
  EXPECT_EQ(o.code, 1);
  EXPECT_TRUE(has(o.out, "inconsistent: MinimumValidationUpgradeDelayLessThanChainAvailability"))
      << o.out;
  EXPECT_EQ(json::parse(text_of(folder / "r.json")).at("findings"), 1);
}

}  // namespace
}  // namespace backcheck::tests
