// SPDX-License-Identifier: Apache-2.0
//
// Whatever is wrong with a request ends with 2 and one line that says where, what, and what is
// allowed instead; and nothing is printed that could be taken for an answer.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

struct wrong {
  std::vector<std::string> words;
  std::vector<std::string> says;
};

const std::vector<wrong> commands{
    {{},
     {"what is to be done?", "check, replay, show, shrink, survey, measure, mutants, prove, solve, list"}},
    {{"chekc"}, {"'chekc'", "did you mean 'check'? allowed: check, replay"}},
    {{"check", "--proprety", "S2"}, {"check: '--proprety'", "did you mean '--property'? allowed:"}},
    {{"check", "S2"}, {"check: 'S2' is not understood; allowed: --help, --preset"}},
    {{"check", "--scope"}, {"check: --scope"}},
    {{"check", "--scope", "tiny", "--scope", "forks"}, {"--scope"}},
    {{"list"}, {"list: WHAT is required"}},
    {{"list", "preset"}, {"list: ", "did you mean 'presets'? allowed: assumptions, mutants"}},
    {{"mutants"}, {"--list", "--run"}},
    {{"mutants", "--run", "capacity"}, {"--run: ", "did you mean 'capacity_off_by_one'? allowed:"}},
    {{"replay"}, {"replay: TRACE is required"}},
    {{"conform"}, {"conform: FILE is required"}},
};
const std::vector<wrong> parameters{
    {{"--preset", "polkadt"}, {"--preset: ", "did you mean 'polkadot'? allowed: polkadot, kusama"}},
    {{"--preset", "ethereum"}, {"--preset: unknown preset 'ethereum'; allowed: polkadot, kusama"}},
    {{"--preset", "kusama", "--config", "x.toml"}, {"--config", "--preset"}},
    {{"--set", "scheduling_lokahead=3"},
     {"--set: ", "did you mean 'scheduling_lookahead'? allowed: the names that"}},
    {{"--set", "foo=3"}, {"--set: ", "'foo'; allowed: the names that `backcheck list parameters`"}},
    {{"--set", "scheduling_lookahead"}, {"--set: ", "allowed: KEY=VALUE"}},
    {{"--set", "scheduling_lookahead=0"}, {"--set: ", "= 0 is out of range; allowed: 1 to"}},
    {{"--set", "max_candidate_depth=4294967296"}, {"is out of range; allowed: 0 to 4294967295"}},
    {{"--set", "scheduling_lookahead=-1"}, {"= '-1' is not a whole number; allowed: 1 to"}},
    {{"--set", "scheduling_lookahead=many"}, {"= 'many' is not a whole number; allowed: 1 to"}},
    {{"--set", "scheduling_lookahead="}, {"= '' is not a whole number; allowed: 1 to"}},
    {{"--set", "scheduling_lookahead=17"}, {"scheduling_lookahead=17", "allowed: 1 to 16"}},
    {{"--set", "group_rotation_frequency=256"},
     {"group_rotation_frequency=256", "allowed: 1 to 255"}},
    {{"--rule-set", "2024"},
     {"--rule-set: there is no '2024'; did you mean '2025'? allowed: 2025, 2023, sync"}},
};
const std::vector<wrong> windows{
    {{"--scope", "forms"}, {"--scope: ", "did you mean 'forks'? allowed: default, tiny"}},
    {{"--scope", "whatever"}, {"--scope: there is no scope 'whatever'; allowed: default"}},
    {{"--scope", ""}, {"--scope: ", "allowed: default"}},
    {{"--scope", "leafs=2"}, {"--scope: ", "did you mean 'leaves'? allowed: relay_blocks, leaves"}},
    {{"--scope", "height=2"}, {"--scope: a window has no 'height'; allowed: relay_blocks"}},
    {{"--scope", "leaves=two"}, {"--scope: leaves=two; allowed: a whole number"}},
    {{"--scope", "leaves=-1"}, {"--scope: leaves=-1; allowed: a whole number"}},
    {{"--scope", "leaves=256"}, {"--scope: leaves=256; allowed: a whole number, 0 to 255"}},
    {{"--scope", "upward=1"}, {"--scope: upward=1; allowed: yes, no"}},
    {{"--scope", "leaves=2,forks"}, {"--scope: ", "comes first"}},
    {{"--scope", "relay_blocks=99"}, {"--scope: relay_blocks=99", "allowed: 2 to 24"}},
    {{"--scope", "leaves=3,relay_blocks=3"}, {"--scope: leaves=3", "allowed: 1 to 2"}},
    {{"--scope", "leaves=0"}, {"--scope: leaves=0", "allowed: 1 to 2"}},
    {{"--scope", "paras=99"}, {"--scope: paras=99", "allowed: 1 to "}},
    {{"--scope", "candidates=0"}, {"--scope: candidates=0", "allowed: 1 to 24"}},
    {{"--scope", "sessions=9"}, {"--scope: sessions=9", "allowed: 0 to 2"}},
};
const std::vector<wrong> claims_and_limits{
    {{"--property", "S99"}, {"--property: ", "did you mean 'S19'? allowed: S2, S5"}},
    {{"--property", "s48"}, {"--property: ", "did you mean 'S48'? allowed: S2, S5"}},
    {{"--property", "safety"}, {"--property: there is no property 'safety'; allowed: S2, S5"}},
    {{"--property", "Y1"}, {"--property: Y1", "allowed: sync"}},
    {{"--fault", "off_by_one"}, {"--fault: ", "did you mean 'capacity_off_by_one'? allowed: none"}},
    {{"--engine", "explicti"},
     {"--engine: ", "did you mean 'explicit'? allowed: explicit, symbolic, random, auto"}},
    {{"--engine", "symbolic"}, {"--engine symbolic", "--depth is missing; allowed: 0 and up"}},
    {{"--threads", "0"}, {"--threads: there is no '0'; allowed: 1 to 256"}},
    {{"--threads", "many"}, {"--threads: there is no 'many'; allowed: 1 to 256"}},
    {{"--depth", "-1"}, {"--depth: there is no '-1'; allowed: 0 to 4294967295"}},
    {{"--depth", "4294967296"}, {"--depth: there is no '4294967296'; allowed: 0 to 4294967295"}},
    {{"--depth", "3x"}, {"--depth: there is no '3x'; allowed: 0 to"}},
    {{"--time-limit", "-1"}, {"--time-limit: there is no '-1'; allowed: 0 to 1000000000"}},
    {{"--time-limit", "nan"}, {"--time-limit: there is no 'nan'; allowed: 0 to"}},
    {{"--state-limit", "0"}, {"--state-limit: there is no '0'; allowed: 1 to"}},
    {{"--memory-limit", "x"}, {"--memory-limit: there is no 'x'; allowed: 1 to"}},
};

