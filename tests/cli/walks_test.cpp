// SPDX-License-Identifier: Apache-2.0
//
// `backcheck check --engine random`: never says more than was done, finds what is broken in windows
// that no search gets through, and its traces replay.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

using json = nlohmann::ordered_json;
using words = std::vector<std::string>;

const words wide{
    "check",   "--engine", "random",  "--scope", "relay_blocks=20,leaves=3,paras=2,candidates=12",
    "--steps", "150",      "--walks", "300"};

words with(words all, const words& more) {
  all.insert(all.end(), more.begin(), more.end());
  return all;
}
bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(random_check, says_how_many_walks_and_no_more) {
  const auto o = run(with(wide, {"--property", "S6", "--property", "S48"}));
  EXPECT_EQ(o.code, 0) << o.err;
  for (const auto* part : {"walked      300 walks", "seed 0", "no violation in 300 walks",
                           "2 properties: no violation in 300 walks", "relay blocks kept 20"})
    EXPECT_TRUE(has(o.out, part)) << part << "\nis not in\n" << o.out;
  EXPECT_FALSE(has(o.out, "holds"));
}

TEST(random_check, finds_a_fault_and_saves_a_shortest_trace) {
  const scratch_folder folder;
  const auto o = run(with(wide, {"--property", "S6", "--fault", "sibling_relay_parent",
                                 "--save-trace", folder / "traces"}));
  EXPECT_EQ(o.code, 1) << o.err;
  EXPECT_TRUE(has(o.out, "VIOLATED in 5 steps")) << o.out;
  EXPECT_TRUE(has(o.out, "no execution with fewer steps than this does in its window")) << o.out;
  const auto again = run({"replay", folder / "traces/S6.json"});
  EXPECT_EQ(again.code, 1) << again.err;
}

TEST(random_check, says_the_same_with_any_number_of_threads_and_something_else_with_another_seed) {
  const auto one = run(with(wide, {"--threads", "1"}));
  EXPECT_EQ(without_time(one.out), without_time(run(with(wide, {"--threads", "3"})).out));
  EXPECT_NE(without_time(one.out), without_time(run(with(wide, {"--seed", "1"})).out));
}

// What was not seen is undecided, never a pass.
TEST(random_check, is_undecided_about_what_no_walk_showed) {
  const auto o = run({"check", "--engine", "random", "--scope", "relay_blocks=20,leaves=3",
                      "--walks", "1", "--steps", "1", "--property", "R1"});
  EXPECT_EQ(o.code, 3);
  EXPECT_TRUE(has(o.out, "undecided: not shown in 1 walk")) << o.out;
  const auto cut = run({"check", "--engine", "random", "--scope", "relay_blocks=20,leaves=3",
                        "--walks", "1000000000", "--time-limit", "0.2"});
  EXPECT_EQ(cut.code, 3);
  EXPECT_TRUE(has(cut.out, "undecided: 0.2 s spent")) << cut.out;
}

TEST(random_check, writes_observations_and_json) {
  const scratch_folder folder;
  const auto o = run(with(wide, {"--observations", folder / "lines", "--json", folder / "json"}));
  const auto lines = lines_of(text_of(folder / "lines"));
  ASSERT_EQ(lines.size(), 300U);
  for (const auto& line : lines) EXPECT_EQ(json::parse(line)["type"], "test_case");
  const auto told = json::parse(text_of(folder / "json"));
  EXPECT_EQ(told["walks"]["walks"], 300);
  EXPECT_EQ(told["walks"]["engine"], "random");
  EXPECT_EQ(told["exit_code"], o.code);
}

struct refused {
  words more;
  const char* part;
};
TEST(random_check, refuses_what_means_nothing_to_it) {
  for (const auto& [more, part] :
       {refused{{"--engine", "random", "--depth", "3"}, "--depth means nothing"},
        refused{{"--engine", "random", "--state-limit", "3"}, "--state-limit means nothing"},
        refused{{"--engine", "explicit", "--walks", "3"}, "--walks: only with --engine random"},
        refused{{"--seed", "3"}, "--seed: only with --engine random"},
        refused{{"--engine", "random", "--walks", "0"}, "--walks"},
        refused{{"--engine", "randum"}, "there is no 'randum'"}}) {
    const auto o = run(with({"check", "--scope", "tiny"}, more));
    EXPECT_EQ(o.code, 2) << part;
    EXPECT_TRUE(has(o.err, part)) << o.err;
    EXPECT_EQ(o.out, "");
  }
}

}  // namespace
}  // namespace backcheck::tests
