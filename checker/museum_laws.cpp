// SPDX-License-Identifier: Apache-2.0
//
// Laws about single rules, for what no state of the machine shows: each runs the protocol's own
// functions on all small cases, with the bug or without.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "checker/museum.hpp"
#include "checker/solve.hpp"
#include "model/machine/rules.hpp"
#include "model/protocol/ancestry.hpp"
#include "model/protocol/backing.hpp"
#include "model/protocol/code_upgrade.hpp"
#include "model/protocol/consensus_hook.hpp"
#include "model/protocol/consistency.hpp"
#include "model/protocol/fragment.hpp"
#include "model/protocol/fragment_chain.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::checker {

namespace {

using protocol::dialect;
using protocol::fault;
using protocol::rule_set;
using protocol::unbounded;

dialect speaking(bool broken, fault which) {
  return {rule_set::y2025, broken ? which : fault::none};
}

// Heads come again (sdk-3160).

constexpr std::uint64_t plenty = 1000000;

protocol::shared_candidate candidate_of(std::uint64_t hash, std::uint64_t parent,
                                        std::uint64_t output) {
  protocol::stored_candidate made;
  made.hash = hash;
  made.relay_parent = 1U;
  made.validation_data_hash_matches = true;
  auto& data = made.content.validation_data;
  data.parent_head = parent;
  data.relay_parent_number = 9U;
  data.relay_parent_storage_root = 1U;
  data.max_pov_size = plenty;
  made.content.commitments.head_data = output;
  made.content.commitments.hrmp_watermark = 9U;
  return std::make_shared<const protocol::stored_candidate>(std::move(made));
}

protocol::relay_scope<unbounded> scope_on(std::uint64_t head) {
  protocol::relay_scope<unbounded> scope;
  scope.relay_parent = {1U, 9U, 1U};
  auto& base = scope.base_constraints;
  base.min_relay_parent_number = 9U;
  base.max_pov_size = plenty;
  base.max_code_size = plenty;
  base.max_head_data_size = plenty;
  base.ump_remaining = plenty;
  base.ump_remaining_bytes = plenty;
  base.max_ump_num_per_candidate = plenty;
  base.max_hrmp_num_per_candidate = plenty;
  base.required_parent = head;
  return scope;
}

/// Three candidates, each from one of the heads A, B and C to another, heard of in all orders of
/// hashes and backed one after the other.
law_outcome no_head_twice(bool broken) {
  constexpr std::array<std::array<std::uint64_t, 2>, 6> moves{
      {{1, 2}, {1, 3}, {2, 1}, {2, 3}, {3, 1}, {3, 2}}};
  constexpr std::string_view heads = " ABC";
  law_outcome made;
  for (std::size_t n = 0; n < moves.size() * moves.size() * moves.size(); ++n) {
    ++made.tried;
    protocol::fragment_chain chain(speaking(broken, fault::cycle_unchecked), scope_on(1), 4, {});
    std::string story;
    std::vector<protocol::shared_candidate> all;
    for (std::size_t i = 0, rest = n; i < 3; ++i, rest /= moves.size()) {
      const auto& [from, to] = moves[rest % moves.size()];
      story += fmt::format("{}{} -> {}", i == 0 ? "" : ", ", heads[from], heads[to]);
      all.push_back(candidate_of(i + 1, from, to));
      (void)chain.add_seconded(all.back());
    }
    for (const auto& each : all) chain.mark_backed(each->hash);
    std::set<std::uint64_t> seen{1};
    bool twice = false;
    std::string on_chain = "A";
    for (const auto& each : chain.best()) {
      const auto output = each.candidate->output_head().raw();
      twice = twice || !seen.insert(output).second;
      on_chain += fmt::format(" -> {}", heads[output]);
    }
    if (!twice) continue;
    made.refuted = {fmt::format("candidates {}", story), fmt::format("the chain is {}", on_chain)};
    return made;
  }
  return made;
}

// Signals count (sdk-6178).

/// What stands behind the separator changes nothing of what is counted. Of all lists of at most
/// four messages of no or one byte.
law_outcome signals_are_free(bool broken) {
  law_outcome made;
  const auto speak = speaking(broken, fault::signals_counted);
  const auto counted = [&](const std::vector<std::uint64_t>& sizes) {
    protocol::candidate_commitments<unbounded> commitments;
    for (const auto size : sizes) commitments.upward_messages.elements().emplace_back(size);
    protocol::constraint_modifications<unbounded> m;
    protocol::count_upward(speak, m, commitments);
    return m.ump_messages_sent.raw();
  };
  for (std::size_t length = 0; length <= 4; ++length) {
    for (std::size_t bits = 0; bits < (std::size_t{1} << length); ++bits) {
      ++made.tried;
      std::vector<std::uint64_t> sizes;
      for (std::size_t i = 0; i < length; ++i) sizes.push_back((bits >> i) % 2);
      const auto separator = std::find(sizes.begin(), sizes.end(), 0);
      const std::vector<std::uint64_t> before(sizes.begin(), separator);
      if (counted(sizes) == counted(before)) continue;
      made.refuted = {
          fmt::format("messages of these sizes, 0 being the separator: {}", fmt::join(sizes, ", ")),
          fmt::format("counted: {}; without what stands behind the separator: {}", counted(sizes),
                      counted(before))};
      return made;
    }
  }
  return made;
}

// The capacity is too small (sdk-5260).

/// Nothing waits for room at velocity 3, without offset, if a candidate is backed and made
/// available one relay block after the other: with 7 places, or with 9.
law_outcome capacity_suffices(bool broken) {
  setting s{};
  s.parameters = protocol::preset("polkadot").values;
  protocol::set(s.parameters, "block_processing_velocity=3");
  const auto found = solve_sizing(s, {.backing = 1, .availability = 1}, goal::minimize, {});
  const std::uint64_t set = broken ? 7 : 9;
  law_outcome made{.tried = found.tried.size()};
  for (const auto& each : found.tried)
    if (each.value == set && each.decided && !each.holds)
      made.refuted = {fmt::format("unincluded_segment_capacity = {}: {}", set, each.how),
                      fmt::format("least that suffices: {}", found.value.value_or(0))};
  return made;
}

// The delay is counted from somewhere else (polkadot-7486).

/// New code is not due before its delay has passed since the inclusion. Of all delays and ages up
/// to three, through the machine's own inclusion.
law_outcome delay_from_inclusion(bool broken) {
  using D = language::concrete;
  using shape = machine::traffic_shape;
  law_outcome made;
  for (std::uint64_t n = 0; n < 256; ++n) {
    ++made.tried;
    const std::uint64_t delay = n % 4;
    const std::uint64_t minimum = n / 4 % 4;
    const std::uint64_t age = n / 16 % 4;
    const std::uint64_t later = n / 64;
    setting s{};
    s.speak = speaking(broken, fault::delay_from_relay_parent);
    s.parameters = protocol::preset("polkadot").values;
    s.parameters.candidates.validation_upgrade_delay = delay;
    s.parameters.candidates.minimum_validation_upgrade_delay = minimum;
    s.parameters.candidates.validation_upgrade_cooldown = 0U;
    s.window.upgrades = true;
    const machine::world<D> w(s.speak, s.parameters, s.window);
    auto state = machine::start<D, shape>(s.window);
    machine::candidate<D, shape> c;
    c.relay_parent_age = age;
    c.code.brings = language::known_truth(true);
    auto para = state.blocks[0].paras[0];
    machine::include_upgrade<D, shape>(w, w, state, language::known_truth(true), c, state.blocks[0],
                                       para);
    auto& code = para.upgrade;
    const auto included = machine::number_of(state.blocks[0]).raw();
    protocol::accept_upgrade(s.parameters.candidates, code.record, code.scheduled_at,
                             decltype(code.scheduled_at)(included + later));
    if (code.record.expected_at.raw() >= included + delay) continue;
    made.refuted = {
        fmt::format("validation_upgrade_delay = {}, minimum_validation_upgrade_delay = {}", delay,
                    minimum),
        fmt::format(
            "the relay parent is {} blocks before the block that includes the candidate, and "
            "the code is accepted {} blocks after that",
            age, later),
        fmt::format("due {} blocks after the inclusion", code.record.expected_at.raw() - included)};
    return made;
  }
  return made;
}

// The delay is too small (polkadot-4248).

/// What a chain asks of its configuration is true of Polkadot's, with the delay changed or not.
law_outcome delay_is_refused(bool broken) {
  auto k = protocol::preset("polkadot").values;
  if (broken) k.candidates.validation_upgrade_delay = 1U;
  law_outcome made{.tried = 1};
  for (const auto& each : protocol::inconsistencies(k, protocol::newest_layout))
    made.refuted.push_back(each.text);
  return made;
}

// Slots (sdk-3211).

/// A block that is built for the newest relay slot is accepted by its runtime. The collator goes by
/// slots of 6 s, the runtime by 12 s; or both by 12 s.
law_outcome slots_agree(bool broken) {
  using slot = protocol::slot_record<unbounded>::slot_type;
  using milliseconds = protocol::fixed_velocity<unbounded>::milliseconds_type;
  law_outcome made;
  const milliseconds relay(6000U);
  const milliseconds own(12000U);
  const milliseconds seen(broken ? 6000U : 12000U);
  for (std::uint64_t n = 0; n < 8; ++n) {
    ++made.tried;
    protocol::fixed_velocity<unbounded> k;
    k.relay_slot_ms = relay;
    k.velocity = 1U;
    k.capacity = 3U;
    protocol::slot_record<unbounded> recorded;
    const slot now(n);
    const slot built(protocol::para_slot_at<language::concrete>(now, relay, seen).raw());
    const slot derived(protocol::para_slot_at<language::concrete>(now, relay, own).raw());
    if (protocol::on_state_proof_2025(k, recorded, now, built, derived).holds().known()) continue;
    made.refuted = {fmt::format("relay slot {}: built in slot {}, the runtime is in slot {}", n,
                                built.raw(), derived.raw())};
    return made;
  }
  return made;
}

// Relay parents grow old (sdk-11582).

/// What is built on the newest relay block is still allowed when it is backed, if the core was
/// taken for two blocks: with a lookahead of 2, or of 4.
law_outcome relay_parents_last(bool broken) {
  auto k = protocol::preset("polkadot").values;
  k.scheduler.scheduling_lookahead = broken ? 2U : 4U;
  const auto allowed = protocol::allowed_ancestors<language::concrete>({}, k);
  using blocks = protocol::code_state<unbounded>::number_type;
  blocks tracked(0);
  law_outcome made;
  for (std::uint64_t age = 1; age <= 4; ++age)
    tracked = blocks(protocol::tracked_after_push<language::concrete>(tracked, allowed).raw());
  for (std::uint64_t waits = 0; waits <= 2; ++waits) {
    ++made.tried;
    const blocks age(waits + 1);
    if (protocol::is_tracked<language::concrete>(age, tracked).known()) continue;
    made.refuted = {
        fmt::format("scheduling_lookahead = {}: a block allows {} relay parents",
                    k.scheduler.scheduling_lookahead.raw(), tracked.raw()),
        fmt::format(
            "a candidate that waits {} relay blocks for the core has a relay parent {} blocks "
            "before the block that would back it",
            waits, age.raw())};
    return made;
  }
  return made;
}

// One leaf stops the others (sdk-8510).

using answers = unbounded::list<protocol::unit::relay_hashes, protocol::leaf_answer<unbounded>>;

/// A leaf that does not answer changes nothing of whether a candidate may be seconded. Of all lists
/// of at most three leaves, each of which does not answer, has no place for it, or has one.
law_outcome silent_leaves_change_nothing(bool broken) {
  constexpr std::array<std::string_view, 3> kinds{"does not answer", "has no place", "has a place"};
  law_outcome made;
  for (std::size_t length = 0, lists = 1; length <= 3; ++length, lists *= kinds.size()) {
    for (std::size_t n = 0; n < lists; ++n) {
      ++made.tried;
      answers gathered;
      answers answering;
      std::vector<std::string_view> told;
      bool goes_on = true;
      for (std::size_t i = 0, rest = n; i < length; ++i, rest /= kinds.size()) {
        const std::size_t kind = rest % kinds.size();
        told.push_back(kinds[kind]);
        protocol::leaf_answer<unbounded> leaf;
        leaf.answers = language::known_truth(kind != 0);
        leaf.depths.elements().push_back(
            {language::known_truth(kind == 2), language::known_truth(false)});
        // With the bug, whoever gathers the answers gives up at the first leaf without one.
        goes_on = goes_on && (kind != 0 || !broken);
        if (goes_on) gathered.elements().push_back(leaf);
        if (kind != 0) answering.elements().push_back(leaf);
      }
      const auto with = protocol::may_second_2025<unbounded>(gathered).why();
      if (with == protocol::may_second_2025<unbounded>(answering).why()) continue;
      made.refuted = {
          fmt::format("the leaves: the first {}", fmt::join(told, ", the next ")),
          with == protocol::seconding_refusal::none
              ? "the candidate may be seconded, and not without those that do not answer"
              : "the candidate may not be seconded, but may without those that do not answer"};
      return made;
    }
  }
  return made;
}

constexpr auto laws = std::to_array<museum_law>({
    {"no_head_twice", "no head comes twice on a fragment chain", "fragment_chain", no_head_twice,
     fault::cycle_unchecked},
    {"signals_are_free", "signals behind the separator are not counted as messages", "count_upward",
     signals_are_free, fault::signals_counted},
    {"capacity_suffices", "no block waits for room in the unincluded segment",
     "has_room, effective_capacity", capacity_suffices},
    {"delay_from_inclusion", "new code is not due before its delay has passed since the inclusion",
     "include_upgrade, accept_upgrade", delay_from_inclusion, fault::delay_from_relay_parent},
    {"delay_is_refused", "the chain takes the configuration for consistent", "check_consistency",
     delay_is_refused},
    {"relay_parents_last", "a candidate that waits two blocks for its core can still be backed",
     "allowed_ancestors, tracked_after_push, is_tracked", relay_parents_last},
    {"silent_leaves_change_nothing",
     "a leaf that does not answer changes nothing of whether a candidate may be seconded",
     "hear_leaves, may_second_2025", silent_leaves_change_nothing},
    {"slots_agree", "a block that is built for the newest relay slot is accepted by its runtime",
     "para_slot_at, on_state_proof_2025", slots_agree},
});

}  // namespace

std::span<const museum_law> museum_laws() { return laws; }

const museum_law& law_by_id(std::string_view id) {
  const auto found =
      std::find_if(laws.begin(), laws.end(), [&](const auto& each) { return each.id == id; });
  if (found == laws.end()) throw language::model_fault("there is no such law");
  return *found;
}

}  // namespace backcheck::checker
