// SPDX-License-Identifier: Apache-2.0
//
// The relay author: one more relay block, on any block of the window, in the runtime's order. Of
// all paras, availability makes pending candidates included, or they time out, and upward queues
// are serviced; then candidates may be backed on the cores that are free; then claims move on. A
// block that ends a session drops what is pending and empties the relay parent tracker. Rules:
// polkadot, runtime/parachains/src/paras_inherent, inclusion, scheduler, shared, initializer.
#pragma once

#include "model/machine/backing.hpp"
#include "model/machine/disputes.hpp"

namespace backcheck::machine {

/// The session ends with the block: nothing stays pending.
template <language::domain D, class S>
constexpr void drop_pending_if(const typename D::truth& ends_session, para_state<D, S>& now) {
  for (std::size_t i = 0; i < S::pending; ++i) {
    auto entry = pending_at(now, i);
    assign_if(ends_session, entry, pending_entry<D, S>{});
    put_pending(now, i, entry);
  }
}

/// Governance may plan a change of the parameters; and where the session ends, what was planned for
/// the next comes into force.
template <language::domain D, class S, class Choices>
constexpr void move_plan(construction<D, S>& b, Choices& choose) {
  using truth = typename D::truth;
  auto& plan = b.block.plan;
  const auto changes = choose.whether("plans change", plan.session_after < b.w.window.changes);
  protocol::plan_change_if<D>(changes, plan);
  const auto at_once = changes && truth(b.w.speak.breaks(protocol::fault::change_within_session));
  assign_if(at_once, plan.in_force, plan.session_after);
  assign_if(at_once, plan.next_session, plan.session_after);
  const auto before = plan.in_force;
  protocol::enter_session_if<D>(b.w.speak, b.ends_session, plan);
  assign_if(truth(b.w.speak.breaks(protocol::fault::change_never_comes)), plan.in_force, before);
}

/// The claims of all cores move on, and orders for more come in: one at a time waits.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> move_claims(construction<D, S>& b, Choices& choose) {
  using truth = typename D::truth;
  using maybe_para = language::maybe<D, what::para, S::paras>;
  using count = language::quantity<D, what::para, S::paras>;
  language::outcome<D, refusal> outcome_;
  const auto& window = b.w.window;
  for (std::size_t c = owned_cores(window); c < core_count(window); ++c) {
    auto& core = b.block.cores[c];
    const auto may_order = truth(is_on_demand(window)) && core.orders.length == 0;
    const auto order = choose.template one_or_none<maybe_para>(
        "order", either(may_order, count(window.paras), count(0)));
    append_if(order.is_some(), core.orders, order.or_first());
    const auto stands_still =
        !takes_candidates(b) || !protocol::backs_candidates<D>(b.w.speak, b.ends_session);
    auto advanced = core;
    advance_core(b.w, b.now, advanced, b.uses[c]);
    assign_if(!stands_still, core, advanced);
    REQUIRE(!b.ends_session || has_room_for_claims(core), refusal::window_full_of_claims);
    auto renewed = either(b.ends_session, core, core_state<D, S>{});
    renew_core(b.w, in_force(b.w, b.block), renewed);
    assign_if(b.ends_session, core, renewed);
  }
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
  const auto& now = in_force(w, parent);
  if constexpr (S::has_views) {
    const bool follows = is_kept(followed_as(s, on.place().raw()));
    REQUIRE(typename D::truth(follows || !w.window.provisioned), refusal::parent_is_not_followed);
  }
  const auto ends_session =
      choose.whether("ends session", typename D::truth(w.window.sessions > 0));
  REQUIRE(!ends_session || parent.session < w.window.sessions, refusal::window_full_of_sessions);

  const auto next_rotation = protocol::next_in_rotation<D>(parent.rotation, now.rotation_length);
  construction<D, S> b{w, s, known, on, now, ends_session, next_rotation, parent, {}};
  b.block.parent = on;
  b.block.height = next(parent.height);
  const auto allowed = w.speak.breaks(protocol::fault::tracker_one_longer)
                           ? relay_blocks<D, number_shift>(next(now.allowed))
                           : relay_blocks<D, number_shift>(now.allowed);
  b.block.tracked =
      relay_blocks<D, number_shift>(protocol::tracked_after_push<D>(parent.tracked, allowed));
  if constexpr (S::has_disputes) REQUIRE_ALL(import_dispute(b, choose));
  if constexpr (S::has_upgrades)
    for (std::size_t p = 0; p < paras<S>(w); ++p) signal_upgrade(b.block.paras[p], b.block);
  for (std::size_t p = 0; p < paras<S>(w); ++p) settle_para(b, p, choose);
  if constexpr (S::has_cores) b.uses = occupied_in(b.block);
  for (std::size_t p = 0; p < paras<S>(w); ++p) REQUIRE_ALL(back_para(b, p, choose));
  if constexpr (S::has_upgrades)
    for (std::size_t p = 0; p < paras<S>(w) && w.window.upgrades; ++p)
      check_upgrade(now, parent.paras[p], b.block, b.block.paras[p], choose);
  if constexpr (S::has_traffic)
    for (std::size_t p = 0; p < paras<S>(w); ++p)
      REQUIRE_ALL(pass_messages(w, b.block, b.block.paras[p].traffic, choose));
  if constexpr (S::has_changes) move_plan(b, choose);
  if constexpr (S::has_cores) REQUIRE_ALL(move_claims(b, choose));
  const auto breaks = [&](protocol::fault which) {
    return typename D::truth(w.speak.breaks(which));
  };
  const auto drops_pending = ends_session && !breaks(protocol::fault::session_keeps_pending);
  for (std::size_t p = 0; p < paras<S>(w); ++p) drop_pending_if(drops_pending, b.block.paras[p]);

  b.block.rotation = next_rotation;
  assign_if(ends_session, b.block.session, next(parent.session));
  assign_if(ends_session && !breaks(protocol::fault::session_keeps_tracker), b.block.tracked, 0);
  assign_if(ends_session, b.block.rotation, 0);
  if constexpr (S::has_views) b.block.view = {};  // copied from the parent's; not imported yet
  if constexpr (S::has_votes) move_turn(w, ends_session, b.block);
  const auto built = b.block;  // the reference `parent` is into the state that changes now
  put(s.blocks, first_free<block_index<D, S>>(s.block_count), built);
  s.block_count = next(s.block_count);
  return outcome_;
}

}  // namespace backcheck::machine
