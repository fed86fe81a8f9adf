// SPDX-License-Identifier: Apache-2.0
//
// What holds of a parachain whose collators know of different blocks, one of whom may build as it
// likes; what its runtime keeps of the unincluded segment; and what it must be able to come to.
#pragma once

#include "model/machine/collators.hpp"
#include "model/machine/view.hpp"
#include "properties/parachain.hpp"

namespace backcheck::properties {

struct used_is_sum {
  static constexpr property_info info{
      "S49",
      "what the unincluded segment has counted as sent is what its blocks have sent",
      property_kind::step,
      "",
      "segment tracker",
      "cumulus/pallets/parachain-system/src/unincluded_segment.rs: SegmentTracker::{append, "
      "subtract}",
      eras{},
      window_needs{},
      subject_matter::senders_apart};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    using sum = language::quantity<D, machine::batches, S::candidates + 1>;
    const auto& c = at(t.after.candidates, t.new_candidate());
    sum sent(0);
    auto walker = maybe_candidate<D, S>(t.new_candidate());
    for (std::size_t i = 0; i < S::candidates; ++i) {
      const auto inside = c.segment_length > i;
      if (impossible(inside)) break;
      const auto block = at(t.after.candidates, walker);
      sent = sum(sent + language::one_if<sum>(inside && block.sends));
      walker = block.parent;
    }
    it.clause(typename D::truth(true), "it is the sum over the blocks of the segment",
              c.origin.used == sent, seen("candidate", t.new_candidate()),
              seen("counted", c.origin.used), seen("sent", sent));
  }
};

struct segment_after_included {
  static constexpr property_info info{
      "S54",
      "the segment keeps what comes after the head that is included, all if that is not in it, and "
      "nothing included",
      property_kind::step,
      "",
      "unincluded segment",
      "cumulus/pallets/parachain-system/src/unincluded_segment.rs: size_after_included",
      eras{},
      window_needs{},
      subject_matter::collators};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& /*w*/, const transition<D, S>& t, Hearing& it) {
    using truth = typename D::truth;
    using length = machine::para_blocks<D, machine::segment_max>;
    const auto& c = at(t.after.candidates, t.new_candidate());
    const auto included = at(at(t.after.blocks, c.relay_parent).paras, c.para).included;
    const auto before = at(t.after.candidates, c.parent).segment_length;
    const auto kept = monus(c.segment_length, length(1));
    // Look for the head among the blocks of the parent's segment, newest first.
    auto walker = c.parent;
    length expected = before;
    truth found(false);
    truth clean(true);
    for (std::size_t i = 0; i < S::candidates; ++i) {
      if (impossible(before > i)) break;
      const auto here = before > i && !found && walker == included;
      assign_if(here, expected, length(i));
      found = found || here;
      clean = clean && (!(kept > i) || !found);
      walker = at(t.after.candidates, walker).parent;
    }
    it.clause(truth(true), "as many stay as come after it", kept == expected,
              seen("candidate", t.new_candidate()), seen("kept", kept), seen("after", expected));
    it.clause(found, "nothing that is included stays", clean, seen("candidate", t.new_candidate()),
              seen("included", included));
  }
};

struct descendants_proven {
  static constexpr property_info info{
      "S59",
      "a parachain block's relay parent has at least relay_parent_offset descendants when it is "
      "built",
      property_kind::step,
      "relay_parent_offset",
      "descendant validation",
      "cumulus/pallets/parachain-system/src/descendant_validation.rs",
      eras{},
      window_needs{},
      subject_matter::collators};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    using truth = typename D::truth;
    using distance = machine::relay_blocks<D, S::blocks>;
    const auto& s = t.after;
    const auto& relay_parent = at(s.candidates, t.new_candidate()).relay_parent;
    // The longest way up from it: parents come before their children.
    language::per<block_index<D, S>, distance> above;
    language::per<block_index<D, S>, truth> descends;
    distance most(0);
    for (std::size_t b = 0; b < S::blocks; ++b) {
      if (impossible(s.has_block(b))) continue;
      const auto itself = relay_parent == block_index<D, S>(b);
      const auto& parent = s.blocks[b].parent;
      const auto through = s.has_block(b) && !itself && at(descends, parent) && truth(b > 0);
      descends[b] = itself || through;
      assign_if(through, above[b],
                distance(least(next(at(above, parent)), distance(distance::max))));
      assign_if(through && above[b] > most, most, above[b]);
    }
    it.clause(truth(true), "so many blocks lie above it", most >= w.k.parachain.relay_parent_offset,
              seen("candidate", t.new_candidate()), seen("relay parent", relay_parent),
              seen("above it", most));
  }
};

