// SPDX-License-Identifier: Apache-2.0
//
// Whatever is wrong with a request ends with 2 and one line that says where, what, and what is
// allowed instead; and nothing is printed that could be taken for an answer.
#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

struct wrong {
  std::vector<std::string> words;
  std::vector<std::string> says;
};

class bad_input : public testing::TestWithParam<wrong> {};

TEST_P(bad_input, ends_with_2_and_one_line) {
  const auto o = run(GetParam().words);
  EXPECT_EQ(o.code, 2);
  EXPECT_EQ(o.out, "");
  EXPECT_EQ(lines_of(o.err).size(), 1U) << o.err;
  EXPECT_TRUE(o.err.starts_with("backcheck: ")) << o.err;
  for (const auto& part : GetParam().says)
    EXPECT_NE(o.err.find(part), std::string::npos) << part << "\nis not in\n" << o.err;
}

const std::vector<wrong> commands{
    {{}, {"what is to be done?", "check, replay, show, mutants, list"}},
    {{"chekc"}, {"'chekc'", "did you mean 'check'?"}},
    {{"check", "--proprety", "S2"}, {"check: '--proprety'", "did you mean '--property'?"}},
    {{"check", "S2"}, {"check: 'S2' is not understood"}},
    {{"check", "--scope"}, {"--scope"}},
    {{"check", "--scope", "tiny", "--scope", "forks"}, {"--scope"}},
    {{"check", "--preset", "polkadt"}, {"polkadt", "did you mean 'polkadot'?"}},
    {{"check", "--preset", "kusama", "--config", "x.toml"}, {"--config", "--preset"}},
    {{"check", "--config", "no-such-file.toml"}, {"no-such-file.toml"}},
    {{"check", "--set", "scheduling_lokahead=3"}, {"did you mean 'scheduling_lookahead'?"}},
    {{"check", "--set", "scheduling_lookahead"}, {"KEY=VALUE"}},
    {{"check", "--set", "scheduling_lookahead=0"}, {"scheduling_lookahead", "LookaheadZero"}},
    {{"check", "--set", "scheduling_lookahead=many"}, {"scheduling_lookahead"}},
    {{"check", "--set", "scheduling_lookahead=17"}, {"this machine follows 1 to 16"}},
    {{"check", "--rule-set", "2024"}, {"--rule-set", "allowed: 2025, 2023, sync"}},
    {{"check", "--scope", "forms"}, {"--scope", "did you mean 'forks'?"}},
    {{"check", "--scope", ""}, {"--scope", "allowed: default"}},
    {{"check", "--scope", "leafs=2"}, {"--scope", "a window has no 'leafs'; allowed: relay_blocks, leaves"}},
    {{"check", "--scope", "leaves=two"}, {"--scope", "leaves=two", "whole number"}},
    {{"check", "--scope", "leaves=-1"}, {"--scope", "leaves=-1", "whole number"}},
    {{"check", "--scope", "upward=1"}, {"--scope", "upward=1", "allowed: yes, no"}},
    {{"check", "--scope", "leaves=2,forks"}, {"--scope", "comes first"}},
    {{"check", "--scope", "relay_blocks=99"}, {"relay_blocks=99", "follows 2 to 8"}},
    {{"check", "--scope", "leaves=3,relay_blocks=3"}, {"leaves=3", "follows 1 to 2"}},
    {{"check", "--property", "S99"}, {"--property", "S99"}},
    {{"check", "--property", "Y1"}, {"--property", "Y1", "allowed: sync"}},
    {{"check", "--fault", "off_by_one"}, {"--fault", "capacity_off_by_one"}},
    {{"check", "--engine", "explicti"}, {"--engine", "allowed: explicit, auto"}},
    {{"check", "--engine", "symbolic"}, {"--engine symbolic", "not built yet"}},
    {{"check", "--threads", "0"}, {"--threads"}},
    {{"check", "--threads", "many"}, {"--threads"}},
    {{"check", "--depth", "-1"}, {"--depth"}},
    {{"check", "--time-limit", "-1"}, {"--time-limit"}},
    {{"check", "--time-limit", "nan"}, {"--time-limit"}},
    {{"check", "--state-limit", "0"}, {"--state-limit"}},
    {{"check", "--memory-limit", "x"}, {"--memory-limit"}},
    {{"list"}, {"WHAT"}},
    {{"list", "preset"}, {"there is no list of 'preset'; allowed: mutants, parameters, presets"}},
    {{"mutants"}, {"--list", "--run"}},
    {{"mutants", "--run", "capacity"}, {"capacity_off_by_one"}},
    {{"replay"}, {"TRACE"}},
    {{"replay", "no-such-trace.json"}, {"no-such-trace.json", "No such file"}},
    {{"replay", "."}, {"is a folder"}},
    {{"show", "no-such-trace.json"}, {"no-such-trace.json", "No such file"}},
    {{"show", "x", "--format", "dot"}, {"--format", "allowed: text, itf, json"}},
};
INSTANTIATE_TEST_SUITE_P(all, bad_input, testing::ValuesIn(commands));

// A configuration that cannot be read has a place where it cannot.
TEST(bad_configuration, is_located) {
  const scratch_folder folder;
  write_text(folder / "c.toml", "preset = \"polkadot\"\nscheduling_lookahead = \"lots\"\n");
  const auto o = run({"check", "--config", folder / "c.toml"});
  EXPECT_EQ(o.code, 2);
  EXPECT_NE(o.err.find("c.toml:2:"), std::string::npos) << o.err;
  EXPECT_EQ(lines_of(o.err).size(), 1U) << o.err;
}

}  // namespace
}  // namespace backcheck::tests
