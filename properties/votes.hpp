// SPDX-License-Identifier: Apache-2.0
//
// What backing votes guarantee: that a quorum of the right group stands behind what is backed, that
// honest members contradict nobody, and that those who do are kept within bounds. Oracles count
// statements by themselves. Concrete only, like the votes.
#pragma once

#include "model/machine/votes.hpp"
#include "properties/on_chain.hpp"

namespace backcheck::properties {

using machine::said;
using machine::said_by;

/// The group that backs a candidate, whatever fault the machine has been given.
template <class S>
std::size_t group_by_turns(const world<language::concrete>& w,
                           const state<language::concrete, S>& s,
                           const machine::candidate<language::concrete, S>& c) {
  return machine::backing_group_of(protocol::dialect{w.speak.rules}, w, s, c);
}
/// How many different validators have voted for it: of that group, and of the others.
struct vote_count {
  language::quantity<language::concrete, machine::what::validator, 255> in_group{0};
  language::quantity<language::concrete, machine::what::validator, 255> others{0};
};
template <class S>
vote_count count_votes(const world<language::concrete>& w, const state<language::concrete, S>& s,
                       const machine::candidate<language::concrete, S>& c) {
  const std::size_t group = group_by_turns(w, s, c);
  std::size_t in_group = 0;
  std::size_t others = 0;
  for (std::size_t v = 0; v < S::validators; ++v) {
    if (!machine::has_voted(said_by(c, v))) continue;
    ++(v / w.window.votes == group ? in_group : others);
  }
  vote_count found;
  found.in_group = in_group;
  found.others = others;
  return found;
}
/// As many as a group is to cast, whatever fault the machine has been given.
inline std::uint64_t votes_to_be(const world<language::concrete>& w) {
  return machine::quorum(protocol::dialect{w.speak.rules}, w, 0).raw();
}
/// Calls `f(entry, candidate, backed)` for each candidate that a step backs.
template <class D, class S, class F>
void for_each_newly_backed(const world<D>& w, const transition<D, S>& t, F&& f) {
  for_each_backed(
      w, t,
      [&](const auto& /*block*/, const auto& /*parent*/, std::size_t /*p*/, const auto& entry,
          const auto& backed) { f(entry, at(t.before.candidates, entry.candidate), backed); });
}
/// Calls `f(candidate, validator)` for each candidate there is and each validator.
template <class S, class F>
void for_each_voter(const world<language::concrete>& w, const state<language::concrete, S>& s,
                    F&& f) {
  for (std::size_t i = 0; i < s.candidate_count.raw(); ++i)
    for (std::size_t v = 0; v < machine::validators_in(w.window); ++v) f(i, v);
}
template <class S>
auto validator_at(std::size_t v) {
  return machine::validator_index<language::concrete, S>(v);
}
template <class S>
auto voted_candidate(std::size_t i) {
  return candidate_index<language::concrete, S>(i);
}

struct backed_by_quorum {
  static constexpr property_info info{
      "S9",
      "a backed candidate has a quorum of votes, all of the group that is assigned to its core "
      "one block after its relay parent",
      property_kind::step,
      "minimum_backing_votes, group_rotation_frequency",
      "inclusion",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: process_candidates",
      eras{true, true, false},
      window_needs{},
      subject_matter::votes};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    using truth = typename D::truth;
    for_each_newly_backed(w, t, [&](const auto& entry, const auto& c, const auto& backed) {
      const auto votes = count_votes(w, t.before, c);
      it.clause(backed, "its group has cast as many votes as are needed",
                truth(votes.in_group.raw() >= votes_to_be(w)), seen("candidate", entry.candidate),
                seen("votes", votes.in_group));
      it.clause(backed, "nobody else has", votes.others == 0, seen("candidate", entry.candidate),
                seen("votes", votes.others));
    });
  }
};

