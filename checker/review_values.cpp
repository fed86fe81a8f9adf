// SPDX-License-Identifier: Apache-2.0
#include "checker/review_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "checker/asking.hpp"
#include "model/protocol/consistency.hpp"
#include "properties/lints.hpp"
#include "properties/theorems_sizing.hpp"

namespace backcheck::checker {

namespace {

using language::concrete;
using language::property_kind;
using protocol::concrete_parameters;
using protocol::parameter;

/// Candidates that come to nothing, forks that disagree, queues and channels without room. A
/// protocol lives with them; a change should not bring them.
constexpr std::array<std::string_view, 10> mishaps{"R3",  "R4",  "R9",  "R10", "R15",
                                                   "R18", "R19", "R24", "R26", "R35"};
/// Ways in which things may come about; that one is gone does no harm.
constexpr std::array<std::string_view, 10> neutral{"R7",  "R11", "R12", "R20", "R21",
                                                   "R22", "R25", "R28", "R34", "R36"};

std::string room_text(const concrete_parameters& k, std::uint64_t backing_delay) {
  return fmt::format(
      "unincluded_segment_capacity = {}, block_processing_velocity = {}, relay_parent_offset = {}: "
      "blocks wait for room, {} would be enough (T43)",
      k.parachain.unincluded_segment_capacity.raw(), k.parachain.block_processing_velocity.raw(),
      k.parachain.relay_parent_offset.raw(), capacity_needed(k, backing_delay));
}

/// The number of a parameter, if it is one.
std::optional<std::uint64_t> number_of(const concrete_parameters& k, const parameter& which) {
  const auto value = protocol::value_of(k, which);
  const auto* number = std::get_if<protocol::natural>(&value);
  if (number == nullptr || *number > UINT64_MAX) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

/// From the least on; around the values before and after; and each power of two from there.
std::vector<std::uint64_t> values_near(const parameter& which, const changed_parameters& change) {
  constexpr std::uint64_t first_many = 8;
  const auto least = static_cast<std::uint64_t>(which.min);
  const auto most =
      which.max > UINT32_MAX ? std::uint64_t{UINT32_MAX} : static_cast<std::uint64_t>(which.max);
  std::set<std::uint64_t> all;
  for (std::uint64_t i = 0; i < first_many; ++i) all.insert(least + i);
  for (const auto* k : {&change.before, &change.after}) {
    const auto here = number_of(*k, which);
    if (!here) continue;
    for (const std::uint64_t near :
         {*here - std::min<std::uint64_t>(*here, 1), *here, *here + 1, *here / 2, *here * 2})
      all.insert(near);
  }
  std::vector<std::uint64_t> allowed;
  for (const auto value : all)
    if (value >= least && value <= most) allowed.push_back(value);
  return allowed;
}

fault_of_values fault_of(const verdict& v, const look& at, const setting& where) {
  const auto& info = property_infos()[v.property];
  const auto what = v.what == conclusion::unreachable ? "is out of reach"
                    : v.what == conclusion::reachable ? "may happen"
                                                      : "is violated";
  return {std::string(info.id),
          fmt::format("{} {} in {}: {}", info.id, what, at.name, info.sentence), v.shown, where};
}

bool is_wrong(const verdict& v) {
  const auto& info = property_infos()[v.property];
  if (info.kind != property_kind::sometimes) return v.what == conclusion::violated;
  if (is_neutral(info.id)) return false;
  return v.what == (is_mishap(info.id) ? conclusion::reachable : conclusion::unreachable);
}

void take(judged_values& to, const seen_in_look& seen) {
  if (seen.why_not) {
    if (to.why.empty()) to.why = *seen.why_not;
    return;
  }
  to.searched = true;
  to.states += seen.found.search.states;
  for (const auto& v : seen.found.verdicts) {
    const auto& info = property_infos()[v.property];
    if (v.what == conclusion::undecided && !v.lacks) {
      to.decided = false;
      to.why = fmt::format("{} is undecided in {}: a limit was met", info.id, seen.where.name);
    }
    // What one window cannot reach another may.
    if (v.what == conclusion::reachable && !is_mishap(info.id)) {
      to.reached.insert(std::string(info.id));
      std::erase_if(to.faults,
                    [&](const auto& each) { return each.id == info.id && each.where.has_value(); });
    }
    if (to.reached.contains(info.id)) continue;
    if (is_wrong(v) && to.fault(info.id) == nullptr)
      to.faults.push_back(fault_of(v, seen.where, seen.asked));
  }
}

}  // namespace

std::string_view sentence_of_room(std::string_view id) {
  return id == room_at_once
             ? "a parachain that authors all the time never waits for room in its segment, if each "
               "block is backed at once"
             : "the same, while each block is backed one relay block late";
}

std::uint64_t capacity_needed(const concrete_parameters& k, std::uint64_t backing_delay) {
  properties::steady_parachain<concrete> p;
  constexpr std::uint64_t number_max = 0xFFFF;
  p.velocity = std::min<std::uint64_t>(
      protocol::effective_velocity<concrete>(k.parachain.block_processing_velocity).raw(),
      number_max);
  p.offset = std::min<std::uint64_t>(k.parachain.relay_parent_offset.raw(), number_max);
  p.backing_delay = backing_delay;
  p.availability_delay = 1;
  p.under_way = p.built();
  return p.needed().raw();
}

bool is_neutral(std::string_view property) {
  return std::find(neutral.begin(), neutral.end(), property) != neutral.end();
}
bool is_mishap(std::string_view property) {
  return std::find(mishaps.begin(), mishaps.end(), property) != mishaps.end();
}

std::vector<fault_of_values> faults_by_formula(const concrete_parameters& k, unsigned layout,
                                               const protocol::dialect& speak) {
  std::vector<fault_of_values> all;
  for (const auto& each : protocol::inconsistencies(k, layout))
    all.push_back(
        {std::string(protocol::inconsistency_infos.at(static_cast<std::size_t>(each.which)).name),
         each.text});
  for (const auto& each : properties::lints(speak, k))
    if (each.which->kind == properties::lint_kind::unreachable)
      all.push_back({std::string(each.which->property), each.text});
  if (speak.rules == protocol::rule_set::sync) return all;
  const auto capacity =
      protocol::effective_capacity<concrete>(k.parachain.unincluded_segment_capacity).raw();
  for (std::uint64_t delay = 0; delay < 2; ++delay)
    if (capacity < capacity_needed(k, delay))
      all.push_back({std::string(delay == 0 ? room_at_once : room_when_late), room_text(k, delay)});
  return all;
}

const fault_of_values* judged_values::fault(std::string_view id) const {
  const auto found =
      std::find_if(faults.begin(), faults.end(), [&](const auto& each) { return each.id == id; });
  return found == faults.end() ? nullptr : &*found;
}

judged_values judge_values(const concrete_parameters& k, unsigned layout,
                           const changed_parameters& change, const std::vector<look>& looks,
                           const solver::budget& limits, const std::vector<std::string>& only) {
  judged_values made;
  solver::claim_set wanted;
  for (const auto& id : only)
    if (const auto property = property_by_id(id)) wanted.insert(*property);
  const bool search = only.empty() || !wanted.empty();
  for (auto& each : faults_by_formula(k, layout, change.speak))
    if (only.empty() || std::find(only.begin(), only.end(), each.id) != only.end())
      made.faults.push_back(std::move(each));
  // What a formula already says needs no search to be said again.
  if (search)
    for (const auto& at : looks)
      take(made, see(at, setting_of(at, change.speak, k, change.which), limits, wanted));
  return made;
}

std::vector<const fault_of_values*> new_faults(const judged_values& before,
                                               const judged_values& now) {
  std::vector<const fault_of_values*> all;
  for (const auto& each : now.faults)
    if (before.fault(each.id) == nullptr) all.push_back(&each);
  return all;
}

safe_range find_safe_range(const parameter& which, unsigned layout,
                           const changed_parameters& change, const solver::budget& limits) {
  safe_range made{&which, {}};
  const auto looks = quick_looks_for(change);
  const auto before = judge_values(change.before, layout, change, looks, limits);
  const bool optional = which.kind == protocol::value_kind::optional_number;
  if (which.kind != protocol::value_kind::number && !optional) return made;
  for (const auto value : values_near(which, change)) {
    auto k = change.after;
    protocol::assign(k, which, protocol::natural(value));
    const auto now = judge_values(k, layout, change, looks, limits);
    const auto worse = new_faults(before, now);
    value_tried tried{value, now.decided && (now.searched || !worse.empty()), worse.empty(),
                      now.why};
    if (!worse.empty()) tried.why = worse.front()->text;
    if (!worse.empty()) tried.decided = true;
    made.tried.push_back(std::move(tried));
  }
  return made;
}

std::string safe_text(const safe_range& range) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < range.tried.size();) {
    if (!range.tried[i].decided || !range.tried[i].safe) {
      ++i;
      continue;
    }
    std::size_t last = i;
    while (last + 1 < range.tried.size() && range.tried[last + 1].decided &&
           range.tried[last + 1].safe)
      ++last;
    const bool dense = range.tried[last].value - range.tried[i].value == last - i;
    std::vector<std::uint64_t> values;
    for (std::size_t j = i; j <= last; ++j) values.push_back(range.tried[j].value);
    parts.push_back(last == i ? fmt::format("{}", values.front())
                    : dense   ? fmt::format("{} to {}", values.front(), values.back())
                              : fmt::format("{}", fmt::join(values, ", ")));
    i = last + 1;
  }
  return parts.empty() ? "none of those tried" : fmt::to_string(fmt::join(parts, "; "));
}

