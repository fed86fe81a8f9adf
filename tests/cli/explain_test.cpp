// SPDX-License-Identifier: Apache-2.0
//
// Explanations as users read them: in text, as a page for a browser, for Graphviz; and traces made
// smaller. What is wrong with a request ends with 2 and one line.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "model/trace/format.hpp"
#include "tests/cli/program.hpp"
#include "tests/unit/checker/long_walk.hpp"

namespace backcheck::tests {
namespace {

using json = nlohmann::ordered_json;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A forky counterexample, made once.
class explained : public testing::Test {
 protected:
  void SetUp() override {
    const auto o = run({"check", "--fault", "sibling_relay_parent", "--scope",
                        "relay_blocks=4,leaves=2,candidates=1,sessions=0,upward=no", "--property",
                        "S6", "--save-trace", folder_ / ""});
    ASSERT_EQ(o.code, 1) << o.err;
    file_ = folder_ / "S6.json";
  }
  outcome show(std::vector<std::string> words) const {
    words.insert(words.begin(), {"show", file_});
    return run(words);
  }
  scratch_folder folder_;
  std::string file_;
};

TEST_F(explained, in_text) {
  const auto o = show({});
  EXPECT_EQ(o.code, 0) << o.err;
  const auto lines = lines_of(o.out);
  const auto last_step = fmt::format("S6 is violated from here on: a backed candidate's");
  EXPECT_TRUE(has(o.out, last_step)) << o.out;
  EXPECT_TRUE(has(o.out, "it is not so that")) << o.out;
  EXPECT_TRUE(has(o.out, "the violation can be avoided until step 4: ")) << o.out;
  EXPECT_EQ(lines.back(), "after step 5 it has happened");
}

TEST_F(explained, why_a_rule_is_refused) {
  const auto start = show({"--why-not", "second@0"});
  EXPECT_EQ(start.code, 0) << start.err;
  EXPECT_EQ(lines_of(start.out)[0], "second after step 0: 1 way to try it");
  EXPECT_TRUE(has(start.out, "1  refused: there is nothing to choose from")) << start.out;
  const auto finalize = show({"--why-not", "finalize@2"});
  EXPECT_TRUE(has(finalize.out, "refused: only a child of the finalized block")) << finalize.out;
  EXPECT_TRUE(has(finalize.out, "enabled")) << finalize.out;
  const auto chosen = show({"--why-not", "finalize@2", "--choice", "block=R1"});
  EXPECT_EQ(lines_of(chosen.out)[0], "finalize after step 2: 1 way to try it");
  EXPECT_TRUE(has(chosen.out, "enabled")) << chosen.out;
}

TEST_F(explained, and_wrong_requests_are_refused) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
      {{"--format", "htm"}, "--format: there is no 'htm'; did you mean 'html'?"},
      {{"--why-not", "finalize"}, "--why-not: found 'finalize', allowed: RULE@STEP"},
      {{"--why-not", "finalize@"}, "--why-not: found 'finalize@', allowed: RULE@STEP"},
      {{"--why-not", "finalize@two"}, "--why-not: found 'finalize@two', allowed: RULE@STEP"},
      {{"--why-not", "finalize@9"}, "--why-not: there is no step 9; allowed: 0 to 5"},
      {{"--why-not", "finalise@1"}, "there is no rule 'finalise' here; did you mean 'finalize'?"},
      {{"--why-not", "finalize@2", "--choice", "block"}, "--choice: found 'block', allowed: NAME="},
      {{"--why-not", "finalize@2", "--choice", "blok=R1"},
       "--choice: finalize draws no 'blok'; did you mean 'block'?"},
      {{"--why-not", "finalize@2", "--choice", "block=R7"},
       "--choice: block cannot be 'R7' there; allowed: R0, R1"},
      {{"--why-not", "finalize@2", "--format", "html"}, "--why-not: answers in text"},
      {{"--choice", "block=R1"}, "--choice: goes with --why-not"},
      {{"--step", "1"}, "--step: goes with --format dot"},
      {{"--format", "dot", "--step", "6"}, "--step: there is no step 6; allowed: 0 to 5"},
      {{"--format", "dot", "--step", "two"}, "--step"},
      {{"--state-limit", "-1"}, "--state-limit"},
  };
  for (const auto& [words, says] : wrong) {
    const auto o = show(words);
    EXPECT_EQ(o.code, 2) << fmt::format("{}", fmt::join(words, " ")) << o.out;
    EXPECT_EQ(lines_of(o.err).size(), 1U) << o.err;
    EXPECT_TRUE(has(o.err, says)) << says << "\nis not in\n" << o.err;
    EXPECT_EQ(o.out, "");
  }
}

// What is unknown is said to be, and not guessed.
TEST_F(explained, within_a_limit) {
  const auto o = show({"--state-limit", "0"});
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_TRUE(has(o.out, "until when the violation can be avoided is undecided")) << o.out;
}

