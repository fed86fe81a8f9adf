// SPDX-License-Identifier: Apache-2.0
//
// The table of docs/guides/liveness.md, row by row: where each claim about the long run holds and
// is about something, what shows that it does not go without one of its assumptions, or with a
// fault put in, and how long that is. What breaks a claim is kept and replayed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "checker/faults.hpp"
#include "checker/long_run.hpp"
#include "checker/recording.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/presets.hpp"
#include "model/protocol/registry.hpp"

namespace backcheck::tests {
namespace {

using checker::conclusion;
using checker::setting;

struct row {
  std::string claim;
  std::string window;
  std::string rules;
  std::string change;  ///< `without ASSUMPTION`, `with FAULT` or nothing
  std::string outcome;
};

/// The text between the bars of a line, without spaces and backticks around it.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t from = 1; from < line.size();) {
    const auto to = std::min(line.find('|', from), line.size());
    auto cell = line.substr(from, to - from);
    std::erase(cell, '`');
    cell.erase(0, std::min(cell.find_first_not_of(' '), cell.size()));
    cell.erase(cell.find_last_not_of(' ') + 1);
    cells.push_back(cell);
    from = to + 1;
  }
  return cells;
}

std::vector<row> rows_of(const std::string& claim) {
  std::vector<row> rows;
  std::ifstream page("docs/guides/liveness.md");
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| ")) continue;
    const auto cells = cells_of(line);
    if (cells.size() == 5 && cells[0] == claim)
      rows.push_back({cells[0], cells[1], cells[2], cells[3], cells[4]});
  }
  return rows;
}

/// As `check --scope … --set … --rule-set … --property …` has it.
setting setting_of(const row& told) {
  constexpr std::string_view set = " --set ";
  setting s;
  s.parameters = protocol::preset(protocol::preset_names().front()).values;
  std::string_view rest = told.window;
  const auto next = [&] {
    const auto end = std::min(rest.find(set), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + set.size(), rest.size()));
    return word;
  };
  const auto scope = machine::read_scope(next());
  s.window = scope.window;
  checker::set_all(s.parameters, scope.set);
  while (!rest.empty()) protocol::set(s.parameters, next());
  const auto& names = protocol::rule_set_names;
  s.speak.rules = static_cast<protocol::rule_set>(
      std::find(names.begin(), names.end(), told.rules) - names.begin());
  if (told.change.starts_with("without "))
    checker::drop_assumptions(s, {told.change.substr(std::string_view("without ").size())});
  for (std::size_t i = 0; i < protocol::fault_names.size(); ++i)
    if (told.change == fmt::format("with {}", protocol::fault_names[i]))
      s.speak.fault = static_cast<protocol::fault>(i);
  s.long_run.insert(checker::long_run_by_id(told.claim).value());
  return s;
}

std::string in_thousands(std::uint64_t number) {
  auto text = fmt::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string outcome_of(const checker::long_run_report& report) {
  const auto& v = report.verdicts.at(0);
  if (v.what == conclusion::holds)
    return fmt::format("holds, {} states", in_thousands(report.search.states));
  if (v.what != conclusion::violated) return "undecided: " + v.why;
  const auto steps = v.broken->run.steps.size();
  if (!v.broken->loop) return fmt::format("{} steps", steps);
  return fmt::format("{} steps, then {}", *v.broken->loop,
                     steps == *v.broken->loop
                         ? std::string("nothing")
                         : fmt::format("{} for ever", steps - *v.broken->loop));
}

class long_run_table : public testing::TestWithParam<std::string> {};

TEST_P(long_run_table, says_what_is_found) {
  for (const auto& told : rows_of(GetParam())) {
    const auto s = setting_of(told);
    const auto where = fmt::format("{} in {} {}", told.claim, told.window, told.change);
    const bool changed = !told.change.empty();
    EXPECT_TRUE(!changed || s.dropped != 0 || s.speak.fault != protocol::fault::none) << where;
    const auto report = checker::check_long_run(*checker::make_subject(s), s, {.threads = 2});
    const auto& v = report.verdicts.at(0);
    EXPECT_EQ(told.outcome, outcome_of(report)) << where;
    EXPECT_EQ(v.what, changed ? conclusion::violated : conclusion::holds) << where;
    EXPECT_GT(v.met, 0U) << where;
    if (!v.broken) continue;
    const auto text = trace::to_json_text(checker::record(s, "test", v.claim, *v.broken));
    const auto again = checker::replay(text);
    EXPECT_TRUE(again.shown) << where;
    EXPECT_EQ(trace::to_json_text(again.made), text) << where;
    if (s.dropped == 0) continue;
    // With the assumption, the same execution is none that keeps to it.
    auto kept = s;
    kept.dropped = 0;
    EXPECT_NE(checker::objection_to(v.claim, kept, v.broken->run, v.broken->loop), "") << where;
  }
}

// An assumption that nothing depends on makes a claim less than it could be.
TEST_P(long_run_table, leaves_no_assumption_out) {
  const auto rows = rows_of(GetParam());
  const auto has = [&](const std::string& change) {
    return std::any_of(rows.begin(), rows.end(), [&](const row& r) { return r.change == change; });
  };
  EXPECT_TRUE(has("")) << "where it holds";
  const auto claim = checker::long_run_by_id(GetParam()).value();
  const auto all = checker::assumptions_of(claim, {});
  EXPECT_FALSE(all.empty());
  for (const auto id : all) EXPECT_TRUE(has(fmt::format("without {}", id))) << id;
  EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [](const row& r) {
    return r.change.starts_with("with ");
  })) << "a fault that breaks it";
}

std::vector<std::string> all_claims() {
  std::vector<std::string> ids;
  for (const auto& info : properties::long_run()) ids.emplace_back(info.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(of, long_run_table, testing::ValuesIn(all_claims()),
                         [](const auto& each) { return each.param; });

}  // namespace
}  // namespace backcheck::tests
