// SPDX-License-Identifier: Apache-2.0
//
// The mutants of the museum: where each is noticed, and by what. Where none is given, window,
// parameters and rule set are those in which the fault is noticed soonest.
#include <array>

#include "checker/museum.hpp"

namespace backcheck::checker {

namespace {

using protocol::fault;
using protocol::rule_set;
using enum kill_kind;

constexpr std::string_view tiny = "tiny";
constexpr std::string_view few =
    "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=1,"
    "unincluded_segment_capacity=2";
constexpr std::string_view soon =
    "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=1,"
    "unincluded_segment_capacity=2,minimum_validation_upgrade_delay=2,"
    "validation_upgrade_delay=2,validation_upgrade_cooldown=4";

constexpr auto mutants = std::to_array<museum_mutant>({
    {"sdk-3165", 1, unreachable, "R6", fault::group_of_backing_block,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no,reversions=no,withheld=no,votes=2",
     "scheduling_lookahead=1,group_rotation_frequency=1,paras_availability_period=1"},
    {"sdk-7205", 2, execution, "S56", fault::included_parent_forgotten},
    {"polkadot-7188", 3, execution, "S39c", fault::watermark_must_rise},
    {"polkadot-7532", 4, execution, "S8", fault::order_by_newest},
    {"polkadot-7532-b", 4, unreachable, "R13", fault::relay_parent_must_rise,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no,cores=2", "scheduling_lookahead=1"},
    {"sdk-5113", 5, execution, "S8", fault::pending_context_ignored},
    {"polkadot-7529", 6, execution, "S40", fault::session_crossed},
    {"sdk-3160", 7, law, "no_head_twice"},
    {"sdk-4937", 8, execution, "S36", fault::chain_not_cut_back},
    {"sdk-6417", 9, execution, "S35", fault::chain_reverted_whole},
    {"sdk-3874", 10, execution, "S41", fault::first_seconded_only},
    {"cumulus-2594", 11, execution, "S51", fault::signal_forgotten},
    {"cumulus-2594-restriction", 12, long_run, "L13", fault::pending_upgrade_ignored, "upgrades"},
    {"cumulus-2471", 13, execution, "S50", fault::segment_messages_forgotten},
    {"polkadot-6267", 14, execution, "S24", fault::downward_ignored},
    {"sdk-6178", 15, law, "signals_are_free"},
    {"sdk-1403", 16, long_run, "L6", fault::session_starts_unclaimed, "liveness"},
    {"sdk-4695", 17, execution, "S57", fault::claim_kept},
    {"sdk-4724", 18, unreachable, "R5", fault::front_claim_only,
     "relay_blocks=3,leaves=1,paras=2,candidates=2,sessions=0,upward=no,claims=shared"},
    {"sdk-11485", 20, execution, "S9b", fault::group_of_newest_block},
    {"sdk-4022", 21, execution, "S32", fault::expired_voted_for},
    {"sdk-9766", 23, execution, "S18", fault::session_keeps_pending},
    {"sdk-6825", 24, execution, "S53", fault::slot_unlimited},
    {"sdk-5260", 25, law, "capacity_suffices"},
    {"sdk-6983", 26, unreachable, "R8", fault::search_one_short,
     "relay_blocks=2,leaves=1,candidates=2,sessions=0,upward=no", "unincluded_segment_capacity=2"},
    {"sdk-1429", 27, long_run, "L8", fault::search_past_too_old, "saboteur"},
    {"sdk-9227", 28, execution, "S59", fault::descendants_unchecked},
    {"sdk-10999", 29, unreachable, "R29", fault::pending_unknown,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no,reversions=no,collators=2"},
    {"sdk-13043", 30, long_run, "L2", fault::one_per_relay_parent, "cadence,reversions=no"},
    {"sdk-3144", 33, unreachable, "R13", fault::last_core_only,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no,cores=2"},
    {"sdk-10650", 36, execution, "S40", fault::leaf_not_allowed},
    {"polkadot-7529-leaves", 37, execution, "P3", fault::other_leaves_forgotten},
    {"sdk-11772", 38, execution, "S6", fault::sibling_relay_parent},
    {"sdk-10742", 39, execution, "S56", fault::included_read_too_old},
    {"polkadot-7486", 40, law, "delay_from_inclusion"},
    {"polkadot-4248", 41, law, "delay_is_refused"},
    {"sdk-3479", 42, execution, "S13", fault::eviction_spares_successors},
    {"sdk-7105", 44, unreachable, "R5", fault::none, tiny, "scheduling_lookahead=1",
     "scheduling_lookahead=2"},
    {"sdk-3282", 45, unreachable, "R1", fault::none,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no", "unincluded_segment_capacity=1",
     "unincluded_segment_capacity=2"},
    {"heima-4061", 46, unreachable, "R8", fault::one_block_per_slot,
     "relay_blocks=2,leaves=1,candidates=3,sessions=0,upward=no", "scheduling_lookahead=1"},
    {"sdk-3211", 47, law, "slots_agree"},
    {"sdk-8510", 49, law, "silent_leaves_change_nothing"},
    {"sdk-3314", 50, unreachable, "R6", fault::none,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no,reversions=no,withheld=no,votes=2,"
     "offline=1",
     "group_rotation_frequency=2", "", rule_set::y2025,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no,reversions=no,withheld=no,votes=2"},
    {"sdk-11582", 53, law, "relay_parents_last"},
    {"polkadot-2646", 54, execution, "Q9", fault::timeout_at_any_height},
    {"sdk-962", 59, execution, "S22c", fault::signal_not_awaited},
    {"code-upgrades", 60, execution, "S22", fault::code_unchecked},
    {"sdk-4937-view", 61, execution, "P3", fault::view_dropped_with_leaf},
    {"known-S47", 0, execution, "S47", fault::none,
     "relay_blocks=2,leaves=1,candidates=2,sessions=0,upward=no,reversions=no,withheld=no,views="
     "yes"},
    {"known-S46", 0, execution, "S46", fault::none,
     "relay_blocks=2,leaves=1,candidates=2,sessions=0,upward=no,withheld=no,views=yes", "", "",
     rule_set::y2023},
    {"known-P3", 0, execution, "P3", fault::none,
     "relay_blocks=3,leaves=2,candidates=2,sessions=0,upward=no,reversions=no,views=yes",
     "scheduling_lookahead=3,paras_availability_period=1,group_rotation_frequency=1"},
    {"known-S23b", 0, execution, "S23b", fault::none,
     "relay_blocks=2,leaves=1,candidates=1,sessions=0,upward=no,upgrades=yes", soon},
    {"known-S39c", 0, execution, "S39c", fault::none,
     "relay_blocks=2,leaves=1,candidates=1,sessions=0,upward=no,upgrades=yes", soon},
    {"known-S39e", 0, execution, "S39e", fault::none,
     "relay_blocks=2,leaves=1,candidates=2,sessions=0,upward=no,upgrades=yes", soon},
    {"known-S39f", 0, execution, "S39f", fault::none,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no,cores=2,downward=1", few},
});

}  // namespace

std::span<const museum_mutant> museum_mutants() { return mutants; }

}  // namespace backcheck::checker
