// SPDX-License-Identifier: Apache-2.0
//
// Traces as users keep them: what was found is found again by replaying it, and a trace that was
// damaged, in whatever way and wherever, is refused at the line where it was.
#include <gtest/gtest.h>

#include <fmt/format.h>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

using json = nlohmann::ordered_json;

struct seeded {
  std::string fault;
  std::string property;
  std::vector<std::string> question;
};

/// The faults, each with the smallest question that finds it.
const std::vector<seeded> faults{
    {"capacity_off_by_one",
     "S48",
     {"--scope", "tiny,candidates=3", "--set", "unincluded_segment_capacity=2"}},
    {"relay_parent_backwards", "S52", {"--scope", "tiny,stray_collators=yes"}},
    {"timeout_at_any_height",
     "Q9",
     {"--scope", "relay_blocks=3,leaves=1,candidates=1,sessions=0,upward=no", "--set",
      "paras_availability_period=4"}},
    {"sibling_relay_parent",
     "S6",
     {"--scope", "relay_blocks=4,leaves=2,candidates=1,sessions=0,upward=no"}},
    {"segment_messages_forgotten", "S50", {"--scope", "tiny,upward=yes"}},
};

/// Checks with a fault and gives the file of the counterexample.
std::string saved_trace(const seeded& s, const scratch_folder& folder) {
  std::vector<std::string> words{"check",           "--fault", s.fault, "--save-trace",
                                 folder / "traces", "--depth", "12"};
  words.insert(words.end(), s.question.begin(), s.question.end());
  const auto o = run(words);
  EXPECT_EQ(o.code, 1) << o.out << o.err;
  return folder / ("traces/" + s.property + ".json");
}

TEST(trace, of_each_seeded_fault_replays) {
  for (const auto& s : faults) {
    const scratch_folder folder;
    const auto file = saved_trace(s, folder);
    const auto o = run({"replay", file});
    EXPECT_EQ(o.code, 1) << s.fault << o.out << o.err;
    EXPECT_NE(o.out.find("still violates " + s.property), std::string::npos) << o.out;
    EXPECT_NE(o.out.find("it is not so that"), std::string::npos) << o.out;
  }
}

// What was reached can be shown again, and is no violation.
TEST(trace, of_something_reached_replays) {
  const scratch_folder folder;
  saved_trace(faults[1], folder);
  const auto o = run({"replay", folder / "traces/R5.json", "--json", folder / "json"});
  EXPECT_EQ(o.code, 0) << o.out << o.err;
  EXPECT_NE(o.out.find("shows R5"), std::string::npos) << o.out;
  const auto told = json::parse(text_of(folder / "json"));
  EXPECT_EQ(told["traces"][0]["verdict"], "shows");
  EXPECT_EQ(told["exit_code"], 0);
}

TEST(trace, is_shown_in_names) {
  const scratch_folder folder;
  const auto file = saved_trace(faults[3], folder);
  const auto o = run({"show", file});
  EXPECT_EQ(o.code, 0);
  for (const auto* part :
       {"S6 is violated: a backed candidate's relay parent is an ancestor of its block",
        "with a fault put in on purpose: sibling_relay_parent", "0  start", "1  author (on: R0",
        "candidate = c1"})
    EXPECT_NE(o.out.find(part), std::string::npos) << part << "\nis not in\n" << o.out;
  const auto again = run({"show", file, "--format", "json", "--out", folder / "again.json"});
  EXPECT_EQ(again.code, 0);
  EXPECT_EQ(text_of(folder / "again.json"), text_of(file));
}

/// Complains about numbers that are not `{"#bigint": "…"}`.
void expect_itf_value(const json& value, const std::string& where) {
  EXPECT_FALSE(value.is_number() || value.is_null()) << where;
  if (value.is_object() && value.contains("#bigint")) {
    EXPECT_EQ(value.size(), 1U) << where;
    EXPECT_TRUE(value["#bigint"].is_string()) << where;
  } else if (value.is_structured()) {
    for (const auto& [key, part] : value.items()) expect_itf_value(part, where + "." + key);
  }
}

