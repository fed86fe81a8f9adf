// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/escape.hpp"

#include <algorithm>

#include "solver/explicit/mix.hpp"
#include "solver/interface/verdict.hpp"

namespace backcheck::solver {

namespace {

constexpr std::uint64_t looks_between_clocks = 256;

}  // namespace

std::size_t escape::mixed::operator()(const packed& state) const {
  word all = 0x2545f4914f6cdd1d;
  for (const word each : state) all = exhaustive::fold(all ^ each, 0x9e3779b97f4a7c15);
  return static_cast<std::size_t>(exhaustive::mix(all));
}

escape::escape(const view& model, std::size_t claim, const budget& limits)
    : model_(model),
      claim_(claim),
      limits_(limits),
      began_(std::chrono::steady_clock::now()),
      looking_(model.make_expander()) {}

escape_report escape::from(const word* state) {
  const packed key(state, state + model_.words());
  const auto found = known_.find(key);
  if (found != known_.end()) return told(found->second);
  if (spent_) return {};
  auto* const first = enter(state);
  if (push(first)) {
    succeed();
  } else {
    while (!path_.empty() && !spent_) {
      if (try_next_step()) succeed();
    }
  }
  if (spent_) give_up();
  const auto now = known_.find(key);
  return now == known_.end() ? escape_report{} : told(now->second);
}

escape_route escape::route_from(const word* state) {
  escape_route made;
  packed here(state, state + model_.words());
  std::unordered_map<packed, std::size_t, mixed> passed;
  expansion found;
  while (true) {
    const auto known = known_.find(here);
    if (known == known_.end() || known->second.what != standing::safe)
      throw model_fault("a way out leads through a state that has none");
    if (known->second.ends) return made;
    const auto [where, fresh] = passed.try_emplace(here, made.steps.size());
    if (!fresh) {
      made.loop = where->second;
      return made;
    }
    looking_->expand(here.data(), found);
    const std::size_t step = known->second.next;
    const auto* const after = found.successors.data() + step * here.size();
    made.steps.push_back(static_cast<std::uint32_t>(step));
    here.assign(after, after + here.size());
  }
}

escape::entries::value_type* escape::enter(const word* state) {
  return &*known_.try_emplace(packed(state, state + model_.words())).first;
}

/// Looks at a new state. True if it is an end, and so a way out.
bool escape::push(entries::value_type* state) {
  if (is_spent()) {
    known_.erase(state->first);
    return false;
  }
  place here{state, {}, 0};
  looking_->expand(state->first.data(), here.found);
  if (here.found.violated.contains(claim_)) {
    state->second.what = standing::violating;
    return false;
  }
  state->second.ends = here.found.steps.empty() && here.found.bounds_met == 0;
  state->second.cut = here.found.bounds_met != 0;
  path_.push_back(std::move(here));
  return state->second.ends;
}

/// True if that leads to a way out.
bool escape::try_next_step() {
  auto& last = path_.back();
  if (last.next == last.found.steps.size()) {
    leave_last();
    return false;
  }
  const std::size_t step = last.next++;
  auto& about = last.state->second;
  if (last.found.steps[step].violated.contains(claim_)) {
    about.latest = std::max(about.latest, 1U);
    return false;
  }
  const auto* const after = last.found.successors.data() + step * model_.words();
  const std::size_t before = known_.size();
  auto* const next = enter(after);
  const bool fresh = known_.size() > before;
  // From here on `last` may have moved.
  if (fresh && push(next)) return true;
  if (spent_) return false;
  const auto what = next->second.what;
  if (!fresh && (what == standing::on_path || what == standing::safe)) return true;
  if (what != standing::on_path) learn(about, next->second);
  return false;
}

/// Everything behind the last state of the path has been seen: it has no way out.
void escape::leave_last() {
  auto& done = path_.back().state->second;
  done.what = standing::doomed;
  path_.pop_back();
  if (!path_.empty()) learn(path_.back().state->second, done);
}

void escape::learn(entry& about, const entry& follower) {
  about.latest = std::max(about.latest, follower.latest + 1);
  about.cut = about.cut || follower.cut;
}

void escape::succeed() {
  for (auto& each : path_) {
    each.state->second.what = standing::safe;
    each.state->second.next = static_cast<std::uint32_t>(each.next - (each.next > 0 ? 1 : 0));
  }
  path_.clear();
}

/// Of the states on the path nothing is known.
void escape::give_up() {
  for (auto& each : path_) known_.erase(each.state->first);
  path_.clear();
}

bool escape::is_spent() {
  spent_ = spent_ || (limits_.states_max && known_.size() > *limits_.states_max);
  if (++looked_ % looks_between_clocks == 0) {
    spent_ = spent_ || (limits_.interrupted != nullptr && limits_.interrupted->load());
    spent_ = spent_ ||
             (limits_.time_max && std::chrono::steady_clock::now() - began_ > *limits_.time_max);
  }
  return spent_;
}

escape_report escape::told(const entry& about) {
  if (about.what == standing::safe) return {way_out::open, 0};
  return {about.cut ? way_out::closed_inside : way_out::closed, about.latest};
}

}  // namespace backcheck::solver