namespace {

struct key_pair {
  std::string_view which, other;
};
/// Parameters that meet in one rule, lint or check of the chain.
constexpr std::array pairs_known{
    key_pair{"scheduling_lookahead", "relay_parent_offset"},
    key_pair{"unincluded_segment_capacity", "block_processing_velocity"},
    key_pair{"unincluded_segment_capacity", "relay_parent_offset"},
    key_pair{"max_candidate_depth", "unincluded_segment_capacity"},
    key_pair{"minimum_backing_votes", "max_validators_per_core"},
    key_pair{"minimum_validation_upgrade_delay", "paras_availability_period"},
    key_pair{"on_demand_ttl", "scheduling_lookahead"},
};

/// What is safe of one, by formulas, at a value of the other.
std::string safe_by_formula(const parameter& which, unsigned layout,
                            const changed_parameters& change, const concrete_parameters& at) {
  judged_values before;
  before.faults = faults_by_formula(change.before, layout, change.speak);
  std::vector<judged_values> all;
  const auto values = values_near(which, change);
  for (const auto value : values) {
    auto k = at;
    protocol::assign(k, which, protocol::natural(value));
    all.emplace_back();
    all.back().faults = faults_by_formula(k, layout, change.speak);
  }
  // What is wrong at each value is not this parameter's doing.
  for (const auto& each : all.front().faults)
    if (std::all_of(all.begin(), all.end(),
                    [&](const auto& now) { return now.fault(each.id) != nullptr; }))
      before.faults.push_back(each);
  safe_range range{&which, {}};
  for (std::size_t i = 0; i < values.size(); ++i)
    range.tried.push_back({values[i], true, new_faults(before, all[i]).empty(), {}});
  return safe_text(range);
}

}  // namespace