// The structure that ADR-015 asks for, without trust in our own writer.
TEST(trace, is_valid_itf) {
  const scratch_folder folder;
  const auto file = saved_trace(faults[0], folder);
  const auto o = run({"show", file, "--format", "itf"});
  EXPECT_EQ(o.code, 0);
  const auto itf = json::parse(o.out);
  EXPECT_EQ(itf["#meta"]["format"], "ITF");
  const std::set<std::string> vars(itf["vars"].begin(), itf["vars"].end());
  EXPECT_EQ(vars.size(), itf["vars"].size());
  EXPECT_TRUE(vars.contains("mbt::actionTaken") && vars.contains("mbt::nondetPicks"));
  std::set<std::string> picks;
  ASSERT_EQ(itf["states"].size(), 5U);
  for (std::size_t i = 0; i < itf["states"].size(); ++i) {
    const auto& state = itf["states"][i];
    EXPECT_EQ(state["#meta"]["index"], i);
    std::set<std::string> keys;
    for (const auto& [key, value] : state.items()) {
      if (key == "#meta") continue;
      keys.insert(key);
      expect_itf_value(value, key);
    }
    EXPECT_EQ(keys, vars);
    EXPECT_EQ(state["mbt::actionTaken"] == "init", i == 0);
    std::set<std::string> here;
    std::string last;
    for (const auto& [name, pick] : state["mbt::nondetPicks"].items()) {
      EXPECT_LT(last, name) << "picks are sorted";
      last = name;
      here.insert(name);
      EXPECT_TRUE(pick["tag"] == "Some" || pick["tag"] == "None");
    }
    if (i == 0) picks = here;
    EXPECT_EQ(here, picks) << "all states have the same picks";
  }
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

/// The trace is refused, and the line that is named lies within the given ones.
void expect_refused(const std::string& file, const std::string& text, std::size_t from,
                    std::size_t to, const std::string& what) {
  write_text(file, text);
  const auto o = run({"replay", file});
  EXPECT_EQ(o.code, 2) << what << "\n" << o.out << o.err;
  EXPECT_EQ(lines_of(o.err).size(), 1U) << o.err;
  const auto prefix = "backcheck: " + file + ":";
  ASSERT_TRUE(o.err.starts_with(prefix)) << what << "\n" << o.err;
  const auto line = std::stoul(o.err.substr(prefix.size()));
  EXPECT_GE(line, from) << what << "\n" << o.err;
  EXPECT_LE(line, to) << what << "\n" << o.err;
}

class damaged : public testing::Test {
 protected:
  void SetUp() override { lines_ = lines_of(text_of(saved_trace(faults[3], folder_))); }
  scratch_folder folder_;
  std::vector<std::string> lines_;
};

TEST_F(damaged, by_a_missing_line) {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    auto cut = lines_;
    cut.erase(cut.begin() + static_cast<std::ptrdiff_t>(i));
    expect_refused(folder_ / "t", joined(cut), 1, i + 1 < lines_.size() ? lines_.size() : i + 1,
                   fmt::format("without line {}", i + 1));
  }
}

TEST_F(damaged, by_being_cut_off) {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const std::vector<std::string> cut(lines_.begin(),
                                       lines_.begin() + static_cast<std::ptrdiff_t>(i));
    expect_refused(folder_ / "t", joined(cut), i + 1, i + 1, fmt::format("{} lines", i));
  }
  auto whole = joined(lines_);
  whole.pop_back();
  expect_refused(folder_ / "t", whole, lines_.size(), lines_.size(), "without its last newline");
  expect_refused(folder_ / "t", joined(lines_) + "\n", lines_.size() + 1, lines_.size() + 1,
                 "with a line too many");
}

// Every number of every line: of those that the machine follows we want the line, of the others the
// checksum tells.
TEST_F(damaged, by_another_number) {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto place = lines_[i].find_first_of("0123456789");
    if (place == std::string::npos) continue;
    auto changed = lines_;
    changed[i][place] = changed[i][place] == '0' ? '1' : '0';
    expect_refused(folder_ / "t", joined(changed), 1, lines_.size(),
                   fmt::format("line {}: {}", i + 1, changed[i]));
  }
}