struct backable_by_quorum {
  static constexpr property_info info{
      "S9b",
      "nodes take a candidate for backable just when a quorum of its group has voted",
      property_kind::always,
      "minimum_backing_votes, group_rotation_frequency",
      "statement table",
      "polkadot/statement-table/src/generic.rs: attested",
      eras{true, true, false},
      window_needs{},
      subject_matter::votes};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                   Hearing& it) {
    using truth = typename D::truth;
    for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
      const auto votes = count_votes(w, s, s.candidates[i]);
      const truth enough(votes.in_group.raw() >= votes_to_be(w));
      // What is out of reach may have lost the number of its relay parent.
      const auto near = s.candidates[i].relay_parent_age <= w.reach;
      it.clause(near && (enough || s.candidates[i].backable),
                "it is backable, and has as many votes", s.candidates[i].backable == enough,
                seen("candidate", voted_candidate<S>(i)), seen("votes", votes.in_group));
    }
  }
};

struct one_for_each_depth {
  static constexpr property_info info{
      "S41",
      "an honest validator seconds no candidate that stands at some leaf as deep as another it has "
      "seconded",
      property_kind::step,
      "max_candidate_depth",
      "backing",
      "polkadot/node/core/backing/src/lib.rs: seconding_sanity_check",
      eras{false, true, false},
      window_needs{},
      subject_matter::votes};
  static constexpr rule about = rule::second;
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    using truth = typename D::truth;
    const auto& s = t.before;
    for_each_voter(w, s, [&](std::size_t i, std::size_t v) {
      if (machine::is_equivocator(w.window, v)) return;
      if (said_by(s.candidates[i], v) == said_by(t.after.candidates[i], v)) return;
      for (std::size_t other = 0; other < s.candidate_count.raw(); ++other) {
        if (other == i || !machine::is_seconded(said_by(s.candidates[other], v))) continue;
        truth apart(true);
        for (std::size_t b = 0; b < s.block_count.raw(); ++b) {
          if (!t.known.leaf[b].known() || !is_taken_at(w, t, b, i) || !is_taken_at(w, t, b, other))
            continue;
          apart = apart && truth(depth_at(s, b, i) != depth_at(s, b, other));
        }
        it.clause(truth(true), "at each leaf that knows both they differ in depth", apart,
                  seen("candidate", voted_candidate<S>(i)),
                  seen("seconded before", voted_candidate<S>(other)),
                  seen("validator", validator_at<S>(v)));
      }
    });
  }

 private:
  /// Blocks from the head included at a leaf to the candidate; more than there can be if it is no
  /// descendant of that.
  template <class S>
  static std::size_t depth_at(const state<language::concrete, S>& s, std::size_t leaf,
                              std::size_t candidate) {
    const auto& c = s.candidates[candidate];
    const auto head = at(s.blocks[leaf].paras, c.para).included;
    auto walker = c.parent;
    std::size_t depth = 0;
    for (; depth < S::candidates && (walker != head).known(); ++depth)
      walker = at(s.candidates, walker).parent;
    return depth;
  }
  template <class D, class S>
  static bool is_taken_at(const world<D>& w, const transition<D, S>& t, std::size_t leaf,
                          std::size_t candidate) {
    const auto& c = t.before.candidates[candidate];
    const auto& most = w.k.async_backing.max_candidate_depth;
    const std::size_t depth = depth_at(t.before, leaf, candidate);
    return depth < S::candidates && depth <= most.raw() &&
           machine::child_allows(w, t.before, t.known, block_index<D, S>(leaf), c).known();
  }
};

