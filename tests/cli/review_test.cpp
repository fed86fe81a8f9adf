// SPDX-License-Identifier: Apache-2.0
//
// `backcheck review`, as users run it: a change in each form in which proposals have it, told in
// each form in which people read it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

using nlohmann::json;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::string> quick(std::vector<std::string> words) {
  std::vector<std::string> all{"review", "--quick", "--no-ranges"};
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

TEST(review, tells_a_change_that_does_harm_and_saves_its_trace) {
  const scratch_folder folder;
  const auto o =
      run(quick({"--from", "polkadot", "--set", "scheduling_lookahead=1", "--save-trace",
                 folder / "traces", "--markdown", folder / "r.md", "--json", folder / "r.json"}));
  EXPECT_EQ(o.code, 1) << o.err;
  EXPECT_TRUE(has(o.out, "R5   WORSE: reachable before, unreachable after")) << o.out;
  EXPECT_TRUE(has(o.out, "<- refused after the change: ")) << o.out;
  EXPECT_EQ(run({"replay", folder / "traces/R5-before.json"}).code, 0);
  const auto page = text_of(folder / "r.md");
  EXPECT_TRUE(has(page, "- `scheduling_lookahead: 5 → 1`")) << page;
  EXPECT_TRUE(has(page,
                  "| ⚠ R5 | a candidate that missed a relay block is backed in a later one | "
                  "reachable | unreachable | "))
      << page;
  const auto report = json::parse(text_of(folder / "r.json"));
  EXPECT_EQ(report["exit_code"], 1);
  EXPECT_EQ(report["changes"][0]["after"], "1");
  EXPECT_FALSE(report["not_checked"].empty());
  for (const auto& row : report["verdicts"]) {
    // Everything that was found says how.
    for (const char* when : {"before", "after", "transition"})
      if (row.contains(when)) {
        EXPECT_NE(row[when]["how"], "") << row;
      }
    if (row["property"] == "R5") {
      EXPECT_EQ(row["worse"], true);
    }
  }
}

// The call of Polkadot's referendum 688, against what Polkadot has today.
TEST(review, reads_a_call) {
  const auto o =
      run(quick({"--from", "polkadot", "--call", "0x1a0208332d0300000002000000330b02000000"}));
  EXPECT_EQ(o.code, 0) << o.out << o.err;
  EXPECT_TRUE(has(o.out, "change      scheduling_lookahead: 5 -> 2")) << o.out;
  EXPECT_FALSE(has(o.out, "setters enacted in different sessions")) << o.out;
}

TEST(lint, looks_at_what_a_call_makes) {
  const auto o = run({"lint", "--preset", "polkadot", "--call", "0x330b01000000"});
  EXPECT_EQ(o.code, 1) << o.err;
  EXPECT_TRUE(has(o.out, "R5   unreachable  scheduling_lookahead = 1: ")) << o.out;
  EXPECT_EQ(run({"lint", "--preset", "polkadot", "--call", "0x330b03000000"}).code, 0);
  const auto room = run({"lint", "--preset", "polkadot", "--set", "block_processing_velocity=3"});
  EXPECT_TRUE(has(room.out, "T43  bound        unincluded_segment_capacity = 3, ")) << room.out;
}

// SARIF 2.1.0: what a viewer needs, and the line that does it.
TEST(review, points_at_the_line) {
  const scratch_folder folder;
  write_text(folder / "to.toml", "preset = \"kusama\"\n\n# as proposed\nlookahead = 1\n");
  const auto o =
      run(quick({"--from", "kusama", "--to", folder / "to.toml", "--sarif", folder / "r.sarif"}));
  EXPECT_EQ(o.code, 1) << o.err;
  const auto sarif = json::parse(text_of(folder / "r.sarif"));
  EXPECT_EQ(sarif["version"], "2.1.0");
  EXPECT_TRUE(has(sarif["$schema"], "sarif-2.1.0"));
  ASSERT_EQ(sarif["runs"].size(), 1U);
  const auto& driver = sarif["runs"][0]["tool"]["driver"];
  EXPECT_EQ(driver["name"], "backcheck");
  const auto& results = sarif["runs"][0]["results"];
  ASSERT_FALSE(results.empty());
  for (const auto& each : results) {
    EXPECT_TRUE(std::any_of(driver["rules"].begin(), driver["rules"].end(),
                            [&](const json& rule) { return rule["id"] == each["ruleId"]; }));
    EXPECT_TRUE(each["message"]["text"].is_string());
    const auto& where = each["locations"][0]["physicalLocation"];
    EXPECT_EQ(where["artifactLocation"]["uri"], folder / "to.toml");
    EXPECT_EQ(where["region"]["startLine"], 4);
  }
}

TEST(review, draws_a_map) {
  const scratch_folder folder;
  const auto o = run({"review", "--from", "polkadot", "--map", "unincluded_segment_capacity=1..9",
                      "--map", "block_processing_velocity=1..3", "--property", "Q6b", "--svg",
                      folder / "m.svg", "--json", folder / "m.json"});
  EXPECT_EQ(o.code, 1) << o.err;
  EXPECT_TRUE(has(o.out, "       1  X  M  *  *  *  *  *  *  *\n")) << o.out;
  EXPECT_TRUE(has(o.out, "       3  X  X  X  X  X  X  X  M  *\n") ||
              has(o.out, "       3  X  X  X  X  X  X  X  X  *\n"))
      << o.out;
  EXPECT_TRUE(has(o.out, "pruned by   T43")) << o.out;
  EXPECT_TRUE(has(text_of(folder / "m.svg"), "<svg xmlns=")) << text_of(folder / "m.svg");
  EXPECT_EQ(json::parse(text_of(folder / "m.json"))["cells"].size(), 27U);
}

TEST(review, is_refused_what_there_is_not) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
      {{"review"}, "review: what is it now? allowed: --from PRESET or FILE"},
      {{"review", "--from", "kusma"}, "review: there is no change to review; "},
      {{"review", "--from", "kusma", "--set", "scheduling_lookahead=2"},
       "--from: there is no preset or file 'kusma'; did you mean 'kusama'?"},
      {{"review", "--from", "kusama", "--set", "scheduling_lookahead=5"}, "changes nothing"},
      {{"review", "--from", "kusama", "--set", "scheduling_lookahed=5"}, "--set: "},
      {{"review", "--from", "kusama", "--set", "num_cores=1", "--call", "0x00"},
       "more than one change"},
      {{"review", "--from", "kusama", "--call", "0x33"}, "--call: "},
      {{"review", "--from", "kusama", "--map", "scheduling_lookahead=1..2"}, "--map: 1 given"},
      {{"review", "--from", "kusama", "--map", "scheduling_lookahead=1", "--map", "num_cores=1..2"},
       "--map: 'scheduling_lookahead=1' is no range"}};
  for (const auto& [words, says] : wrong) {
    const auto o = run(words);
    EXPECT_EQ(o.code, 2) << o.out;
    EXPECT_TRUE(has(o.err, says)) << o.err;
    EXPECT_EQ(lines_of(o.err).size(), 1U) << o.err;
  }
}

}  // namespace
}  // namespace backcheck::tests
