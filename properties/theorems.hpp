// SPDX-License-Identifier: Apache-2.0
//
// All theorems, in the order in which they are reported.
#pragma once

#include <tuple>
#include <utility>

#include "properties/theorems_emulator.hpp"
#include "properties/theorems_inclusion.hpp"
#include "properties/theorems_messages.hpp"
#include "properties/theorems_relay_chain.hpp"
#include "properties/theorems_segment.hpp"
#include "properties/theorems_sizing.hpp"
#include "properties/theorems_upgrade.hpp"

namespace backcheck::properties {

using theorems = std::tuple<
    capacity_is_kept, inclusion_shortens, velocity_is_kept, accounting_is_kept_by_append,
    accounting_is_kept_by_inclusion, subtracting_undoes_appending, saturation_admits_nothing_wrong,
    one_go_ahead_in_the_segment, backed_within_lookahead, tracker_closed_form,
    node_allows_what_the_runtime_does, relay_parents_stay_in_order, quorums_meet,
    availability_without_division, thresholds_differ_at_multiples_of_three, nothing_times_out_early,
    time_out_closed_form, passes_exactly_if_it_applies, one_by_one_is_the_stack,
    the_stack_is_one_by_one, the_smallest_that_a_stack_hides, stacking_is_associative,
    both_advance_the_downward_queue, watermarks_of_nodes_are_accepted, watermarks_never_go_back,
    both_limit_channels, both_limit_the_upward_queue, what_is_sent_stays_within_the_queue,
    sent_blocks_are_accepted, one_upgrade_in_flight, applied_once_it_is_due,
    signal_is_taken_up_once, upgrades_leave_time, settled_in_order, statements_accuse_nobody_honest,
    votes_within_the_group, frozen_for_good, changes_wait_two_sessions, claims_advance_by_one,
    refilled_from_a_lookahead_of_two, oldest_allowed_is_the_floor, under_way_in_steady_state,
    capacity_without_waiting, depth_without_waiting, lookahead_without_waiting,
    published_for_elastic_scaling, published_with_an_offset, published_last>;
inline constexpr std::size_t theorem_count = std::tuple_size_v<theorems>;

/// Calls `f.template operator()<Theorem, position>()` for each theorem in order.
template <class F>
constexpr void for_each_theorem(F&& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (f.template operator()<std::tuple_element_t<I, theorems>, I>(), ...);
  }
  (std::make_index_sequence<theorem_count>{});
}

}  // namespace backcheck::properties
