// SPDX-License-Identifier: Apache-2.0
#include "checker/asking.hpp"

#include <fmt/format.h>

#include "checker/long_run.hpp"
#include "checker/subject.hpp"
#include "model/machine/cores.hpp"
#include "model/protocol/nearest_name.hpp"

namespace backcheck::checker {

namespace {

/// The machine follows so many batches in an upward queue; one that holds more cannot fill.
bool upward_queue_can_fill(const setting& s) {
  using queue = language::quantity<language::concrete, machine::batches, machine::batches_max + 1>;
  const machine::world<language::concrete> w(s.speak, s.parameters, s.window, s.changed);
  return s.window.upward && !w.fits(queue(machine::batches_max + 1)).known();
}

void require_claimed(std::string_view id, const properties::eras& holds_in,
                     protocol::rule_set rules) {
  if (holds_in.has(rules)) return;
  std::vector<std::string_view> claimed;
  for (const auto each :
       {protocol::rule_set::y2025, protocol::rule_set::y2023, protocol::rule_set::sync})
    if (holds_in.has(each)) claimed.push_back(protocol::name_of(each));
  throw request_error(fmt::format("--property: {} is not claimed of rule set {}; allowed: {}", id,
                                  protocol::name_of(rules), fmt::join(claimed, ", ")));
}

void ask_for_claim(setting& s, std::size_t claim) {
  const auto& info = properties::long_run()[claim];
  require_claimed(info.id, info.holds_in, s.speak.rules);
  if (const auto why = beyond_the_long_run(s)) throw request_error(*why);
  s.long_run.insert(claim);
}

}  // namespace

std::optional<std::string> window_lacks(std::size_t property, const setting& s) {
  const auto& info = property_infos()[property];
  const auto& needs = info.needs;
  std::vector<std::string> lacks;
  const auto need = [&](const char* key, std::uint64_t least, std::uint64_t given) {
    if (given < least) lacks.push_back(fmt::format("{}={}", key, least));
  };
  std::uint64_t candidates = needs.candidates;
  if (needs.full_segment) candidates = s.parameters.parachain.unincluded_segment_capacity.raw();
  need("candidates", candidates, s.window.candidates);
  need("cores", needs.pending, machine::pending_max(s.window));
  need("leaves", needs.leaves, s.window.leaves);
  need("relay_blocks", needs.relay_blocks, s.window.relay_blocks);
  need("sessions", needs.sessions, s.window.sessions);
  need("votes", needs.votes, s.window.votes);
  need("equivocators", needs.equivocators, s.window.equivocators);
  need("dishonest", needs.dishonest, s.window.dishonest);
  const unsigned honest = unsigned{s.window.collators} - s.window.dishonest;
  if (honest < needs.honest)
    lacks.push_back(fmt::format("collators={}", needs.honest + s.window.dishonest));
  const bool takes_turns =
      s.window.pattern() == machine::claim_pattern::shared && s.window.cores < s.window.paras;
  if (needs.each_block && takes_turns) lacks.emplace_back("claims=own");
  if (needs.reversions && !s.window.reversions) lacks.emplace_back("reversions=yes");
  if (needs.withheld && !s.window.withheld) lacks.emplace_back("withheld=yes");
  if (needs.upward && !s.window.upward) lacks.emplace_back("upward=yes");
  if (needs.upward && s.window.upward && !upward_queue_can_fill(s))
    lacks.push_back(
        fmt::format("an upward queue that {} batches of messages fill", machine::batches_max));
  if (lacks.empty()) return std::nullopt;
  return fmt::to_string(fmt::join(lacks, ", "));
}

bool expects_violation(std::size_t property, const setting& s) {
  const machine::world<language::concrete> w(s.speak, s.parameters, s.window, s.changed);
  return property_infos()[property].broken.expected(w);
}

std::vector<unasked> ask_for_all(setting& s) {
  std::vector<unasked> left;
  s.properties = all_properties(s.speak.rules);
  for (std::size_t i = 0; i < property_infos().size(); ++i) {
    if (!s.properties.contains(i)) continue;
    if (!properties::has(s.window, property_infos()[i].about)) {
      s.properties.erase(i);
      continue;
    }
    if (auto lacks = window_lacks(i, s)) {
      s.properties.erase(i);
      left.push_back({i, *lacks});
    }
  }
  return left;
}

void ask_for(setting& s, const std::vector<std::string>& ids) {
  s.properties = {};
  s.long_run = {};
  for (const auto& id : ids) {
    if (const auto claim = long_run_by_id(id)) {
      ask_for_claim(s, *claim);
      continue;
    }
    const auto found = property_by_id(id);
    if (!found)
      throw request_error(fmt::format("--property: there is no property '{}'; {}", id,
                                      protocol::what_instead(id, property_ids())));
    const auto& info = property_infos()[*found];
    require_claimed(id, info.holds_in, s.speak.rules);
    s.properties.insert(*found);
  }
}

std::vector<std::string_view> followed_parameters(protocol::rule_set rules,
                                                  const machine::scope& window) {
  std::vector<std::string_view> followed{"group_rotation_frequency", "paras_availability_period"};
  if (rules != protocol::rule_set::sync) followed.emplace_back("scheduling_lookahead");
  if (rules == protocol::rule_set::y2023)
    followed.insert(followed.end(), {"max_candidate_depth", "allowed_ancestry_len"});
  followed.insert(followed.end(),
                  {"max_upward_queue_count", "max_upward_queue_size", "max_upward_message_size",
                   "max_upward_message_num_per_candidate", "unincluded_segment_capacity",
                   "block_processing_velocity", "relay_parent_offset"});
  if (rules == protocol::rule_set::y2025) followed.emplace_back("minimum_backing_votes");
  if (window.upgrades)
    followed.insert(followed.end(), {"validation_upgrade_delay", "minimum_validation_upgrade_delay",
                                     "validation_upgrade_cooldown"});
  if (window.horizontal > 0)
    followed.insert(followed.end(),
                    {"hrmp_max_message_num_per_candidate", "hrmp_channel_max_capacity",
                     "hrmp_channel_max_total_size", "hrmp_channel_max_message_size"});
  return followed;
}

}  // namespace backcheck::checker
