// SPDX-License-Identifier: Apache-2.0
//
// The forms of a trace, on one that was made up: what is written can be read, what is read has the
// line it stands on, and other tools get the numbers they expect.
#include "model/trace/format.hpp"

#include <gtest/gtest.h>

namespace backcheck::trace {
namespace {

trace made_up() {
  trace t;
  t.configuration = "nowhere \"quoted\"";
  t.rule_set = "2025";
  t.fault = "none";
  t.window.candidates = 7;
  t.window.upward = false;
  t.claimed = {"S0", "always", "nothing happens", outcome::violated};
  t.parameters = {{"first", {{"a", 1}, {"b", "none"}}}, {"second", {{"c", {0, 3}}, {"d", true}}}};
  t.moments.push_back({std::nullopt, {{"x", 0}, {"y", nullptr}}, "x is 0", ""});
  t.moments.push_back({step{"go on", {{"how far", 2, "two"}, {"how far", 1, "one"}}},
                       {{"x", 3}, {"y", {{"z", false}}}},
                       "x is 3",
                       "x: 0 -> 3"});
  t.failed = {{"x is 0", {{"x", "3"}}}};
  return t;
}

TEST(format, json_is_read_as_it_was_written) {
  const auto text = to_json_text(made_up());
  const auto again = read(text);
  EXPECT_EQ(to_json_text(again), text);
  EXPECT_EQ(again.configuration, "nowhere \"quoted\"");
  EXPECT_EQ(again.window, made_up().window);
  ASSERT_EQ(again.moments.size(), 2U);
  EXPECT_EQ(again.moments[1].taken->choices, made_up().moments[1].taken->choices);
  EXPECT_EQ(again.failed.front().operands, made_up().failed.front().operands);
  EXPECT_TRUE(json::accept(text)) << "it is JSON to everybody else, too";
}

std::string line_of(const std::string& text, std::size_t number) {
  std::size_t at = 0;
  while (--number > 0) at = text.find('\n', at) + 1;
  return text.substr(at, text.find('\n', at) - at);
}

// Complaints name lines by these numbers.
TEST(format, lines_are_where_they_are_said_to_be) {
  const auto t = made_up();
  const auto text = to_json_text(t);
  const std::vector<std::pair<std::size_t, std::string>> beginnings{
      {line::configuration, "\"configuration\": "},
      {line::rule_set, "\"rule_set\": "},
      {line::fault, "\"fault\": "},
      {line::window, "\"window\": "},
      {line::claim, "\"claim\": "},
      {line::parameters(0), "\"first\": "},
      {line::parameters(1), "\"second\": "},
      {line::moment(t, 0), "{\"state\": "},
      {line::moment(t, 1), "{\"rule\": \"go on\""},
      {line::failed(t), "\"failed\": "},
      {line::checksum(t), "\"checksum\": "}};
  for (const auto& [number, beginning] : beginnings)
    EXPECT_TRUE(line_of(text, number).starts_with(beginning)) << number << line_of(text, number);
}

TEST(format, text_is_to_be_read_aloud) {
  auto t = made_up();
  EXPECT_EQ(steps_text(t),
            "0  start\n     x is 0\n1  go on (how far: two, how far: one)\n     x: 0 -> 3\n");
  EXPECT_EQ(conclusion_text(t),
            "S0 is violated: nothing happens\n  it is not so that x is 0: x = 3\n");
  t.stands = standing::no_longer;
  EXPECT_EQ(conclusion_text(t), "S0 is violated no longer: nothing happens\n");
  t.claimed.what = outcome::shown;
  EXPECT_EQ(conclusion_text(t), "S0 is shown no longer: nothing happens\n");
}

TEST(format, itf_has_big_integers_and_all_picks_in_every_state) {
  const auto itf = json::parse(to_itf(made_up()));
  const auto& states = itf["states"];
  EXPECT_EQ(states[0]["x"], json({{"#bigint", "0"}}));
  EXPECT_EQ(states[0]["y"], json({{"#bigint", "-1"}}));
  EXPECT_EQ(states[1]["y"]["z"], false);
  EXPECT_EQ(states[0]["mbt::actionTaken"], "init");
  EXPECT_EQ(states[1]["mbt::actionTaken"], "go on");
  const auto& picks = states[1]["mbt::nondetPicks"];
  EXPECT_EQ(picks["how_far"]["tag"], "Some");
  EXPECT_EQ(picks["how_far"]["value"]["#bigint"], "2");
  EXPECT_EQ(picks["how_far_2"]["value"]["#bigint"], "1");
  EXPECT_EQ(states[0]["mbt::nondetPicks"]["how_far_2"]["tag"], "None");
  EXPECT_EQ(itf["vars"].size(), 4U);
}

}  // namespace
}  // namespace backcheck::trace
