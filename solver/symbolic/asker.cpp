// SPDX-License-Identifier: Apache-2.0
#include "solver/symbolic/asker.hpp"

#include <algorithm>

#include "solver/symbolic/prove.hpp"

namespace backcheck::solver::symbolic {

asker::asker(const term_table& table, const budget& limits, const proof_cache* cache)
    : table_(table), cache_(cache), lower_(table, context_), dog_(context_, limits) {}

found asker::operator()(const std::vector<term>& facts, assignment& values) {
  if (is_late()) return found::unknown;
  const auto never = [&](term t) { return table_.is_false(t); };
  if (std::any_of(facts.begin(), facts.end(), never)) return found::nothing;
  if (cache_ == nullptr) return ask_now(facts, values);
  obligation together{"together", {}, term_table::truth(false)};
  for (const term t : facts) together.assumptions.push_back({"", t});
  constexpr auto who = "z3, facts";
  const auto text = smtlib(table_, together);
  if (cache_->find(who, text)) return found::nothing;
  const auto said = ask_now(facts, values);
  if (said == found::nothing) cache_->keep(who, text, {});
  return said;
}

found asker::ask_now(const std::vector<term>& facts, assignment& values) {
  const auto of = [&](const char* name) { return z3::tactic(context_, name); };
  auto solver = (of("simplify") & of("propagate-values") & of("solve-eqs") & of("max-bv-sharing") &
                 of("simplify") & of("bit-blast") & of("sat"))
                    .mk_solver();
  for (const term t : facts) solver.add(lower_(t));
  for (auto& range : lower_.take_ranges()) ranges_.push_back(std::move(range));
  for (const auto& range : ranges_) solver.add(range);
  try {
    const auto said = solver.check();
    if (said == z3::unsat) return found::nothing;
    if (said == z3::unknown) return found::unknown;
    values = lower_.read(solver.get_model());
    return found::something;
  } catch (const z3::exception&) {
    return found::unknown;
  }
}

}  // namespace backcheck::solver::symbolic
