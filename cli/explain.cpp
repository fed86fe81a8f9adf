// SPDX-License-Identifier: Apache-2.0
#include "cli/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checker/asking.hpp"
#include "cli/words.hpp"

namespace backcheck::cli {

using checker::way_out;

namespace {

std::string violated_words(std::size_t property, const checker::setting& where) {
  const auto& info = checker::property_infos()[property];
  const bool about_steps = info.kind == language::property_kind::step;
  return fmt::format("{} is violated {}: {}{}", info.id,
                     about_steps ? "by this step" : "from here on", info.sentence,
                     checker::expects_violation(property, where) ? " (known to be broken)" : "");
}

std::string ids_of(const std::vector<std::size_t>& properties) {
  std::vector<std::string_view> ids;
  for (const std::size_t each : properties) ids.push_back(checker::property_infos()[each].id);
  return fmt::to_string(fmt::join(ids, ", "));
}

std::string behind_words(const solver::escape_report& behind) {
  const auto within = fmt::format("within {}", counted(behind.latest, "step"));
  if (behind.what == way_out::closed_inside)
    return "it cannot be avoided inside the window, whatever happens; outside, perhaps";
  if (behind.latest == 0) return "it has happened";
  return fmt::format("it cannot be avoided: whatever happens, it comes {}", within);
}

std::string there_words(const checker::ways_on& there) {
  const auto all = there.avoid + there.violate + there.cut + there.undecided;
  std::string text = fmt::format("{} of the {} possible there still lead{} round it", there.avoid,
                                 counted(all, "step"), there.avoid == 1 ? "s" : "");
  if (there.undecided > 0)
    text += fmt::format(", of {} that is undecided", with_commas(there.undecided));
  if (there.example) text += fmt::format(", such as {}", trace::step_text(*there.example));
  return text;
}

}  // namespace

void add_remarks(trace::trace& t, const checker::explanation& explained) {
  for (std::size_t i = 0; i < t.moments.size(); ++i) {
    const auto& changes = explained.changes[i];
    auto& remarks = t.moments[i].remarks;
    for (const auto each : changes.violated)
      remarks.push_back(violated_words(each, explained.where));
    if (!changes.restored.empty())
      remarks.push_back(fmt::format("no longer violated: {}", ids_of(changes.restored)));
    if (!changes.shown.empty())
      remarks.push_back(fmt::format("shown for the first time: {}", ids_of(changes.shown)));
  }
}

std::vector<std::string> no_return_lines(const checker::no_return& found, std::size_t steps) {
  switch (found.what) {
    case way_out::open:
      return {
          fmt::format("the violation can be avoided until step {}: {}", found.last,
                      there_words(found.there)),
          fmt::format("after step {} {}", found.last + 1,
                      found.last + 1 == steps ? "it has happened" : behind_words(found.behind))};
    case way_out::closed:
    case way_out::closed_inside:
      return {fmt::format("there is no point of no return: from the start on {}",
                          behind_words(found.behind))};
    case way_out::undecided:
      break;
  }
  return {fmt::format("until when the violation can be avoided is undecided: {} looked at",
                      counted(found.states, "state"))};
}

std::string why_not_text(const std::string& rule, std::size_t after,
                         const std::vector<checker::ways_refused>& all) {
  std::size_t ways = 0;
  for (const auto& each : all) ways += each.count;
  auto text = fmt::format("{} after step {}: {}\n", rule, after,
                          ways == 0 ? "there is no such way" : counted(ways, "way") + " to try it");
  for (const auto& each : all) {
    const auto what = each.refused.empty() ? "enabled" : "refused: " + each.refused;
    text += fmt::format("  {:>6}  {}\n", with_commas(each.count), what);
    if (!each.example.choices.empty())
      text += fmt::format("          {}{}\n", each.count == 1 ? "" : "such as ",
                          trace::step_text({rule, each.example.choices}));
  }
  return text;
}

}  // namespace backcheck::cli
