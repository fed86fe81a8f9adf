// SPDX-License-Identifier: Apache-2.0
//
// The relay author: one more relay block, on any block of the window. For each para, in the
// runtime's order: availability makes the pending candidate included, or it times out; the upward
// queue is serviced; a candidate may be backed on the freed core. A block that ends a session drops
// what is pending and empties the relay parent tracker. Rules: polkadot,
// runtime/parachains/src/paras_inherent, inclusion, scheduler, shared, initializer.
#pragma once

#include "model/language/rule.hpp"
#include "model/machine/chart.hpp"
#include "model/machine/refusal.hpp"
#include "model/machine/world.hpp"
#include "model/protocol/session.hpp"

namespace backcheck::machine {

/// The block under construction, on `parent`.
template <language::domain D, class S>
struct construction {
  using truth = typename D::truth;

  const world<D>& w;
  const state<D, S>& s;
  const chart<D, S>& known;
  const block_index<D, S>& parent;
  truth ends_session;
  relay_blocks<D, rotation_max> next_rotation;  ///< position of its child in the rotation
  relay_block<D, S> block;                      ///< as built so far
};

/// Whether a candidate's relay parent is among those the tracker allows in the block under
/// construction.
template <language::domain D, class S>
constexpr typename D::truth allows_relay_parent(const construction<D, S>& b,
                                                const candidate<D, S>& c) {
  return protocol::tracker_allows<D>(b.w.speak, b.known.on_fork_of(c.relay_parent, b.parent),
                                     blocks_back(b.s, b.block, c), b.block.tracked);
}

/// The guard of backing candidate `chosen` for a para, none meaning that nothing is backed. `now`
/// is the para's state after inclusion and time-outs.
template <language::domain D, class S>
constexpr language::outcome<D, refusal> may_back(const construction<D, S>& b, std::size_t para,
                                                 const para_state<D, S>& now,
                                                 const maybe_candidate<D, S>& chosen) {
  language::outcome<D, refusal> outcome_;
  const auto idle = chosen.is_none();
  const para_index<D, S> own(para);
  const auto& before = at(b.s.blocks, b.parent).paras[para];
  const auto c = at(b.s.candidates, chosen);
  REQUIRE(idle || protocol::backs_candidates<D>(b.w.speak, b.ends_session),
          refusal::backing_skipped_before_session_change);
  REQUIRE(idle || now.pending.is_none(), refusal::core_occupied);
  REQUIRE(idle || before.pending.is_none() || protocol::refills_at_once(b.w.speak, b.w.k),
          refusal::claim_not_available_yet);
  REQUIRE(idle || c.para == own, refusal::other_para);
  REQUIRE(idle || c.backable, refusal::not_backable);
  REQUIRE(idle || c.parent == now.included, refusal::parent_is_not_the_para_head);
  REQUIRE(idle || allows_relay_parent(b, c), refusal::disallowed_relay_parent);
  REQUIRE(
      idle || protocol::keeps_relay_parent_order<D>(
                  b.w.speak, context_number(b.s, para, now.included), relay_parent_number(b.s, c)),
      refusal::relay_parent_moved_backwards);
  const auto sent = now.queued + language::one_if<typename para_state<D, S>::queue_type>(c.sends);
  REQUIRE(idle || b.w.fits(sent), refusal::upward_queue_full);
  REQUIRE(idle || sent <= batches_max, refusal::window_full_of_batches);
  return outcome_;
}

/// What the block does for one para: inclusion, time-out, servicing of messages, backing.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> serve_para(construction<D, S>& b, std::size_t para,
                                                   Choices& choose) {
  language::outcome<D, refusal> outcome_;
  auto now = at(b.s.blocks, b.parent).paras[para];
  const auto was_pending = now.pending;
  const auto age = next(now.pending_age);
  protocol::pending_on_chain<on_one_core<D>> found;
  found.available = choose.whether("available", was_pending.is_some());
  found.timed_out =
      protocol::times_out<D>(b.w.speak, b.w.k, age, b.block.rotation, b.next_rotation);
  protocol::pending_chain<on_one_core<D>> pending;
  append_if(was_pending.is_some(), pending, found);
  const auto included = protocol::settle_pending<on_one_core<D>>(pending) > 0;
  const auto serviced = choose.whether("serviced", now.queued > 0);

  assign_if(serviced, now.queued, 0);
  assign_if(included, now.included, was_pending);
  const auto received = included && at(b.s.candidates, was_pending).sends;
  assign_if(received, now.queued, next(now.queued));
  assign_if(length_of(pending) == 0, now.pending, maybe_candidate<D, S>());
  now.pending_age = 0;
  assign_if(now.pending.is_some(), now.pending_age, age);

  const auto chosen =
      choose.template one_or_none<maybe_candidate<D, S>>("backed", b.s.candidate_count);
  REQUIRE_ALL(may_back(b, para, now, chosen));
  assign_if(chosen.is_some(), now.pending, chosen);
  assign_if(b.ends_session, now.pending, maybe_candidate<D, S>());
  assign_if(b.ends_session, now.pending_age, 0);
  b.block.paras[para] = now;
  return outcome_;
}

/// A relay author builds a block: `on` a block of the window, with each para's part.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> author(const world<D>& w, state<D, S>& s,
                                               const chart<D, S>& known, Choices& choose) {
  using language::next;
  language::outcome<D, refusal> outcome_;
  REQUIRE(s.block_count < w.window.relay_blocks, refusal::window_full_of_relay_blocks);
  const auto on = choose.template one_of<block_index<D, S>>("on", s.block_count);
  REQUIRE(at(known.leaf, on) || known.leaves < w.window.leaves, refusal::window_full_of_leaves);
  const auto& parent = at(s.blocks, on);
  const auto ends_session =
      choose.whether("ends session", typename D::truth(w.window.sessions > 0));
  REQUIRE(!ends_session || parent.session < w.window.sessions, refusal::window_full_of_sessions);

  const auto next_rotation = protocol::next_in_rotation<D>(parent.rotation, w.rotation_length);
  construction<D, S> b{w, s, known, on, ends_session, next_rotation, parent};
  b.block.parent = on;
  b.block.height = next(parent.height);
  b.block.tracked = protocol::tracked_after_push<D>(parent.tracked, w.allowed);
  for (std::size_t p = 0; p < paras<S>(w); ++p) REQUIRE_ALL(serve_para(b, p, choose));

  b.block.rotation = next_rotation;
  assign_if(ends_session, b.block.session, next(parent.session));
  assign_if(ends_session, b.block.tracked, 0);
  assign_if(ends_session, b.block.rotation, 0);
  const auto built = b.block;  // the reference `parent` is into the state that changes now
  put(s.blocks, first_free<block_index<D, S>>(s.block_count), built);
  s.block_count = next(s.block_count);
  return outcome_;
}

}  // namespace backcheck::machine
