// SPDX-License-Identifier: Apache-2.0
//
// What voting must be able to come to: a quorum in every order, without all, in spite of some; and
// too few.
#pragma once

#include "properties/votes.hpp"

namespace backcheck::properties {

/// What a step that makes a candidate backable shows: `f(candidate, what each validator has said)`.
template <class S, class F>
void for_each_quorum(const transition<language::concrete, S>& t, F&& f) {
  for (std::size_t i = 0; i < t.before.candidate_count.raw(); ++i) {
    const auto newly = t.after.candidates[i].backable && !t.before.candidates[i].backable;
    if (newly.known()) f(t.after.candidates[i]);
  }
}
/// How many validators have said one of these things of a candidate.
template <class S, class... Said>
std::size_t count_said(const machine::candidate<language::concrete, S>& c, Said... any) {
  std::size_t count = 0;
  for (std::size_t v = 0; v < S::validators; ++v)
    if (((said_by(c, v) == any) || ...)) ++count;
  return count;
}

struct quorum_by_seconding {
  static constexpr property_info info{
      "R21",
      "a candidate gets its quorum of members that have each seconded it",
      property_kind::sometimes,
      "minimum_backing_votes",
      "",
      "polkadot/node/core/backing/src/lib.rs",
      eras{true, true, false},
      window_needs{},
      subject_matter::votes};
  static constexpr rule about = rule::hear;
  template <class D, class S, class Hearing>
  static void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    for_each_quorum(t, [&](const auto& c) {
      const bool valid = count_said(c, said::has_called_valid) > 0;
      it.shown(typename D::truth(!valid && count_said(c, said::has_seconded) > 1));
    });
  }
};

struct quorum_in_any_order {
  static constexpr property_info info{
      "R22",
      "a candidate gets its quorum while what another member has said is still under way",
      property_kind::sometimes,
      "minimum_backing_votes",
      "",
      "polkadot/node/core/backing/src/lib.rs",
      eras{true, true, false},
      window_needs{.votes = 3},
      subject_matter::votes};
  static constexpr rule about = rule::hear;
  template <class D, class S, class Hearing>
  static void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    for_each_quorum(t, [&](const auto& c) {
      it.shown(typename D::truth(count_said(c, said::seconding, said::calling_valid) > 0));
    });
  }
};

struct quorum_without_all {
  static constexpr property_info info{
      "R23",
      "a candidate gets its quorum though a member of its group says nothing",
      property_kind::sometimes,
      "minimum_backing_votes",
      "",
      "polkadot/node/primitives/src/lib.rs: minimum_votes",
      eras{true, true, false},
      window_needs{.votes = 3},
      subject_matter::votes};
  static constexpr rule about = rule::hear;
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_quorum(t, [&](const auto& c) {
      const std::size_t silent = count_said(c, said::nothing);
      it.shown(typename D::truth(silent + w.window.votes > S::validators));
    });
  }
};

struct expires_short_of_quorum {
  static constexpr property_info info{
      "R24",
      "a candidate that is seconded never gets its quorum: its relay parent is allowed at no leaf "
      "any more",
      property_kind::sometimes,
      "minimum_backing_votes, scheduling_lookahead",
      "",
      "polkadot/node/core/backing/src/lib.rs",
      eras{true, true, false},
      window_needs{},
      subject_matter::votes};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known, Hearing& it) {
    for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
      const auto& c = s.candidates[i];
      if (c.backable.known() || count_said(c, said::has_seconded, said::both) == 0) continue;
      it.shown(!machine::some_leaf_allows(w, s, known, c));
    }
  }
};

struct groups_take_turns {
  static constexpr property_info info{
      "R25",
      "a candidate is backed by one group, and the one that it extends by the other",
      property_kind::sometimes,
      "group_rotation_frequency",
      "",
      "polkadot/runtime/parachains/src/scheduler.rs: group_assigned_to_core",
      eras{true, true, false},
      window_needs{.candidates = 2},
      subject_matter::votes};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_newly_backed(w, t, [&](const auto& /*entry*/, const auto& c, const auto& /*backed*/) {
      if (c.parent.is_none().known()) return;
      const auto before = at(t.before.candidates, c.parent);
      it.shown(
          typename D::truth(group_by_turns(w, t.before, c) != group_by_turns(w, t.before, before)));
    });
  }
};

struct backed_in_spite {
  static constexpr property_info info{"R26",
                                      "a candidate is backed of which a member has said two things",
                                      property_kind::sometimes,
                                      "minimum_backing_votes",
                                      "",
                                      "polkadot/statement-table/src/generic.rs: ValidityDoubleVote",
                                      eras{true, true, false},
                                      window_needs{.equivocators = 1},
                                      subject_matter::votes};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_newly_backed(w, t, [&](const auto& /*entry*/, const auto& c, const auto& /*backed*/) {
      it.shown(typename D::truth(count_said(c, said::both) > 0));
    });
  }
};

}  // namespace backcheck::properties
