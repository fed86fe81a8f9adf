// SPDX-License-Identifier: Apache-2.0
#include "checker/random_check.hpp"

#include <fmt/format.h>

#include "checker/asking.hpp"
#include "checker/check.hpp"
#include "checker/recording.hpp"
#include "model/machine/rules.hpp"

namespace backcheck::checker {

namespace {

using language::property_kind;
using solver::random::walks_plan;

walk_conclusion conclude(const solver::random::walks_report& walks, std::size_t property) {
  const bool sometimes = property_infos()[property].kind == property_kind::sometimes;
  if (!sometimes && walks.violating[property]) return walk_conclusion::violated;
  if (sometimes && walks.walks_by_claim[property] > 0) return walk_conclusion::shown;
  if (walks.end != solver::ending::complete) return walk_conclusion::cut_short;
  return sometimes ? walk_conclusion::not_shown : walk_conclusion::no_violation;
}

std::vector<std::string> warnings(const setting& s, const random_report& made) {
  std::vector<std::string> all;
  if (made.walks.end != solver::ending::complete) return all;
  for (std::size_t i = 0; i < made.walks.fired_by_rule.size(); ++i)
    if (made.walks.fired_by_rule[i] == 0 &&
        machine::is_about(s.window, static_cast<machine::rule>(i)))
      all.push_back(fmt::format("the rule '{}' never happened", machine::rule_names[i]));
  for (const auto& v : made.verdicts)
    if (v.what == walk_conclusion::no_violation && v.walks_met == 0)
      all.push_back(fmt::format("no walk met the premise of {}: nothing was heard of it",
                                property_infos()[v.property].id));
  return all;
}

}  // namespace

setting heard_in_walks(const setting& s) {
  auto heard = s;
  for (std::size_t i = 0; i < property_infos().size(); ++i)
    if (expects_violation(i, s)) heard.properties.erase(i);
  return heard;
}

trace::trace trace_of_walk(const setting& s, const std::string& configuration, std::size_t property,
                           const std::vector<solver::random::taken_step>& taken) {
  const auto machine = make_subject(s);
  auto [run, stopped] = machine->replay(steps_of(taken));
  if (stopped)
    throw disagreement(
        fmt::format("step {} of a walk is not enabled: {}", stopped->step + 1, stopped->why));
  return record(s, configuration, property, judged(std::move(run), property));
}

random_report check_randomly(const setting& s, const std::string& configuration,
                             const walks_plan& plan, const solver::budget& shrinking,
                             const solver::random::on_walk& heard) {
  const auto asked = heard_in_walks(s);
  const auto model = make_walkable(asked);
  random_report made;
  made.rules = model->rules();
  made.bounds = model->bounds();
  made.measures = model->measures();
  made.walks = solver::random::take_walks(*model, plan, heard);
  for (std::size_t i = 0; i < property_infos().size(); ++i) {
    if (!s.properties.contains(i)) continue;
    if (!asked.properties.contains(i)) {
      made.not_heard.push_back(i);
      continue;
    }
    walk_verdict v{i, conclude(made.walks, i), made.walks.walks_by_claim[i], {}, {}};
    if (v.what == walk_conclusion::violated) {
      v.by = made.walks.violating[i];
      replayed found{asked,
                     trace_of_walk(asked, configuration, i,
                                   solver::random::retrace(*model, plan, v.by->number)),
                     true};
      v.smallest = shrink(found, shrinking, kept::parameters);
    }
    made.verdicts.push_back(std::move(v));
  }
  made.warnings = warnings(asked, made);
  return made;
}

}  // namespace backcheck::checker
