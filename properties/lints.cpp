// SPDX-License-Identifier: Apache-2.0
#include "properties/lints.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "model/protocol/ancestry.hpp"
#include "model/protocol/backing.hpp"
#include "model/protocol/consensus_hook.hpp"
#include "model/protocol/scheduling.hpp"
#include "model/protocol/unincluded_segment.hpp"
#include "properties/sizing.hpp"

namespace backcheck::properties {

namespace {

using language::concrete;
using protocol::concrete_parameters;
using protocol::dialect;
using protocol::rule_set;
using complaint = std::optional<std::string>;

std::string value(const concrete_parameters& k, std::string_view key) {
  return fmt::format("{} = {}", key, protocol::get(k, key));
}

/// The parameter that says how many ancestors are allowed.
std::string_view ancestry_key(const dialect& speak) {
  return speak.rules == rule_set::y2023 ? "allowed_ancestry_len" : "scheduling_lookahead";
}

complaint second_chance(const dialect& speak, const concrete_parameters& k) {
  if (speak.rules == rule_set::sync) return std::nullopt;
  if (protocol::allowed_ancestors(speak, k).raw() > 0) return std::nullopt;
  return fmt::format("{}: only the newest relay parent is allowed", value(k, ancestry_key(speak)));
}

complaint offset_in_reach(const dialect& speak, const concrete_parameters& k) {
  const auto allowed = protocol::allowed_ancestors(speak, k).raw();
  if (k.parachain.relay_parent_offset.raw() <= allowed) return std::nullopt;
  return fmt::format(
      "{}, {}: every relay parent is too old when its candidate could be backed, "
      "as {} ancestor{} allowed, unless relay blocks are reverted",
      value(k, "relay_parent_offset"), value(k, ancestry_key(speak)), allowed,
      allowed == 1 ? " is" : "s are");
}

complaint pipelining(const dialect& speak, const concrete_parameters& k) {
  if (speak.rules == rule_set::sync) return std::nullopt;
  const auto capacity =
      protocol::effective_capacity<concrete>(k.parachain.unincluded_segment_capacity).raw();
  if (capacity > 1) return std::nullopt;
  return fmt::format("{}: a block is authored only when its parent is included",
                     value(k, "unincluded_segment_capacity"));
}

complaint refill(const dialect& speak, const concrete_parameters& k) {
  if (speak.rules != rule_set::y2023) return std::nullopt;
  if (!protocol::refills_at_once(speak, k).known())
    return fmt::format("{}: a core that is freed has no next claim",
                       value(k, "scheduling_lookahead"));
  if (sizes(speak, k).depth > 1) return std::nullopt;
  return fmt::format(
      "{}: no candidate stands behind an unincluded one, unless relay blocks are "
      "reverted",
      value(k, "max_candidate_depth"));
}

// A group that is smaller needs all of its own anyway; this is the largest there can be.
complaint spare_vote(const dialect& speak, const concrete_parameters& k) {
  const auto& group = k.scheduler.max_validators_per_core;
  if (speak.rules == rule_set::sync || !group.is_given.known()) return std::nullopt;
  const auto needed = protocol::votes_needed(speak, k.backing, group.value).raw();
  if (needed < group.value.raw()) return std::nullopt;
  return fmt::format("{}, {}: a group of so many needs all of its votes",
                     value(k, "minimum_backing_votes"), value(k, "max_validators_per_core"));
}

complaint cadence(const dialect& speak, const concrete_parameters& k, std::uint32_t delay) {
  if (speak.rules == rule_set::sync || k.parachain.relay_parent_offset.raw() != 0)
    return std::nullopt;
  const auto latest = blocks_between_inclusions(sizes(speak, k), delay);
  if (latest == 1) return std::nullopt;
  const std::string depth = speak.rules == rule_set::y2023
                                ? fmt::format(", {}, {}", value(k, "max_candidate_depth"),
                                              value(k, "scheduling_lookahead"))
                                : "";
  return fmt::format("{}{}: a para block in {} relay blocks, not in each",
                     value(k, "unincluded_segment_capacity"), depth, latest);
}
complaint cadence_at_once(const dialect& speak, const concrete_parameters& k) {
  return cadence(speak, k, 0);
}
complaint cadence_when_late(const dialect& speak, const concrete_parameters& k) {
  return cadence(speak, k, 1);
}

complaint beyond_depth(const dialect& speak, const concrete_parameters& k) {
  if (speak.rules != rule_set::y2023) return std::nullopt;
  const sizes size(speak, k);
  if (size.capacity <= size.depth) return std::nullopt;
  return fmt::format("{}, {}: of an unincluded segment's blocks {} can have votes",
                     value(k, "unincluded_segment_capacity"), value(k, "max_candidate_depth"),
                     size.depth);
}

/// Where a parachain authors more than one block for each relay block, or behind the newest, its
/// segment must hold all that is under way.
complaint room(const dialect& speak, const concrete_parameters& k) {
  const auto& own = k.parachain;
  const auto velocity = protocol::effective_velocity<concrete>(own.block_processing_velocity).raw();
  const auto offset = own.relay_parent_offset.raw();
  const auto capacity =
      protocol::effective_capacity<concrete>(own.unincluded_segment_capacity).raw();
  if (speak.rules == rule_set::sync || (velocity <= 1 && offset == 0)) return std::nullopt;
  constexpr std::uint64_t delays_usual = 2;  // one relay block until backed, one until included
  if (capacity >= std::uint64_t{velocity} * (offset + delays_usual + 1)) return std::nullopt;
  return fmt::format(
      "{}, {}, {}: blocks wait for room once backing and availability take {} relay blocks "
      "together; {} would do",
      value(k, "unincluded_segment_capacity"), value(k, "block_processing_velocity"),
      value(k, "relay_parent_offset"), delays_usual,
      std::uint64_t{velocity} * (offset + delays_usual + 1));
}

complaint occupation(const dialect& /*speak*/, const concrete_parameters& k) {
  return fmt::format("{}, {}: a withheld candidate occupies its core for up to {} relay blocks",
                     value(k, "paras_availability_period"), value(k, "group_rotation_frequency"),
                     longest_occupation(k));
}

using enum lint_kind;

constexpr std::array<lint_info, 10> infos{{
    {"second_chance", unreachable, "R5", "protocol::allowed_ancestors"},
    {"offset_in_reach", unreachable, "R1", "protocol::allowed_ancestors"},
    {"pipelining", unreachable, "R1", "protocol::effective_capacity"},
    {"refill", unreachable, "R6", "protocol::refills_at_once, properties::sizes"},
    {"spare_vote", unreachable, "R23", "protocol::votes_needed"},
    {"cadence", bound, "L2", "properties::blocks_between_inclusions, delay 0"},
    {"cadence_when_late", bound, "L2b", "properties::blocks_between_inclusions, delay 1"},
    {"beyond_depth", bound, "S31", "properties::sizes"},
    {"room", bound, "T43", "protocol::has_room, theorems T43 and T46 to T48"},
    {"occupation", bound, "L3", "properties::longest_occupation"},
}};
constexpr std::array conditions{&second_chance, &offset_in_reach, &pipelining,        &refill,
                                &spare_vote,    &cadence_at_once, &cadence_when_late, &beyond_depth,
                                &room,          &occupation};
static_assert(conditions.size() == infos.size());

}  // namespace

std::span<const lint_info> lint_infos() { return infos; }

std::vector<found_lint> lints(const dialect& speak, const concrete_parameters& k) {
  std::vector<found_lint> found;
  for (std::size_t i = 0; i < infos.size(); ++i)
    if (auto text = conditions.at(i)(speak, k)) found.push_back({&infos.at(i), std::move(*text)});
  return found;
}

}  // namespace backcheck::properties
