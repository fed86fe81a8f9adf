// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "checker/recording.hpp"
#include "cli/review_report.hpp"
#include "cli/words.hpp"

namespace backcheck::cli {

using checker::conclusion;
using checker::phase;
using checker::reviewed;

namespace {

constexpr std::array phases{phase::before, phase::after, phase::transition};

std::string text_of_values(const checker::changed_parameters& change, const protocol::parameter& p,
                           std::string_view arrow) {
  return fmt::format("{}: {} {} {}", p.key, protocol::to_text(protocol::value_of(change.before, p)),
                     arrow, protocol::to_text(protocol::value_of(change.after, p)));
}

std::string evidence_text(const told_review& told, const reviewed& row) {
  const auto& before = row.in(phase::before);
  const bool lost = row.kind == checker::sense::goal && !row.fails_in_transition_only();
  const auto& found = lost                             ? before
                      : row.fails_in_transition_only() ? row.in(phase::transition)
                                                       : row.in(phase::after);
  if (!found || !found->shown) return {};
  std::string text = lost ? "     a shortest execution that shows it before the change:\n"
                          : "     a shortest execution, replayed:\n";
  const auto lines = step_lines(*found->shown, told.asked.before.name);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool refused = lost && row.refused && row.refused->step == i;
    text += fmt::format(
        "     {:>3}. {}{}\n", i + 1, lines[i],
        refused ? fmt::format("   <- refused after the change: {}", row.refused->why) : "");
    if (refused) break;
  }
  return text;
}

std::string changed_verdicts_text(const told_review& told) {
  std::string text;
  for (const auto& row : told.found.rows) {
    if (!row.changed() && !row.is_worse()) continue;
    text += fmt::format("{:4} {}: {}\n     {}\n", row.id,
                        row.is_worse() ? "WORSE" : "changed, not for the worse", worse_text(row),
                        row.sentence);
    for (const auto when : phases)
      if (const auto& f = row.in(when))
        text += fmt::format("     {:11} {}: {}\n",
                            checker::phase_names.at(static_cast<std::size_t>(when)),
                            verdict_words(f), f->how);
    if (row.is_worse()) text += evidence_text(told, row);
  }
  return text.empty() ? "none\n" : text;
}

std::string verdicts_text(const told_review& told) {
  std::string text = fmt::format("{:5}{:14}{:14}{:14}\n", "", "before", "after", "transition");
  for (const auto& row : told.found.rows)
    text += fmt::format("{:5}{:14}{:14}{:14}{}\n", row.id, verdict_words(row.in(phase::before)),
                        verdict_words(row.in(phase::after)),
                        verdict_words(row.in(phase::transition)), row.sentence);
  return text;
}

std::string looks_text(const told_review& told) {
  std::string text;
  for (const auto when : phases) {
    for (const auto& each : told.found.looks.at(static_cast<std::size_t>(when))) {
      text += fmt::format("  {:11} {}: ", checker::phase_names.at(static_cast<std::size_t>(when)),
                          each.where.name);
      if (each.why_not) {
        text += fmt::format("not followed: {}\n", *each.why_not);
        continue;
      }
      const bool complete = each.found.search.end == solver::ending::complete;
      text += fmt::format(
          "{}{} states{}{}\n", complete ? "all " : "", with_commas(each.found.search.states),
          complete ? "" : ", then a limit was met", each.long_run ? ", and the long run" : "");
      if (!each.where.set.empty())
        text +=
            fmt::format("  {:11}   with {}, but for what is under review\n", "", each.where.set);
    }
  }
  return text;
}

std::string quantities_text(const std::vector<checker::quantity_row>& all) {
  std::string text;
  for (const auto& q : all)
    text += fmt::format("  {:64} {:>8} -> {:<8} {} ({}){}\n", q.name, q.before, q.after, q.unit,
                        q.rests_on, q.is_worse ? "  worse" : "");
  return text;
}

std::string ranges_text(const told_review& told) {
  std::string text;
  for (const auto& range : told.found.ranges) {
    text += fmt::format("  {}: {}\n", range.which->key,
                        range.tried.empty() ? "no number: not tried" : safe_text(range));
    for (const auto& tried : range.tried)
      if (!tried.decided || !tried.safe)
        text += fmt::format("    {}: {}{}\n", tried.value,
                            tried.decided ? "" : "undecided: ", tried.why);
  }
  for (const auto& pair : told.found.pairs) {
    text += fmt::format("  {} and {} matter jointly:\n", pair.which->key, pair.other->key);
    for (const auto& line : pair.lines) text += fmt::format("    {}\n", line);
  }
  return text;
}

std::string stages_text(const told_review& told) {
  std::string text;
  for (const auto& each : told.found.stages) {
    text += fmt::format("  after {} alone: ", fmt::join(each.enacted, " and "));
    if (!each.refused.empty()) {
      text += fmt::format("the chain refuses it: {}\n", each.refused.front());
    } else if (each.worse.empty()) {
      text += each.decided ? "nothing that does not hold before or after as well\n" : "undecided\n";
    } else {
      text += "WORSE than before and after\n";
      for (const auto& fault : each.worse) text += fmt::format("    {}\n", fault.text);
    }
  }
  return text;
}

std::string section(std::string_view title, const std::string& body) {
  return body.empty() ? "" : fmt::format("\n{}\n{}", title, body);
}

}  // namespace

