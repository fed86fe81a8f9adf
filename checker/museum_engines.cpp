// SPDX-License-Identifier: Apache-2.0
//
// Whether engines besides the one that a mutant is meant for notice it, too.
#include "checker/asking.hpp"
#include "checker/museum.hpp"
#include "checker/symbolic_check.hpp"

namespace backcheck::checker {

engine_run run_symbolically(const museum_run& of, const solver::budget& limits) {
  const auto& m = *of.mutant;
  engine_run made;
  if (m.how != kill_kind::execution) {
    made.why_not = "only executions that violate something are looked for";
    return made;
  }
  auto s = setting_of(m);
  const auto property = property_by_id(m.refuted_by).value();
  s.properties = {};
  s.properties.insert(property);
  auto within = limits;
  within.depth_max = static_cast<std::uint32_t>(of.steps);
  try {
    const auto found = check_symbolically(*make_subject(s), s, within);
    const auto& v = found.verdicts.front();
    made.seconds = found.search.seconds;
    made.killed = v.what == conclusion::violated;
    made.decided = made.killed || v.what == conclusion::holds_so_far;
    if (made.killed) made.steps = v.shown->steps.size();
  } catch (const request_error& beyond) {
    made.why_not = beyond.what();
  }
  return made;
}

}  // namespace backcheck::checker
