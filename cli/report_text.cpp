// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "checker/recording.hpp"
#include "cli/report.hpp"
#include "cli/report_long_run.hpp"
#include "cli/words.hpp"
#include "model/machine/scopes.hpp"

namespace backcheck::cli {

namespace {

/// Named counts in one line, those that are not zero.
std::string counts_text(const std::vector<std::string>& names,
                        const std::vector<std::uint64_t>& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", names[i], with_commas(counts[i]));
  }
  return text.empty() ? "none" : text;
}

std::string search_text(const told_check& told, const solver::view& view) {
  const auto& search = told.found.search;
  if (told.found.by == checker::engine::symbolic)
    return fmt::format("decided     all executions of up to {}, by Z3; {}\n",
                       counted(search.depth, "step"), counted(told.found.terms, "term")) +
           (search.end == solver::ending::depth_reached
                ? ""
                : fmt::format("cut short   {}\n", told.cut_short()));
  const bool complete = search.end == solver::ending::complete;
  return fmt::format("reached     {}{}, {}, depth {}, digest {}\n", complete ? "all " : "",
                     counted(search.states, "state"), counted(search.transitions, "transition"),
                     search.depth, digest_text(search)) +
         (complete ? "" : fmt::format("cut short   {}\n", told.cut_short())) +
         fmt::format("bounds cut  {} (states in which a bound of the window cut a step off)\n",
                     counts_text(view.bounds(), search.cut)) +
         fmt::format("rules       {}\n", counts_text(view.rules(), search.fired));
}

std::string verdicts_text(const told_check& told) {
  if (told.found.verdicts.empty()) return "";
  std::size_t id_width = 0;
  std::size_t verdict_width = 7;
  std::size_t met_width = 7;
  for (const auto& v : told.found.verdicts) {
    id_width = std::max(id_width, checker::property_infos()[v.property].id.size());
    verdict_width = std::max(verdict_width, told.words(v).size());
    met_width = std::max(met_width, with_commas(v.met).size());
  }
  // The symbolic engine counts nothing.
  const bool counts = told.found.by == checker::engine::explicit_search;
  std::string text = fmt::format("{:{}}  {:{}}  {:>{}}  {}\n", "", id_width, "verdict",
                                 verdict_width, counts ? "met" : "", met_width, "property");
  for (const auto& v : told.found.verdicts) {
    const auto& info = checker::property_infos()[v.property];
    text += fmt::format("{:{}}  {:{}}  {:>{}}  {}\n", info.id, id_width, told.words(v),
                        verdict_width, counts ? with_commas(v.met) : "", met_width, info.sentence);
  }
  return text;
}

std::string violations_text(const told_check& told) {
  std::string text;
  for (const auto& v : told.found.verdicts) {
    if (v.what != checker::conclusion::violated) continue;
    const auto t =
        checker::record(told.asked.setting, told.asked.configuration.name, v.property, *v.shown);
    text += fmt::format("\n{}", trace::steps_text(t) + trace::conclusion_text(t));
  }
  return text;
}

std::string deadlock_text(const told_check& told) {
  if (!told.found.deadlock) return "";
  const auto& run = *told.found.deadlock;
  std::string text =
      fmt::format("\nDEADLOCK: {} from which nothing can happen, first in {}\n",
                  counted(told.found.search.deadlocks, "state"), counted(run.steps.size(), "step"));
  trace::trace t;
  for (std::size_t i = 0; i < run.frames.size(); ++i) {
    t.moments.push_back({std::nullopt, {}, run.frames[i].shown, run.frames[i].changed});
    if (i > 0) t.moments.back().taken = run.steps[i - 1];
  }
  return text + trace::steps_text(t);
}

}  // namespace

std::string question_text(const told_check& told) {
  const auto& asked = told.asked;
  const auto& s = asked.setting;
  std::string parameters;
  // What governance may change shows each value it comes to have.
  const auto values = [&](const protocol::parameter& p) {
    auto last = protocol::to_text(protocol::value_of(s.parameters, p));
    auto text = last;
    for (const auto& later : s.changed) {
      const auto value = protocol::to_text(protocol::value_of(later, p));
      if (value != last) text += " then " + value;
      last = value;
    }
    return text;
  };
  for (const auto* p : told.parameters()) {
    const auto is_in = [&](const auto& all) { return std::count(all.begin(), all.end(), p) > 0; };
    parameters += fmt::format("{}{} {}{}", parameters.empty() ? "" : ", ", p->key, values(*p),
                              is_in(asked.changed)    ? " (--set)"
                              : is_in(asked.by_scope) ? " (by the scope)"
                                                      : "");
  }
  std::string text =
      fmt::format("rule set    {}\n", protocol::name_of(s.speak.rules)) +
      fmt::format("parameters  {}: {}\n", asked.configuration.name, parameters) +
      fmt::format("window      {}{}\n", asked.scope_name.empty() ? "" : asked.scope_name + ": ",
                  machine::to_text(s.window)) +
      fmt::format("left out    {}\n", fmt::join(machine::left_out(s.window), "; "));
  if (s.speak.fault != protocol::fault::none)
    text += fmt::format("fault       {}, put in on purpose\n", protocol::name_of(s.speak.fault));
  return text;
}

std::string report_text(const told_check& told, const solver::view& view) {
  std::string text = question_text(told) + search_text(told, view) + "\n" + verdicts_text(told) +
                     violations_text(told) + long_run_text(told) + deadlock_text(told) + "\n";
  for (const auto& warning : told.warnings())
    text += fmt::format("{}: {}\n", told.strict ? "error" : "warning", warning);
  const auto& search = told.found.search;
  const auto rate = search.seconds > 0 ? static_cast<double>(search.states) / search.seconds : 0;
  if (told.found.by == checker::engine::symbolic)
    return text + told.summary() + "\n" + fmt::format("time {}\n", in_seconds(search.seconds));
  return text + told.summary() + "\n" +
         fmt::format("time {}, {} states/s, {}, {}\n", in_seconds(search.seconds),
                     with_commas(static_cast<std::uint64_t>(rate)),
                     in_mebibytes(search.memory_bytes), counted(told.limits.threads, "thread"));
}

}  // namespace backcheck::cli
