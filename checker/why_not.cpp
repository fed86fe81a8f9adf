// SPDX-License-Identifier: Apache-2.0
//
// Why a rule is not enabled: all ways to try it, by the names of their refusals.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "checker/asking.hpp"
#include "checker/explanation.hpp"
#include "model/protocol/nearest_name.hpp"

namespace backcheck::checker {

namespace {

std::string with_blanks(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// By their names as they were drawn, what the wanted choices stand for.
struct wish {
  std::string name;
  std::size_t occurrence = 0;  ///< of the name, among the choices of an attempt
  std::string value;
};

std::vector<wish> wishes(const wanted_choices& wanted) {
  std::vector<wish> all;
  for (const auto& [name, value] : wanted) {
    const auto meant = with_blanks(name);
    const auto same = [&](const wish& each) { return each.name == meant; };
    const auto before = std::count_if(all.begin(), all.end(), same);
    all.push_back({meant, static_cast<std::size_t>(before), with_blanks(value)});
  }
  return all;
}

/// The choice that a wish is about, if the attempt came to draw it.
const choice* choice_of(const attempt& tried, const wish& about) {
  std::size_t occurrence = 0;
  for (const auto& each : tried.choices)
    if (each.name == about.name && occurrence++ == about.occurrence) return &each;
  return nullptr;
}

bool is_as_wished(const attempt& tried, const std::vector<wish>& all) {
  return std::all_of(all.begin(), all.end(), [&](const wish& each) {
    const auto* found = choice_of(tried, each);
    return found == nullptr || found->shown == each.value;
  });
}

/// Choices that are drawn nowhere are refused as mistakes; values, where they are drawn here.
void require_sense(const std::vector<wish>& all, const std::string& rule,
                   const std::vector<attempt>& here, const std::set<std::string>& names) {
  const std::vector<std::string_view> known(names.begin(), names.end());
  for (const auto& each : all) {
    if (!names.empty() && !names.contains(each.name))
      throw request_error(fmt::format("--choice: {} draws no '{}'; {}", rule, each.name,
                                      protocol::what_instead(each.name, known)));
    std::set<std::string> values;
    for (const auto& tried : here)
      if (const auto* found = choice_of(tried, each)) values.insert(found->shown);
    if (!values.empty() && !values.contains(each.value))
      throw request_error(fmt::format("--choice: {} cannot be '{}' there; allowed: {}", each.name,
                                      each.value, fmt::join(values, ", ")));
  }
}

void require_rule(const subject& machine, const std::string& rule) {
  const auto& rules = machine.view().rules();
  const std::vector<std::string_view> known(rules.begin(), rules.end());
  if (std::find(known.begin(), known.end(), rule) == known.end())
    throw request_error(fmt::format("--why-not: there is no rule '{}' here; {}", rule,
                                    protocol::what_instead(rule, known)));
}

}  // namespace

std::vector<ways_refused> why_not(const replayed& of, const std::string& rule, std::size_t after,
                                  const wanted_choices& wanted) {
  const auto machine = make_subject(of.where);
  require_rule(*machine, rule);
  if (after >= of.made.moments.size())
    throw request_error(fmt::format("--why-not: there is no step {}; allowed: 0 to {}", after,
                                    of.made.moments.size() - 1));
  const auto running = machine->begin(telling::nothing);
  std::set<std::string> names;
  std::vector<attempt> here;
  for (std::size_t i = 0; i < of.made.moments.size(); ++i) {
    if (i > 0) static_cast<void>(running->take(*of.made.moments[i].taken));
    auto tried = running->attempts(rule);
    for (const auto& each : tried)
      for (const auto& drawn : each.choices) names.insert(drawn.name);
    if (i == after) here = std::move(tried);
  }
  const auto all = wishes(wanted);
  require_sense(all, rule, here, names);
  std::vector<ways_refused> made;
  for (const auto& tried : here) {
    if (!is_as_wished(tried, all)) continue;
    const auto same = [&](const ways_refused& each) { return each.refused == tried.refused; };
    const auto found = std::find_if(made.begin(), made.end(), same);
    if (found == made.end()) {
      made.push_back({tried.refused, 1, tried});
    } else {
      ++found->count;
    }
  }
  std::stable_partition(made.begin(), made.end(),
                        [](const ways_refused& each) { return each.refused.empty(); });
  return made;
}

}  // namespace backcheck::checker
