// SPDX-License-Identifier: Apache-2.0
//
// What text and JSON have in common: the words of a verdict, and how the program ends.
#include "cli/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/words.hpp"

namespace backcheck::cli {

using checker::conclusion;
using solver::ending;

namespace {

std::size_t count(const told_check& told, conclusion what) {
  const auto is_it = [&](const auto& v) { return v.what == what; };
  const auto& all = told.found.verdicts;
  auto counted = std::count_if(all.begin(), all.end(), is_it);
  if (told.long_run != nullptr)
    counted += std::count_if(told.long_run->verdicts.begin(), told.long_run->verdicts.end(), is_it);
  return static_cast<std::size_t>(counted);
}

bool any(const told_check& told, conclusion what) { return count(told, what) > 0; }

std::size_t asked_for(const told_check& told) {
  return told.found.verdicts.size() +
         (told.long_run == nullptr ? 0 : told.long_run->verdicts.size());
}

}  // namespace

std::string_view name_of(conclusion what) {
  constexpr std::array<std::string_view, 8> names{
      "holds",     "holds up to depth",    "violated",          "reachable", "unreachable",
      "undecided", "violated as expected", "no longer violated"};
  return names[static_cast<std::size_t>(what)];
}

std::string_view name_of(ending end) {
  constexpr std::array<std::string_view, 7> names{"complete",   "state limit", "memory limit",
                                                  "time limit", "depth limit", "stopped",
                                                  "interrupted"};
  return names[static_cast<std::size_t>(end)];
}

std::string digest_text(const solver::search_report& search) {
  return fmt::format("{:016x}{:016x}", search.digest[1], search.digest[0]);
}

exit_code told_check::code() const {
  const bool refuted = any(*this, conclusion::violated) || any(*this, conclusion::unreachable) ||
                       any(*this, conclusion::no_longer_violated) || found.deadlock.has_value();
  if (refuted) return exit_code::violated;
  if (strict && !warnings().empty()) return exit_code::violated;
  return any(*this, conclusion::undecided) ? exit_code::undecided : exit_code::holds;
}

std::string told_check::cut_short(ending end) const {
  switch (end) {
    case ending::complete:
      return "";
    case ending::states_spent:
      return fmt::format("{} were allowed", counted(limits.states_max.value_or(0), "state"));
    case ending::memory_spent:
      return fmt::format("{} of memory were allowed",
                         in_mebibytes(limits.memory_bytes_max.value_or(0)));
    case ending::time_spent:
      return fmt::format("{} s spent", static_cast<double>(limits.time_max->count()) / 1000);
    case ending::depth_reached:
      return fmt::format("{} were asked for", counted(*limits.depth_max, "step"));
    case ending::stopped:
      return "stopped at the first violation";
    case ending::interrupted:
      return "interrupted";
  }
  return "";
}

std::string told_check::words(const checker::verdict& v) const {
  const auto all_states = fmt::format("all {}", counted(found.search.states, "state"));
  switch (v.what) {
    case conclusion::holds:
      return fmt::format("holds ({})", all_states);
    case conclusion::holds_so_far:
      return fmt::format("holds up to {}", counted(*limits.depth_max, "step"));
    case conclusion::violated:
      return fmt::format("VIOLATED in {}", counted(v.shown->steps.size(), "step"));
    case conclusion::reachable:
      return fmt::format("reachable: first in {}", counted(v.shown->steps.size(), "step"));
    case conclusion::unreachable:
      return fmt::format("unreachable ({})", all_states);
    case conclusion::violated_as_expected:
      return fmt::format("violated, as expected, in {}", counted(v.shown->steps.size(), "step"));
    case conclusion::no_longer_violated:
      return fmt::format("NO LONGER VIOLATED, though known to be broken ({})", all_states);
    case conclusion::undecided:
      break;
  }
  if (found.search.end == ending::complete && v.lacks)
    return fmt::format("undecided: the window lacks {}", *v.lacks);
  if (found.search.end == ending::depth_reached)
    return fmt::format("undecided: not reached in {}", counted(*limits.depth_max, "step"));
  return fmt::format("undecided: {}", cut_short());
}

namespace {

/// The parameters that the user has named.
std::vector<const protocol::parameter*> asked_for(const question& asked) {
  auto all = asked.changed;
  all.insert(all.end(), asked.may_change.begin(), asked.may_change.end());
  return all;
}

}  // namespace

std::vector<std::string> told_check::warnings() const {
  std::vector<std::string> all = found.warnings;
  for (const auto& each : asked.unasked) {
    all.push_back(fmt::format("{} was not asked about: the window lacks {}",
                              checker::property_infos()[each.property].id, each.lacks));
  }
  for (const auto& each : asked.unasked_long_run) {
    all.push_back(fmt::format("{} was not asked about: it lacks {}",
                              properties::long_run()[each.property].id, each.lacks));
  }
  if (long_run != nullptr)
    all.insert(all.end(), long_run->warnings.begin(), long_run->warnings.end());
  const auto followed =
      checker::followed_parameters(asked.setting.speak.rules, asked.setting.window);
  for (const auto* changed : asked_for(asked)) {
    if (std::find(followed.begin(), followed.end(), changed->key) == followed.end())
      all.push_back(fmt::format("{} is not followed under rule set {}: it can change no verdict",
                                changed->key, protocol::name_of(asked.setting.speak.rules)));
  }
  return all;
}

std::vector<const protocol::parameter*> told_check::parameters() const {
  std::vector<const protocol::parameter*> made;
  for (const auto key :
       checker::followed_parameters(asked.setting.speak.rules, asked.setting.window))
    made.push_back(&protocol::parameter_named(key));
  for (const auto* changed : asked_for(asked))
    if (std::find(made.begin(), made.end(), changed) == made.end()) made.push_back(changed);
  return made;
}

std::string told_check::summary() const {
  const auto violated = count(*this, conclusion::violated);
  const auto unreachable = count(*this, conclusion::unreachable);
  const auto outdated = count(*this, conclusion::no_longer_violated);
  const auto undecided = count(*this, conclusion::undecided);
  const auto warned = strict ? warnings().size() : 0;
  std::vector<std::string> parts;
  if (violated > 0) parts.push_back(fmt::format("{} violated", violated));
  if (unreachable > 0) parts.push_back(fmt::format("{} unreachable", unreachable));
  if (outdated > 0) parts.push_back(fmt::format("{} no longer violated", outdated));
  if (undecided > 0) parts.push_back(fmt::format("{} undecided", undecided));
  if (found.deadlock) parts.emplace_back("a deadlock");
  if (warned > 0) parts.push_back(fmt::format("{} under --strict", counted(warned, "warning")));
  const auto properties_asked = asked_for(*this) == 1
                                    ? std::string("1 property")
                                    : fmt::format("{} properties", asked_for(*this));
  if (!parts.empty()) return fmt::format("{}: {}", properties_asked, fmt::join(parts, ", "));
  return fmt::format("{}: everything asked holds{}", properties_asked,
                     found.search.end == ending::depth_reached ? " so far" : "");
}

}  // namespace backcheck::cli
