// SPDX-License-Identifier: Apache-2.0
//
// What a relay block backs: of each para, candidates that extend what is pending there, each on a
// free core that the para has the claim of. Rules: polkadot,
// runtime/parachains/src/paras_inherent, inclusion, scheduler, shared.
#pragma once

#include <algorithm>

#include "model/machine/cores.hpp"
#include "model/machine/inclusion.hpp"
#include "model/machine/votes.hpp"
#include "model/protocol/scheduling.hpp"

namespace backcheck::machine {

/// Whether a candidate's relay parent is among those the tracker allows in the block under
/// construction.
template <language::domain D, class S>
constexpr typename D::truth allows_relay_parent(const construction<D, S>& b,
                                                const candidate<D, S>& c) {
  return protocol::tracker_allows<D>(b.w.speak, b.known.on_fork_of(c.relay_parent, b.parent),
                                     blocks_back(b.s, b.block, c), b.block.tracked);
}

/// Where a para's next candidate would go.
template <language::domain D, class S>
struct opening {
  using truth = typename D::truth;
  truth claimed = truth(false);       ///< there is a core that the para has the claim of
  truth core_is_free = truth(false);  ///< and it is free
  truth refills = truth(false);       ///< and was so in the parent, or may be refilled at once
  typename if_room<S::has_cores, core_index, what::core, D, S>::type core = {};
};

/// Among the cores the para has the claim of: the first that is free; or the one chosen, where
/// cores are not alike.
template <language::domain D, class S, class Choices>
constexpr opening<D, S> find_core(const construction<D, S>& b, std::size_t para,
                                  const typename D::truth& wanted, Choices& choose) {
  using truth = typename D::truth;
  using count = language::quantity<D, what::core, S::cores>;
  const auto& window = b.w.window;
  const auto& parent = at(b.s.blocks, b.parent);
  const auto before = occupied_in(parent);
  const bool alike = !is_on_demand(window);
  const auto chosen = choose.template one_of<core_index<D, S>>(
      "core", either(wanted && truth(!alike), count(core_count(window)), count(1)));
  opening<D, S> found;
  for (std::size_t c = 0; c < core_count(window); ++c) {
    const core_index<D, S> here(c);
    const auto taken_twice = b.w.speak.breaks(protocol::fault::core_taken_twice);
    const auto free = !b.uses[c].blocked && (!b.uses[c].used || truth(taken_twice));
    const auto looked_at = alike ? !found.core_is_free : chosen == here;
    const auto claimed = is_claimed_by(window, parent, c, para) ||
                         truth(b.w.speak.breaks(protocol::fault::claim_ignored));
    const bool passed_over = b.w.speak.breaks(protocol::fault::last_core_only) &&
                             c + 1 < core_count(window) &&
                             (c + 1) % std::max<std::size_t>(window.cores, 1) != 0;
    const auto taken = looked_at && claimed && !truth(passed_over);
    assign_if(taken, found.core, here);
    assign_if(taken, found.core_is_free, free);
    assign_if(taken, found.refills,
              !before[c].blocked || protocol::refills_at_once(b.w.speak, b.now.k));
    found.claimed = found.claimed || taken;
  }
  return found;
}

/// The same where each para has one core, always.
template <language::domain D, class S>
constexpr opening<D, S> own_core(const construction<D, S>& b, std::size_t para) {
  const auto& before = at(b.s.blocks, b.parent).paras[para];
  opening<D, S> found;
  const bool late = b.w.speak.breaks(protocol::fault::session_starts_unclaimed);
  found.claimed = !typename D::truth(late) || at(b.s.blocks, b.parent).tracked != 0;
  found.core_is_free = b.block.paras[para].pending.is_none();
  found.refills = before.pending.is_none() || protocol::refills_at_once(b.w.speak, b.now.k);
  return found;
}

/// Batches of upward messages in the queue of a para with those of a candidate.
template <language::domain D, class S>
constexpr auto queued_with(const candidate<D, S>& c, const para_state<D, S>& there) {
  return there.queued + language::one_if<typename para_state<D, S>::queue_type>(c.sends);
}
/// Whether a block under whose terms so much is queued has room for what a candidate sends.
template <language::domain D, class S>
constexpr typename D::truth accepts_upward(const world<D>& w, const terms<D>& now,
                                           const candidate<D, S>& c,
                                           const para_state<D, S>& there) {
  const auto sent = queued_with(c, there);
  if (w.speak.breaks(protocol::fault::queue_overstated))
    return now.fits(sent + language::one_if<typename para_state<D, S>::queue_type>(c.sends));
  return now.fits(sent);
}

/// Whether the relay parent of a candidate may follow that of the para's last pending candidate, or
/// of its head.
template <language::domain D, class S>
constexpr typename D::truth may_follow(const construction<D, S>& b, std::size_t para,
                                       const maybe_candidate<D, S>& head,
                                       const candidate<D, S>& c) {
  const auto breaks = [&](protocol::fault which) { return b.w.speak.breaks(which); };
  const auto previous = breaks(protocol::fault::pending_context_ignored)
                            ? context_number(b.s, para, b.block.paras[para].included)
                            : context_number(b.s, para, head);
  const auto own = relay_parent_number(b.s, c);
  if (breaks(protocol::fault::order_by_newest))
    return previous < number_of(at(b.s.blocks, b.parent));
  if (breaks(protocol::fault::relay_parent_must_rise)) return previous < own;
  return protocol::keeps_relay_parent_order<D>(b.w.speak, previous, own);
}

/// The guard of backing candidate `chosen` for a para, none meaning that nothing is backed. `now`
/// is the para's state so far.
template <language::domain D, class S>
constexpr language::outcome<D, refusal> may_back(const construction<D, S>& b, std::size_t para,
                                                 const opening<D, S>& where,
                                                 const maybe_candidate<D, S>& chosen) {
  using truth = typename D::truth;
  language::outcome<D, refusal> outcome_;
  const truth idle = chosen.is_none();
  const para_index<D, S> own(para);
  const auto& now = b.block.paras[para];
  const auto head = latest_head(now);
  const auto c = at(b.s.candidates, chosen);
  REQUIRE(idle || protocol::backs_candidates<D>(b.w.speak, b.ends_session),
          refusal::backing_skipped_before_session_change);
  REQUIRE(idle || takes_candidates(b), refusal::chain_is_frozen);
  REQUIRE(idle || where.claimed, refusal::no_claim);
  REQUIRE(idle || !truth(b.w.speak.breaks(protocol::fault::front_claim_only)) ||
              blocks_back(b.s, b.block, c) == 1,
          refusal::no_claim);
  REQUIRE(idle || where.core_is_free, refusal::core_occupied);
  REQUIRE(idle || now.pending.is_none() || protocol::queues_pending<D>(b.w.speak) ||
              truth(b.w.speak.breaks(protocol::fault::second_pending)),
          refusal::para_has_one_pending);
  REQUIRE(idle || where.refills, refusal::claim_not_available_yet);
  REQUIRE(idle || c.para == own, refusal::other_para);
  const bool unchecked = S::has_votes && b.w.speak.breaks(protocol::fault::votes_unchecked);
  REQUIRE(idle || c.backable || truth(unchecked), refusal::not_backable);
  REQUIRE(idle || !truth(b.w.speak.breaks(protocol::fault::nothing_backed)), refusal::not_offered);
  REQUIRE(idle || !drops(b, chosen), refusal::lost_a_dispute);
  REQUIRE(idle || c.parent == head || truth(b.w.speak.breaks(protocol::fault::head_unchecked)),
          refusal::parent_is_not_the_para_head);
  REQUIRE(idle || allows_relay_parent(b, c), refusal::disallowed_relay_parent);
  REQUIRE(idle || may_follow(b, para, head, c), refusal::relay_parent_moved_backwards);
  REQUIRE(idle || accepts_upward(b.w, b.now, c, now), refusal::upward_queue_full);
  REQUIRE(idle || queued_with(c, now) <= batches_max, refusal::window_full_of_batches);
  if constexpr (S::has_upgrades) REQUIRE_ALL(accepts_code(b.w, b.s, idle, c, now.upgrade));
  if constexpr (S::has_traffic) REQUIRE_ALL(accepts_traffic(b.w, b.now, b.s, idle, c, now.traffic));
  if constexpr (S::has_votes)
    REQUIRE(idle || truth(unchecked) || votes_hold(b.w, b.s, c).holds(),
            refusal::insufficient_backing);
  if constexpr (S::has_views) {
    const auto& was = at(b.s.blocks, b.parent).paras[para].pending;
    const auto included = either(now.included == was, was, maybe_candidate<D, S>());
    const bool asks = b.w.window.provisioned && chosen.is_some().known();
    REQUIRE(truth(!asks || offers(b.w, b.s, b.parent.place().raw(), included,
                                  chosen.or_first().place().raw())),
            refusal::not_offered);
  }
  return outcome_;
}

/// The block backs a candidate for a para, or has none left to back, which `more` then says.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> back_one(construction<D, S>& b, std::size_t para,
                                                 typename D::truth& more, Choices& choose) {
  using count = typename state<D, S>::candidate_count_type;
  language::outcome<D, refusal> outcome_;
  const auto chosen = choose.template one_or_none<maybe_candidate<D, S>>(
      "backed", either(more, b.s.candidate_count, count(0)));
  more = chosen.is_some();
  opening<D, S> where;
  if constexpr (S::has_cores) {
    where = find_core(b, para, more, choose);
  } else {
    where = own_core(b, para);
  }
  REQUIRE_ALL(may_back(b, para, where, chosen));
  auto free = more;
  for (std::size_t i = 0; i < S::pending; ++i) {
    auto entry = pending_at(b.block.paras[para], i);
    const auto here = free && entry.candidate.is_none();
    assign_if(here, entry, pending_entry<D, S>{chosen, 0, where.core});
    put_pending(b.block.paras[para], i, entry);
    free = free && !here;
  }
  const typename D::truth at_once(b.w.speak.breaks(protocol::fault::included_when_backed));
  assign_if(more && at_once, b.block.paras[para].included, chosen);
  if constexpr (S::has_cores)
    put_if(more, b.uses, where.core, core_use<D, S>{typename D::truth(false), more});
  return outcome_;
}

/// What the block backs for a para, in the order of the chain.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> back_para(construction<D, S>& b, std::size_t para,
                                                  Choices& choose) {
  language::outcome<D, refusal> outcome_;
  typename D::truth more(true);
  for (std::size_t i = 0; i < (S::has_cores ? pending_max(b.w.window) : 1); ++i)
    REQUIRE_ALL(back_one(b, para, more, choose));
  return outcome_;
}

}  // namespace backcheck::machine
