// SPDX-License-Identifier: Apache-2.0
//
// What a node keeps of the para at its leaves: that it fits the relay chain there, that forks are
// chosen by hash, and that what it offers to a relay author is what the runtime takes. Oracles go
// by how candidates stand, by the relay tree and by the runtime's tracker. Concrete only, like the
// views.
#pragma once

#include <span>

#include "model/machine/view.hpp"
#include "properties/on_chain.hpp"

namespace backcheck::properties {

using machine::following;
using machine::standing;

/// Calls `f(leaf)` with the position of each active leaf.
template <class S, class F>
void for_each_active_leaf(const state<language::concrete, S>& s, F&& f) {
  for (std::size_t b = 0; b < s.block_count.raw(); ++b)
    if (machine::followed_as(s, b) == following::active) f(b);
}
/// Calls `f(leaf, candidate)` for each that stands at an active leaf and is not pending there:
/// on the chain, or in the tree.
template <class S, class F>
void for_each_placed(const world<language::concrete>& w, const state<language::concrete, S>& s,
                     F&& f) {
  const auto least = w.speak.rules == rule_set::y2025 ? standing::on_chain : standing::seconded;
  for_each_active_leaf(s, [&](std::size_t b) {
    for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
      const candidate_index<language::concrete, S> c(i);
      if (machine::standing_of(s, b, i) < least) continue;
      if (!s.blocks[b].paras[0].pending.is(c).known()) f(b, i);
    }
  });
}
/// The head that a child of the block extends if what is pending becomes included in it.
template <class S>
auto next_head(const state<language::concrete, S>& s, std::size_t b) {
  const auto& now = s.blocks[b].paras[0];
  return either(now.pending.is_some(), now.pending, now.included);
}
template <class S>
auto block_at(std::size_t b) {
  return block_index<language::concrete, S>(b);
}
template <class S>
auto candidate_at(std::size_t i) {
  return candidate_index<language::concrete, S>(i);
}

struct node_in_tree_depth {
  static constexpr property_info info{
      "S31b",
      "a node of a fragment tree has at most max_candidate_depth nodes above it",
      property_kind::always,
      "max_candidate_depth",
      "fragment tree",
      "polkadot 52209dcf, node/core/prospective-parachains/src/fragment_tree.rs",
      eras{false, true, false},
      {},
      subject_matter::views};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                   Hearing& it) {
    for_each_placed(w, s, [&](std::size_t b, std::size_t i) {
      const auto& head = s.blocks[b].paras[0].included;
      auto walker = s.candidates[i].parent;
      std::size_t depth = 0;
      for (; depth < S::candidates && (walker != head).known(); ++depth)
        walker = at(s.candidates, walker).parent;
      const machine::para_blocks<D, S::candidates> above(depth);
      it.clause(typename D::truth(true), "its depth is within max_candidate_depth",
                above <= w.k.async_backing.max_candidate_depth,
                seen("candidate", candidate_at<S>(i)), seen("leaf", block_at<S>(b)),
                seen("depth", above));
    });
  }
};

struct view_relay_parents {
  static constexpr property_info info{
      "S32b",
      "what is on a fragment chain or tree has a relay parent that the runtime allows, not older "
      "than that of the candidate it extends",
      property_kind::always,
      "scheduling_lookahead, allowed_ancestry_len",
      "prospective parachains",
      "polkadot-sdk 781c7772, polkadot/node/core/prospective-parachains/src/fragment_chain/mod.rs; "
      "polkadot 52209dcf, node/core/prospective-parachains/src/fragment_tree.rs",
      eras{true, true, false},
      {},
      subject_matter::views};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known, Hearing& it) {
    using truth = typename D::truth;
    for_each_placed(w, s, [&](std::size_t b, std::size_t i) {
      const auto& c = s.candidates[i];
      it.clause(truth(true), "a child of the leaf would allow its relay parent",
                machine::child_allows(w, s, known, block_at<S>(b), c),
                seen("candidate", candidate_at<S>(i)), seen("leaf", block_at<S>(b)),
                seen("relay parent", c.relay_parent));
      const auto above = context_number(s, 0, c.parent);
      it.clause(c.parent.is_some(), "its relay parent is not older than that of its parent",
                above <= relay_parent_number(s, c), seen("candidate", candidate_at<S>(i)),
                seen("leaf", block_at<S>(b)), seen("parent", c.parent));
    });
  }
};

