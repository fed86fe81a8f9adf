// SPDX-License-Identifier: Apache-2.0
//
// What happens, as far as the long run is concerned: labels on the steps of the machine. An event
// is said of one rule's transitions. Promises and deadlines are made of events (`liveness.hpp`),
// and so are the assumptions that they rest on (`assumptions.hpp`). All that is said of a para is
// said of para 0: paras are alike, and none knows of another.
//
// The best relay block is the highest. Where two are equally high, both are.
#pragma once

#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

#include "properties/on_chain.hpp"

namespace backcheck::properties {

/// A transition, and the relay block that `finalize` or `revert` chose.
template <language::domain D, class S>
struct chosen_transition : transition<D, S> {
  machine::block_index<D, S> chosen;
};

struct event_info {
  std::string_view id;
  std::string_view sentence;
};

/// Whether there is no higher relay block.
template <class D, class S>
constexpr typename D::truth is_best(const state<D, S>& s, std::size_t b) {
  auto best = s.has_block(b);
  for (std::size_t other = 0; other < S::blocks; ++other)
    best = best && (!s.has_block(other) || s.blocks[other].height <= s.blocks[b].height);
  return best;
}

/// What a relay block does for para 0 on the best fork.
template <class D, class S>
struct service {
  using truth = typename D::truth;

  const machine::relay_block<D, S>& block;
  const machine::para_state<D, S>& before;
  const machine::para_state<D, S>& now;
  truth on_best;

  constexpr explicit service(const transition<D, S>& t)
      : block(at(t.after.blocks, t.new_block())),
        before(at(t.after.blocks, block.parent).paras[0]),
        now(block.paras[0]),
        on_best(true) {
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t b = 0; b < S::blocks; ++b)
      on_best = on_best && (!t.before.has_block(b) || t.before.blocks[b].height <= parent.height);
  }
  [[nodiscard]] constexpr truth ends_session(const transition<D, S>& t) const {
    return block.session != at(t.after.blocks, block.parent).session;
  }
  [[nodiscard]] constexpr truth includes() const {
    return before.pending.is_some() && now.included == before.pending;
  }
  [[nodiscard]] constexpr truth backs() const {
    return now.pending.is_some() && now.pending_age == 0;
  }
  /// Nothing that was pending had to wait, and no session ends.
  [[nodiscard]] constexpr truth goes_right(const transition<D, S>& t) const {
    return on_best && !ends_session(t) && (before.pending.is_none() || includes());
  }
};

struct builds {
  static constexpr event_info info{"builds", "a relay author builds on the best relay block"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    it.shown(service<D, S>(t).on_best);
  }
};
struct forks {
  static constexpr event_info info{"forks", "a relay author builds on another block than the best"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    it.shown(!service<D, S>(t).on_best);
  }
};
struct backs {
  static constexpr event_info info{"backs", "a block on the best one backs a candidate"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    const service<D, S> done(t);
    it.shown(done.on_best && done.backs());
  }
};
struct includes {
  static constexpr event_info info{"includes", "a block on the best one includes a candidate"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    const service<D, S> done(t);
    it.shown(done.on_best && done.includes());
  }
};
struct occupies {
  static constexpr event_info info{
      "occupies", "a block on the best one leaves a candidate pending on the core"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    const service<D, S> done(t);
    it.shown(done.on_best && done.now.pending.is_some());
  }
};
struct frees {
  static constexpr event_info info{
      "frees", "after a block on the best one, the core is free or filled anew"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    const service<D, S> done(t);
    it.shown(done.on_best && (done.now.pending.is_none() || done.backs()));
  }
};
struct ends_session {
  static constexpr event_info info{"ends session", "a block on the best one ends a session"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    const service<D, S> done(t);
    it.shown(done.on_best && done.ends_session(t));
  }
};
struct serves {
  static constexpr event_info info{
      "serves", "a block on the best one includes what is pending, and backs a candidate"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    const service<D, S> done(t);
    it.shown(done.goes_right(t) && done.backs());
  }
};
struct serves_late {
  static constexpr event_info info{
      "serves late", "the same, of a candidate that has waited for one relay block or more"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    const service<D, S> done(t);
    const auto c = at(t.after.candidates, done.now.pending);
    it.shown(done.goes_right(t) && done.backs() &&
             monus(number_of(done.block), relay_parent_number(t.after, c)) > 1);
  }
};
struct idles {
  static constexpr event_info info{
      "idles", "a block on the best one includes what is pending, and backs nothing"};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    const service<D, S> done(t);
    it.shown(done.goes_right(t) && !done.backs());
  }
};
/// Whether a block of para 0 has the best relay block for its relay parent, or one as far below it
/// as collators stay.
template <class D, class S>
constexpr typename D::truth builds_on_best(const world<D>& w, const transition<D, S>& t) {
  const auto& c = at(t.after.candidates, t.new_candidate());
  const auto from = number_of(at(t.after.blocks, c.relay_parent));
  auto best = c.para == machine::para_index<D, S>(0);
  for (std::size_t b = 0; b < S::blocks; ++b)
    best = best && (!t.after.has_block(b) ||
                    monus(number_of(t.after.blocks[b]), from) <= w.k.parachain.relay_parent_offset);
  return best;
}
struct collates {
  static constexpr event_info info{"collates",
                                   "a collator builds on the best relay block, or as far below it "
                                   "as its offset says"};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    it.shown(builds_on_best(w, t));
  }
};
/// Of shapes that tell collators apart; elsewhere all are honest.
struct collates_honestly {
  static constexpr event_info info{"collates honestly",
                                   "an honest collator builds on the best relay block"};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    it.shown(builds_on_best(w, t) &&
             !machine::is_dishonest(w.window, at(t.after.candidates, t.new_candidate())));
  }
};
struct seconds {
  static constexpr event_info info{"seconds", "a backing group gives a candidate its quorum"};
  static constexpr rule about = rule::second;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    for (std::size_t i = 0; i < S::candidates; ++i) {
      const auto& c = t.after.candidates[i];
      it.shown(c.backable && !t.before.candidates[i].backable &&
               c.para == machine::para_index<D, S>(0));
    }
  }
};
/// The candidate that comes next: its parent is the head of the best relay block, or what is
/// pending there.
struct seconds_next {
  static constexpr event_info info{
      "seconds next", "a backing group gives the candidate that comes next its quorum"};
  static constexpr rule about = rule::second;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for (std::size_t i = 0; i < S::candidates; ++i) {
      const auto& c = t.after.candidates[i];
      const auto newly = c.backable && !t.before.candidates[i].backable;
      if (impossible(newly && c.para == machine::para_index<D, S>(0))) continue;
      for (std::size_t b = 0; b < S::blocks; ++b) {
        const auto& head = t.after.blocks[b].paras[0];
        const auto next =
            c.parent == head.included || (head.pending.is_some() && c.parent == head.pending);
        it.shown(newly && c.para == machine::para_index<D, S>(0) && next && is_best(t.after, b) &&
                 machine::node_allows(w, t.after, t.known, block_index<D, S>(b), c));
      }
    }
  }
};
struct finalizes {
  static constexpr event_info info{"finalizes", "a relay block is finalized"};
  static constexpr rule about = rule::finalize;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& /*t*/, Hearing& it) {
    it.shown(typename D::truth(true));
  }
};
/// The head included at the block finalized before is none.
struct finalizes_head {
  static constexpr event_info info{"finalizes head",
                                   "a relay block is finalized that has a new para head"};
  static constexpr rule about = rule::finalize;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const chosen_transition<D, S>& t, Hearing& it) {
    it.shown(at(t.before.blocks, t.chosen).paras[0].included.is_some());
  }
};
struct reverts {
  static constexpr event_info info{"reverts", "a leaf of the relay chain is reverted"};
  static constexpr rule about = rule::revert;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& /*t*/, Hearing& it) {
    it.shown(typename D::truth(true));
  }
};

