// SPDX-License-Identifier: Apache-2.0
#include "checker/review_looks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

#include "model/machine/limits.hpp"
#include "model/protocol/backing.hpp"
#include "solver/interface/verdict.hpp"

namespace backcheck::checker {

namespace {

using protocol::rule_set;

bool touches(const changed_parameters& change, std::initializer_list<std::string_view> keys) {
  return std::any_of(change.which.begin(), change.which.end(), [&](const protocol::parameter* p) {
    return std::find(keys.begin(), keys.end(), p->key) != keys.end();
  });
}

look named(std::string_view name) {
  for (const auto& scope : machine::named_scopes())
    if (scope.name == name) return look_at(scope);
  throw solver::model_fault("no such scope: " + std::string(name));
}

look changed_to(look at, const std::string& key, const std::string& value) {
  machine::set(at.window, key, value);
  at.name += fmt::format(",{}={}", key, value);
  return at;
}

bool about_timing(const changed_parameters& change) {
  return touches(change, {"group_rotation_frequency", "paras_availability_period"});
}
bool about_votes(const changed_parameters& change) {
  return touches(change,
                 {"minimum_backing_votes", "max_validators_per_core", "group_rotation_frequency"});
}
bool about_upward(const changed_parameters& change) {
  return touches(change, {"max_upward_queue_count", "max_upward_queue_size",
                          "max_upward_message_size", "max_upward_message_num_per_candidate"});
}
bool about_horizontal(const changed_parameters& change) {
  return touches(change, {"hrmp_max_message_num_per_candidate", "hrmp_channel_max_capacity",
                          "hrmp_channel_max_total_size", "hrmp_channel_max_message_size"});
}
bool about_upgrades(const changed_parameters& change) {
  return touches(change, {"validation_upgrade_delay", "minimum_validation_upgrade_delay",
                          "validation_upgrade_cooldown"});
}
bool about_segments(const changed_parameters& change) {
  return touches(change, {"unincluded_segment_capacity", "block_processing_velocity"});
}

/// As many members of a group as the machine can follow, and no more than there are.
look votes_of(const protocol::concrete_parameters& k, look at) {
  const auto& group = k.scheduler.max_validators_per_core;
  const std::uint64_t most = at.window.votes;
  const std::uint64_t size = group.is_given.known() ? group.value.raw() : most;
  if (size >= most || size == 0) return at;
  return changed_to(at, "votes", std::to_string(size));
}

look smaller(look at, std::initializer_list<std::pair<const char*, const char*>> sets) {
  for (const auto& [key, value] : sets) at = changed_to(at, key, value);
  return at;
}

void add_special_looks(const changed_parameters& change, std::vector<look>& all) {
  const auto& speak = change.speak;
  if (about_timing(change)) all.push_back(named("rotation"));
  if (about_upward(change)) all.push_back(named("messages"));
  if (about_upward(change)) all.push_back(named("senders"));
  if (about_horizontal(change)) all.push_back(named("horizontal"));
  if (about_upgrades(change)) all.push_back(named("upgrades"));
  if (about_segments(change)) all.push_back(named("capacity"));
  if (about_segments(change)) all.push_back(named("elastic"));
  if (touches(change, {"relay_parent_offset"})) all.push_back(named("offset"));
  if (about_votes(change) && speak.rules != rule_set::sync)
    all.push_back(smaller(named("votes"), {{"candidates", "1"}}));
}

}  // namespace

look look_at(const machine::named_scope& scope) {
  return {std::string(scope.name), scope.window, std::string(scope.set), scope.long_run};
}

std::vector<look> looks_for(const changed_parameters& change) {
  std::vector<look> all{named("liveness"), named("sessions"), named("forks"),
                        changed_to(named("cadence"), "reversions", "no")};
  add_special_looks(change, all);
  return all;
}

std::vector<look> quick_looks_for(const changed_parameters& change) {
  std::vector<look> all{named("tiny")};
  all.front().set = "group_rotation_frequency=2,paras_availability_period=2";
  std::vector<look> special;
  add_special_looks(change, special);
  for (auto& each : special) {
    const auto is = [&](std::string_view name) { return each.name.starts_with(name); };
    if (is("votes")) all.push_back(each);
    if (is("rotation")) all.push_back(each);
    if (is("messages")) all.push_back(smaller(each, {{"candidates", "2"}, {"relay_blocks", "2"}}));
    if (is("horizontal")) all.push_back(smaller(each, {{"relay_blocks", "2"}}));
    if (is("upgrades")) all.push_back(smaller(each, {{"leaves", "1"}, {"candidates", "2"}}));
    if (is("offset")) all.push_back(smaller(each, {{"leaves", "1"}, {"reversions", "no"}}));
  }
  for (auto& each : all) each.long_run = false;
  return all;
}

std::vector<look> transitions_for(const changed_parameters& change, bool quick) {
  const bool relay_chain = std::any_of(change.which.begin(), change.which.end(),
                                       [](const auto* p) { return p->group != "parachain"; });
  if (!relay_chain) return {};
  std::vector<look> all{named("governance")};
  if (quick) all.front() = smaller(all.front(), {{"relay_blocks", "3"}, {"sessions", "1"}});
  if (!quick) all.push_back(named("liveness"));
  if (!quick && about_timing(change))
    all.push_back(smaller(named("rotation"), {{"sessions", "1"}}));
  if (about_upward(change)) {
    all.push_back(smaller(named("messages"), {{"sessions", "1"}, {"candidates", "2"}}));
    if (quick) all.back() = smaller(all.back(), {{"relay_blocks", "2"}});
  }
  for (auto& each : all) each.long_run = false;
  return all;
}

namespace {

void make_smaller(protocol::concrete_parameters& k, const look& at, const parameter_list& kept) {
  for (std::string_view rest = at.set; !rest.empty();) {
    const auto comma = std::min(rest.find(','), rest.size());
    const auto one = protocol::parse_assignment(rest.substr(0, comma));
    if (std::find(kept.begin(), kept.end(), one.which) == kept.end())
      protocol::assign(k, *one.which, one.value);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
}

}  // namespace

setting setting_of(const look& at, const protocol::dialect& speak,
                   const protocol::concrete_parameters& values, const parameter_list& kept) {
  setting s{};
  s.speak = speak;
  s.parameters = values;
  s.window = at.window.votes > 0 ? votes_of(values, at).window : at.window;
  make_smaller(s.parameters, at, kept);
  return s;
}

void plan_changes(setting& s, std::span<const protocol::concrete_parameters> changes,
                  const look& at, const parameter_list& kept) {
  for (const auto& each : changes) {
    s.changed.push_back(each);
    make_smaller(s.changed.back(), at, kept);
    s.changed.back().parachain = s.parameters.parachain;
  }
  s.window.changes = static_cast<std::uint8_t>(changes.size());
}

namespace {

/// Of a larger group a few members can be followed only if they can be a quorum with one to spare.
std::optional<std::string> beyond_the_group(const setting& s) {
  const auto& group = s.parameters.scheduler.max_validators_per_core;
  if (s.window.votes == 0) return std::nullopt;
  if (group.is_given.known() && group.value.raw() <= s.window.votes) return std::nullopt;
  using members = std::remove_cvref_t<decltype(group.value)>;
  const auto needed = protocol::votes_needed(s.speak, s.parameters.backing, members(UINT32_MAX));
  if (needed.raw() < s.window.votes) return std::nullopt;
  return fmt::format("{} votes are needed of a group larger than the {} members that are followed",
                     needed.raw(), s.window.votes);
}

}  // namespace

seen_in_look see(const look& at, setting s, const solver::budget& limits,
                 const solver::claim_set& only) {
  seen_in_look made;
  made.where = at;
  made.asked = std::move(s);
  auto& asked = made.asked;
  made.why_not =
      machine::beyond_the_machine(asked.speak, asked.parameters, asked.window, asked.changed);
  if (!made.why_not) made.why_not = beyond_the_group(asked);
  if (made.why_not) return made;
  made.left = ask_for_all(asked);
  if (!only.empty()) asked.properties = asked.properties & only;
  const auto machine = make_subject(asked);
  made.found = check(*machine, asked, limits);
  if (!at.long_run || beyond_the_long_run(asked)) return made;
  made.left_long_run = ask_for_long_run(asked);
  made.long_run = check_long_run(*machine, asked, limits);
  return made;
}

}  // namespace backcheck::checker
