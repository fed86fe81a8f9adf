// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/review_report.hpp"
#include "cli/words.hpp"

namespace backcheck::cli {

using checker::phase;
using checker::reviewed;

namespace {

/// A text that may stand in a cell of a table.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
    text.insert(at, "\\");
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

const std::optional<checker::finding>& shown_of(const reviewed& row) {
  if (row.fails_in_transition_only()) return row.in(phase::transition);
  return row.kind == checker::sense::goal ? row.in(phase::before) : row.in(phase::after);
}

std::string counterexample(const told_review& told, const reviewed& row) {
  const auto& found = shown_of(row);
  if (!found || !found->shown) return {};
  const bool lost = row.kind == checker::sense::goal && !row.fails_in_transition_only();
  std::string text = fmt::format(
      "\n<details><summary>{}: {}</summary>\n\n```\n", row.id,
      lost ? "a shortest execution that shows it before the change" : "a shortest execution");
  const auto lines = step_lines(*found->shown, told.asked.before.name);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool refused = lost && row.refused && row.refused->step == i;
    text += fmt::format("{:>3}. {}{}\n", i + 1, lines[i],
                        refused ? fmt::format("   <- refused after: {}", row.refused->why) : "");
    if (refused) break;
  }
  return text + "```\n\n</details>\n";
}

std::string changed_table(const told_review& told) {
  std::string text;
  std::string shown;
  for (const auto& row : told.found.rows) {
    if (!row.changed() && !row.is_worse()) continue;
    text +=
        fmt::format("| {}{} | {} | {} | {} | {} |\n", row.is_worse() ? "⚠ " : "", row.id,
                    cell(row.sentence), verdict_words(row.in(phase::before)),
                    verdict_words(row.in(phase::after)), verdict_words(row.in(phase::transition)));
    if (row.is_worse()) shown += counterexample(told, row);
  }
  if (text.empty()) return "No verdict changes.\n";
  return "| | claim | before | after | while it is made |\n|---|---|---|---|---|\n" + text + shown;
}

std::string how_text(const reviewed& row) {
  std::string text;
  for (const auto when : {phase::before, phase::after, phase::transition})
    if (const auto& f = row.in(when))
      text += fmt::format("{}{}: {}", text.empty() ? "" : "; ",
                          checker::phase_names.at(static_cast<std::size_t>(when)), f->how);
  return text;
}

std::string all_table(const told_review& told) {
  std::string text =
      "<details><summary>All verdicts</summary>\n\n"
      "| | claim | before | after | transition | how |\n|---|---|---|---|---|---|\n";
  for (const auto& row : told.found.rows)
    text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", row.id, cell(row.sentence),
                        verdict_words(row.in(phase::before)), verdict_words(row.in(phase::after)),
                        verdict_words(row.in(phase::transition)), cell(how_text(row)));
  return text + "\n</details>\n";
}

std::string list(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += fmt::format("- {}\n", line);
  return text;
}

std::string quantities_table(const told_review& told) {
  std::string text = "| | before | after | unit | rests on |\n|---|--:|--:|---|---|\n";
  auto all = told.found.quantities;
  all.insert(all.end(), told.found.measured.begin(), told.found.measured.end());
  for (const auto& q : all) {
    const bool same = q.before == q.after;
    text += fmt::format("| {}{} | {} | {} | {} | {} |\n", q.is_worse ? "⚠ " : "", cell(q.name),
                        q.before, same ? "same" : q.after, q.unit, cell(q.rests_on));
  }
  return text;
}

std::vector<std::string> range_lines(const told_review& told) {
  std::vector<std::string> lines;
  for (const auto& range : told.found.ranges)
    lines.push_back(fmt::format("`{}`: {}", range.which->key,
                                range.tried.empty() ? "no number: not tried" : safe_text(range)));
  for (const auto& pair : told.found.pairs)
    lines.push_back(fmt::format("`{}` and `{}` matter jointly: {}", pair.which->key,
                                pair.other->key, fmt::join(pair.lines, "; ")));
  return lines;
}

std::vector<std::string> stage_lines(const told_review& told) {
  std::vector<std::string> lines;
  for (const auto& each : told.found.stages) {
    std::string line = fmt::format("after {} alone: ", fmt::join(each.enacted, " and "));
    if (!each.refused.empty()) {
      line += "the chain refuses it: " + each.refused.front();
    } else if (each.worse.empty()) {
      line += each.decided ? "nothing is worse than before and after" : "undecided";
    } else {
      line += "⚠ " + each.worse.front().text;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

std::string review_markdown(const told_review& told) {
  std::string text =
      fmt::format("## Review of a change of parameters\n\n**{}**\n\n", told.summary());
  for (const auto* p : told.found.change.which)
    text += fmt::format("- `{}`\n", told.changed(*p, "→"));
  text += fmt::format("\nFrom `{}`, rule set {}. Made again by `{}`.\n", told.asked.before.name,
                      protocol::name_of(told.asked.speak.rules), told.command);
  text += "\n### Verdicts that change\n\n" + changed_table(told);
  text += "\n" + all_table(told);
  text += "\n### Quantities\n\n" + quantities_table(told);
  if (!told.found.theorems.empty()) {
    std::vector<std::string> lines;
    for (const auto& each : told.found.theorems)
      lines.push_back(fmt::format("{}, {}: {}", each.id, each.how, each.sentence));
    text += "\n### Theorems about what changes\n\n" + list(lines);
  }
  if (!told.found.stages.empty())
    text += "\n### If the setters are enacted in different sessions\n\n" + list(stage_lines(told));
  if (!told.found.ranges.empty())
    text += "\n### Safe values, of those tried\n\n" + list(range_lines(told));
  return text + "\n### Not checked\n\n" + list(told.found.not_checked);
}

}  // namespace backcheck::cli