std::vector<joint_pair> find_joint_pairs(unsigned layout, const changed_parameters& change) {
  std::vector<joint_pair> all;
  const auto is_changed = [&](const parameter* p) {
    return std::find(change.which.begin(), change.which.end(), p) != change.which.end();
  };
  for (const auto& known : pairs_known) {
    const auto* a = protocol::find_parameter(known.which);
    const auto* b = protocol::find_parameter(known.other);
    if (!is_changed(a) && !is_changed(b)) continue;
    if (!is_changed(a)) std::swap(a, b);
    joint_pair made{a, b, {}};
    // Values of the other at which the same is safe stand together.
    std::vector<std::pair<std::string, std::vector<std::uint64_t>>> kinds;
    for (const auto value : values_near(*b, change)) {
      auto k = change.after;
      protocol::assign(k, *b, protocol::natural(value));
      const auto safe = safe_by_formula(*a, layout, change, k);
      const auto same = std::find_if(kinds.begin(), kinds.end(),
                                     [&](const auto& kind) { return kind.first == safe; });
      if (same == kinds.end()) {
        kinds.push_back({safe, {value}});
      } else {
        same->second.push_back(value);
      }
    }
    for (const auto& [safe, values] : kinds)
      made.lines.push_back(fmt::format("at {} = {}: {}", b->key, fmt::join(values, ", "), safe));
    if (kinds.size() > 1) all.push_back(std::move(made));
  }
  return all;
}

}  // namespace backcheck::checker