/// What is wrong with a text for Graphviz, as far as we write it.
std::string wrong_with_dot(const std::string& text) {
  static const std::regex node{R"re(^    (\w+) \[.*label="(\\.|[^"\\])*"\];$)re"};
  static const std::regex edge{
      R"re(^    (\w+) -> (\w+)( \[style=dashed, constraint=false\])?;$)re"};
  static const std::regex other{
      R"re(^(digraph trace \{|  (rankdir=RL;|node \[.*\];|label=".*";|subgraph cluster_\d+ \{|\})|    label=".*";|\})$)re"};
  std::set<std::string> nodes;
  std::vector<std::string> ends;
  int depth = 0;
  for (const auto& line : lines_of(text)) {
    std::smatch match;
    if (std::regex_match(line, match, edge)) {
      ends.insert(ends.end(), {match[1], match[2]});
    } else if (std::regex_match(line, match, node) && match[1] != "label") {
      if (!nodes.insert(match[1]).second) return "twice: " + line;
    } else if (!std::regex_match(line, other)) {
      return "unknown: " + line;
    }
    if (line.ends_with("{")) ++depth;
    if (line.ends_with("}")) --depth;
  }
  for (const auto& each : ends)
    if (!nodes.contains(each)) return "an edge to nothing: " + each;
  if (nodes.empty() || ends.empty()) return "it is empty";
  return depth == 0 ? "" : "a brace is missing";
}

TEST_F(explained, for_graphviz) {
  const auto whole = show({"--format", "dot"});
  EXPECT_EQ(whole.code, 0) << whole.err;
  EXPECT_EQ(wrong_with_dot(whole.out), "") << whole.out;
  for (int i = 0; i <= 5; ++i) EXPECT_TRUE(has(whole.out, fmt::format("cluster_{} ", i)));
  const auto one = show({"--format", "dot", "--step", "3"});
  EXPECT_EQ(wrong_with_dot(one.out), "") << one.out;
  EXPECT_TRUE(has(one.out, "cluster_3") && !has(one.out, "cluster_2"));
  EXPECT_NE(wrong_with_dot("digraph trace {\n    a -> b;\n}\n"), "") << "that it can fail";
}

/// The JSON that the page draws.
json data_of(const std::string& page) {
  const std::string before = "const trace = ";
  const auto from = page.find(before) + before.size();
  return json::parse(page.substr(from, page.find(";\n", from) - from));
}

TEST_F(explained, as_a_page) {
  const auto o = show({"--format", "html", "--out", folder_ / "page.html"});
  EXPECT_EQ(o.code, 0) << o.err;
  const auto page = text_of(folder_ / "page.html");
  const auto data = data_of(page);
  EXPECT_EQ(data["property"], "S6");
  EXPECT_EQ(data["point_of_no_return"], 4);
  const auto kept = json::parse(text_of(file_));
  ASSERT_EQ(data["moments"].size(), kept["execution"].size());
  for (std::size_t i = 0; i < data["moments"].size(); ++i) {
    const auto& m = data["moments"][i];
    EXPECT_EQ(m["state"], kept["execution"][i]["state"]);
    EXPECT_EQ(m["names"]["blocks"].size(), m["state"]["blocks"].size());
    EXPECT_EQ(m["names"]["candidates"].size(), m["state"]["candidates"].size());
    EXPECT_EQ(m["facts"].size(), m["state"]["blocks"].size() + m["state"]["candidates"].size());
  }
  // It asks nobody for anything: the one address in it is the name of a language.
  EXPECT_EQ(page.find("src="), page.npos);
  EXPECT_EQ(page.find("href"), page.npos);
  EXPECT_EQ(page.find("@import"), page.npos);
  std::size_t addresses = 0;
  for (auto at = page.find("://"); at != page.npos; at = page.find("://", at + 1)) ++addresses;
  EXPECT_EQ(addresses, 1U);
  EXPECT_TRUE(has(page, "http://www.w3.org/2000/svg"));
}

// A browser draws it, from a file, without a network; and goes from step to step.
TEST_F(explained, in_a_browser) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "a browser needs memory of its own";
#endif
  if (std::system("command -v chromium > /dev/null 2>&1") != 0) GTEST_SKIP() << "there is none";
  ASSERT_EQ(show({"--format", "html", "--out", folder_ / "page.html"}).code, 0);
  const auto page = text_of(folder_ / "page.html");
  const auto drawn = [&](int step, const std::string& then) {
    write_text(folder_ / "page.html", page + "<script>" + then + "</script>");
    const auto command = fmt::format(
        "timeout 120 chromium --headless --no-sandbox --disable-gpu --user-data-dir={} "
        "--host-resolver-rules='MAP * ~NOTFOUND' --dump-dom 'file://{}#{}' > {} 2> {}",
        folder_ / "profile", folder_ / "page.html", step, folder_ / "dom", folder_ / "log");
    EXPECT_EQ(std::system(command.c_str()), 0) << text_of(folder_ / "log");
    return text_of(folder_ / "dom");
  };
  const auto pressed = [](const char* key) {
    return fmt::format("document.dispatchEvent(new KeyboardEvent('keydown', {{key: '{}'}}));", key);
  };
  const auto first = drawn(0, "");
  EXPECT_TRUE(has(first, "The start") && has(first, "step 0 of 5")) << first;
  EXPECT_TRUE(has(drawn(0, pressed("ArrowRight")), "Step 1: author"));
  EXPECT_TRUE(has(drawn(3, pressed("ArrowLeft") + pressed("ArrowLeft")), "Step 1: author"));
  EXPECT_TRUE(has(drawn(3, pressed("Home")), "The start"));
  const std::string slid =
      "byId('slider').value = 4; byId('slider').dispatchEvent(new Event('input'));";
  EXPECT_TRUE(has(drawn(0, slid), "Step 4: second"));
  const auto last = drawn(5, pressed("ArrowRight"));
  EXPECT_TRUE(has(last, "Step 5: author") && has(last, "It is not so that")) << last;
  EXPECT_TRUE(has(last, "class=\"box block new\"")) << "the new block is not drawn";
}

