// SPDX-License-Identifier: Apache-2.0
//
// The survey, and the page that it writes.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(survey, says_what_came_of_each_scope) {
  const scratch_folder folder;
  const auto o =
      run({"survey", "--scope", "tiny", "--rule-set", "2025", "--page", folder / "page.md"});
  EXPECT_EQ(o.code, 0) << o.out << o.err;
  EXPECT_TRUE(has(o.out, "tiny          2025         4,978 states")) << o.out;
  EXPECT_TRUE(has(o.out, "70 of 70 faults noticed")) << o.out;
  const auto page = text_of(folder / "page.md");
  EXPECT_TRUE(has(page, "| tiny | 2025 |  | 4,978 | 9,646 |")) << page;
  EXPECT_TRUE(has(page, "- checked exhaustively, and its premise met: `tiny` 2025 (3,482)"));
  EXPECT_TRUE(has(page, "`head_unchecked` in "));
}

// A survey that could not look everywhere is none.
TEST(survey, that_is_cut_short_is_undecided) {
  const auto o = run({"survey", "--scope", "tiny", "--rule-set", "2025", "--state-limit", "100"});
  EXPECT_EQ(o.code, 3) << o.out << o.err;
}

// Nor is one of scopes that cannot be followed.
TEST(survey, of_nothing_is_undecided) {
  const auto o = run({"survey", "--scope", "views", "--rule-set", "sync"});
  EXPECT_EQ(o.code, 3) << o.out << o.err;
  EXPECT_TRUE(has(o.out, "not followed")) << o.out;
}

TEST(survey, is_refused_what_there_is_not) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
      {{"survey", "--scope", "tiney"}, "--scope: there is no 'tiney'; did you mean 'tiny'?"},
      {{"survey", "--rule-set", "2024"}, "--rule-set: there is no '2024'; "},
      {{"survey", "--preset", "polka"}, "unknown preset 'polka'"},
      {{"survey", "--page", "/proc/none/page.md"}, "/proc/none"}};
  for (const auto& [words, says] : wrong) {
    const auto o = run(words);
    EXPECT_EQ(o.code, 2) << o.out;
    EXPECT_TRUE(has(o.err, says)) << o.err;
    EXPECT_EQ(lines_of(o.err).size(), 1U) << o.err;
  }
}

// The page in docs/ is of today's catalogue: every property, as it is listed, was met somewhere.
TEST(survey, has_its_page) {
  const auto o = run({"list", "properties", "--json"});
  EXPECT_EQ(o.code, 0) << o.err;
  const auto page = text_of(BACKCHECK_PROPERTIES_PAGE);
  const auto listed = nlohmann::json::parse(o.out);
  EXPECT_GE(listed.size(), 70U);
  for (const auto& each : listed) {
    const auto id = each["name"].get<std::string>();
    const auto short_run = page.find(fmt::format("### {}\n", id));
    const auto begin = std::min(short_run, page.find(fmt::format("### {} (long run)\n", id)));
    ASSERT_NE(begin, std::string::npos) << id;
    const auto entry = page.substr(begin, page.find("\n### ", begin + 1) - begin);
    EXPECT_TRUE(has(entry, each["about"].get<std::string>())) << entry;
    const bool told_of_the_long_run = has(entry, "(long run)");
    if (told_of_the_long_run) continue;
    const bool sometimes = has(entry, "- kind: must be reachable");
    EXPECT_TRUE(has(entry, sometimes ? "- reached: " : "premise met: ") ||
                has(entry, "as is known: "))
        << entry;
    EXPECT_TRUE(has(entry, sometimes ? "- out of reach with: " : "- refuted by: ") ||
                has(entry, "as is known: "))
        << entry;
  }
}

}  // namespace
}  // namespace backcheck::tests
