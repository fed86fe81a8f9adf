// SPDX-License-Identifier: Apache-2.0
//
// Cores and their claims. Which cores there are and who may claim them is the window's
// `claim_pattern`; whose claim a core carries in a block stands in the parent's post-state. Rules:
// polkadot-sdk, polkadot/runtime/parachains/src/scheduler.rs and assigner_coretime.
#pragma once

#include "model/machine/pending.hpp"
#include "model/machine/world.hpp"
#include "model/protocol/session.hpp"

namespace backcheck::machine {

/// How many cores there are in a window; those owned by a para come first, para by para.
constexpr std::size_t owned_cores(const scope& window) {
  switch (window.pattern()) {
    case claim_pattern::own:
      return std::size_t{window.paras} * window.cores;
    case claim_pattern::own_and_demand:
      return window.paras;
    default:
      return 0;
  }
}
constexpr std::size_t core_count(const scope& window) {
  return owned_cores(window) + (window.pattern() == claim_pattern::own ? 0 : window.cores);
}
/// The para that owns a core, of those owned.
constexpr std::size_t owner_of(const scope& window, std::size_t core) {
  return window.pattern() == claim_pattern::own ? core / window.cores : core;
}
/// The most candidates of one para that can be pending at one time.
constexpr std::size_t pending_max(const scope& window) {
  return window.pattern() == claim_pattern::own_and_demand ? std::size_t{window.cores} + 1
                                                           : window.cores;
}
constexpr bool is_on_demand(const scope& window) {
  return window.pattern() == claim_pattern::on_demand ||
         window.pattern() == claim_pattern::own_and_demand;
}

/// Whether the claim of a core for the children of a block is the para's.
template <language::domain D, class S>
constexpr typename D::truth is_claimed_by(const scope& window, const relay_block<D, S>& parent,
                                          std::size_t core, std::size_t para) {
  using truth = typename D::truth;
  if (core < owned_cores(window)) return truth(owner_of(window, core) == para);
  const auto& claims = parent.cores[core];
  if (window.pattern() == claim_pattern::shared) return claims.turn == para;
  return claims.queue.has(0) && claims.queue[0] == para_index<D, S>(para);
}

/// The turn after so many more on a core that all paras share.
template <language::domain D, class S>
constexpr void take_turn_if(const typename D::truth& c, const scope& window,
                            core_state<D, S>& core) {
  using turn = typename core_state<D, S>::turn_type;
  const auto last = core.turn == window.paras - 1;
  const auto following = either(last, turn(0), turn(least(next(core.turn), turn(turn::max))));
  assign_if(c, core.turn, following);
}

/// The claims of a core of the pool, with the orders that wait for a place among them.
template <language::domain D, class S>
constexpr protocol::core_claims<at_size<D, S>> claims_on(const core_state<D, S>& core) {
  protocol::core_claims<at_size<D, S>> claims;
  claims.queue = core.queue;
  claims.provided = core.orders;
  return claims;
}
template <language::domain D, class S>
constexpr void store_claims(core_state<D, S>& core,
                            const protocol::core_claims<at_size<D, S>>& claims) {
  core.queue = claims.queue;
  core.orders = claims.provided;
}

/// What happens to a core in a block: it is occupied, so that nothing can be backed on it; or
/// something is.
template <language::domain D, class S>
struct core_use {
  using truth = typename D::truth;
  BACKCHECK_FIELDS(core_use, (truth, blocked), (truth, used));
};
template <language::domain D, class S>
using core_uses = language::per<core_index<D, S>, core_use<D, S>>;

/// Which cores are occupied by what is pending in a block's state.
template <language::domain D, class S>
constexpr core_uses<D, S> occupied_in(const relay_block<D, S>& block) {
  core_uses<D, S> uses;
  for (std::size_t p = 0; p < S::paras; ++p) {
    for (std::size_t i = 0; i < S::pending; ++i) {
      const auto entry = pending_at(block.paras[p], i);
      put_if(entry.candidate.is_some(), uses, entry.core,
             core_use<D, S>{typename D::truth(true), typename D::truth(false)});
    }
  }
  return uses;
}

/// The claims of a core at the end of a block. In 2025 the first is over with its block, used or
/// not, unless the core was blocked. Before, it waits until it is used, and what occupies the core
/// counts among the claims wanted.
template <language::domain D, class S>
constexpr void advance_core(const world<D>& w, const terms<D>& now, core_state<D, S>& core,
                            const core_use<D, S>& use) {
  using truth = typename D::truth;
  const bool waits =
      w.speak.rules != protocol::rule_set::y2025 || w.speak.breaks(protocol::fault::claim_kept);
  const truth over = waits ? use.used : !use.blocked;
  const auto& lookahead = now.k.scheduler.scheduling_lookahead;
  if (w.window.pattern() == claim_pattern::shared) return take_turn_if(over, w.window, core);
  auto claims = claims_on<D, S>(core);
  if (waits) {
    keep_where(claims.queue, [&](std::size_t i) { return !over || truth(i > 0); });
    const auto wanted = protocol::claims_wanted<D>(w.speak, lookahead, use.blocked || use.used);
    for (std::size_t i = 0; i < S::claims; ++i)
      protocol::take_claim_if(length_of(claims.queue) < wanted, claims);
  } else {
    protocol::advance_claims(claims, !over, lookahead);
  }
  store_claims(core, claims);
}

/// Whether all orders find a place once the claims of a core have gone back to them.
template <language::domain D, class S>
constexpr typename D::truth has_room_for_claims(const core_state<D, S>& core) {
  return core.queue.length + core.orders.length <= S::claims;
}
/// The claims of a core once the session has changed. Those bought on demand go back to the orders
/// and are taken anew; those of a shared core are dropped, and the turns go on behind them.
template <language::domain D, class S>
constexpr void renew_core(const world<D>& w, const terms<D>& now, core_state<D, S>& core) {
  const auto& lookahead = now.k.scheduler.scheduling_lookahead;
  if (w.window.pattern() == claim_pattern::shared) {
    for (std::size_t i = 0; i < S::claims; ++i) take_turn_if(lookahead > i, w.window, core);
    return;
  }
  auto claims = claims_on<D, S>(core);
  protocol::end_session(claims, lookahead);
  store_claims(core, claims);
}

}  // namespace backcheck::machine
