// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/explicit/twin.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>

namespace backcheck::solver::testing {

namespace {

using state = std::vector<word>;

class twin {
 public:
  twin(const view& model, const budget& limits)
      : model_(model), limits_(limits), expander_(model.make_expander()) {
    report_.fired.resize(model.rules().size());
    report_.premises.resize(model.claims().size());
    report_.witnesses.resize(model.claims().size());
    report_.cut.resize(model.bounds().size());
  }

  search_report run() {
    const std::vector<state> starts = cut_into_states(model_.starts());
    std::set<state> level(starts.begin(), starts.end());
    if (passes_states_max(level.size())) {
      report_.end = ending::states_spent;
      return report_;
    }
    for (std::uint32_t depth = 0; !level.empty(); ++depth) {
      levels_.push_back(level);
      known_.insert(level.begin(), level.end());
      std::set<state> next;
      for (const state& s : level) {
        for (const state& t : successors(s)) {
          if (!known_.contains(t)) next.insert(t);
        }
      }
      const bool left_out = limits_.depth_max == depth && !next.empty();
      for (const state& s : level) judge(s, depth, !left_out);
      report_.depth = depth;
      const bool too_many = !left_out && passes_states_max(known_.size() + next.size());
      if (!next.empty() && limits_.stop_at_first_violation && !violation_.empty()) {
        if (!left_out && !too_many) known_.insert(next.begin(), next.end());
        return finish(ending::stopped);
      }
      if (left_out) return finish(ending::depth_reached);
      if (too_many) return finish(ending::states_spent);
      level = next;
    }
    return finish(ending::complete);
  }

 private:
  struct target {
    std::uint32_t depth;
    state at;
    std::optional<std::uint32_t> step;
  };

  [[nodiscard]] bool passes_states_max(std::size_t states) const {
    return limits_.states_max && states > *limits_.states_max;
  }

  [[nodiscard]] std::vector<state> cut_into_states(const std::vector<word>& words) const {
    std::vector<state> states;
    for (auto at = words.begin(); at != words.end(); at += std::ptrdiff_t(model_.words())) {
      states.emplace_back(at, at + std::ptrdiff_t(model_.words()));
    }
    return states;
  }

  std::vector<state> successors(const state& s) {
    expander_->expand(s.data(), found_);
    return cut_into_states(found_.successors);
  }

  void judge(const state& s, std::uint32_t depth, bool steps_count) {
    expander_->expand(s.data(), found_);
    if (found_.steps.empty() && found_.bounds_met == 0) {
      ++report_.deadlocks;
      if (!deadlock_) deadlock_ = target{depth, s, {}};
    }
    for (std::size_t i = 0; i < report_.cut.size(); ++i)
      report_.cut[i] += (found_.bounds_met >> i) & 1;
    if (steps_count) report_.transitions += found_.steps.size();
    for (std::size_t i = 0; steps_count && i < found_.steps.size(); ++i) {
      ++report_.fired[found_.steps[i].rule];
    }
    for (std::size_t c = 0; c < model_.claims().size(); ++c) judge_claim(c, s, depth, steps_count);
  }

  /// States come in ascending order, so the first of a level is the least; but a state shows a
  /// claim before a step does.
  void judge_claim(std::size_t c, const state& s, std::uint32_t depth, bool steps_count) {
    report_.premises[c] += found_.premises.contains(c) ? 1U : 0U;
    report_.witnesses[c] += found_.witnessed.contains(c) ? 1U : 0U;
    if (found_.violated.contains(c)) violation_.try_emplace(c, target{depth, s, {}});
    if (found_.witnessed.contains(c)) {
      const auto [at, fresh] = shown_.try_emplace(c, target{depth, s, {}});
      if (at->second.depth == depth && at->second.step) at->second = target{depth, s, {}};
    }
    for (std::uint32_t i = 0; steps_count && i < found_.steps.size(); ++i) {
      const observed_step& step = found_.steps[i];
      report_.premises[c] += step.premises.contains(c) ? 1U : 0U;
      report_.witnesses[c] += step.witnessed.contains(c) ? 1U : 0U;
      if (step.violated.contains(c)) violation_.try_emplace(c, target{depth, s, i});
      if (step.witnessed.contains(c)) shown_.try_emplace(c, target{depth, s, i});
    }
  }

  search_report finish(ending end) {
    report_.end = end;
    report_.states = known_.size();
    for (const state& s : known_) add_to_digest(s);
    for (const auto& [c, where] : violation_) {
      report_.violations.push_back({static_cast<std::uint16_t>(c), execution_to(where)});
    }
    for (const auto& [c, where] : shown_) {
      report_.shown.push_back({static_cast<std::uint16_t>(c), execution_to(where)});
    }
    if (deadlock_) report_.first_deadlock.push_back(execution_to(*deadlock_));
    return report_;
  }

  static word mixed(word x) {
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9;
    x ^= x >> 27;
    x *= 0x94d049bb133111eb;
    x ^= x >> 31;
    return x;
  }

  void add_to_digest(const state& s) {
    word first = 0x9e3779b97f4a7c15;
    word second = 0xc2b2ae3d27d4eb4f;
    for (word w : s) {
      first = mixed(first ^ w);
      second = mixed(second + w);
    }
    report_.digest[0] += first;
    report_.digest[1] += second;
  }