TEST_F(damaged, by_a_wrong_type) {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto place = lines_[i].find(": ");
    if (place == std::string::npos) continue;
    for (const auto* value : {"null", "-1", "1.5", "\"x\"", "[]", "{}", "true"}) {
      auto changed = lines_;
      changed[i] = changed[i].substr(0, place + 2) + value + (lines_[i].ends_with(',') ? "," : "");
      if (lines_[i].starts_with("{")) changed[i].insert(changed[i].find_last_not_of(',') + 1, "}");
      if (changed[i] == lines_[i]) continue;
      const bool bracket = lines_[i].ends_with("{") || lines_[i].ends_with("[");
      expect_refused(folder_ / "t", joined(changed), i + 1, bracket ? i + 2 : lines_.size(),
                     changed[i]);
    }
  }
}

TEST_F(damaged, by_a_step_that_is_not_enabled) {
  const auto text = joined(lines_);
  const auto replaced = [&](const std::string& from, const std::string& to) {
    auto changed = text;
    const auto place = changed.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return changed.replace(place, from.size(), to);
  };
  const std::string file = folder_ / "t";
  write_text(file, replaced("[\"relay parent\", 1]", "[\"relay parent\", 0]"));
  auto o = run({"replay", file});
  EXPECT_NE(o.err.find("t:22: 'collate' is not enabled: the collator builds on the newest"),
            std::string::npos)
      << o.err;
  write_text(file, replaced("[\"candidate\", 0]", "[\"candidate\", 7]"));
  o = run({"replay", file});
  EXPECT_NE(o.err.find("t:23: 'second' is not enabled: \"candidate\" is 7, allowed is 0 to 0"),
            std::string::npos)
      << o.err;
  write_text(file, replaced("\"rule\": \"second\"", "\"rule\": \"first\""));
  o = run({"replay", file});
  EXPECT_NE(o.err.find("t:23: 'first' is not enabled: there is no such rule"), std::string::npos)
      << o.err;
  write_text(file, replaced("\"candidate_count\": 1", "\"candidate_count\": 2"));
  o = run({"replay", file});
  EXPECT_NE(o.err.find("t:22: state.candidate_count: found 2, the step leads to 1"),
            std::string::npos)
      << o.err;
}

TEST_F(damaged, by_another_setting) {
  const auto text = joined(lines_);
  const std::vector<std::array<std::string, 3>> changes{
      {"sibling_relay_parent", "none", "is not enabled: the relay parent is not allowed"},
      {"sibling_relay_parent", "sibling", "t:5: there is no fault 'sibling'; did you mean"},
      {"\"2025\"", "\"2024\"", "t:4: there is no rule set '2024'"},
      {"\"leaves\"", "\"leafs\"", "t:6: a window has no 'leafs'; did you mean 'leaves'?"},
      {"\"relay_blocks\": 4", "\"relay_blocks\": 99",
       "t:6: relay_blocks=99 is beyond this machine; allowed: 2 to 24"},
      {"\"S6\"", "\"S99\"", "t:7: there is no property 'S99'; did you mean"},
      {"\"S6\"", "\"S8\"", "t:7: sentence of S8"},
      {"\"violated\"", "\"shown\"", "t:7: outcome of S6"},
      {"scheduling_lookahead\": 5", "scheduling_lookahead\": 0", "t:9: scheduling_lookahead"},
      {"\"scheduling_lookahead\": 5, ", "", "t:9: the parameter scheduler.scheduling_lookahead"},
      {"\"max_code_size\": 3145728", "\"max_code_size\": 3145729", "the trace was changed"},
  };
  for (const auto& [from, to, says] : changes) {
    auto changed = text;
    const auto place = changed.find(from);
    ASSERT_NE(place, std::string::npos) << from;
    write_text(folder_ / "t", changed.replace(place, from.size(), to));
    const auto o = run({"replay", folder_ / "t"});
    EXPECT_EQ(o.code, 2) << o.out;
    EXPECT_NE(o.err.find(says), std::string::npos) << says << "\nis not in\n" << o.err;
  }
}

// Of several traces, the first that is damaged ends it: nothing is said about the others.
TEST_F(damaged, among_others) {
  write_text(folder_ / "t", "nonsense\n");
  const auto o = run({"replay", folder_ / "traces/S6.json", folder_ / "t"});
  EXPECT_EQ(o.code, 2);
  EXPECT_EQ(o.out, "");
}

}  // namespace
}  // namespace backcheck::tests
