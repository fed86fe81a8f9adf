// SPDX-License-Identifier: Apache-2.0
//
// Theorems about relay parents, availability and time-outs.
#pragma once

#include "model/protocol/ancestry.hpp"
#include "model/protocol/inclusion.hpp"
#include "properties/theorem.hpp"

namespace backcheck::properties {

struct backed_within_lookahead {
  static constexpr theorem_info info{
      "T9",
      "a candidate can be backed in at most scheduling_lookahead blocks of a fork, whatever it is",
      "is_tracked, tracked_after_push, allowed_ancestors",
      "polkadot/runtime/parachains/src/shared.rs: AllowedRelayParentsTracker::update",
      "",
      "the tracker is one longer"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using blocks = word_of<D, protocol::unit::relay_blocks>;
    protocol::parameters<D> k{};
    k.scheduler.scheduling_lookahead =
        any<word_of<D, protocol::unit::claims>>(it, "scheduling_lookahead");
    const auto tracked = any<blocks>(it, "tracked in the parent");
    const auto age = any<blocks>(it, "blocks since the relay parent");
    const auto allowed = protocol::allowed_ancestors<D>({}, k);
    const auto longer = mutated(it, next(allowed), allowed);
    const auto now = protocol::tracked_after_push<D>(tracked, longer);
    it.assume("scheduling_lookahead is at least 1", k.scheduler.scheduling_lookahead >= 1);
    it.assume("the block allows the relay parent", protocol::is_tracked<D>(age, now));
    it.conclude("it is at least one block old", age >= 1);
    it.conclude("and at most scheduling_lookahead blocks",
                language::in_unit<protocol::unit::claims>(age) <= k.scheduler.scheduling_lookahead);
  }
};

struct tracker_closed_form {
  static constexpr theorem_info info{
      "T10",
      "the tracker's length is the number of blocks of the session, at most the allowed ancestors "
      "and one",
      "tracked_after_push",
      "polkadot/runtime/parachains/src/shared.rs: AllowedRelayParentsTracker",
      "",
      "the newest block does not count"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using blocks = word_of<D, protocol::unit::relay_blocks>;
    const auto seen = any<blocks>(it, "blocks of the session so far");
    const auto allowed = any<blocks>(it, "allowed ancestors");
    const auto closed = [&](const auto& count) { return least(count, next(allowed)); };
    const auto before = closed(seen);
    const auto after = protocol::tracked_after_push<D>(before, allowed);
    const auto counted = mutated(it, seen, next(seen));
    it.conclude("before the first it is empty", language::implies(seen == 0, closed(seen) == 0));
    it.conclude("each block keeps it so", after == closed(counted));
  }
};

struct node_allows_what_the_runtime_does {
  static constexpr theorem_info info{
      "T11",
      "nodes allow the same relay parents at a leaf as the runtime will in its child",
      "in_allowed_ancestry, tracker_allows",
      "polkadot/node/subsystem-util/src/backing_implicit_view.rs: fetch_ancestors; "
      "polkadot/runtime/parachains/src/shared.rs",
      "",
      "nodes look one block further"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using blocks = word_of<D, protocol::unit::relay_blocks>;
    const auto speak = protocol::dialect{};
    const auto allowed = any<blocks>(it, "allowed ancestors");
    const auto in_session = any<blocks>(it, "ancestors of the leaf in its session");
    const auto back = any<blocks>(it, "blocks from the leaf back to the relay parent");
    const auto further = mutated(it, next(allowed), allowed);
    const auto tracked = least(in_session, next(allowed));
    const auto same_session = back <= in_session;
    const auto node = protocol::in_allowed_ancestry<D>(back, further, same_session);
    const auto runtime =
        protocol::tracker_allows<D>(speak, typename D::truth(true), next(back),
                                    protocol::tracked_after_push<D>(tracked, allowed));
    it.conclude("they agree", node == runtime);
  }
};

struct relay_parents_stay_in_order {
  static constexpr theorem_info info{
      "T12",
      "relay parents never decrease along what is included, pending and new",
      "keeps_relay_parent_order",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: "
      "RelayParentMostRecent; shared.rs: acquire_info",
      "",
      "a candidate's relay parent may be older"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using blocks = word_of<D, protocol::unit::relay_blocks>;
    const auto speak = speaking(it, protocol::fault::relay_parent_backwards);
    const auto included = any<blocks>(it, "relay parent of what is included");
    const auto pending = any<blocks>(it, "relay parent of what is pending");
    const auto candidate = any<blocks>(it, "relay parent of the candidate");
    it.assume("what is pending was backed behind what is included",
              protocol::keeps_relay_parent_order<D>(speak, included, pending));
    it.assume("the candidate is backed behind what is pending",
              protocol::keeps_relay_parent_order<D>(speak, pending, candidate));
    it.conclude("from what is included to the candidate they do not decrease",
                included <= pending && pending <= candidate);
  }
};

template <language::domain D>
using validators_of = word_of<D, protocol::unit::validators>;

struct quorums_meet {
  static constexpr theorem_info info{
      "T13",
      "two availability quorums meet in more validators than may be faulty, for every number of "
      "validators",
      "availability_threshold",
      "polkadot/primitives: supermajority_threshold",
      "",
      "a quorum is one smaller"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using validators = validators_of<D>;
    const auto n = any<validators>(it, "validators");
    it.assume("there is one", n >= 1);
    const auto threshold = protocol::availability_threshold<D>(n);
    const auto quorum =
        mutated(it, monus(threshold, word_of<D, protocol::unit::votes>(1)), threshold);
    const auto faulty =
        language::in_unit<protocol::unit::votes>(quotient(monus(n, validators(1)), validators(3)));
    it.conclude("2 quorums > validators + faulty ones",
                quorum + quorum > language::in_unit<protocol::unit::votes>(n) + faulty);
  }
};

struct availability_without_division {
  static constexpr theorem_info info{
      "T14",
      "more than two votes for three validators is the availability threshold, for every number of "
      "validators",
      "is_available, availability_threshold",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: enact_candidate; "
      "primitives: supermajority_threshold",
      "",
      "two votes for three validators are enough"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    const auto n = any<validators_of<D>>(it, "validators");
    const auto votes = any<word_of<D, protocol::unit::votes>>(it, "votes");
    it.assume("there is a validator", n >= 1);
    const auto available =
        it.broken() ? protocol::seems_available<D>(votes, n) : protocol::is_available<D>(votes, n);
    it.conclude("they agree", available == (votes >= protocol::availability_threshold<D>(n)));
  }
};

struct thresholds_differ_at_multiples_of_three {
  static constexpr theorem_info info{
      "T15",
      "block authors and the runtime differ about availability exactly at two thirds of the "
      "validators, which needs their number to be a multiple of 3",
      "seems_available, is_available",
      "polkadot/node/core/provisioner/src/lib.rs: bitfields_indicate_availability; "
      "polkadot/runtime/parachains/src/inclusion/mod.rs",
      "",
      "they are said to agree"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using factor = language::quantity<D, protocol::unit::votes, 3>;
    const auto n = any<validators_of<D>>(it, "validators");
    const auto votes = any<word_of<D, protocol::unit::votes>>(it, "votes");
    const auto differ =
        !(protocol::seems_available<D>(votes, n) == protocol::is_available<D>(votes, n));
    const auto two_thirds =
        times(votes, factor(3)) == language::in_unit<protocol::unit::votes>(times(n, factor(2)));
    it.conclude("they differ where 3 votes = 2 validators, and nowhere else",
                differ == (it.broken() ? typename D::truth(false) : two_thirds));
    it.conclude("then 3 divides the validators",
                language::implies(two_thirds, remainder(n, validators_of<D>(3)) == 0));
  }
};

struct nothing_times_out_early {
  static constexpr theorem_info info{
      "T16",
      "no candidate times out before paras_availability_period blocks have passed, and none at all "
      "outside the window after a rotation",
      "times_out",
      "polkadot/runtime/parachains/src/scheduler.rs: availability_timeout_predicate",
      "",
      "time-outs happen at any height"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using blocks = word_of<D, protocol::unit::relay_blocks>;
    const auto speak = speaking(it, protocol::fault::timeout_at_any_height);
    protocol::parameters<D> k{};
    k.scheduler.paras_availability_period = any<blocks>(it, "paras_availability_period");
    const auto age = any<blocks>(it, "blocks since the backing");
    const auto position = any<blocks>(it, "position in the rotation");
    const auto following = any<blocks>(it, "position of the child");
    it.assume("it times out", protocol::times_out<D>(speak, k, age, position, following));
    it.conclude("its period is over", age >= k.scheduler.paras_availability_period);
    it.conclude("the window is open", following < k.scheduler.paras_availability_period);
  }
};

/// The position of a block in its rotation, for blocks of a rotation and the one after, without
/// division.
template <language::domain D, std::uint64_t A, std::uint64_t B, std::uint64_t C>
auto position_at(const language::quantity<D, protocol::unit::relay_blocks, A>& block,
                 const language::quantity<D, protocol::unit::relay_blocks, B>& rotation_start,
                 const language::quantity<D, protocol::unit::relay_blocks, C>& length) {
  const auto since = monus(block, rotation_start);
  return either(since < length, since, monus(since, length));
}

struct time_out_closed_form {
  static constexpr theorem_info info{
      "T17",
      "the closed form by which nodes expect a time-out is the first block at which the predicate "
      "holds, until the end of the next rotation",
      "expected_time_out, times_out",
      "polkadot/runtime/parachains/src/runtime_api_impl/v5.rs: availability_cores; scheduler.rs",
      "",
      "the closed form forgets the window"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using blocks = word_of<D, protocol::unit::relay_blocks>;
    const protocol::dialect speak{protocol::rule_set::y2023, protocol::fault::none};
    protocol::parameters<D> k{};
    auto& period = k.scheduler.paras_availability_period;
    auto& rotation = k.scheduler.group_rotation_frequency;
    period = any<blocks>(it, "paras_availability_period");
    rotation = any<blocks>(it, "group_rotation_frequency");
    const auto start = any<blocks>(it, "first block of the rotation");
    const auto backed = any<blocks>(it, "block of backing");
    const auto now = any<blocks>(it, "block looked at");
    it.assume("1 <= period < rotation, and nothing is near the 32-bit limit",
              period >= 1 && period < rotation && rotation < 0x10000000 && start < 0x10000000 &&
                  now < 0x40000000);
    it.assume("it was backed in the rotation", backed >= start && backed < start + rotation);
    it.assume("the block looked at comes after, in this rotation or the next",
              now > backed && now < start + rotation + rotation);
    const auto expected = protocol::expected_time_out<D>(k.scheduler, backed, start);
    const auto said = mutated(it, backed + period, expected);
    const auto position = position_at<D>(now, start, rotation);
    const auto age = monus(now, backed);
    const auto times_out = protocol::times_out<D>(speak, k, age, position, position);
    it.conclude("it does not time out before", language::implies(times_out, now >= said));
    it.conclude("it times out then", language::implies(now == said, times_out));
  }
};

}  // namespace backcheck::properties