  static int bits_between(const state& a, const state& b) {
    int bits = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (word differs = a[i] ^ b[i]; differs != 0; differs /= 2) bits += differs % 2 == 0 ? 0 : 1;
    }
    return bits;
  }

  path execution_to(const target& where) {
    path execution;
    if (where.step) execution.steps.push_back(*where.step);
    state at = where.at;
    for (std::uint32_t depth = where.depth; depth > 0; --depth) {
      int nearest = std::numeric_limits<int>::max();
      state origin;
      std::ptrdiff_t taken = 0;
      for (const state& s : levels_[depth - 1]) {
        const std::vector<state> next = successors(s);
        const auto step = std::find(next.begin(), next.end(), at);
        if (step == next.end() || bits_between(s, at) >= nearest) continue;
        nearest = bits_between(s, at);
        origin = s;
        taken = step - next.begin();
      }
      execution.steps.insert(execution.steps.begin(), static_cast<std::uint32_t>(taken));
      at = origin;
    }
    const std::vector<state> starts = cut_into_states(model_.starts());
    execution.start =
        static_cast<std::uint32_t>(std::find(starts.begin(), starts.end(), at) - starts.begin());
    return execution;
  }

  const view& model_;
  const budget& limits_;
  std::unique_ptr<expander> expander_;
  expansion found_;
  std::set<state> known_;
  std::vector<std::set<state>> levels_;
  std::map<std::size_t, target> violation_;
  std::map<std::size_t, target> shown_;
  std::optional<target> deadlock_;
  search_report report_;
};

/// Follows a path. Returns what was wrong with it, or leaves in `last` the state it ends in and in
/// `step` its last step.
std::string walk(const view& model, const path& execution, expansion& last,
                 std::optional<observed_step>& step) {
  const std::vector<word> starts = model.starts();
  const std::size_t words = model.words();
  if ((execution.start + 1) * words > starts.size()) return "there is no such start";
  const auto from = starts.begin() + std::ptrdiff_t(execution.start * words);
  state at(from, from + std::ptrdiff_t(words));
  const std::unique_ptr<expander> looker = model.make_expander();
  looker->expand(at.data(), last);
  for (const std::uint32_t position : execution.steps) {
    if (position >= last.steps.size()) return "there is no such step";
    step = last.steps[position];
    const auto to = last.successors.begin() + std::ptrdiff_t(position * words);
    at.assign(to, to + std::ptrdiff_t(words));
    looker->expand(at.data(), last);
  }
  return {};
}

}  // namespace

search_report twin_search(const view& model, const budget& limits) {
  return twin(model, limits).run();
}

std::vector<std::string> differences(const search_report& a, const search_report& b) {
  std::vector<std::string> names;
  const auto compare = [&](const char* name, const auto& left, const auto& right) {
    if (left != right) names.emplace_back(name);
  };
  const auto compare_findings = [&](const char* name, const std::vector<finding>& left,
                                    const std::vector<finding>& right) {
    const auto same = [](const finding& x, const finding& y) {
      return x.claim == y.claim && x.execution == y.execution;
    };
    if (!std::equal(left.begin(), left.end(), right.begin(), right.end(), same)) {
      names.emplace_back(name);
    }
  };
  compare("end", a.end, b.end);
  compare("states", a.states, b.states);
  compare("transitions", a.transitions, b.transitions);
  compare("depth", a.depth, b.depth);
  compare("deadlocks", a.deadlocks, b.deadlocks);
  compare("first_deadlock", a.first_deadlock, b.first_deadlock);
  compare("digest", a.digest, b.digest);
  compare("fired", a.fired, b.fired);
  compare("premises", a.premises, b.premises);
  compare("witnesses", a.witnesses, b.witnesses);
  compare("cut", a.cut, b.cut);
  compare_findings("violations", a.violations, b.violations);
  compare_findings("shown", a.shown, b.shown);
  return names;
}

std::string wrong_with(const view& model, const finding& found) {
  expansion last;
  std::optional<observed_step> step;
  std::string wrong = walk(model, found.execution, last, step);
  if (!wrong.empty()) return wrong;
  const claim_set of_step = step ? step->violated : claim_set{};
  const claim_set shown_by_step = step ? step->witnessed : claim_set{};
  bool right = false;
  switch (model.claims().at(found.claim).kind) {
    case claim_kind::always:
      right = last.violated.contains(found.claim);
      break;
    case claim_kind::step:
      right = of_step.contains(found.claim);
      break;
    case claim_kind::sometimes:
      right = last.witnessed.contains(found.claim) || shown_by_step.contains(found.claim);
      break;
  }
  return right ? "" : "the claim is not refuted or shown at its end";
}

std::string wrong_with_deadlock(const view& model, const path& execution) {
  expansion last;
  std::optional<observed_step> step;
  std::string wrong = walk(model, execution, last, step);
  if (!wrong.empty()) return wrong;
  return last.steps.empty() && last.bounds_met == 0 ? "" : "there is a step left, or a bound";
}

}  // namespace backcheck::solver::testing