struct honest_says_one_thing {
  static constexpr property_info info{
      "S42",
      "an honest validator says one thing of a candidate, and calls valid only what was seconded",
      property_kind::always,
      "",
      "backing",
      "polkadot/node/core/backing/src/lib.rs: issued_statements; "
      "polkadot/statement-table/src/generic.rs",
      eras{true, true, false},
      window_needs{},
      subject_matter::votes};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                   Hearing& it) {
    using truth = typename D::truth;
    for_each_voter(w, s, [&](std::size_t i, std::size_t v) {
      const auto mine = said_by(s.candidates[i], v);
      if (machine::is_equivocator(w.window, v) || mine == said::nothing) return;
      it.clause(truth(true), "it does not say both", truth(mine != said::both),
                seen("candidate", voted_candidate<S>(i)), seen("validator", validator_at<S>(v)));
      if (mine != said::calling_valid && mine != said::has_called_valid) return;
      bool seconded = false;
      for (std::size_t other = 0; other < S::validators; ++other) {
        const auto theirs = said_by(s.candidates[i], other);
        seconded = seconded || theirs == said::seconding || theirs == said::has_seconded ||
                   theirs == said::both;
      }
      it.clause(truth(true), "somebody has seconded it", truth(seconded),
                seen("candidate", voted_candidate<S>(i)), seen("validator", validator_at<S>(v)));
    });
  }
};

struct seconding_bounded {
  static constexpr property_info info{
      "S43",
      "of a validator at most max_candidate_depth + 1 seconded candidates are passed on for each "
      "relay parent",
      property_kind::always,
      "max_candidate_depth",
      "statement distribution",
      "polkadot/node/network/statement-distribution/src/vstaging/cluster.rs: seconding_limit",
      eras{false, true, false},
      window_needs{},
      subject_matter::votes};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                   Hearing& it) {
    using truth = typename D::truth;
    for_each_voter(w, s, [&](std::size_t i, std::size_t v) {
      const auto& c = s.candidates[i];
      if (!machine::seconding_arrived(said_by(c, v))) return;
      std::uint64_t passed_on = 0;
      for (std::size_t other = 0; other < s.candidate_count.raw(); ++other) {
        const auto& o = s.candidates[other];
        const auto same =
            o.relay_parent == c.relay_parent && o.relay_parent_age == c.relay_parent_age;
        if (same.known() && machine::seconding_arrived(said_by(o, v))) ++passed_on;
      }
      const auto out_of_reach = c.relay_parent_age > w.reach;
      it.clause(!out_of_reach, "they are within max_candidate_depth + 1",
                truth(passed_on <= w.k.async_backing.max_candidate_depth.raw() + std::uint64_t{1}),
                seen("validator", validator_at<S>(v)), seen("candidate", voted_candidate<S>(i)));
    });
  }
};

struct candidates_bounded {
  static constexpr property_info info{
      "S44",
      "at a leaf at most (allowed ancestors + 1) x (max_candidate_depth + 1) x (group size) "
      "seconded candidates are kept track of",
      property_kind::always,
      "allowed_ancestry_len, max_candidate_depth",
      "statement distribution",
      "polkadot/node/network/statement-distribution/src/vstaging/candidates.rs",
      eras{false, true, false},
      window_needs{},
      subject_matter::votes};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known, Hearing& it) {
    using truth = typename D::truth;
    const std::uint64_t most = (w.allowed.raw() + std::uint64_t{1}) *
                               (w.k.async_backing.max_candidate_depth.raw() + std::uint64_t{1}) *
                               w.window.votes;
    for (std::size_t b = 0; b < s.block_count.raw(); ++b) {
      if (!known.leaf[b].known()) continue;
      std::uint64_t tracked = 0;
      for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
        bool heard = false;
        for (std::size_t v = 0; v < S::validators; ++v)
          heard = heard || machine::seconding_arrived(said_by(s.candidates[i], v));
        const auto there =
            machine::child_allows(w, s, known, block_index<D, S>(b), s.candidates[i]);
        if (heard && there.known()) ++tracked;
      }
      it.clause(truth(tracked > 0), "they are within that product", truth(tracked <= most),
                seen("leaf", block_index<D, S>(b)));
    }
  }
};

}  // namespace backcheck::properties