/// These are of shapes that have upgrades; elsewhere they never happen.
struct signals {
  static constexpr event_info info{
      "signals", "a relay block is finalized at which scheduled code may be applied"};
  static constexpr rule about = rule::finalize;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const chosen_transition<D, S>& t, Hearing& it) {
    if constexpr (S::has_upgrades) {
      const auto signal = at(t.before.blocks, t.chosen).paras[0].upgrade.record.go_ahead;
      using some = typename std::remove_cvref_t<decltype(signal)>::some;
      it.shown(signal.is(some(protocol::signal_go_ahead)));
    }
  }
};
struct applies {
  static constexpr event_info info{"applies", "a relay block is finalized that applies new code"};
  static constexpr rule about = rule::finalize;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const chosen_transition<D, S>& t, Hearing& it) {
    if constexpr (S::has_upgrades) {
      const auto code = at(t.before.blocks, t.chosen).paras[0].upgrade.record.current;
      it.shown(code != t.before.blocks[0].paras[0].upgrade.record.current);
    }
  }
};
/// The runtime refuses such a block until the code is applied, which its own inclusion would do.
struct asks_again {
  static constexpr event_info info{"asks again",
                                   "a block takes up a signal about new code, and asks for "
                                   "other code"};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    if constexpr (S::has_upgrades) {
      const auto c = at(t.after.candidates, t.new_candidate());
      it.shown(c.code.brings && c.code.consumed.is_some());
    }
  }
};

using events = std::tuple<builds, forks, backs, includes, occupies, frees, ends_session, serves,
                          serves_late, idles, collates, seconds, seconds_next, finalizes,
                          finalizes_head, reverts, signals, applies, asks_again, collates_honestly>;
inline constexpr std::size_t events_size = std::tuple_size_v<events>;
static_assert(events_size <= 64, "an event is a bit");

/// Calls `f.template operator()<Event, position>()` for each event in order.
template <class F>
constexpr void for_each_event(F&& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (f.template operator()<std::tuple_element_t<I, events>, I>(), ...);
  }
  (std::make_index_sequence<events_size>{});
}

/// A set of events, each as the bit of its position.
using event_set = std::uint64_t;
template <class... Event>
constexpr event_set any_of() {
  event_set bits = 0;
  for_each_event([&]<class E, std::size_t I>() {
    if constexpr ((std::is_same_v<E, Event> || ...)) bits |= event_set{1} << I;
  });
  return bits;
}

}  // namespace backcheck::properties