/// It ends with 2 and one line that says these things.
void expect_refused(const std::vector<std::string>& words, const std::vector<std::string>& says) {
  SCOPED_TRACE(fmt::format("{}", fmt::join(words, " ")));
  const auto o = run(words);
  EXPECT_EQ(o.code, 2);
  EXPECT_EQ(o.out, "");
  EXPECT_EQ(lines_of(o.err).size(), 1U) << o.err;
  EXPECT_TRUE(o.err.starts_with("backcheck: ")) << o.err;
  for (const auto& part : says)
    EXPECT_NE(o.err.find(part), std::string::npos) << part << "\nis not in\n" << o.err;
}
void expect_check_refused(const std::vector<wrong>& all) {
  for (const auto& [options, says] : all) {
    std::vector<std::string> words{"check"};
    words.insert(words.end(), options.begin(), options.end());
    expect_refused(words, says);
  }
}

TEST(bad_input, commands_are_refused) {
  for (const auto& [words, says] : commands) expect_refused(words, says);
}
TEST(bad_input, parameters_are_refused) { expect_check_refused(parameters); }
TEST(bad_input, windows_are_refused) { expect_check_refused(windows); }
TEST(bad_input, claims_and_limits_are_refused) { expect_check_refused(claims_and_limits); }

TEST(bad_input, files_that_cannot_be_read_are_refused) {
  const std::vector<wrong> unreadable{
      {{"check", "--config", "no-such-file.toml"}, {"no-such-file.toml: ", "allowed: a TOML file"}},
      {{"check", "--config", "."}, {".: ", "allowed: a TOML file"}},
      {{"replay", "no-such-trace.json"}, {"no-such-trace.json: ", "No such file"}},
      {{"replay", "."}, {".: is a folder, not a trace"}},
      {{"show", "no-such-trace.json"}, {"no-such-trace.json: ", "No such file"}},
      {{"show", "x", "--format", "jsno"},
       {"--format: ", "did you mean 'json'? allowed: text, itf"}},
      {{"conform", "no-such-cases"}, {"conform: no-such-cases: cannot be read: No such file"}},
      {{"conform", "."}, {"conform: .: cannot be read: Is a directory"}},
  };
  for (const auto& [words, says] : unreadable) expect_refused(words, says);
}

// A configuration that cannot be understood has a place where it cannot.
TEST(bad_input, configurations_are_refused_where_they_are_wrong) {
  const std::vector<std::pair<std::string, std::string>> wrong_files{
      {"scheduling_lookahead = \"lots\"\n", "c.toml:2:24: scheduling_lookahead = 'lots' is not"},
      {"scheduling_lookahead = 0\n", "c.toml:2:24: scheduling_lookahead = 0 is out of range; "},
      {"scheduling_lokahead = 3\n", "c.toml:2:1: unknown parameter 'scheduling_lokahead'; did you"},
      {"scheduling_lookahead = \n", "c.toml:2:"},
      {"scheduling_lookahead = 3\nscheduling_lookahead = 4\n", "c.toml:3:"},
      {"[scheduler\n", "c.toml:2:"},
      {"\"\n", "c.toml:2:"},
      {"\xff\xfe\n", "c.toml:1:20: "},
  };
  const scratch_folder folder;
  for (const auto& [text, says] : wrong_files) {
    write_text(folder / "c.toml", "preset = \"polkadot\"\n" + text);
    expect_refused({"check", "--config", folder / "c.toml"}, {says});
  }
  write_text(folder / "c.toml", "");
  expect_refused({"check", "--config", folder / "c.toml"}, {"c.toml: has neither", "allowed: "});
}

// JSON that is none, or none of ours, is refused at its first wrong line.
TEST(bad_input, traces_that_are_none_are_refused) {
  const scratch_folder folder;
  for (const std::string text :
       {"", "\n", "{", "{}", "{}\n", "[]", "null\n", "nonsense\n", "\xff\n"}) {
    write_text(folder / "t.json", text);
    for (const auto* command : {"replay", "show"})
      expect_refused({command, folder / "t.json"}, {"t.json:1: "});
  }
}

}  // namespace
}  // namespace backcheck::tests
