// SPDX-License-Identifier: Apache-2.0
//
// Whatever can be asked for can be listed, as text and as JSON, and what is listed can be asked
// for.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

using json = nlohmann::json;

json listed(const std::string& what) {
  const auto o = run({"list", what, "--json"});
  EXPECT_EQ(o.code, 0) << o.err;
  return json::parse(o.out);
}

TEST(list, says_the_same_in_text_and_json) {
  for (const auto* what :
       {"presets", "properties", "rules", "scopes", "mutants", "parameters", "assumptions"}) {
    const auto text = run({"list", what});
    EXPECT_EQ(text.code, 0);
    const auto all = listed(what);
    EXPECT_FALSE(all.empty()) << what;
    for (const auto& each : all) {
      EXPECT_NE(text.out.find(each["name"].get<std::string>()), std::string::npos) << each;
      EXPECT_NE(text.out.find(each["about"].get<std::string>()), std::string::npos) << each;
      EXPECT_FALSE(each["about"].get<std::string>().empty()) << each;
    }
  }
}

// A scope whose name does not work is worse than none. Depth 1: we only want to be let in.
TEST(list, names_scopes_and_presets_that_are_accepted) {
  for (const auto& scope : listed("scopes")) {
    const auto o = run({"check", "--scope", scope["name"], "--depth", "1", "--property", "S2"});
    EXPECT_EQ(o.code, 0) << scope << o.err;
  }
  for (const auto& preset : listed("presets")) {
    const auto o = run({"check", "--preset", preset["name"], "--depth", "1", "--property", "S2"});
    EXPECT_EQ(o.code, 0) << preset << o.err;
  }
}

}  // namespace
}  // namespace backcheck::tests
