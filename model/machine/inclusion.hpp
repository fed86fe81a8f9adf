// SPDX-License-Identifier: Apache-2.0
//
// What a relay block makes of the candidates that are pending: those available from the front
// become included, those timed out leave with all behind them; and the servicing of upward
// messages. Rules: polkadot, runtime/parachains/src/inclusion and scheduler, by way of
// `protocol::settle_pending`.
#pragma once

#include "model/language/rule.hpp"
#include "model/machine/chart.hpp"
#include "model/machine/cores.hpp"
#include "model/machine/pending.hpp"
#include "model/machine/refusal.hpp"
#include "model/machine/traffic.hpp"
#include "model/machine/upgrades.hpp"
#include "model/machine/votes.hpp"
#include "model/machine/world.hpp"
#include "model/protocol/disputes.hpp"
#include "model/protocol/inclusion.hpp"

namespace backcheck::machine {

/// The block under construction, on `parent`.
template <language::domain D, class S>
struct construction {
  using truth = typename D::truth;

  const world<D>& w;
  const state<D, S>& s;
  const chart<D, S>& known;
  const block_index<D, S>& parent;
  const terms<D>& now;  ///< what is in force in the block
  truth ends_session;
  relay_blocks<D, rotation_max> next_rotation;  ///< position of its child in the rotation
  relay_block<D, S> block;                      ///< as built so far
  typename if_room<S::has_cores, core_uses, what::core, D, S>::type uses;  ///< of its cores
};

/// Whether a candidate has lost a dispute, and the block drops it.
template <language::domain D, class S>
constexpr typename D::truth drops(const construction<D, S>& b,
                                  const maybe_candidate<D, S>& candidate) {
  if constexpr (S::has_disputes) {
    return protocol::is_dropped<D>(b.w.speak, at(b.block.disputes.lost, candidate));
  } else {
    return typename D::truth(false);
  }
}
/// Whether the block takes availability votes and candidates at all.
template <language::domain D, class S>
constexpr typename D::truth takes_candidates(const construction<D, S>& b) {
  if constexpr (S::has_disputes) {
    return protocol::takes_candidates<D>(b.w.speak, b.block.disputes.frozen);
  } else {
    return typename D::truth(true);
  }
}

/// A pending candidate as a block settles it, and where in the line it stood.
template <language::domain D, class S>
struct settling {
  using truth = typename D::truth;
  using place_type = language::quantity<D, what::place, S::pending - 1>;
  BACKCHECK_FIELDS(settling, (truth, available), (truth, timed_out), (truth, disputed),
                   (place_type, place));
};
template <language::domain D, class S>
using settling_chain =
    language::list<D, protocol::unit::candidate_hashes, S::pending, settling<D, S>>;

/// Those that stay pending close up, one block older.
template <language::domain D, class S>
constexpr void keep_pending(const world<D>& w, para_state<D, S>& now,
                            const settling_chain<D, S>& stays) {
  const typename D::truth stopped(w.speak.breaks(protocol::fault::never_times_out));
  const auto was = now;
  for (std::size_t to = 0; to < S::pending; ++to) {
    pending_entry<D, S> entry{};
    for (std::size_t from = to; from < S::pending; ++from) {
      const auto here = stays.has(to) && stays[to].place == from;
      const auto kept = pending_at(was, from);
      assign_if(here, entry.candidate, kept.candidate);
      assign_if(here, entry.age, next(kept.age));
      assign_if(here && stopped, entry.age, 1);
      if constexpr (S::has_cores) assign_if(here, entry.core, kept.core);
    }
    put_pending(now, to, entry);
  }
}

/// What the block does with what is pending of a para, and with its upward messages.
template <language::domain D, class S, class Choices>
constexpr void settle_para(construction<D, S>& b, std::size_t para, Choices& choose) {
  using truth = typename D::truth;
  using shape = at_size<D, S>;
  auto now = b.block.paras[para];
  const auto open = takes_candidates(b);
  settling_chain<D, S> chain;
  truth all_available(true);
  for (std::size_t i = 0; i < S::pending; ++i) {
    const auto entry = pending_at(now, i);
    const auto exists = entry.candidate.is_some();
    settling<D, S> found;
    found.place = i;
    if constexpr (S::has_views || S::has_votes) {
      const truth withheld(b.w.window.withheld);
      found.available = choose.whether("available", open && exists && all_available && withheld) ||
                        (open && exists && all_available && !withheld);
      if constexpr (S::has_votes) {
        if (b.w.speak.breaks(protocol::fault::group_of_backing_block))
          found.available = found.available && truth(asks_backing_group(b.w, b.s, b.block, entry));
      }
    } else {
      found.available = choose.whether("available", open && exists && all_available);
    }
    const auto age = b.w.speak.breaks(protocol::fault::timeout_late)
                         ? relay_blocks<D, rotation_max + 1>(entry.age)
                         : relay_blocks<D, rotation_max + 1>(next(entry.age));
    found.timed_out =
        protocol::times_out<D>(b.w.speak, b.now.k, age, b.block.rotation, b.next_rotation);
    found.disputed = drops(b, entry.candidate);
    append_if(exists, chain, found);
    all_available = all_available && found.available;
  }
  const auto serviced = choose.whether("serviced", now.queued > 0);
  assign_if(serviced, now.queued, 0);
  assign_if(serviced, b.block.paras[para].queued, 0);

  const auto included = protocol::settle_pending<shape>(chain, b.w.speak);
  for (std::size_t i = 0; i < S::pending; ++i) {
    const auto candidate = pending_at(now, i).candidate;
    assign_if(included > i, now.included, candidate);
    assign_if(included > i && at(b.s.candidates, candidate).sends, now.queued, next(now.queued));
    if constexpr (S::has_traffic)
      include_traffic(b.w, b.now, included > i, at(b.s.candidates, candidate), now.traffic);
    if constexpr (S::has_upgrades)
      include_upgrade(b.w, b.now, b.s, included > i, at(b.s.candidates, candidate), b.block, now);
  }
  keep_pending(b.w, now, chain);
  assign_if(open, b.block.paras[para], now);
  // How long a candidate has been pending on a frozen chain decides nothing any more.
  for (std::size_t i = 0; i < S::pending; ++i) {
    auto entry = pending_at(b.block.paras[para], i);
    assign_if(!open && entry.candidate.is_some(), entry.age, 1);
    put_pending(b.block.paras[para], i, entry);
  }
}

}  // namespace backcheck::machine
