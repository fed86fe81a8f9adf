// SPDX-License-Identifier: Apache-2.0
#include "checker/review.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checker/asking.hpp"
#include "checker/review_rows.hpp"
#include "model/protocol/consistency.hpp"

namespace backcheck::checker {

namespace {

using clock = std::chrono::steady_clock;

/// Time is for the whole review: each search gets what is left.
class shared_time {
 public:
  explicit shared_time(const solver::budget& limits) : limits_(limits) {
    if (limits.time_max) end_ = clock::now() + *limits.time_max;
  }
  [[nodiscard]] solver::budget left() const {
    auto now = limits_;
    if (!end_) return now;
    const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(*end_ - clock::now());
    now.time_max = std::max(rest, std::chrono::milliseconds(1));
    return now;
  }

 private:
  solver::budget limits_;
  std::optional<clock::time_point> end_;
};

void look_everywhere(review_report& made, const review_request& request, const shared_time& time) {
  auto looks = request.quick ? quick_looks_for(made.change) : looks_for(made.change);
  looks.insert(looks.end(), request.also.begin(), request.also.end());
  for (const auto& at : looks) {
    for (const auto when : {phase::before, phase::after}) {
      const auto& k = when == phase::before ? made.change.before : made.change.after;
      auto& seen = made.looks.at(static_cast<std::size_t>(when));
      seen.push_back(see(at, setting_of(at, made.change.speak, k, made.change.which), time.left()));
    }
  }
  auto& during = made.looks.at(static_cast<std::size_t>(phase::transition));
  const std::array changes{made.change.after};
  for (const auto& at : transitions_for(made.change, request.quick)) {
    auto s = setting_of(at, made.change.speak, made.change.before, made.change.which);
    plan_changes(s, changes, at, made.change.which);
    during.push_back(see(at, std::move(s), time.left()));
  }
}

/// Two setters in different sessions, in either order, on the machine.
void look_at_orders(review_report& made, const review_request& request, const shared_time& time) {
  if (request.setters.size() != 2 || request.in_one_call) return;
  auto& during = made.looks.at(static_cast<std::size_t>(phase::transition));
  const auto ways = transitions_for(made.change, request.quick);
  if (ways.empty()) return;
  for (const auto& first : request.setters) {
    auto half = made.change.before;
    for (const auto* p : first.sets)
      protocol::assign_as_stored(half, *p, protocol::value_of(made.change.after, *p));
    auto at = ways.front();
    const std::array changes{half, made.change.after};
    auto s = setting_of(at, made.change.speak, made.change.before, made.change.which);
    plan_changes(s, changes, at, made.change.which);
    at.name += fmt::format(", {} first", first.name);
    during.push_back(see(at, std::move(s), time.left()));
  }
}

/// The proper subsets of a few setters.
constexpr std::size_t setters_max = 3;

void look_at_stages(review_report& made, const review_request& request, const shared_time& time) {
  const auto count = request.setters.size();
  if (count < 2 || request.in_one_call) return;
  if (count > setters_max) {
    made.not_checked.push_back(fmt::format(
        "the {} setters enacted in different sessions: only up to {} are tried in every order",
        count, setters_max));
    return;
  }
  const auto looks = quick_looks_for(made.change);
  const auto layout = request.before.layout;
  const auto judge = [&](const protocol::concrete_parameters& k) {
    return judge_values(k, layout, made.change, looks, time.left());
  };
  const auto before = judge(made.change.before);
  const auto after = judge(made.change.after);
  for (std::size_t set = 1; set + 1 < (std::size_t{1} << count); ++set) {
    stage now;
    auto k = made.change.before;
    k.parachain = made.change.after.parachain;
    for (std::size_t i = 0; i < count; ++i) {
      if ((set >> i & 1U) == 0) continue;
      now.enacted.push_back(request.setters[i].name);
      for (const auto* p : request.setters[i].sets)
        protocol::assign_as_stored(k, *p, protocol::value_of(made.change.after, *p));
    }
    // A chain that is inconsistent already takes anything, so that it can be repaired.
    if (made.inconsistent[0].empty())
      for (const auto& each : protocol::inconsistencies(k, layout))
        now.refused.push_back(each.text);
    auto judged = judge(k);
    now.decided = judged.decided;
    for (auto* each : new_faults(before, judged))
      if (after.fault(each->id) == nullptr && now.refused.empty()) now.worse.push_back(*each);
    made.stages.push_back(std::move(now));
  }
}

}  // namespace

parameter_list differences(const protocol::concrete_parameters& a,
                           const protocol::concrete_parameters& b) {
  parameter_list all;
  for (const auto& p : protocol::all_parameters())
    if (protocol::value_of(a, p) != protocol::value_of(b, p)) all.push_back(&p);
  return all;
}

bool review_report::is_worse() const {
  const auto is = [](const auto& each) { return each.is_worse(); };
  const bool refused = inconsistent[0].empty() && !inconsistent[1].empty();
  const bool staged =
      std::any_of(stages.begin(), stages.end(), [](const stage& s) { return !s.worse.empty(); });
  return refused || staged || std::any_of(rows.begin(), rows.end(), is);
}

bool review_report::is_decided() const {
  const auto open = [](const reviewed& row) {
    return std::any_of(row.at.begin(), row.at.end(), [](const auto& found) {
      return found && found->what == conclusion::undecided && !found->not_claimed;
    });
  };
  const bool stages_known =
      std::all_of(stages.begin(), stages.end(), [](const stage& s) { return s.decided; });
  const bool proved = std::all_of(theorems.begin(), theorems.end(),
                                  [](const proved_theorem& t) { return t.proved; });
  return stages_known && proved && std::none_of(rows.begin(), rows.end(), open);
}

review_report review(const review_request& request, const solver::budget& limits) {
  const shared_time time(limits);
  review_report made;
  made.change = {request.speak, request.before.values, request.after.values,
                 differences(request.before.values, request.after.values)};
  for (const auto& each : protocol::inconsistencies(made.change.before, request.before.layout))
    made.inconsistent[0].push_back(each.text);
  for (const auto& each : protocol::inconsistencies(made.change.after, request.before.layout))
    made.inconsistent[1].push_back(each.text);
  look_everywhere(made, request, time);
  look_at_orders(made, request, time);
  made.rows = rows_of(made);
  for (auto& row : sizing_rows(made.change, time.left())) made.rows.push_back(std::move(row));
  made.theorems = theorems_about(made.change.which, time.left());
  made.quantities = quantities_of(made.change);
  made.measured = measured_quantities(made.change);
  look_at_stages(made, request, time);
  if (request.ranges)
    for (const auto* p : made.change.which)
      made.ranges.push_back(find_safe_range(*p, request.before.layout, made.change, time.left()));
  made.pairs = find_joint_pairs(request.before.layout, made.change);
  for (auto& line : not_looked_at(made)) made.not_checked.push_back(std::move(line));
  return made;
}

}  // namespace backcheck::checker
