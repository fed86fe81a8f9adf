// SPDX-License-Identifier: Apache-2.0
//
// The long run from outside: verdicts name what they rest on, a dropped assumption shows why it was
// made, and the execution that goes on for ever is kept, replayed and refused like any other.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

using json = nlohmann::ordered_json;
using words = std::vector<std::string>;

constexpr const char* small = "liveness,leaves=1,sessions=0";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(long_run, verdicts_name_their_assumptions) {
  const auto o = run({"check", "--scope", small});
  EXPECT_EQ(o.code, 0) << o.out << o.err;
  for (const auto* part : {"in the long run", "L1   holds in every fair execution (all ",
                           "assuming collators_online, groups_online,", "L9   holds (all ",
                           "expected within 1 to 10 relay blocks, seen within",
                           "warning: L6 was not asked about: it lacks sessions=1"})
    EXPECT_TRUE(has(o.out, part)) << part << "\nis not in\n" << o.out;
}

// The default check stays what it was; whoever asks by name gets an answer anywhere.
TEST(long_run, is_asked_about_by_scope_or_by_name) {
  EXPECT_FALSE(has(run({"check", "--scope", "tiny"}).out, "in the long run"));
  const auto o = run({"check", "--scope", "tiny", "--property", "L3e"});
  EXPECT_EQ(o.code, 0) << o.out << o.err;
  EXPECT_TRUE(has(o.out, "L3e  holds in every fair execution")) << o.out;
  EXPECT_TRUE(has(o.out, "1 property: everything asked holds")) << o.out;
  const auto lacks = run({"check", "--scope", "tiny", "--property", "L6"});
  EXPECT_EQ(lacks.code, 3);
  EXPECT_TRUE(has(lacks.out, "undecided: it lacks sessions=1")) << lacks.out;
}

TEST(long_run, wrong_names_are_the_users) {
  const auto assumption = run({"check", "--drop-assumption", "honest_author"});
  EXPECT_EQ(assumption.code, 2);
  EXPECT_TRUE(has(assumption.err, "honest_authors")) << assumption.err;
  const auto era = run({"check", "--rule-set", "sync", "--property", "L12"});
  EXPECT_EQ(era.code, 2);
  EXPECT_TRUE(has(era.err, "L12 is not claimed of rule set sync")) << era.err;
  const auto window = run({"check", "--scope", "relay_blocks=8", "--property", "L1"});
  EXPECT_EQ(window.code, 2);
  EXPECT_TRUE(has(window.err, "relay_blocks=9")) << window.err;
}

TEST(long_run, a_limit_leaves_it_undecided) {
  const auto o = run({"check", "--scope", small, "--property", "L1", "--state-limit", "1000"});
  EXPECT_EQ(o.code, 3);
  EXPECT_TRUE(has(o.out, "L1   undecided: 1,000 states were allowed")) << o.out;
}

/// Checks without an assumption, and gives the file of the counterexample.
std::string lasso(const scratch_folder& folder, const std::string& claim,
                  const std::string& dropped) {
  const auto o = run({"check", "--scope", small, "--property", claim, "--drop-assumption", dropped,
                      "--save-trace", folder / "traces", "--json", folder / "json"});
  EXPECT_EQ(o.code, 1) << o.out << o.err;
  EXPECT_TRUE(has(o.out, claim + "   VIOLATED: ")) << o.out;
  EXPECT_TRUE(has(o.out, "without assuming " + dropped)) << o.out;
  const auto told = json::parse(text_of(folder / "json"));
  const auto& v = told["long_run"]["verdicts"][0];
  EXPECT_TRUE(has(o.out, v["verdict"].get<std::string>()));
  EXPECT_EQ(v["execution"]["steps"].size(), v["steps"].get<std::size_t>());
  EXPECT_LE(v["loop"], v["steps"]);
  return folder / ("traces/" + claim + ".json");
}