struct chain_length {
  static constexpr property_info info{
      "S33",
      "a fragment chain is as long as its para has claims, besides what is pending, and no longer",
      property_kind::always,
      "",
      "fragment chain",
      "polkadot-sdk 781c7772, polkadot/node/core/prospective-parachains/src/fragment_chain/mod.rs, "
      "max_backable_len",
      eras{true, false, false},
      {},
      subject_matter::views};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                   Hearing& it) {
    using count = language::quantity<D, machine::what::candidate, S::candidates>;
    std::array<std::size_t, S::blocks> length{};
    for_each_placed(w, s, [&](std::size_t b, std::size_t /*i*/) { ++length[b]; });
    for_each_active_leaf(s, [&](std::size_t b) {
      it.clause(typename D::truth(length[b] > 0), "at most one candidate for the one core",
                count(length[b]) <= 1, seen("leaf", block_at<S>(b)),
                seen("candidates besides what is pending", count(length[b])));
    });
  }
};

struct chain_begins_with_pending {
  static constexpr property_info info{
      "S35",
      "a fragment chain begins with what is pending availability at its leaf",
      property_kind::always,
      "",
      "fragment chain",
      "polkadot-sdk 781c7772, polkadot/node/core/prospective-parachains/src/fragment_chain/mod.rs, "
      "init",
      eras{true, false, false},
      {},
      subject_matter::views};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& /*w*/, const state<D, S>& s, const chart<D, S>& /*known*/,
                   Hearing& it) {
    using truth = typename D::truth;
    for_each_active_leaf(s, [&](std::size_t b) {
      const auto& pending = s.blocks[b].paras[0].pending;
      const bool none = pending.is_none().known();
      const bool first = !none && machine::standing_of(s, b, pending.or_first().place().raw()) ==
                                      standing::on_chain;
      it.clause(truth(!none), "the pending candidate is on the chain", truth(first),
                seen("leaf", block_at<S>(b)), seen("pending", pending));
    });
  }
};

struct lowest_hash_wins {
  static constexpr property_info info{
      "S36",
      "of backed forks the one with the lowest hash is on the chain, unless another is pending",
      property_kind::always,
      "",
      "fork selection rule",
      "polkadot-sdk 781c7772, polkadot/node/core/prospective-parachains/src/fragment_chain/mod.rs, "
      "fork_selection_rule; PR 4937",
      eras{true, false, false},
      {},
      subject_matter::views};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                   Hearing& it) {
    for_each_placed(w, s, [&](std::size_t b, std::size_t i) {
      const auto& c = s.candidates[i];
      const auto above = context_number(s, 0, c.parent);
      for (std::size_t j = 0; j < s.candidate_count.raw(); ++j) {
        const auto& other = s.candidates[j];
        const auto fits = relay_parent_number(s, other) >= above || c.parent.is_none();
        const auto how = machine::standing_of(s, b, j);
        const bool waits = how == standing::seconded || how == standing::backed;
        it.clause(typename D::truth(waits) && other.parent == c.parent && fits,
                  "a fork that waits is not backed, or has a higher hash",
                  typename D::truth(how == standing::seconded) || c.news.order < other.news.order,
                  seen("on the chain", candidate_at<S>(i)), seen("fork", candidate_at<S>(j)),
                  seen("leaf", block_at<S>(b)));
      }
    });
  }
};

