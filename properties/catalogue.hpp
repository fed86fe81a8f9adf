// SPDX-License-Identifier: Apache-2.0
//
// All properties of the machine, in the order in which they are reported.
#pragma once

#include <tuple>
#include <utility>

#include "properties/availability.hpp"
#include "properties/changes.hpp"
#include "properties/collators.hpp"
#include "properties/cores.hpp"
#include "properties/disputes.hpp"
#include "properties/emulator.hpp"
#include "properties/emulator_messages.hpp"
#include "properties/node_views.hpp"
#include "properties/off_chain.hpp"
#include "properties/on_chain.hpp"
#include "properties/parachain.hpp"
#include "properties/reachability.hpp"
#include "properties/refinement.hpp"
#include "properties/sessions.hpp"
#include "properties/traffic.hpp"
#include "properties/upgrades.hpp"
#include "properties/votes.hpp"
#include "properties/voting.hpp"

namespace backcheck::properties {

using catalogue = std::tuple<
    pending_extends_head, backed_within_window, relay_parent_on_fork, backed_in_session,
    relay_parents_in_order, candidate_backed_once, included_was_pending, included_is_prefix,
    evicted_with_successors, session_change_clears, tracker_length, within_tree_depth,
    voted_in_scope, node_agrees_with_runtime, segment_within_capacity, segment_messages_fit,
    relay_number_monotone, velocity_bounded, segment_counts_truly, synchronous_parent,
    core_is_freed, timeout_delay, upward_queue_bounded, pipelined_inclusion, survives_reversion,
    expires, timeout_evicts, backed_late, refilled_at_once, forks_disagree, segment_fills,
    session_change_drops, upward_queue_fills, older_than_finalized, same_on_two_forks, heads_linear,
    one_pending, cores_distinct, core_holds_one, backed_on_claimed_core, no_more_than_cores,
    claim_passes, several_backed_at_once, several_included_at_once, suffix_evicted,
    constant_in_session, change_delay, change_comes, works_after_change, frozen_takes_nothing,
    lost_is_gone, freezes_in_time, never_finalized, dispute_evicts, chain_freezes, emulator_sound,
    emulator_stricter, parachain_within_emulator, node_in_tree_depth, view_relay_parents,
    chain_length, chain_begins_with_pending, lowest_hash_wins, offered_in_order,
    offered_is_accepted, backed_child_is_offered, view_fits_leaf, survives_late_fork,
    depths_foretold, tree_built_at_once, chain_built_at_once, validated_by_current_code,
    applied_in_time, same_code_on_both_sides, one_upgrade_at_a_time, signal_seen_before_cleared,
    signal_consumed_once, upgrade_applied, go_ahead_consumed, upgrade_rejected,
    downward_queue_advances, watermark_rises, recipients_ascend, channel_bounded,
    downward_processed, watermark_on_trunk, channel_fills, admitted_is_accepted_once_included,
    accepted_is_admitted, admitted_new_code_is_accepted, admitted_is_accepted_at_once,
    built_is_admitted, emulated_behind_unincluded,
    // Votes.
    backed_by_quorum, backable_by_quorum, one_for_each_depth, honest_says_one_thing,
    seconding_bounded, candidates_bounded, quorum_by_seconding, quorum_in_any_order,
    quorum_without_all, expires_short_of_quorum, groups_take_turns, backed_in_spite,
    // Collators.
    used_is_sum, segment_after_included, descendants_proven, dishonest_is_overtaken, honest_forks,
    secret_is_found, hash_decides>;
inline constexpr std::size_t catalogue_size = std::tuple_size_v<catalogue>;

/// Whether a property is about transitions of one rule.
template <class Property>
concept about_a_rule = requires {
  Property::about;
};

/// Calls `f.template operator()<Property, position>()` for each property in order.
template <class F>
constexpr void for_each_property(F&& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (f.template operator()<std::tuple_element_t<I, catalogue>, I>(), ...);
  }
  (std::make_index_sequence<catalogue_size>{});
}

}  // namespace backcheck::properties
