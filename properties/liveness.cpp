// SPDX-License-Identifier: Apache-2.0
#include "properties/liveness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "properties/sizing.hpp"

namespace backcheck::properties {

namespace {

using enum assumed;
using enum long_run_kind;

/// That relay authors back what they could again and again says already that they build.
constexpr assumption_set everyone_does_their_part =
    assuming(collators_online, groups_online, candidates_backed, availability_arrives, forks_end,
             reversions_end);

sizes sizes_of(const concrete_world& w) { return {w.speak, w.k}; }

/// Relay blocks from one inclusion to the next, by the sizing rules.
due cadence(const concrete_world& w, std::uint32_t delay) {
  const sizes size = sizes_of(w);
  const std::uint32_t soonest = blocks_under_way(size, delay) == 1 ? delay + 2 : 1;
  return {size.refills_at_once() ? soonest : std::max(soonest, 2U),
          blocks_between_inclusions(size, delay)};
}
due cadence_at_once(const concrete_world& w) { return cadence(w, 0); }
due cadence_one_late(const concrete_world& w) { return cadence(w, 1); }
due every_second_block(const concrete_world& /*w*/) { return {2, 2}; }
due every_block(const concrete_world& w) {
  return w.speak.rules == rule_set::sync ? due{2, 2} : due{1, 1};
}
due next_block(const concrete_world& /*w*/) { return {1, 1}; }
due two_blocks(const concrete_world& /*w*/) { return {1, 2}; }
due core_is_free(const concrete_world& w) {
  return {1, static_cast<std::uint32_t>(longest_occupation(w.k))};
}
due degraded(const concrete_world& w) { return {w.speak.rules == rule_set::y2023 ? 2U : 1U, 2}; }

using lack = std::optional<std::string>;

lack unless(bool there, std::string_view what) {
  return there ? std::nullopt : lack(std::string(what));
}
/// As many candidates as the segment may hold, and the one whose inclusion is waited for.
/// Cadence is that of collators who build on the newest blocks.
lack lacks_pipeline(const concrete_world& w) {
  if (w.window.stray_collators) return "stray_collators=no";
  const auto needed = sizes_of(w).capacity + 1;
  return unless(w.window.candidates >= needed, fmt::format("candidates={}", needed));
}
lack lacks_late_backing(const concrete_world& w) {
  if (w.speak.rules == rule_set::y2023 && w.k.scheduler.scheduling_lookahead.raw() < 2)
    return "scheduling_lookahead=2";
  if (w.allowed.raw() < 1) return "an allowed relay parent besides the newest";
  return lacks_pipeline(w);
}
/// Collators that build on whatever block they like keep a para from ever being included if any
/// block may end a session, too: L7 assumes that sessions last.
lack lacks_order(const concrete_world& w) {
  if (w.k.parachain.relay_parent_offset.raw() > 0) return "relay_parent_offset=0";
  return unless(!w.window.stray_collators || w.window.sessions == 0,
                "stray_collators=no or sessions=0");
}
lack lacks_reversions(const concrete_world& w) {
  return unless(w.window.reversions, "reversions=yes");
}
lack lacks_orderly_reversions(const concrete_world& w) {
  return w.window.reversions ? lacks_order(w) : lacks_reversions(w);
}
lack lacks_reversions_in_pipeline(const concrete_world& w) {
  return w.window.reversions ? lacks_pipeline(w) : lacks_reversions(w);
}
lack lacks_sessions(const concrete_world& w) { return unless(w.window.sessions > 0, "sessions=1"); }
lack lacks_strays(const concrete_world& w) {
  return unless(w.window.stray_collators, "stray_collators=yes");
}
lack lacks_capacity_one(const concrete_world& w) {
  return unless(w.k.parachain.unincluded_segment_capacity.raw() == 1,
                "unincluded_segment_capacity=1");
}
lack lacks_lookahead_one(const concrete_world& w) {
  if (w.k.scheduler.scheduling_lookahead.raw() != 1) return "scheduling_lookahead=1";
  return lacks_pipeline(w);
}
lack lacks_size(const concrete_world& w) {
  const auto is = cadence(w, 0).latest;
  if (w.speak.rules != rule_set::sync && is != 1) return "parameters that are sized for it";
  return lacks_pipeline(w);
}

lack lacks_dishonesty(const concrete_world& w) {
  return w.window.dishonest > 0 ? lacks_order(w) : lack("collators=2,dishonest=1");
}
lack lacks_upgrades(const concrete_world& w) {
  return w.window.upgrades ? lacks_order(w) : lack("upgrades=yes");
}

constexpr std::string_view guide = "polkadot-sdk, docs/sdk/src/guides/async_backing_guide.rs";
constexpr std::string_view inclusion =
    "polkadot-sdk, polkadot/runtime/parachains/src/inclusion/mod.rs";

constexpr auto all = std::to_array<long_run_info>({
    {.id = "L1",
     .sentence = "new para heads are finalized again and again",
     .parameters = "scheduling_lookahead, unincluded_segment_capacity",
     .guard = "collators, backing, provisioner, inclusion",
     .source = guide,
     .fulfilment = any_of<finalizes_head>(),
     .assumptions = everyone_does_their_part,
     .lacks = lacks_order},
    {.id = "L2",
     .sentence = "while nothing goes wrong, para blocks are included as often as the sizing rules "
                 "say",
     .kind = deadline,
     .parameters = "scheduling_lookahead, max_candidate_depth, unincluded_segment_capacity",
     .guard = "consensus hook, prospective parachains, scheduler",
     .source = "polkadot-sdk, docs/sdk/src/guides/enable_elastic_scaling.rs",
     .premise = any_of<includes>(),
     .fulfilment = any_of<includes>(),
     .when = cadence_at_once,
     .rests_on = course::nothing_goes_wrong,
     .from_the_start = true,
     .lacks = lacks_pipeline},
    {.id = "L2b",
     .sentence = "the same, while every candidate misses one relay block before it is backed",
     .kind = deadline,
     .parameters = "scheduling_lookahead, max_candidate_depth, unincluded_segment_capacity",
     .guard = "consensus hook, prospective parachains, scheduler",
     .source = "polkadot-sdk pull request 11251",
     .holds_in = eras{true, true, false},
     .premise = any_of<includes>(),
     .fulfilment = any_of<includes>(),
     .when = cadence_one_late,
     .rests_on = course::backed_one_block_late,
     .from_the_start = true,
     .lacks = lacks_late_backing},
    {.id = "L3e",
     .sentence = "a core that is occupied is free or filled anew at some later block",
     .kind = leads_to,
     .parameters = "paras_availability_period, group_rotation_frequency",
     .guard = "availability time-out",
     .source = inclusion,
     .premise = any_of<occupies>(),
     .fulfilment = any_of<frees>(),
     .assumptions = assuming(honest_authors, forks_end, reversions_end)},
    {.id = "L5",
     .sentence = "after a reversion new para heads are finalized",
     .kind = leads_to,
     .parameters = "unincluded_segment_capacity",
     .guard = "collators' parent search",
     .source = "polkadot-sdk, cumulus/client/consensus/common/src/parent_search.rs",
     .premise = any_of<reverts>(),
     .fulfilment = any_of<finalizes_head>(),
     .assumptions = everyone_does_their_part,
     .lacks = lacks_orderly_reversions},
    {.id = "L5b",
     .sentence = "if nothing goes wrong after a reversion, two relay blocks later a para block is "
                 "included",
     .kind = deadline,
     .parameters = "unincluded_segment_capacity",
     .guard = "collators' parent search",
     .source = "polkadot-sdk, cumulus/client/consensus/common/src/parent_search.rs",
     .premise = any_of<reverts>(),
     .fulfilment = any_of<includes>(),
     .when = two_blocks,
     .rests_on = course::nothing_goes_wrong,
     .lacks = lacks_reversions_in_pipeline},
    {.id = "L6",
     .sentence = "if nothing goes wrong after a session's end, the next relay block backs",
     .kind = deadline,
     .parameters = "",
     .guard = "scheduler, allowed relay parents tracker",
     .source = "polkadot-sdk, polkadot/runtime/parachains/src/shared.rs",
     .premise = any_of<ends_session>(),
     .fulfilment = any_of<backs>(),
     .when = next_block,
     .rests_on = course::nothing_goes_wrong,
     .lacks = lacks_sessions},
    {.id = "L7",
     .sentence = "new para heads are finalized again and again though collators fork",
     .parameters = "scheduling_lookahead, unincluded_segment_capacity",
     .guard = "prospective parachains",
     .source = "polkadot-sdk pull request 4937",
     .holds_in = eras{true, false, false},
     .fulfilment = any_of<finalizes_head>(),
     .assumptions = assuming(collators_online, groups_online, candidates_backed,
                             availability_arrives, forks_end, reversions_end, sessions_last),
     .lacks = lacks_strays},
    {.id = "L8",
     .sentence = "a collator that does as it likes, alone, stalls no para: new heads are finalized "
                 "again and again",
     .parameters = "unincluded_segment_capacity",
     .guard = "collators, prospective parachains",
     .source = guide,
     .fulfilment = any_of<finalizes_head>(),
     .assumptions = assuming(honest_authors, honest_collators_online, groups_online,
                             candidates_backed, availability_arrives, forks_end, reversions_end),
     .lacks = lacks_dishonesty},
    {.id = "L9",
     .sentence = "whoever withholds a candidate delays its para by a rotation or an availability "
                 "period at most, whichever is longer",
     .kind = deadline,
     .parameters = "paras_availability_period, group_rotation_frequency",
     .guard = "availability time-out",
     .source = inclusion,
     .premise = any_of<backs>(),
     .fulfilment = any_of<frees>(),
     .when = core_is_free,
     .rests_on = course::best_fork_only},
    {.id = "L10",
     .sentence = "if candidates get their quorum, candidates are backed",
     .kind = leads_to,
     .parameters = "",
     .guard = "provisioner",
     .source = "polkadot-sdk, polkadot/node/core/provisioner/src/lib.rs",
     .premise = any_of<seconds>(),
     .fulfilment = any_of<backs>(),
     .assumptions = assuming(honest_authors, collators_online, groups_online, candidates_backed,
                             reversions_end),
     .lacks = lacks_order},
    {.id = "L11",
     .sentence = "with a capacity of one the cadence is that of synchronous backing, exactly",
     .kind = deadline,
     .parameters = "unincluded_segment_capacity",
     .guard = "consensus hook",
     .source = guide,
     .premise = any_of<includes>(),
     .fulfilment = any_of<includes>(),
     .when = every_second_block,
     .rests_on = course::nothing_goes_wrong,
     .from_the_start = true,
     .lacks = lacks_capacity_one},
    {.id = "L12",
     .sentence = "with a lookahead of one the para is slower at most by half, and does not stall",
     .kind = deadline,
     .parameters = "scheduling_lookahead",
     .guard = "scheduler",
     .source = "polkadot-sdk, polkadot/runtime/parachains/src/scheduler.rs",
     .holds_in = eras{true, true, false},
     .premise = any_of<includes>(),
     .fulfilment = any_of<includes>(),
     .when = degraded,
     .rests_on = course::nothing_goes_wrong,
     .from_the_start = true,
     .lacks = lacks_lookahead_one},
    {.id = "L13",
     .sentence = "if new code may be applied at a finalized block, it is applied at a later one",
     .kind = leads_to,
     .parameters = "validation_upgrade_delay, minimum_validation_upgrade_delay",
     .guard = "paras, parachain system",
     .source = "polkadot-sdk, polkadot/runtime/parachains/src/paras/mod.rs",
     .premise = any_of<signals>(),
     .fulfilment = any_of<applies>(),
     .assumptions = everyone_does_their_part | assuming(honest_authors, upgrades_wait),
     .lacks = lacks_upgrades},
    {.id = "Q1",
     .sentence = "a para block is included every six seconds; every twelve if backing is "
                 "synchronous",
     .kind = deadline,
     .parameters = "scheduling_lookahead, unincluded_segment_capacity",
     .guard = "scheduler",
     .source = "docs.polkadot.com, parachains, asynchronous backing",
     .premise = any_of<includes>(),
     .fulfilment = any_of<includes>(),
     .when = every_block,
     .rests_on = course::nothing_goes_wrong,
     .from_the_start = true,
     .lacks = lacks_size},
});

}  // namespace

std::span<const long_run_info> long_run() { return all; }

}  // namespace backcheck::properties
