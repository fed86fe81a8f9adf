// SPDX-License-Identifier: Apache-2.0
//
// A checker that does not notice a broken rule must say so itself.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

TEST(mutants, are_all_killed) {
  const scratch_folder folder;
  const auto o = run({"mutants", "--run", "faults", "museum", "--json", folder / "json"});
  EXPECT_EQ(o.code, 0) << o.out << o.err;
  EXPECT_NE(o.out.find("70 of 70 killed"), std::string::npos) << o.out;
  EXPECT_NE(o.out.find("killed by S48 in 4 steps"), std::string::npos) << o.out;
  const auto told = nlohmann::json::parse(text_of(folder / "json"));
  ASSERT_EQ(told["mutants"].size(), 70U);
  for (const auto& each : told["mutants"]) {
    EXPECT_FALSE(each["killed_by"].empty()) << each;
    EXPECT_NE(o.out.find(each["outcome"].get<std::string>()), std::string::npos) << each;
  }
}

// The museum of real bugs is run with the others.
TEST(mutants, of_the_museum_are_all_killed) {
  const scratch_folder folder;
  const auto o = run({"mutants", "--run", "faults", "museum", "--json", folder / "json"});
  EXPECT_EQ(o.code, 0) << o.out << o.err;
  const auto told = nlohmann::json::parse(text_of(folder / "json"));
  std::set<unsigned> entries;
  for (const auto& each : told["museum"]) {
    EXPECT_TRUE(each["outcome"].get<std::string>().starts_with("killed by ")) << each;
    EXPECT_FALSE(each["threads"].empty()) << each;
    entries.insert(each["entry"].get<unsigned>());
  }
  EXPECT_GE(entries.size(), 45U);
  const auto line = "museum: " + std::to_string(entries.size()) + " of " +
                    std::to_string(entries.size()) + " entries killed";
  EXPECT_NE(o.out.find(line), std::string::npos) << o.out;
  EXPECT_NE(o.out.find("out of reach: "), std::string::npos) << o.out;
}

// A limit that is met is no kill.
TEST(mutants, of_the_museum_are_undecided_when_something_is_spent) {
  const auto o = run({"mutants", "--run", "sdk-7105", "--state-limit", "3"});
  EXPECT_EQ(o.code, 3) << o.out;
  EXPECT_NE(o.out.find("museum: 0 of 1 entries killed"), std::string::npos) << o.out;
}

TEST(mutants, are_run_as_chosen) {
  const auto o = run({"mutants", "--run", "sibling_relay_parent", "timeout_at_any_height"});
  EXPECT_EQ(o.code, 0);
  EXPECT_NE(o.out.find("2 of 2 killed"), std::string::npos) << o.out;
}

// What was not looked for long enough is neither killed nor alive.
TEST(mutants, are_undecided_when_something_is_spent) {
  const auto o = run({"mutants", "--run", "sibling_relay_parent", "--state-limit", "3"});
  EXPECT_EQ(o.code, 3) << o.out;
  EXPECT_NE(o.out.find("undecided"), std::string::npos) << o.out;
}

}  // namespace
}  // namespace backcheck::tests