std::string told_review::changed(const protocol::parameter& p, std::string_view arrow) const {
  return text_of_values(found.change, p, arrow);
}

exit_code told_review::code() const {
  if (found.is_worse()) return exit_code::violated;
  return found.is_decided() ? exit_code::holds : exit_code::undecided;
}

std::string told_review::summary() const {
  std::vector<std::string> worse;
  for (const auto& row : found.rows)
    if (row.is_worse()) worse.push_back(row.id);
  if (found.inconsistent[0].empty() && !found.inconsistent[1].empty())
    return fmt::format("the chain refuses the change: {}", found.inconsistent[1].front());
  const bool staged = std::any_of(found.stages.begin(), found.stages.end(),
                                  [](const auto& each) { return !each.worse.empty(); });
  if (!worse.empty())
    return fmt::format("worse: {}{}", fmt::join(worse, ", "),
                       staged ? ", and if the setters are enacted in different sessions" : "");
  if (staged) return "worse only if the setters are enacted in different sessions";
  return found.is_decided() ? "nothing gets worse" : "undecided: a limit was met";
}

std::string verdict_words(const std::optional<checker::finding>& found) {
  if (!found) return "-";
  if (found->not_claimed) return "not claimed";
  switch (found->what) {
    case conclusion::holds:
      return "holds";
    case conclusion::violated:
      return "VIOLATED";
    case conclusion::reachable:
      return "reachable";
    case conclusion::unreachable:
      return "unreachable";
    case conclusion::violated_as_expected:
      return "known broken";
    case conclusion::no_longer_violated:
      return "holds (new)";
    case conclusion::holds_so_far:
    case conclusion::undecided:
      break;
  }
  return "undecided";
}

std::vector<std::string> step_lines(const checker::evidence& shown, const std::string& name) {
  const auto t = shown.is_long_run ? checker::record(shown.where, name, shown.which,
                                                     checker::broken_claim{shown.run, shown.loop})
                                   : checker::record(shown.where, name, shown.which, shown.run);
  std::vector<std::string> lines;
  for (std::size_t i = 1; i < t.moments.size(); ++i) {
    const bool again = t.loop && *t.loop + 1 == i;
    lines.push_back((again ? "again and again: " : "") + trace::step_text(*t.moments[i].taken));
  }
  return lines;
}

std::string worse_text(const reviewed& row) {
  if (row.fails_in_transition_only())
    return "neither before nor after, but while the change is made";
  const auto& before = row.in(phase::before);
  const auto& after = row.in(phase::after);
  if (before && after && before->latest && after->latest && *before->latest != *after->latest)
    return fmt::format("within {} relay blocks, before within {}", *after->latest, *before->latest);
  return fmt::format("{} before, {} after", verdict_words(before), verdict_words(after));
}

std::string review_text(const told_review& told) {
  std::string text = fmt::format("review      {}\nrule set    {}\n", told.asked.before.name,
                                 protocol::name_of(told.asked.speak.rules));
  for (const auto* p : told.found.change.which)
    text += fmt::format("change      {}\n", told.changed(*p, "->"));
  for (std::size_t when = 0; when < 2; ++when)
    for (const auto& each : told.found.inconsistent.at(when))
      text += fmt::format("{:11} inconsistent: {}\n", checker::phase_names.at(when), each);
  text += section("verdicts that changed", changed_verdicts_text(told));
  text += section("all verdicts", verdicts_text(told));
  text += section("looked at", looks_text(told));
  text += section("quantities, by formula", quantities_text(told.found.quantities));
  text += section("quantities, measured while nothing goes wrong but what is said",
                  quantities_text(told.found.measured));
  std::string theorems;
  for (const auto& each : told.found.theorems)
    theorems += fmt::format("  {:4} {}: {}\n", each.id, each.how, each.sentence);
  text += section("theorems", theorems);
  text += section("setters enacted in different sessions", stages_text(told));
  text += section("safe values, of those tried, the others as after the change", ranges_text(told));
  std::string open;
  for (const auto& line : told.found.not_checked) open += fmt::format("  {}\n", line);
  text += section("not checked", open);
  return text + fmt::format("\n{}\ntime {}\n", told.summary(), in_seconds(told.seconds));
}

}  // namespace backcheck::cli
