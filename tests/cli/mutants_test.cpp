// SPDX-License-Identifier: Apache-2.0
//
// A checker that does not notice a broken rule must say so itself.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

TEST(mutants, are_all_killed) {
  const scratch_folder folder;
  const auto o = run({"mutants", "--run", "all", "--json", folder / "json"});
  EXPECT_EQ(o.code, 0) << o.out << o.err;
  EXPECT_NE(o.out.find("57 of 57 killed"), std::string::npos) << o.out;
  EXPECT_NE(o.out.find("killed by S48 in 4 steps"), std::string::npos) << o.out;
  const auto told = nlohmann::json::parse(text_of(folder / "json"));
  ASSERT_EQ(told["mutants"].size(), 57U);
  for (const auto& each : told["mutants"]) {
    EXPECT_FALSE(each["killed_by"].empty()) << each;
    EXPECT_NE(o.out.find(each["outcome"].get<std::string>()), std::string::npos) << each;
  }
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