struct dishonest_is_overtaken {
  static constexpr property_info info{
      "R27",
      "a dishonest collator's block loses its place to an honest one's, which is included",
      property_kind::sometimes,
      "",
      "",
      "cumulus/client/consensus/aura/src/collators/lookahead.rs",
      eras{},
      window_needs{.candidates = 2, .dishonest = 1, .honest = 1},
      subject_matter::collators};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for (std::size_t b = 0; b < S::blocks; ++b) {
      if (impossible(s.has_block(b))) continue;
      const auto& included = s.blocks[b].paras[0].included;
      const auto honest = at(s.candidates, included);
      for (std::size_t i = 0; i < S::candidates; ++i) {
        const auto& rival = s.candidates[i];
        const auto exists = s.has_block(b) && s.has_candidate(i) && included.is_some() &&
                            !included.is(candidate_index<D, S>(i));
        it.shown(exists && rival.parent == honest.parent &&
                 machine::is_dishonest(w.window, rival) &&
                 !machine::is_dishonest(w.window, honest));
      }
    }
  }
};

struct honest_forks {
  static constexpr property_info info{
      "R28",
      "two honest collators build on one block, as the later one does not know of the other's",
      property_kind::sometimes,
      "",
      "",
      "cumulus/client/consensus/common/src/parent_search.rs",
      eras{},
      window_needs{.candidates = 2, .honest = 2},
      subject_matter::collators};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for (std::size_t i = 0; i < S::candidates; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const auto& one = s.candidates[i];
        const auto& other = s.candidates[j];
        it.shown(s.has_candidate(i) && one.parent == other.parent &&
                 one.origin.author != other.origin.author &&
                 !machine::is_dishonest(w.window, one) && !machine::is_dishonest(w.window, other) &&
                 one.relay_parent_age == 0 && other.relay_parent_age == 0 &&
                 known.on_fork_of(other.relay_parent, one.relay_parent));
      }
    }
  }
};

struct secret_is_found {
  static constexpr property_info info{
      "R29",
      "a collator builds on a block that was never announced: the relay chain has backed it",
      property_kind::sometimes,
      "",
      "",
      "cumulus/client/pov-recovery/src/lib.rs",
      eras{true, true, false},
      window_needs{.candidates = 2, .honest = 1},
      subject_matter::collators};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& c = at(t.after.candidates, t.new_candidate());
    const auto parent = at(t.after.candidates, c.parent);
    it.shown(c.parent.is_some() && parent.origin.secret &&
             parent.origin.author != c.origin.author && !machine::is_dishonest(w.window, c));
  }
};

/// Hashes decide between forks, and whoever builds a block can try out as many as it likes.
struct hash_decides {
  static constexpr property_info info{
      "R37",
      "a dishonest collator's block takes an honest one's place on a fragment chain, as its hash "
      "is "
      "lower",
      property_kind::sometimes,
      "",
      "",
      "polkadot/node/core/prospective-parachains/src/fragment_chain/mod.rs: fork_selection_rule",
      eras{true, false, false},
      window_needs{.candidates = 2, .dishonest = 1, .honest = 1},
      subject_matter::views};
  static constexpr rule about = rule::note;
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    using machine::standing;
    for (std::size_t b = 0; b < t.before.block_count.raw(); ++b) {
      for (std::size_t i = 0; i < t.before.candidate_count.raw(); ++i) {
        const auto& honest = t.before.candidates[i];
        if (machine::is_dishonest(w.window, honest).known() ||
            machine::standing_of(t.before, b, i) != standing::on_chain ||
            machine::standing_of(t.after, b, i) == standing::on_chain)
          continue;
        for (std::size_t j = 0; j < t.before.candidate_count.raw(); ++j) {
          const auto& rival = t.before.candidates[j];
          it.shown(rival.parent == honest.parent && machine::is_dishonest(w.window, rival) &&
                   typename D::truth(machine::standing_of(t.after, b, j) == standing::on_chain));
        }
      }
    }
  }
};

}  // namespace backcheck::properties
