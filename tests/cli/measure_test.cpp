// SPDX-License-Identifier: Apache-2.0
//
// `measure`: what it says of wrong requests and of what is too large, and that the tables that are
// kept are the tables it makes.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

TEST(measure, wrong_requests_are_told_in_one_line) {
  const std::vector<std::vector<std::string>> wrong{
      {"measure", "--probability", "slot_mised=0.1"},
      {"measure", "--probability", "slot_missed=1"},
      {"measure", "--probability", "slot_missed=-0.1"},
      {"measure", "--probability", "slot_missed"},
      {"measure", "--collator", "fill"},
      {"measure", "--table", "capacities"},
      {"measure", "--out", "nowhere"},
      {"measure", "--exact", "--walks", "10"},
      {"measure", "--cores", "9"},
      {"measure", "--set", "unincluded_segment_capacity=40"},
      {"measure", "--availability-delay", "0"},
  };
  for (const auto& words : wrong) {
    const auto o = run(words);
    EXPECT_EQ(o.code, 2) << words.back() << o.err;
    EXPECT_EQ(lines_of(o.err).size(), 1U) << o.err;
    EXPECT_EQ(o.out, "");
  }
}

TEST(measure, what_is_too_large_is_undecided) {
  const auto o =
      run({"measure", "--probability", "backing_late=0.1", "--exact", "--state-limit", "5"});
  EXPECT_EQ(o.code, 3);
  EXPECT_NE(o.out.find("undecided: more than 5 states"), std::string::npos) << o.out;
  EXPECT_EQ(o.out.find("inclusion_rate"), std::string::npos);
}

TEST(measure, writes_json) {
  const scratch_folder folder;
  const auto file = folder / "measured.json";
  const auto o = run({"measure", "--rule-set", "sync", "--json", file});
  ASSERT_EQ(o.code, 0) << o.err;
  const auto report = nlohmann::json::parse(text_of(file));
  EXPECT_TRUE(report["exact"]);
  EXPECT_EQ(report["quantities"][1]["name"], "para_block_time");
  EXPECT_NEAR(report["quantities"][1]["value"], 12, 1e-9);
}

// Byte by byte: the same numbers, wherever they are worked out.
TEST(measure, tables_that_are_kept_are_those_it_makes) {
  const scratch_folder folder;
  const auto o = run({"measure", "--table", "all", "--out", folder / "tables.md"});
  ASSERT_EQ(o.code, 0) << o.err;
  EXPECT_EQ(text_of(folder / "tables.md"), text_of("docs/tables.md"))
      << "make it again: backcheck measure --table all --out docs/tables.md";
}

TEST(measure, tells_single_tables) {
  const auto page = text_of("docs/tables.md");
  for (const std::string name : {"ahead", "panics", "cycles"}) {
    const auto o = run({"measure", "--table", name});
    ASSERT_EQ(o.code, 0) << o.err;
    EXPECT_NE(page.find(o.out), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace backcheck::tests
