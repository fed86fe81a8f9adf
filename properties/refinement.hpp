// SPDX-License-Identifier: Apache-2.0
//
// What a node keeps of the para at its leaves, built step by step: against what the relay chain
// says, against what forks that come late need, and against what would be built at once from all
// that the node has heard.
#pragma once

#include "properties/node_views.hpp"

namespace backcheck::properties {

struct view_fits_leaf {
  static constexpr property_info info{
      "P2",
      "fragment chains and trees are consistent with the relay chain at every active leaf",
      property_kind::always,
      "",
      "prospective parachains",
      "the design's second promise; polkadot-sdk 781c7772, "
      "polkadot/node/core/prospective-parachains/src/fragment_chain/mod.rs",
      eras{true, true, false},
      {},
      subject_matter::views};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                   Hearing& it) {
    using truth = typename D::truth;
    for_each_placed(w, s, [&](std::size_t b, std::size_t i) {
      const auto& c = s.candidates[i];
      const auto& now = s.blocks[b].paras[0];
      const bool on_root = (c.parent == now.included).known();
      const std::size_t above = c.parent.or_first().place().raw();
      const bool on_other =
          c.parent.is_some().known() &&
          machine::standing_of(s, b, above) >=
              (w.speak.rules == rule_set::y2025 ? standing::on_chain : standing::seconded);
      it.clause(truth(true), "it extends the para head at the leaf or another one there",
                truth(on_root || on_other), seen("candidate", candidate_at<S>(i)),
                seen("leaf", block_at<S>(b)), seen("para head", now.included));
    });
  }
};

/// Whether a candidate may lose at one leaf to another with the same parent, whose relay parent is
/// out of reach at the next leaf while its own is not.
inline bool loses_to_the_older(const machine::world<language::concrete>& w) {
  const bool siblings = w.window.stray_collators || w.window.collators > 1;
  return siblings && w.window.candidates > 1 && (w.allowed > 0).known();
}

/// Whether a block can be out of reach of all leaves, so that the node forgets it, before a fork
/// starts there that reaches it: the leaf lies so many blocks above it.
inline bool forgets_before_a_late_fork(const machine::world<language::concrete>& w) {
  const std::size_t blocks = w.allowed.raw() + 3U;  // from the block up to the leaf
  const bool fork = w.window.leaves > 1 && w.window.relay_blocks > blocks;
  const bool again = w.window.reversions && w.window.relay_blocks >= blocks;
  return (w.allowed > 0).known() && (fork || again);
}

/// Whether two forks may start at a block that the node has forgotten, since it was out of reach of
/// the only leaf there was.
inline bool forgets_before_two_forks(const machine::world<language::concrete>& w) {
  const std::size_t blocks = w.allowed.raw() + 2U;  // from the block up to that leaf
  const bool again = w.window.leaves > 1 && w.window.reversions && w.window.relay_blocks >= blocks;
  return (w.allowed > 0).known() && again;
}

/// The block that the node has just imported.
template <class D, class S>
std::size_t imported_in(const transition<D, S>& t) {
  std::size_t b = 0;
  while (machine::followed_as(t.before, b) != following::unseen ||
         machine::followed_as(t.after, b) != following::active)
    ++b;
  return b;
}
struct survives_late_fork {
  static constexpr property_info info{
      "P3",
      "a candidate backable before a reorganisation that keeps its relay parent in the allowed "
      "ancestry is backable after it",
      property_kind::step,
      "scheduling_lookahead, allowed_ancestry_len",
      "prospective parachains, implicit view",
      "the design's third promise; PR 4937, review of 2024-08-02",
      eras{true, true, false},
      {},
      subject_matter::views,
      breakage{[](const machine::world<language::concrete>& w) {
                 const auto timed_out = w.k.scheduler.paras_availability_period < w.allowed;
                 return w.speak.rules == rule_set::y2025 && w.window.leaves > 1 &&
                        (loses_to_the_older(w) || (w.window.withheld && timed_out.known()) ||
                         forgets_before_two_forks(w));
               },
               "the common ancestor knows the candidate as one that lost to a fork, or that was "
               "pending there, and hands on neither; or it was forgotten, and hands on nothing"}};
  static constexpr rule about = rule::import_leaf;
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    using truth = typename D::truth;
    const std::size_t fork = imported_in(t);
    const auto& parent = t.before.blocks[fork].parent;
    if (machine::followed_as(t.before, parent.place().raw()) == following::active) return;
    const auto head = next_head(t.after, fork);
    for_each_placed(w, t.before, [&](std::size_t b, std::size_t i) {
      const auto& c = t.before.candidates[i];
      const bool backable = machine::standing_of(t.before, b, i) >= standing::backed;
      const auto kept = machine::node_allows(w, t.before, t.known, block_at<S>(fork), c);
      it.clause(truth(backable) && kept && c.parent == head,
                "it stands at the new leaf with its votes, or a fork of it does",
                truth(stands_or_lost(t.after, fork, i)), seen("candidate", candidate_at<S>(i)),
                seen("backable at", block_at<S>(b)), seen("new leaf", block_at<S>(fork)));
    });
  }

 private:
  /// Whether the candidate is kept with its votes, or lost to one with the same parent.
  template <class S>
  static bool stands_or_lost(const state<language::concrete, S>& s, std::size_t b, std::size_t i) {
    if (machine::standing_of(s, b, i) >= standing::backed) return true;
    for (std::size_t j = 0; j < s.candidate_count.raw(); ++j) {
      if (j == i || (s.candidates[j].parent != s.candidates[i].parent).known()) continue;
      if (machine::standing_of(s, b, j) == standing::on_chain) return true;
    }
    return false;
  }
};

