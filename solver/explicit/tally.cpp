// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/tally.hpp"

#include <algorithm>
#include <bit>

namespace backcheck::solver::exhaustive {

namespace {

/// Calls `act` with each claim of the set, ascending.
template <class Act>
void for_each_claim(const claim_set& claims, Act act) {
  for (std::size_t half = 0; half < 2; ++half) {
    for (word rest = claims.at_word(half); rest != 0; rest &= rest - 1) {
      act(half * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
    }
  }
}

void keep_least_of_each(notices::by_claim& known, const notices::by_claim& offered,
                        std::size_t words) {
  for (std::size_t i = 0; i < known.size(); ++i) keep_least(known[i], offered[i], words);
}

}  // namespace

void claim_counter::move_to(std::vector<std::uint64_t>& totals) {
  spill();
  for (std::size_t i = 0; i < totals.size(); ++i) totals[i] += spilled_[i];
  spilled_ = {};
}

void claim_counter::spill() {
  for (std::size_t i = 0; i < spilled_.size(); ++i) {
    for (std::size_t plane = 0; plane < planes_count; ++plane) {
      spilled_[i] += ((planes_[i / 64][plane] >> (i % 64)) & 1) << plane;
    }
  }
  planes_ = {};
  added_ = 0;
}

bool less_words(const word* left, const word* right, std::size_t words) {
  return std::lexicographical_compare(left, left + words, right, right + words);
}

void keep_least(sighting& known, const sighting& offered, std::size_t words) {
  if (offered.state == nullptr) return;
  const bool better =
      known.state == nullptr || less_words(offered.state, known.state, words) ||
      (offered.step < known.step && std::equal(offered.state, offered.state + words, known.state));
  if (better) known = offered;
}

claims_by_kind::claims_by_kind(const std::vector<claim>& claims) {
  for (std::size_t i = 0; i < claims.size(); ++i) {
    always.insert_if(claims[i].kind == claim_kind::always, i);
    step.insert_if(claims[i].kind == claim_kind::step, i);
    sometimes.insert_if(claims[i].kind == claim_kind::sometimes, i);
  }
}

void notices::keep_least(const notices& other, std::size_t words) {
  if (!other.any) return;
  any = true;
  keep_least_of_each(refuting_states, other.refuting_states, words);
  keep_least_of_each(refuting_steps, other.refuting_steps, words);
  keep_least_of_each(showing_states, other.showing_states, words);
  keep_least_of_each(showing_steps, other.showing_steps, words);
  exhaustive::keep_least(deadlock, other.deadlock, words);
}

tally::tally(const view& model)
    : words_(model.words()),
      kinds_(model.claims()),
      steps_show_something_(!(kinds_.step.empty() && kinds_.sometimes.empty())) {
  steps.fired.resize(model.rules().size());
}

void tally::enter(const word* state, const expansion& found, const claims_by_kind& open) {
  ++looked;
  premises.add(found.premises & kinds_.always);
  witnesses.add(found.witnessed & kinds_.sometimes);
  notice(level.refuting_states, found.violated & open.always, {state, 0});
  notice(level.showing_states, found.witnessed & open.sometimes, {state, 0});
  for (word rest = found.bounds_met; rest != 0; rest &= rest - 1) {
    ++cut[static_cast<std::size_t>(std::countr_zero(rest))];
  }
  if (found.steps.empty() && found.bounds_met == 0) {
    ++deadlocks;
    keep_least(level.deadlock, {state, 0}, words_);
    level.any = true;
  }
  steps.transitions += found.steps.size();
  for (const observed_step& step : found.steps) ++steps.fired.at(step.rule);
  if (steps_show_something_) enter_claims_of_steps(state, found, open);
}

void tally::enter_claims_of_steps(const word* state, const expansion& found,
                                  const claims_by_kind& open) {
  for (std::size_t i = 0; i < found.steps.size(); ++i) {
    const observed_step& step = found.steps[i];
    steps.premises.add(step.premises & kinds_.step);
    steps.witnesses.add(step.witnessed & kinds_.sometimes);
    const sighting place{state, static_cast<std::uint32_t>(i)};
    notice(level.refuting_steps, step.violated & open.step, place);
    notice(level.showing_steps, step.witnessed & open.sometimes, place);
  }
}

void tally::notice(notices::by_claim& where, const claim_set& claims, const sighting& place) {
  if (claims.empty()) return;
  level.any = true;
  for_each_claim(claims, [&](std::size_t claim) { keep_least(where[claim], place, words_); });
}

}  // namespace backcheck::solver::exhaustive