/// What is offered at a leaf if what is pending there becomes included (if anything is), and if
/// not.
template <class S, class F>
void for_each_offer(const world<language::concrete>& w, const state<language::concrete, S>& s,
                    F&& f) {
  const auto para = machine::sight_of(w, s);
  for_each_active_leaf(s, [&](std::size_t b) {
    const auto here = machine::sight_at(w, s, b);
    const auto& pending = s.blocks[b].paras[0].pending;
    std::vector<std::size_t> ancestors;
    if (pending.is_some().known()) {
      const auto waiting = machine::offered_at(para, here, ancestors, 1);
      if (!waiting.empty()) f(b, waiting.front(), s.blocks[b].paras[0].included);
      ancestors.push_back(pending.or_first().place().raw());
    }
    const auto found = machine::offered_at(para, here, ancestors, 1);
    if (!found.empty()) f(b, found.front(), next_head(s, b));
  });
}

struct offered_in_order {
  static constexpr property_info info{
      "S38",
      "what a view offers a relay author is backed, not pending, and extends what becomes included",
      property_kind::always,
      "",
      "find_backable_chain, select_child",
      "polkadot-sdk 781c7772, polkadot/node/core/prospective-parachains/src/fragment_chain/mod.rs, "
      "find_backable_chain; polkadot 52209dcf, "
      "fragment_tree.rs, select_child",
      eras{true, true, false},
      {},
      subject_matter::views};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                   Hearing& it) {
    using truth = typename D::truth;
    for_each_offer(w, s, [&](std::size_t b, std::size_t i, const auto& head) {
      const auto& c = s.candidates[i];
      const auto how = seen("offered", candidate_at<S>(i));
      it.clause(truth(true), "it has a quorum of votes", c.backable, how,
                seen("leaf", block_at<S>(b)));
      it.clause(truth(true), "it is not pending",
                !s.blocks[b].paras[0].pending.is(candidate_at<S>(i)), how,
                seen("leaf", block_at<S>(b)));
      it.clause(truth(true), "it extends the last ancestor", c.parent == head, how,
                seen("head", head), seen("leaf", block_at<S>(b)));
    });
  }
};

struct offered_is_accepted {
  static constexpr property_info info{
      "S39b",
      "a child of the leaf accepts what the view offers",
      property_kind::always,
      "scheduling_lookahead, allowed_ancestry_len",
      "inclusion emulator",
      "polkadot-sdk 781c7772, polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs",
      eras{true, true, false},
      {},
      subject_matter::views};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known, Hearing& it) {
    using truth = typename D::truth;
    for_each_offer(w, s, [&](std::size_t b, std::size_t i, const auto& head) {
      const auto& c = s.candidates[i];
      it.clause(truth(true), "its tracker has the relay parent",
                machine::child_allows(w, s, known, block_at<S>(b), c),
                seen("offered", candidate_at<S>(i)), seen("leaf", block_at<S>(b)));
      it.clause(truth(true), "the relay parent does not go back",
                context_number(s, 0, head) <= relay_parent_number(s, c),
                seen("offered", candidate_at<S>(i)), seen("leaf", block_at<S>(b)));
    });
  }
};

struct backed_child_is_offered {
  static constexpr property_info info{
      "L10b",
      "where nothing is pending and a backed candidate extends the para head, one is offered",
      property_kind::always,
      "",
      "find_backable_chain, select_child",
      "polkadot-sdk 781c7772, polkadot/node/core/provisioner/src/lib.rs, "
      "request_backable_candidates",
      eras{true, true, false},
      {},
      subject_matter::views};
  template <class D, class S, class Hearing>
  static void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known, Hearing& it) {
    using truth = typename D::truth;
    const auto para = machine::sight_of(w, s);
    for_each_active_leaf(s, [&](std::size_t b) {
      const auto& now = s.blocks[b].paras[0];
      if (now.pending.is_some().known()) return;
      truth waits(false);
      for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
        const auto& c = s.candidates[i];
        const bool backed = machine::standing_of(s, b, i) >= standing::backed;
        waits = waits || (truth(backed) && c.parent == now.included &&
                          machine::child_allows(w, s, known, block_at<S>(b), c));
      }
      if (!waits.known()) return;
      const auto found = machine::offered_at(para, machine::sight_at(w, s, b), {}, 1);
      it.clause(waits, "something is offered", truth(!found.empty()), seen("leaf", block_at<S>(b)),
                seen("para head", now.included));
    });
  }
};

}  // namespace backcheck::properties
