// SPDX-License-Identifier: Apache-2.0
#include "checker/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checker/asking.hpp"
#include "model/machine/rules.hpp"
#include "solver/explicit/search.hpp"

namespace backcheck::checker {

namespace {

using language::property_kind;

const solver::finding* finding_of(const std::vector<solver::finding>& all, std::size_t property) {
  for (const auto& found : all)
    if (found.claim == property) return &found;
  return nullptr;
}

conclusion conclude(const solver::search_report& search, property_kind kind, bool found) {
  const bool sometimes = kind == property_kind::sometimes;
  if (found) return sometimes ? conclusion::reachable : conclusion::violated;
  if (search.end == solver::ending::complete)
    return sometimes ? conclusion::unreachable : conclusion::holds;
  if (search.end == solver::ending::depth_reached && !sometimes) return conclusion::holds_so_far;
  return conclusion::undecided;
}

verdict verdict_on(const subject& machine, const setting& s, const solver::search_report& search,
                   std::size_t property) {
  const auto kind = property_infos()[property].kind;
  const bool sometimes = kind == property_kind::sometimes;
  const auto* found = finding_of(sometimes ? search.shown : search.violations, property);
  verdict v{property, conclude(search, kind, found != nullptr),
            (sometimes ? search.witnesses : search.premises)[property], std::nullopt,
            window_lacks(property, s)};
  if (expects_violation(property, s)) {
    if (v.what == conclusion::violated) v.what = conclusion::violated_as_expected;
    if (v.what == conclusion::holds) v.what = conclusion::no_longer_violated;
    if (v.what == conclusion::holds_so_far) v.what = conclusion::undecided;
  }
  if (found != nullptr) v.shown = judged(machine, *found);
  if (v.what == conclusion::unreachable && v.lacks) v.what = conclusion::undecided;
  return v;
}

std::string_view switched_off(std::size_t rule, const setting& s) {
  const auto which = static_cast<machine::rule>(rule);
  if (which == machine::rule::revert && !s.window.reversions) return " (reversions=no)";
  if (which == machine::rule::contradict && s.window.equivocators == 0) return " (equivocators=0)";
  return "";
}

std::vector<std::string> warnings(const setting& s, const check_report& made) {
  std::vector<std::string> all;
  // Of a search that was cut short, nobody knows what it would still have met.
  if (made.search.end != solver::ending::complete) return all;
  for (std::size_t i = 0; i < made.search.fired.size(); ++i) {
    if (made.search.fired[i] == 0 && machine::is_about(s.window, static_cast<machine::rule>(i)))
      all.push_back(fmt::format("the rule '{}' was never enabled{}", machine::rule_names[i],
                                switched_off(i, s)));
  }
  const auto& cut = made.search.cut;
  const bool bounds_cut =
      std::any_of(cut.begin(), cut.end(), [](auto states) { return states > 0; });
  for (const auto& v : made.verdicts) {
    const auto& info = property_infos()[v.property];
    if (v.met == 0 && info.kind != property_kind::sometimes && v.what != conclusion::violated &&
        v.what != conclusion::violated_as_expected)
      all.push_back(fmt::format("the premise of {} was never met: it holds of nothing", info.id));
    if (v.what == conclusion::unreachable && bounds_cut)
      all.push_back(fmt::format(
          "{} is unreachable through this window; what its bounds cut off was not looked at",
          info.id));
  }
  return all;
}

/// The execution into a state without successor, replayed.
execution judged_deadlock(const subject& machine, const solver::path& found) {
  if (!machine.ends_in_deadlock(found))
    throw disagreement(
        "the search and the machine disagree about a deadlock: something can happen");
  return machine.spell(found);
}

}  // namespace

execution judged(execution run, std::size_t property) {
  const auto fail = [&](const std::string& what) {
    throw disagreement(fmt::format("the search and the machine disagree about {}: {}",
                                   property_infos()[property].id, what));
  };
  if (!shows(run.frames.back(), property))
    fail(fmt::format("it is not shown after {} steps", run.steps.size()));
  for (std::size_t i = 0; i + 1 < run.frames.size(); ++i) {
    if (shows(run.frames[i], property))
      fail(fmt::format("it is shown after {} of {} steps", i, run.steps.size()));
  }
  return run;
}

execution judged(const subject& machine, const solver::finding& found) {
  return judged(machine.spell(found.execution), found.claim);
}

check_report check(const subject& machine, const setting& s, const solver::budget& limits) {
  check_report made;
  made.search = solver::search(machine.view(), limits);
  for (std::size_t i = 0; i < property_infos().size(); ++i)
    if (s.properties.contains(i)) made.verdicts.push_back(verdict_on(machine, s, made.search, i));
  if (!made.search.first_deadlock.empty())
    made.deadlock = judged_deadlock(machine, made.search.first_deadlock.front());
  made.warnings = warnings(s, made);
  return made;
}

}  // namespace backcheck::checker
