// SPDX-License-Identifier: Apache-2.0
#include "cli/walks_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/words.hpp"

namespace backcheck::cli {

using checker::walk_conclusion;
using reflect::json;

namespace {

std::size_t count(const told_walks& told, walk_conclusion what) {
  const auto& all = told.found.verdicts;
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const auto& v) { return v.what == what; }));
}

std::string counts_text(const std::vector<std::string>& names,
                        const std::vector<std::uint64_t>& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", names[i], with_commas(counts[i]));
  return text.empty() ? "none" : text;
}

/// The size that half of the walks came to at least.
std::size_t half_of(const std::vector<std::uint64_t>& walks_by_size, std::uint64_t walks) {
  std::uint64_t above = 0;
  for (std::size_t size = walks_by_size.size(); size > 0; --size) {
    above += walks_by_size[size - 1];
    if (2 * above >= walks) return size - 1;
  }
  return 0;
}

std::string sizes_text(const told_walks& told) {
  std::string text;
  const auto& found = told.found;
  for (std::size_t i = 0; i < found.measures.size(); ++i) {
    const auto& sizes = found.walks.most[i];
    if (sizes.empty()) continue;
    text += fmt::format("{}{} {} (half of the walks: {})", text.empty() ? "" : ", ",
                        found.measures[i], sizes.size() - 1, half_of(sizes, found.walks.walks));
  }
  return text;
}

std::string share_text(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "-";
  return fmt::format("{:.1f}%", 100 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string walks_text(const told_walks& told) {
  const auto& w = told.found.walks;
  std::string text = fmt::format("walked      {}, {}, seed {}{}\n", counted(w.walks, "walk"),
                                 counted(w.fired, "step"), told.plan.seed,
                                 told.plan.swarm ? "; each leans to something of its own" : "");
  if (!told.cut_short().empty()) text += fmt::format("cut short   {}\n", told.cut_short());
  return text + fmt::format("rules       {}\n", counts_text(told.found.rules, w.fired_by_rule)) +
         fmt::format("came to     {}\n", sizes_text(told)) +
         fmt::format("bounds cut  {} (walks in which a bound of the window cut a step off)\n",
                     counts_text(told.found.bounds, w.walks_by_bound));
}

std::string verdicts_text(const told_walks& told) {
  std::size_t id_width = 0;
  std::size_t width = 7;
  for (const auto& v : told.found.verdicts) {
    id_width = std::max(id_width, checker::property_infos()[v.property].id.size());
    width = std::max(width, told.words(v).size());
  }
  std::string text =
      fmt::format("{:{}}  {:{}}  {:>6}  {}\n", "", id_width, "verdict", width, "met", "property");
  for (const auto& v : told.found.verdicts) {
    const auto& info = checker::property_infos()[v.property];
    text += fmt::format("{:{}}  {:{}}  {:>6}  {}\n", info.id, id_width, told.words(v), width,
                        share_text(v.walks_met, told.found.walks.walks), info.sentence);
  }
  return text;
}

std::string violations_text(const told_walks& told) {
  std::string text;
  for (const auto& v : told.found.verdicts) {
    if (!v.smallest) continue;
    text +=
        fmt::format("\nwalk {} violates it after {}; ", v.by->number, counted(v.by->fired, "step"));
    text += v.smallest->shorter == checker::shorter_ones::none
                ? "no execution with fewer steps than this does in its window\n"
                : "this is the smallest found\n";
    for (const auto& each : v.smallest->smaller) text += "  " + each + "\n";
    text += trace::steps_text(v.smallest->made) + trace::conclusion_text(v.smallest->made);
  }
  return text;
}

std::string not_heard_text(const told_walks& told) {
  if (told.found.not_heard.empty()) return "";
  std::string ids;
  for (const auto i : told.found.not_heard)
    ids += fmt::format("{}{}", ids.empty() ? "" : ", ", checker::property_infos()[i].id);
  return fmt::format("not heard: {}, known to be broken here; ask --engine explicit\n", ids);
}

json sizes_json(const told_walks& told) {
  json made = json::object();
  for (std::size_t i = 0; i < told.found.measures.size(); ++i)
    made[told.found.measures[i]] = told.found.walks.most[i];
  return made;
}

json counts_json(const std::vector<std::string>& names, const std::vector<std::uint64_t>& counts) {
  json made = json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) made[names[i]] = counts[i];
  return made;
}

json verdict_json(const told_walks& told, const checker::walk_verdict& v) {
  const auto& info = checker::property_infos()[v.property];
  json made = {{"property", info.id},
               {"sentence", info.sentence},
               {"verdict", told.words(v)},
               {"walks_met", v.walks_met}};
  if (!v.smallest) return made;
  made["walk"] = v.by->number;
  made["steps"] = v.by->fired;
  made["smallest_steps"] = v.smallest->made.moments.size() - 1;
  made["smaller"] = v.smallest->smaller;
  return made;
}

}  // namespace

