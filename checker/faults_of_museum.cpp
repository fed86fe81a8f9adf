// SPDX-License-Identifier: Apache-2.0
//
// The deliberate faults that were real ones once: see `museum.hpp`.
#include <array>

#include "checker/faults.hpp"

namespace backcheck::checker {

namespace {

using protocol::fault;
using protocol::name_of;
using protocol::rule_set;

constexpr machine::scope chain(std::uint8_t relay_blocks, std::uint8_t candidates) {
  return {.relay_blocks = relay_blocks,
          .leaves = 1,
          .candidates = candidates,
          .sessions = 0,
          .upward = false};
}
constexpr machine::scope stray(machine::scope window) {
  window.stray_collators = true;
  return window;
}
constexpr machine::scope with_cores(machine::scope window, std::uint8_t cores) {
  window.cores = cores;
  return window;
}
constexpr machine::scope followed(std::uint8_t relay_blocks, std::uint8_t leaves,
                                  std::uint8_t candidates, bool strays, bool withheld) {
  return {.relay_blocks = relay_blocks,
          .leaves = leaves,
          .candidates = candidates,
          .sessions = 0,
          .upward = false,
          .reversions = false,
          .stray_collators = strays,
          .withheld = withheld,
          .views = true};
}
constexpr machine::scope upgraded(std::uint8_t relay_blocks, std::uint8_t candidates) {
  auto window = chain(relay_blocks, candidates);
  window.upgrades = true;
  return window;
}
constexpr machine::scope voted(std::uint8_t candidates, bool strays, std::uint8_t votes) {
  auto window = followed(2, 1, candidates, strays, false);
  window.views = false;
  window.votes = votes;
  return window;
}
constexpr machine::scope in_sessions() {
  auto window = chain(3, 1);
  window.sessions = 1;
  return window;
}
constexpr machine::scope exchanging() {
  auto window = chain(2, 2);
  window.horizontal = 1;
  return window;
}
constexpr std::string_view soon =
    "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=1,"
    "unincluded_segment_capacity=2,minimum_validation_upgrade_delay=2,"
    "validation_upgrade_delay=2,validation_upgrade_cooldown=4";

constexpr auto of_museum = std::to_array<fault_info>({
    {fault::included_parent_forgotten, name_of(fault::included_parent_forgotten),
     "a segment that was full refuses the child of the included head", "S56", 6, chain(2, 2), ""},
    {fault::watermark_must_rise,
     name_of(fault::watermark_must_rise),
     "a watermark must be above the last one even at the relay parent",
     "S39c",
     2,
     exchanging(),
     "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=1,"
     "unincluded_segment_capacity=2,hrmp_channel_max_capacity=1",
     {},
     rule_set::y2023},
    {fault::order_by_newest, name_of(fault::order_by_newest),
     "relay parents are compared with the newest, not with the candidate's own", "S8", 8,
     stray(chain(3, 2)), "scheduling_lookahead=3"},
    {fault::pending_context_ignored, name_of(fault::pending_context_ignored),
     "a relay parent is compared with the included head's only", "S8", 6,
     stray(with_cores(chain(3, 2), 2)), "scheduling_lookahead=3"},
    {fault::session_crossed, name_of(fault::session_crossed),
     "nodes allow relay parents of the session before", "S40", 1, in_sessions(), ""},
    {fault::chain_reverted_whole, name_of(fault::chain_reverted_whole),
     "a fragment chain that is cut back is cut off at its root", "S35", 8,
     followed(2, 1, 2, false, false), ""},
    {fault::first_seconded_only,
     name_of(fault::first_seconded_only),
     "a validator remembers the first candidate it has seconded, and no other",
     "S41",
     7,
     voted(3, true, 1),
     "group_rotation_frequency=2",
     {},
     rule_set::y2023},
    {fault::group_of_newest_block, name_of(fault::group_of_newest_block),
     "the group whose turn is next backs, whatever the relay parent", "S9b", 6, voted(1, false, 2),
     "group_rotation_frequency=1"},
    {fault::leaf_not_allowed, name_of(fault::leaf_not_allowed),
     "nodes do not allow the leaf itself as a relay parent", "S40", 0, chain(2, 1), ""},
    {fault::other_leaves_forgotten, name_of(fault::other_leaves_forgotten),
     "a node that imports a leaf forgets all others", "P3", 13, followed(3, 2, 1, false, false),
     "scheduling_lookahead=2,unincluded_segment_capacity=1"},
    {fault::view_dropped_with_leaf, name_of(fault::view_dropped_with_leaf),
     "what is known at a block is dropped once it has a child", "P3", 8,
     followed(3, 2, 1, false, false), "scheduling_lookahead=2,unincluded_segment_capacity=1"},
    {fault::included_read_too_old, name_of(fault::included_read_too_old),
     "a collator reads the included head at the finalized block", "S56", 5, chain(3, 2), ""},
    {fault::signal_not_awaited, name_of(fault::signal_not_awaited),
     "a parachain applies new code without waiting for the signal", "S22c", 8, upgraded(3, 2),
     soon},
});

}  // namespace

std::span<const fault_info> faults_of_museum() { return of_museum; }

}  // namespace backcheck::checker