/// The candidate that the node has just heard of.
template <class D, class S>
std::size_t introduced_in(const transition<D, S>& t) {
  std::size_t i = 0;
  while ((t.before.candidates[i].news.heard == t.after.candidates[i].news.heard).known()) ++i;
  return i;
}

struct depths_foretold {
  static constexpr property_info info{
      "S45",
      "a candidate stands in a tree at the depths it was said before that it could stand at",
      property_kind::step,
      "max_candidate_depth",
      "fragment tree",
      "polkadot 52209dcf, node/core/prospective-parachains/src/fragment_tree.rs, "
      "hypothetical_depths",
      eras{false, true, false},
      {},
      subject_matter::views};
  static constexpr rule about = rule::introduce;
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    using truth = typename D::truth;
    const std::size_t i = introduced_in(t);
    const auto para = machine::sight_of(w, t.before);
    const auto stored = machine::stored_in(t.before);
    for_each_active_leaf(t.before, [&](std::size_t b) {
      if (machine::standing_of(t.before, b, i) != standing::unknown) return;
      const bool same =
          machine::stands_where_expected(para, machine::sight_at(w, t.before, b), i, stored);
      it.clause(truth(true), "the depths foretold are those in the tree", truth(same),
                seen("candidate", candidate_at<S>(i)), seen("leaf", block_at<S>(b)));
    });
  }
};

/// At each active leaf, how each candidate stands is how it would if all were heard at once.
template <class D, class S, class Hearing>
void hear_built_at_once(const world<D>& w, const state<D, S>& s, Hearing& it) {
  using truth = typename D::truth;
  const auto para = machine::sight_of(w, s);
  const auto heard = machine::heard_of(s);
  for_each_active_leaf(s, [&](std::size_t b) {
    const auto expected = machine::built_at_once(para, machine::scope_at(w, s, b), heard);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      using how = language::quantity<D, machine::what::standing, 3>;
      const auto here = s.blocks[b].view.standings[i];
      const how there(static_cast<unsigned>(expected[i]));
      it.clause(truth(heard[i] != machine::hearsay::nothing),
                "it stands as if all were heard at once", here == there,
                seen("candidate", candidate_at<S>(i)), seen("leaf", block_at<S>(b)),
                seen("stands", here), seen("at once", there));
    }
  });
}

struct tree_built_at_once {
  static constexpr property_info info{
      "S46",
      "a fragment tree does not depend on the order of imports and statements",
      property_kind::always,
      "max_candidate_depth",
      "fragment tree",
      "polkadot 52209dcf, node/core/prospective-parachains/src/lib.rs, "
      "prune_view_candidate_storage",
      eras{false, true, false},
      {},
      subject_matter::views,
      breakage{[](const machine::world<language::concrete>& w) {
                 return w.speak.rules == rule_set::y2023 &&
                        (w.window.leaves > 1 || w.window.reversions);
               },
               "what no leaf has a place for is forgotten, and a later leaf has a place for it"}};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                   Hearing& it) {
    hear_built_at_once(w, s, it);
  }
};

struct chain_built_at_once {
  static constexpr property_info info{
      "S47",
      "a fragment chain does not depend on the order of imports and statements",
      property_kind::always,
      "",
      "fragment chain",
      "polkadot-sdk 781c7772, polkadot/node/core/prospective-parachains/src/fragment_chain/mod.rs, "
      "trim_uneligible_forks",
      eras{true, false, false},
      {},
      subject_matter::views,
      breakage{[](const machine::world<language::concrete>& w) {
                 const bool two = w.window.candidates > 1 &&
                                  (w.k.parachain.unincluded_segment_capacity > 1).known();
                 return w.speak.rules == rule_set::y2025 &&
                        (two || (w.allowed > 1).known() || loses_to_the_older(w) ||
                         forgets_before_a_late_fork(w));
               },
               "what waits for a candidate is forgotten with the import of the block that backs "
               "it, and kept if heard of after it; what has lost to another is forgotten, though "
               "that one expires first; and a fork may start at a block that is out of reach of "
               "all leaves, and forgotten"}};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                   Hearing& it) {
    hear_built_at_once(w, s, it);
  }
};

}  // namespace backcheck::properties
