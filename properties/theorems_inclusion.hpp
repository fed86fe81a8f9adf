// SPDX-License-Identifier: Apache-2.0
//
// Theorems about what a block makes of pending candidates, about votes and statements, disputes,
// sessions, and claims on cores.
#pragma once

#include "model/protocol/backing.hpp"
#include "model/protocol/disputes.hpp"
#include "model/protocol/inclusion.hpp"
#include "model/protocol/relay_parents.hpp"
#include "model/protocol/scheduling.hpp"
#include "model/protocol/session.hpp"
#include "properties/theorem.hpp"

namespace backcheck::properties {

/// A pending candidate that is told apart by its place.
template <class Shape>
struct pending_in_place {
  using truth = protocol::truth_of<Shape>;
  using place_type = typename Shape::template word<protocol::unit::candidate_hashes>;
  BACKCHECK_FIELDS(pending_in_place, (truth, available), (truth, timed_out), (truth, disputed),
                   (place_type, place));
};

struct settled_in_order {
  static constexpr theorem_info info{
      "T34",
      "of a para's pending candidates a block includes the first ones, all available, and what "
      "stays "
      "follows them without a gap, neither disputed nor timed out",
      "settle_pending, becomes_included",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: update_pending_availability_and_get_"
      "freed_cores, free_failed_cores",
      "4 pending candidates",
      "what builds on an evicted candidate stays"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    using candidates =
        typename shape::template list<protocol::unit::candidate_hashes, pending_in_place<shape>>;
    const auto speak = speaking(it, protocol::fault::eviction_spares_successors);
    auto before = any<candidates>(it, "pending");
    typename D::truth numbered(true);
    for (std::size_t i = 0; i < places(before); ++i)
      numbered = numbered && (!before.has(i) || before[i].place == i);
    it.assume("they are numbered in order", numbered);
    auto after = before;
    const auto included = protocol::settle_pending<shape>(after, speak);
    typename D::truth first_available(true);
    typename D::truth well_kept(true);
    typename D::truth in_place(true);
    for (std::size_t i = 0; i < places(before); ++i) {
      first_available =
          first_available && (included <= i || (before[i].available && !before[i].disputed));
      well_kept = well_kept && (!after.has(i) || (!after[i].timed_out && !after[i].disputed));
      in_place = in_place &&
                 (!after.has(i) ||
                  after[i].place ==
                      included + language::quantity<D, protocol::unit::candidate_hashes, 4>(i));
    }
    it.conclude("those included are available and undisputed", first_available);
    it.conclude("what stays is neither timed out nor disputed", well_kept);
    it.conclude("what stays follows those included without a gap", in_place);
    it.conclude("the first that stays is not available", !after.has(0) || !after[0].available);
  }
};

struct statements_accuse_nobody_honest {
  static constexpr theorem_info info{
      "T35",
      "who seconds one candidate and never calls valid what it has seconded shows no misbehaviour; "
      "who says both does",
      "check_statement",
      "polkadot/statement-table/src/generic.rs: import_candidate, validity_vote",
      "",
      "seconding another candidate is allowed to nobody"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using truth = typename D::truth;
    const auto s = any<protocol::statement<D>>(it, "statement");
    const auto multiple = any<truth>(it, "several may be seconded at this relay parent");
    const auto allowed = it.broken() ? truth(false) : multiple;
    const auto fine = protocol::check_statement<D>(s, allowed).holds();
    const auto contradicts =
        (s.is_seconded && s.called_this_valid) || (!s.is_seconded && s.seconded_this);
    it.conclude("a contradiction is always noticed", language::implies(contradicts, !fine));
    it.assume("the signer is in the group", s.signer_is_in_group);
    it.assume("it says nothing twice",
              !(s.is_seconded && s.seconded_this) && !(!s.is_seconded && s.called_this_valid));
    it.assume("it does not contradict itself", !contradicts);
    it.assume("it has seconded no other, or may",
              !s.is_seconded || !s.seconded_another || multiple);
    it.conclude("nothing is held against it", fine);
  }
};

struct votes_within_the_group {
  static constexpr theorem_info info{
      "T36",
      "a candidate needs as many votes as configured, all of a smaller group, and never more than "
      "there are; before 2024 two",
      "votes_needed",
      "polkadot/primitives: effective_minimum_backing_votes; node/primitives/src/lib.rs: "
      "minimum_votes",
      "",
      "the size of the group is not looked at"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using votes = word_of<D, protocol::unit::votes>;
    protocol::backing_params<D> k{};
    k.minimum_backing_votes = any<votes>(it, "minimum_backing_votes");
    const auto size = any<word_of<D, protocol::unit::validators>>(it, "validators in the group");
    const auto members = language::in_unit<protocol::unit::votes>(size);
    const auto needed =
        mutated(it, k.minimum_backing_votes, votes(protocol::votes_needed<D>({}, k, size)));
    const auto of_2023 =
        protocol::votes_needed<D>({protocol::rule_set::y2023, protocol::fault::none}, k, size);
    it.conclude("no more than there are", needed <= members);
    it.conclude("as configured, or all",
                needed == k.minimum_backing_votes ||
                    (needed == members && members < k.minimum_backing_votes));
    it.conclude("two of a group of two or more, in 2023",
                language::implies(members >= 2, of_2023 == 2));
  }
};

struct frozen_for_good {
  static constexpr theorem_info info{
      "T37",
      "a chain that has included what lost a dispute takes no candidate any more",
      "freezes, takes_candidates",
      "polkadot/runtime/parachains/src/disputes.rs: revert_and_freeze",
      "",
      "a frozen chain goes on"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using truth = typename D::truth;
    const auto speak = speaking(it, protocol::fault::frozen_chain_goes_on);
    const auto was = any<truth>(it, "it was frozen");
    const auto lost = any<truth>(it, "a candidate lost a dispute");
    const auto included = any<truth>(it, "it was included");
    const auto frozen = protocol::freezes<D>(speak, was, lost, included);
    it.assume("it was frozen, or has included what lost", was || (lost && included));
    it.conclude("it takes no candidates", !protocol::takes_candidates<D>(speak, frozen));
    it.conclude(
        "nor after another dispute",
        !protocol::takes_candidates<D>(speak, protocol::freezes<D>(speak, frozen, included, lost)));
  }
};

/// Configurations by number: in force, and planned for the two sessions after.
template <language::domain D>
struct plan_of_three {
  using number = language::quantity<D, protocol::unit::sessions, 0xFFFFFFFF>;
  BACKCHECK_FIELDS(plan_of_three, (number, in_force), (number, next_session),
                   (number, session_after));
};

struct changes_wait_two_sessions {
  static constexpr theorem_info info{
      "T38",
      "a change of the configuration comes into force with the second session change after it, and "
      "not with the first",
      "plan_change_if, enter_session_if",
      "polkadot/runtime/parachains/src/configuration.rs: schedule_config_update; shared.rs: "
      "SESSION_DELAY",
      "",
      "it comes with the first"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using truth = typename D::truth;
    const auto speak = speaking(it, protocol::fault::change_comes_early);
    auto plan = any<plan_of_three<D>>(it, "plan");
    const auto start = plan;
    it.assume("there are numbers left", plan.session_after < 0xFFFFFFFF);
    it.assume("what is planned later was changed later",
              plan.in_force <= plan.next_session && plan.next_session <= plan.session_after);
    protocol::plan_change_if<D>(truth(true), plan);
    const auto changed = plan.session_after;
    it.conclude("it is not in force at once", plan.in_force == start.in_force);
    protocol::enter_session_if<D>(speak, truth(true), plan);
    it.conclude("nor after one session change",
                plan.in_force == start.next_session && plan.in_force < changed);
    protocol::enter_session_if<D>(speak, truth(true), plan);
    it.conclude("but after two", plan.in_force == changed);
  }
};

struct claims_advance_by_one {
  static constexpr theorem_info info{
      "T39",
      "with each block a core that is not occupied loses its front claim and no other, an occupied "
      "one none; and the queue is filled up to the lookahead while claims are provided",
      "advance_claims, fill_claims",
      "polkadot/runtime/parachains/src/scheduler.rs: advance_claim_queue, fill_claim_queue",
      "4 claims in the queue, 4 provided, 2 paras",
      "occupied cores lose their claim"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using truth = typename D::truth;
    using shape = at_full_width<D>;
    using claims = language::quantity<D, protocol::unit::claims, 4>;
    const auto before = any<protocol::core_claims<shape>>(it, "core");
    const auto lookahead = any<claims>(it, "scheduling_lookahead");
    const auto occupied = any<truth>(it, "occupied");
    it.assume("the queue is as long as the lookahead, which is at least 2",
              before.queue.length == lookahead && lookahead >= 2);
    it.assume("there is a claim to be had", before.provided.length >= 1);
    auto after = before;
    protocol::advance_claims(after, it.broken() ? truth(false) : occupied, lookahead);
    it.conclude("the queue is as long as the lookahead", after.queue.length == lookahead);
    truth kept(true);
    truth moved(true);
    for (std::size_t i = 0; i < places(before.queue); ++i) {
      kept = kept && (!before.queue.has(i) || after.queue[i] == before.queue[i]);
      if (i > 0) moved = moved && (!before.queue.has(i) || after.queue[i - 1] == before.queue[i]);
    }
    it.conclude("an occupied core keeps all of them", language::implies(occupied, kept));
    it.conclude("another loses the front one, and no other", language::implies(!occupied, moved));
  }
};

struct refilled_from_a_lookahead_of_two {
  static constexpr theorem_info info{
      "T40",
      "a core that becomes free is refilled in the same block whatever the lookahead since 2024, "
      "and "
      "in 2023 exactly if it is at least 2",
      "refills_at_once, claims_wanted",
      "polkadot/runtime/parachains/src/scheduler.rs: scheduling_lookahead, "
      "next_up_on_available",
      "",
      "one claim is enough"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using claims = word_of<D, protocol::unit::claims>;
    protocol::parameters<D> k{};
    k.scheduler.scheduling_lookahead = any<claims>(it, "scheduling_lookahead");
    const auto in_2023 =
        protocol::refills_at_once<D>({protocol::rule_set::y2023, protocol::fault::none}, k);
    const auto least_needed = mutated(it, claims(1), claims(2));
    it.conclude("in 2023 exactly from there on",
                in_2023 == (k.scheduler.scheduling_lookahead >= least_needed));
    it.conclude("since 2024 always", protocol::refills_at_once<D>({}, k));
  }
};

struct oldest_allowed_is_the_floor {
  static constexpr theorem_info info{
      "T41",
      "the lowest relay parent number that nodes allow is that of the oldest block that the "
      "runtime "
      "will allow in the next block",
      "lowest_relay_parent_number, tracked_after_push, is_tracked",
      "polkadot/runtime/parachains/src/runtime_api_impl: backing_constraints; shared.rs: "
      "hypothetical_earliest_block_number",
      "",
      "the runtime's tracker is one longer"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using blocks = word_of<D, protocol::unit::relay_blocks>;
    const auto now = any<blocks>(it, "number of the leaf");
    const auto allowed = any<blocks>(it, "allowed ancestors");
    const auto tracked = any<blocks>(it, "length of its tracker");
    const auto number = any<blocks>(it, "number of a relay parent");
    it.assume("the tracker holds only blocks that exist", tracked <= now);
    it.assume("the relay parent is not above the leaf", number <= now);
    const auto lowest = protocol::lowest_relay_parent_number<D>(now, allowed, tracked);
    const auto longer = mutated(it, next(allowed), allowed);
    const auto tracker = protocol::tracked_after_push<D>(tracked, longer);
    const auto age = monus(next(now), number);
    it.conclude("they agree", (number >= lowest) == protocol::is_tracked<D>(age, tracker));
  }
};

}  // namespace backcheck::properties