// A long walk into a seeded fault becomes as short as breadth-first search finds it.
TEST(shrunk, as_short_as_it_can_be) {
  const scratch_folder folder;
  const auto& fault = fault_named("capacity_off_by_one");
  write_text(folder / "long.json",
             trace::to_json_text(long_walk(setting_of(fault), fault.refuted_by, 4)));
  const auto o =
      run({"shrink", folder / "long.json", "--keep-parameters", "--out", folder / "short.json"});
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_TRUE(has(o.out, "short.json violates it after 4 steps")) << o.out;
  EXPECT_TRUE(has(o.out, "no execution with fewer steps violates S48 there")) << o.out;
  EXPECT_FALSE(has(o.out, "capacity: ")) << o.out;
  const auto again = run({"replay", folder / "short.json"});
  EXPECT_EQ(again.code, 1) << again.err;
  EXPECT_TRUE(has(again.out, "still violates S48 after 4 steps")) << again.out;
  const auto bare = run({"shrink", folder / "long.json", "--keep-parameters"});
  EXPECT_EQ(bare.out, text_of(folder / "short.json"));
  EXPECT_TRUE(has(bare.err, "the smaller one violates it after 4 steps")) << bare.err;
  // With less room a segment overflows sooner.
  const auto smaller = run({"shrink", folder / "long.json"});
  EXPECT_TRUE(has(smaller.err, "unincluded_segment_capacity: 2 -> 0")) << smaller.err;
  EXPECT_TRUE(has(smaller.err, "the smaller one violates it after 2 steps")) << smaller.err;
}

TEST(shrunk, as_far_as_time_allows) {
  const scratch_folder folder;
  const auto& fault = fault_named("capacity_off_by_one");
  write_text(folder / "long.json",
             trace::to_json_text(long_walk(setting_of(fault), fault.refuted_by, 4)));
  const auto o =
      run({"shrink", folder / "long.json", "--time-limit", "0", "--out", folder / "short.json"});
  EXPECT_EQ(o.code, 3) << o.out << o.err;
  EXPECT_TRUE(has(o.out, "undecided: the time is spent; this is the smallest found so far"));
  EXPECT_EQ(run({"replay", folder / "short.json"}).code, 1);
}

TEST(shrunk, only_where_there_is_something_to_shrink) {
  const scratch_folder folder;
  write_text(folder / "nonsense", "nonsense\n");
  const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
      {{"shrink"}, "shrink: TRACE is required"},
      {{"shrink", folder / "nothing"}, "cannot be read"},
      {{"shrink", folder / "nonsense"}, "nonsense:1: "},
      {{"shrink", folder / "nonsense", "--time-limit", "soon"}, "--time-limit"},
      {{"shrink", folder / "nonsense", "--depth", "3"}, "'--depth' is not understood"},
      {{"shrink", folder / "nonsense", "--out", folder / "no/where"}, "nonsense:1: "},
  };
  for (const auto& [words, says] : wrong) {
    const auto o = run(words);
    EXPECT_EQ(o.code, 2) << o.out;
    EXPECT_EQ(lines_of(o.err).size(), 1U) << o.err;
    EXPECT_TRUE(has(o.err, says)) << says << "\nis not in\n" << o.err;
  }
  // Without the fault, the same steps break no promise.
  const auto& fault = fault_named("capacity_off_by_one");
  auto t = long_walk(setting_of(fault), fault.refuted_by, 4, {.clear = 3});
  t.moments.pop_back();
  t.failed.clear();
  write_text(folder / "kept.json", trace::to_json_text(t));
  const auto o = run({"shrink", folder / "kept.json"});
  EXPECT_EQ(o.code, 2) << o.out << o.err;
  EXPECT_TRUE(has(o.err, "it violates S48 no longer; there is nothing to shrink")) << o.err;
}

}  // namespace
}  // namespace backcheck::tests
