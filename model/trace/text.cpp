// SPDX-License-Identifier: Apache-2.0
//
// A trace to be read aloud: names instead of numbers, one line for each step and one for what it
// changed.
#include <fmt/format.h>

#include "model/machine/scopes.hpp"
#include "model/trace/format.hpp"

namespace backcheck::trace {

std::string step_text(const step& taken) {
  std::string text;
  for (const auto& c : taken.choices)
    text += fmt::format("{}{}: {}", text.empty() ? " (" : ", ", c.name, c.shown);
  return taken.rule + (text.empty() ? text : text + ")");
}

namespace {

std::string remarks_text(const moment& m, std::size_t width) {
  std::string text;
  for (const auto& each : m.remarks) text += fmt::format("{:>{}}    {}\n", "", width, each);
  return text;
}

}  // namespace

std::string header_text(const trace& t) {
  std::string text =
      fmt::format("{} {}: {}\n", t.claimed.property, outcome_text(t), t.claimed.sentence);
  text += fmt::format("rules of {}, parameters of {}, window {}\n", t.rule_set, t.configuration,
                      machine::to_text(t.window));
  if (t.fault != "none") text += fmt::format("with a fault put in on purpose: {}\n", t.fault);
  return text;
}

std::string steps_text(const trace& t) {
  const auto width = fmt::to_string(t.moments.size() - 1).size();
  std::string text = fmt::format("{:>{}}  start\n", 0, width);
  text += fmt::format("{:>{}}    {}\n", "", width, t.moments.front().shown);
  text += remarks_text(t.moments.front(), width);
  for (std::size_t i = 1; i < t.moments.size(); ++i) {
    const auto& m = t.moments[i];
    if (t.loop && *t.loop + 1 == i) text += "and from here on, again and again:\n";
    text += fmt::format("{:>{}}  {}\n", i, width, step_text(*m.taken));
    text += fmt::format("{:>{}}    {}\n", "", width, m.changed.empty() ? "nothing" : m.changed);
    text += remarks_text(m, width);
  }
  if (t.loop && *t.loop + 1 == t.moments.size()) text += "and nothing happens any more\n";
  return text;
}

std::string outcome_text(const trace& t) {
  const bool as_claimed = t.stands == standing::as_claimed;
  if (t.claimed.what == outcome::violated)
    return as_claimed ? "is violated" : "is violated no longer";
  return as_claimed ? "is shown" : "is shown no longer";
}

std::string failed_text(const trace& t) {
  std::string text;
  if (t.stands == standing::no_longer) return text;
  for (const auto& clause : t.failed) {
    std::string operands;
    for (const auto& [name, value] : clause.operands)
      operands += fmt::format("{}{} = {}", operands.empty() ? ": " : ", ", name, value);
    text += fmt::format("  it is not so that {}{}\n", clause.sentence, operands);
  }
  return text;
}

std::string conclusion_text(const trace& t) {
  auto text = fmt::format("{} {}: {}\n", t.claimed.property, outcome_text(t), t.claimed.sentence);
  const auto add = [&](std::string_view what, const std::vector<std::string>& names) {
    if (!names.empty()) text += fmt::format("  {} {}\n", what, fmt::join(names, ", "));
  };
  if (t.rests_on) add("assuming", t.rests_on->assuming);
  if (t.rests_on) add("without assuming", t.rests_on->dropped);
  return text + failed_text(t);
}

std::string to_text(const trace& t) {
  return header_text(t) + "\n" + steps_text(t) + "\n" + conclusion_text(t);
}

}  // namespace backcheck::trace
