// SPDX-License-Identifier: Apache-2.0
#include "checker/any_step.hpp"
#include "checker/asking.hpp"
#include "checker/machine_terms.hpp"
#include "checker/shapes.hpp"

namespace backcheck::checker {

bool proofs_follow(const machine::scope& window) {
  return window.is_plain() && !window.needs_view_shape() && !window.needs_vote_shape() &&
         !window.needs_collator_shape() && !window.needs_traffic_shape() &&
         window.relay_blocks <= small_shape::blocks && window.paras <= small_shape::paras &&
         window.candidates <= small_shape::candidates;
}

std::unique_ptr<solver::symbolic::inductive_system> make_free_system(const setting& s,
                                                                     const free_parameters& free) {
  if (!proofs_follow(s.window))
    throw request_error(fmt::format(
        "proofs by induction look through windows of at most relay_blocks={}, paras={}, "
        "candidates={}, without cores of their own, views, votes and messages",
        small_shape::blocks, small_shape::paras, small_shape::candidates));
  using model = machine_terms<small_shape>;
  return std::make_unique<solver::symbolic::bound_system<model>>([&] { return model(s, free); });
}

std::pair<execution, std::optional<not_enabled>> step_from(const setting& s,
                                                           const std::vector<std::uint64_t>& leaves,
                                                           const step& taken) {
  return any_step<small_shape>(s, leaves).take(taken);
}

}  // namespace backcheck::checker