TEST(long_run, a_lasso_is_kept_and_replays) {
  const scratch_folder folder;
  const auto file = lasso(folder, "L1", "availability_arrives");
  const auto o = run({"replay", file});
  EXPECT_EQ(o.code, 1) << o.err;
  EXPECT_TRUE(has(o.out, "still violates L1")) << o.out;
  const auto shown = run({"show", file});
  EXPECT_TRUE(has(shown.out, "and from here on, again and again:")) << shown.out;
  const auto itf = json::parse(run({"show", file, "--format", "itf"}).out);
  const auto from = itf["loop"].get<std::size_t>();
  EXPECT_EQ(itf["states"][from]["blocks"], itf["states"].back()["blocks"]);
  const auto again = run({"show", file, "--format", "json"});
  EXPECT_EQ(again.out, text_of(file));
}

TEST(long_run, an_execution_may_simply_stop) {
  const scratch_folder folder;
  const auto shown = run({"show", lasso(folder, "L1", "candidates_backed")});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_TRUE(has(shown.out, "again and again:") || has(shown.out, "and nothing happens any more"))
      << shown.out;
}

/// The text with one part in place of another.
std::string changed(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(long_run, a_changed_lasso_is_refused) {
  const scratch_folder folder;
  const auto file = lasso(folder, "L1", "availability_arrives");
  const auto text = text_of(file);
  const auto at = text.find("\"loop\": ") + 8;
  const auto from = std::stoul(text.substr(at));
  const std::string key = "\"loop\": ";
  const auto head = key + std::to_string(from);
  struct change {
    std::string from, to, says;
  };
  for (const auto& c : {
           change{head, key + std::to_string(from + 1), "the loop does not close"},
           change{head, key + "99", "the loop does not close"},
           change{head, key + "-1", "loop: allowed is the number of a step"},
           change{"\"dropped\": [\"availability_arrives\"]", "\"dropped\": []", "expected"},
           change{"\"dropped\": [\"availability_arrives\"]", "\"dropped\": [\"luck\"]",
                  "there is no assumption 'luck'"},
           change{"\"assuming\": [\"collators_online\", ", "\"assuming\": [", "expected"},
           change{"\"kind\": \"infinitely often\"", "\"kind\": \"always\"", "kind of L1"},
           change{key, "\"lop\": ", ""},
           change{"\"rests_on\": ", "\"rests\": ", ""},
       }) {
    write_text(folder / "changed.json", changed(text, c.from, c.to));
    const auto o = run({"replay", folder / "changed.json"});
    EXPECT_EQ(o.code, 2) << c.to << "\n" << o.out << o.err;
    EXPECT_TRUE(has(o.err, c.says)) << o.err;
    EXPECT_EQ(lines_of(o.err).size(), 1U);
  }
  auto lines = lines_of(text);
  std::erase_if(lines, [](const std::string& l) { return l.starts_with("\"loop\""); });
  std::string without;
  for (const auto& line : lines) without += line + "\n";
  write_text(folder / "changed.json", without);
  EXPECT_EQ(run({"replay", folder / "changed.json"}).code, 2);
}

TEST(long_run, a_broken_deadline_replays) {
  const scratch_folder folder;
  const auto o =
      run({"check", "--scope", "cadence,reversions=no", "--set", "scheduling_lookahead=2",
           "--property", "L2b", "--save-trace", folder / "traces"});
  EXPECT_EQ(o.code, 1) << o.out << o.err;
  EXPECT_TRUE(has(o.out, "L2b  VIOLATED in 18 steps")) << o.out;
  const auto again = run({"replay", folder / "traces/L2b.json"});
  EXPECT_EQ(again.code, 1) << again.err;
  EXPECT_TRUE(has(again.out, "no later than relay block = 1")) << again.out;
}

TEST(long_run, says_the_same_with_any_number_of_threads) {
  const words asked{"check", "--scope", small, "--drop-assumption", "availability_arrives"};
  auto one = asked;
  one.insert(one.end(), {"--threads", "1"});
  auto more = asked;
  more.insert(more.end(), {"--threads", "8"});
  EXPECT_EQ(without_time(run(one).out), without_time(run(more).out));
}

}  // namespace
}  // namespace backcheck::tests