std::string told_walks::cut_short() const {
  if (found.walks.end == solver::ending::time_spent)
    return fmt::format("{} s spent", static_cast<double>(limits.time_max->count()) / 1000);
  return found.walks.end == solver::ending::interrupted ? "interrupted" : "";
}

std::string told_walks::words(const checker::walk_verdict& v) const {
  switch (v.what) {
    case walk_conclusion::no_violation:
      return fmt::format("no violation in {}", counted(found.walks.walks, "walk"));
    case walk_conclusion::violated:
      return fmt::format("VIOLATED in {}", counted(v.smallest->made.moments.size() - 1, "step"));
    case walk_conclusion::shown:
      return fmt::format("shown in {}", counted(v.walks_met, "walk"));
    case walk_conclusion::not_shown:
      return fmt::format("undecided: not shown in {}", counted(found.walks.walks, "walk"));
    case walk_conclusion::cut_short:
      break;
  }
  return "undecided: " + cut_short();
}

exit_code told_walks::code() const {
  if (count(*this, walk_conclusion::violated) > 0) return exit_code::violated;
  if (strict && !found.warnings.empty()) return exit_code::violated;
  const auto open = count(*this, walk_conclusion::not_shown) +
                    count(*this, walk_conclusion::cut_short) + found.not_heard.size();
  return open > 0 ? exit_code::undecided : exit_code::holds;
}

std::string told_walks::summary() const {
  const auto violated = count(*this, walk_conclusion::violated);
  const auto open = count(*this, walk_conclusion::not_shown) +
                    count(*this, walk_conclusion::cut_short) + found.not_heard.size();
  std::vector<std::string> parts;
  if (violated > 0) parts.push_back(fmt::format("{} violated", violated));
  if (open > 0) parts.push_back(fmt::format("{} undecided", open));
  if (strict && !found.warnings.empty())
    parts.push_back(fmt::format("{} under --strict", counted(found.warnings.size(), "warning")));
  if (parts.empty())
    parts.push_back(fmt::format("no violation in {}", counted(found.walks.walks, "walk")));
  const auto asked_for = found.verdicts.size() + found.not_heard.size();
  return fmt::format("{}: {}",
                     asked_for == 1 ? "1 property" : fmt::format("{} properties", asked_for),
                     fmt::join(parts, ", "));
}

std::string report_text(const told_walks& told) {
  const checker::check_report none;
  const told_check as_asked{told.asked, told.limits, none, told.strict};
  std::string text = question_text(as_asked) + walks_text(told) + "\n" + verdicts_text(told) +
                     violations_text(told) + "\n" + not_heard_text(told);
  for (const auto& warning : told.found.warnings)
    text += fmt::format("{}: {}\n", told.strict ? "error" : "warning", warning);
  const auto& w = told.found.walks;
  const auto rate = w.seconds > 0 ? static_cast<double>(w.fired) / w.seconds : 0;
  return text + told.summary() + "\n" +
         fmt::format("time {}, {} steps/s, {}\n", in_seconds(w.seconds),
                     with_commas(static_cast<std::uint64_t>(rate)),
                     counted(told.plan.threads, "thread"));
}

json report_json(const told_walks& told) {
  const checker::check_report none;
  const told_check as_asked{told.asked, told.limits, none, told.strict};
  json verdicts = json::array();
  for (const auto& v : told.found.verdicts) verdicts.push_back(verdict_json(told, v));
  json not_heard = json::array();
  for (const auto i : told.found.not_heard) not_heard.push_back(checker::property_infos()[i].id);
  const auto& w = told.found.walks;
  return {{"backcheck", BACKCHECK_VERSION},
          {"command", "check"},
          {"question", question_json(as_asked)},
          {"walks",
           {{"engine", "random"},
            {"seed", told.plan.seed},
            {"steps_max", told.plan.steps},
            {"even", !told.plan.swarm},
            {"walks", w.walks},
            {"steps", w.fired},
            {"words", w.words},
            {"attempts", w.attempts},
            {"cut_short", told.cut_short()},
            {"rules_fired", counts_json(told.found.rules, w.fired_by_rule)},
            {"walks_by_rule", counts_json(told.found.rules, w.walks_by_rule)},
            {"walks_by_size", sizes_json(told)},
            {"bounds_cut", counts_json(told.found.bounds, w.walks_by_bound)}}},
          {"verdicts", std::move(verdicts)},
          {"not_heard", std::move(not_heard)},
          {"warnings", told.found.warnings},
          {"summary", told.summary()},
          {"exit_code", static_cast<int>(told.code())},
          {"run", {{"seconds", w.seconds}, {"threads", told.plan.threads}}}};
}

}  // namespace backcheck::cli
