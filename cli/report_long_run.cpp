// SPDX-License-Identifier: Apache-2.0
#include "cli/report_long_run.hpp"

#include <fmt/format.h>

#include "checker/recording.hpp"
#include "cli/words.hpp"

namespace backcheck::cli {

using checker::conclusion;
using checker::long_run_verdict;
using reflect::json;

namespace {

const properties::long_run_info& info_of(const long_run_verdict& v) {
  return properties::long_run()[v.claim];
}

bool is_deadline(const long_run_verdict& v) {
  return info_of(v).kind == properties::long_run_kind::deadline;
}

std::string blocks(const properties::due& when) {
  return when.soonest == when.latest
             ? counted(when.latest, "relay block")
             : fmt::format("{} to {}", when.soonest, counted(when.latest, "relay block"));
}

std::string violation_words(const long_run_verdict& v) {
  const auto steps = v.broken->run.steps.size();
  if (!v.broken->loop) return fmt::format("VIOLATED in {}", counted(steps, "step"));
  const auto loop = *v.broken->loop;
  const auto then = loop == steps ? std::string("nothing any more")
                                  : fmt::format("{} for ever", counted(steps - loop, "step"));
  return fmt::format("VIOLATED: {}, then {}", counted(loop, "step"), then);
}

std::string ids(const std::vector<std::string_view>& all) {
  return all.empty() ? "nothing" : fmt::to_string(fmt::join(all, ", "));
}

/// How soon it is to be, and how soon it was.
std::string times(const long_run_verdict& v) {
  return fmt::format("expected within {}", blocks(*v.expected)) +
         (v.seen ? fmt::format(", seen within {}", blocks(*v.seen)) : "");
}

trace::trace trace_of(const told_check& told, const long_run_verdict& v) {
  return checker::record(told.asked.setting, told.asked.configuration.name, v.claim, *v.broken);
}

}  // namespace

std::string_view kind_name(const properties::long_run_info& info) {
  return properties::long_run_kind_names[static_cast<std::size_t>(info.kind)];
}

std::string words_for(const told_check& told, const long_run_verdict& v) {
  const auto all = fmt::format("all {}", counted(told.long_run->search.states, "state"));
  if (v.what == conclusion::violated) return violation_words(v);
  if (v.what == conclusion::holds)
    return is_deadline(v) ? fmt::format("holds ({})", all)
                          : fmt::format("holds in every fair execution ({})", all);
  if (!v.why.empty()) return "undecided: " + v.why;
  return fmt::format("undecided: {}", told.cut_short(told.long_run->search.end));
}

std::string long_run_text(const told_check& told) {
  if (told.long_run == nullptr) return "";
  std::string text = "\nin the long run\n";
  for (const auto& v : told.long_run->verdicts) {
    text += fmt::format("{:3}  {}: {}\n", info_of(v).id, words_for(told, v), info_of(v).sentence);
    text += fmt::format("{:3}  assuming {}\n", "",
                        ids(checker::assumptions_of(v.claim, told.asked.setting)));
    if (v.expected) text += fmt::format("{:3}  {}\n", "", times(v));
    if (v.doomed_states > 0)
      text += fmt::format("{:3}  in {} the window leaves no such execution a way on\n", "",
                          counted(v.doomed_states, "state"));
  }
  for (const auto& v : told.long_run->verdicts) {
    if (!v.broken) continue;
    const auto t = trace_of(told, v);
    text += fmt::format("\n{}", trace::steps_text(t) + trace::conclusion_text(t));
  }
  return text;
}

json long_run_json(const told_check& told) {
  json verdicts = json::array();
  for (const auto& v : told.long_run->verdicts) {
    json made = {{"property", info_of(v).id},     {"sentence", info_of(v).sentence},
                 {"kind", kind_name(info_of(v))}, {"conclusion", name_of(v.what)},
                 {"verdict", words_for(told, v)}, {"met", v.met}};
    made["assuming"] = checker::assumptions_of(v.claim, told.asked.setting);
    if (!is_deadline(v)) made["states_without_a_way_on"] = v.doomed_states;
    if (v.expected) made["expected"] = {v.expected->soonest, v.expected->latest};
    if (v.seen) made["seen"] = {v.seen->soonest, v.seen->latest};
    if (v.broken) {
      made["steps"] = v.broken->run.steps.size();
      if (v.broken->loop) made["loop"] = *v.broken->loop;
      made["execution"] = execution_json(v.broken->run);
      json failed = json::array();
      for (const auto& clause : trace_of(told, v).failed) {
        json operands = json::object();
        for (const auto& [name, value] : clause.operands) operands[name] = value;
        failed.push_back({{"clause", clause.sentence}, {"operands", std::move(operands)}});
      }
      made["failed"] = std::move(failed);
    }
    verdicts.push_back(std::move(made));
  }
  const auto& search = told.long_run->search;
  return {{"ending", name_of(search.end)},
          {"cut_short", told.cut_short(search.end)},
          {"states", search.states},
          {"steps", search.steps},
          {"verdicts", std::move(verdicts)}};
}

}  // namespace backcheck::cli
