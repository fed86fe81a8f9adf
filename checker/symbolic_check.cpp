// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checker/asking.hpp"
#include "checker/shapes.hpp"
#include "solver/symbolic/bounded.hpp"
#include "solver/symbolic/induction.hpp"

namespace backcheck::checker {

namespace {

using solver::symbolic::answered;
using solver::symbolic::bounded_report;

std::vector<step> steps_of(const std::vector<std::string>& rules, const answered& found) {
  std::vector<step> steps;
  for (const auto& taken : found.steps) {
    step made{rules[taken.rule], {}};
    for (const auto& [name, drawn] : taken.choices)
      made.choices.push_back({name, static_cast<std::uint8_t>(drawn), ""});
    steps.push_back(std::move(made));
  }
  return steps;
}

/// The execution that the solver found, on the concrete machine.
execution run_again(const subject& machine, const std::vector<std::string>& rules,
                   const answered& found) {
  auto [run, stopped] = machine.replay(steps_of(rules, found));
  if (stopped)
    throw disagreement(
        fmt::format("the solver and the machine disagree about {}: step {} cannot happen: {}",
                    property_infos()[found.claim].id, stopped->step + 1, stopped->why));
  return judged(std::move(run), found.claim);
}

const answered* answer_about(const std::vector<answered>& all, std::size_t property) {
  const auto about_it = [&](const answered& a) { return a.claim == property; };
  const auto found = std::find_if(all.begin(), all.end(), about_it);
  return found == all.end() ? nullptr : &*found;
}

conclusion conclude(const bounded_report& search, bool sometimes, bool found) {
  if (found) return sometimes ? conclusion::reachable : conclusion::violated;
  const bool reached = search.end == solver::ending::depth_reached;
  return reached && !sometimes ? conclusion::holds_so_far : conclusion::undecided;
}

/// What is inductive need not be asked at each depth, and helps with what is. Not worth it for a
/// few steps; and not if it takes long.
solver::symbolic::known_truths known_of(solver::symbolic::inductive_system& model, const setting& s,
                                        const solver::budget& limits) {
  constexpr std::uint32_t worth_it_from = 6;
  if (limits.depth_max.value_or(0) < worth_it_from) return {};
  auto some = limits;
  const std::chrono::milliseconds most(30000);
  some.time_max = std::min(limits.time_max.value_or(most), most);
  const auto found = solver::symbolic::find_invariants(model, s.properties, some);
  return {solver::symbolic::proved_claims(found),
          [&model, &s, found](const solver::symbolic::state_terms& state) {
            return solver::symbolic::kept_of(model, s.properties, found, state);
          }};
}

}  // namespace

check_report check_symbolically(const subject& machine, const setting& s,
                                const solver::budget& limits) {
  const auto system = make_system(s);
  const auto known =
      known_of(dynamic_cast<solver::symbolic::inductive_system&>(*system), s, limits);
  const auto found = solver::symbolic::check_bounded(*system, s.properties, limits, known);
  check_report made;
  made.by = engine::symbolic;
  made.search.end = found.end;
  made.search.depth = found.depth;
  made.search.seconds = found.seconds.empty() ? 0 : found.seconds.back();
  made.search.fired.resize(system->rules().size());
  made.search.cut.resize(machine.view().bounds().size());
  made.terms = found.terms;
  for (std::size_t i = 0; i < property_infos().size(); ++i) {
    if (!s.properties.contains(i)) continue;
    const bool sometimes = property_infos()[i].kind == language::property_kind::sometimes;
    const auto* answer = answer_about(sometimes ? found.shown : found.violations, i);
    verdict v{i, conclude(found, sometimes, answer != nullptr), 0, std::nullopt,
              window_lacks(i, s)};
    if (answer != nullptr) v.shown = run_again(machine, system->rules(), *answer);
    if (expects_violation(i, s)) {
      if (v.what == conclusion::violated) v.what = conclusion::violated_as_expected;
      if (v.what == conclusion::holds_so_far) v.what = conclusion::undecided;
    }
    made.verdicts.push_back(std::move(v));
  }
  return made;
}

}  // namespace backcheck::checker
