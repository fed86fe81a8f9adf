// SPDX-License-Identifier: Apache-2.0
#include "solver/symbolic/laying.hpp"

namespace backcheck::solver::symbolic {

state_terms any_state(system& model, const std::string& tag) {
  auto& table = model.table();
  state_terms state;
  for (std::size_t leaf = 0; leaf < model.leaves().size(); ++leaf) {
    const auto name = tag + " " + model.leaves()[leaf];
    const auto most = model.leaf_maxima()[leaf];
    const bool is_truth = model.leaf_is_truth()[leaf];
    if (most == 0)
      state.push_back(is_truth ? term_table::truth(false) : zero);
    else
      state.push_back(is_truth ? table.unknown_truth(name) : table.unknown(name, most));
  }
  return state;
}

term within_ranges(system& model, const state_terms& state) {
  auto& table = model.table();
  term all = term_table::truth(true);
  for (std::size_t leaf = 0; leaf < state.size(); ++leaf) {
    const auto most = model.leaf_maxima()[leaf];
    if (!model.leaf_is_truth()[leaf])
      all = table.conjunction(all, table.negation(table.less(table.constant(most), state[leaf])));
    else if (most == 0)
      all = table.conjunction(all, table.negation(state[leaf]));
  }
  return all;
}

term conjunction_of(term_table& table, const std::vector<term>& all) {
  term together = term_table::truth(true);
  for (const term t : all) together = table.conjunction(together, t);
  return together;
}

}  // namespace backcheck::solver::symbolic
