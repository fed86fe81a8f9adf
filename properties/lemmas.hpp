// SPDX-License-Identifier: Apache-2.0
//
// Lemmas: what is true of all reachable states of the machine and too plain to be claimed, but
// which proofs by induction need. Each sentence stands for itself: an engine that looks for an
// inductive set of them drops those that it cannot keep, and none is believed before it is proved.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/machine/inclusion.hpp"
#include "model/reflect/equal.hpp"
#include "properties/views.hpp"

namespace backcheck::properties {

/// Hears clauses one sentence at a time.
template <language::domain D>
class lemma_hearing {
 public:
  using truth = typename D::truth;

  template <class... T>
  void clause(const truth& premise, const char* sentence, const truth& condition,
              const language::operand<T>&... /*seen*/) {
    for (auto& [known, holds] : all_) {
      if (known != sentence) continue;
      holds = holds && (!premise || condition);
      return;
    }
    all_.emplace_back(sentence, !premise || condition);
  }
  [[nodiscard]] const std::vector<std::pair<std::string, truth>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, truth>> all_;
};

/// The relay tree is one.
template <class D, class S, class Hearing>
void hear_tree_lemmas(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                      Hearing& it) {
  using truth = typename D::truth;
  it.clause(truth(true), "there is the finalized block", s.block_count >= 1);
  it.clause(truth(true), "no more blocks are kept than the window has",
            s.block_count <= w.window.relay_blocks);
  it.clause(truth(true), "there are no more leaves than the window has",
            known.leaves <= w.window.leaves);
  it.clause(truth(true), "the finalized block has height 0, and its session is 0",
            s.blocks[0].height == 0 && s.blocks[0].session == 0);
  it.clause(truth(true), "the finalized block's parent is not told",
            s.blocks[0].parent == block_index<D, S>(0));
  it.clause(truth(true), "the session's first block is told apart only where it can matter",
            s.session_age <= next(w.reach));
  for (std::size_t b = 0; b < S::blocks; ++b) {
    const auto& block = s.blocks[b];
    const auto exists = s.has_block(b);
    const auto& parent = at(s.blocks, block.parent);
    it.clause(!exists, "what is behind the last block is nothing",
              reflect::equal<D>(block, machine::relay_block<D, S>{}));
    it.clause(exists, "the tracker holds no more than the newest block and the allowed ancestors",
              block.tracked <= next(in_force(w, block).allowed));
    it.clause(exists, "a rotation is as long as it is",
              block.rotation < in_force(w, block).rotation_length || block.rotation == 0);
    if (b == 0) continue;
    it.clause(exists, "a block's parent comes before it", block.parent.place() < b);
    it.clause(exists, "a block is one higher than its parent", block.height == next(parent.height));
    it.clause(exists, "a block's session is its parent's or the next",
              block.session == parent.session || block.session == next(parent.session));
    it.clause(exists, "rotations go on, until a session ends",
              block.session != parent.session ||
                  block.rotation == protocol::next_in_rotation<D>(
                                        parent.rotation, in_force(w, parent).rotation_length));
    it.clause(exists, "where the session ends the tracker is empty",
              block.session == parent.session || block.tracked == 0);
    it.clause(exists, "elsewhere it has one more than in the parent, or all that is allowed",
              block.session != parent.session ||
                  block.tracked ==
                      protocol::tracked_after_push<D>(parent.tracked, in_force(w, block).allowed));
  }
}

/// What blocks say of paras.
template <class D, class S, class Hearing>
void hear_para_lemmas(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                      Hearing& it) {
  using truth = typename D::truth;
  for (std::size_t p = 0; p < S::paras; ++p)
    it.clause(truth(true),
              "the finalized head's relay parent is told apart only where it can matter",
              s.roots[p].context_age <= next(w.reach));
  for (std::size_t b = 0; b < S::blocks; ++b) {
    const block_index<D, S> here(b);
    const auto exists = s.has_block(b);
    for (std::size_t p = 0; p < S::paras; ++p) {
      const auto& now = s.blocks[b].paras[p];
      const auto& before = at(s.blocks, s.blocks[b].parent).paras[p];
      const auto head = at(s.candidates, now.included);
      const auto pending = at(s.candidates, now.pending);
      if (b == 0)
        it.clause(truth(true), "the head at the finalized block is the first one",
                  now.included.is_none());
      it.clause(
          exists, "heads and pending candidates are kept",
          language::in_unit<machine::what::candidate>(now.included.stored()) <= s.candidate_count &&
              now.pending.stored() <= s.candidate_count);
      it.clause(exists && now.included.is_some(), "a head is of its para",
                head.para == machine::para_index<D, S>(p));
      it.clause(exists && now.pending.is_some(), "a pending candidate is of its para",
                pending.para == machine::para_index<D, S>(p));
      it.clause(exists && now.included.is_some(), "a head's relay parent is on its fork",
                known.on_fork_of(head.relay_parent, here));
      it.clause(exists && now.pending.is_some(),
                "a pending candidate's relay parent is on its fork",
                known.on_fork_of(pending.relay_parent, here));
      it.clause(exists && now.included.is_some(), "a head's relay parent is before the block",
                relay_parent_number(s, head) < number_of(s.blocks[b]));
      it.clause(exists && now.pending.is_some(),
                "a pending candidate's relay parent is before the block",
                relay_parent_number(s, pending) < number_of(s.blocks[b]));
      it.clause(exists && now.pending.is_some(), "a pending candidate is backable",
                pending.backable);
      it.clause(exists && now.included.is_some(), "a head is backable", head.backable);
      it.clause(exists && now.pending.is_some(), "a pending candidate extends the head",
                pending.parent == now.included);
      it.clause(exists && now.pending.is_some() && pending.sends,
                "there is room to count what a pending candidate sends",
                now.queued < machine::batches_max);
      it.clause(exists && now.pending.is_none(), "where nothing is pending nothing ages",
                now.pending_age == 0);
      const auto& k = in_force(w, s.blocks[b]).k.scheduler;
      it.clause(exists && now.pending.is_some(),
                "what is older than the period waits for the window after the rotation",
                now.pending_age < k.paras_availability_period ||
                    s.blocks[b].rotation >= k.paras_availability_period);
      it.clause(exists && now.pending.is_some(), "and is no older than the rotation then",
                now.pending_age <= k.paras_availability_period ||
                    now.pending_age <= s.blocks[b].rotation);
      if (b == 0) continue;
      it.clause(exists && now.pending.is_some(), "what stays pending ages by one",
                now.pending_age == 0 ||
                    (now.pending == before.pending && now.pending_age == next(before.pending_age)));
      it.clause(exists, "a head is the parent's, or was pending there",
                now.included == before.included || now.included == before.pending);
      it.clause(exists && now.included != before.included, "a new head was pending in the parent",
                now.included == before.pending && before.pending.is_some());
    }
  }
}

/// Candidates and what they build on.
template <class D, class S, class Hearing>
void hear_candidate_lemmas(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                           Hearing& it) {
  using truth = typename D::truth;
  it.clause(truth(true), "no more candidates are kept than the window has",
            s.candidate_count <= w.window.candidates);
  for (std::size_t i = 0; i < S::candidates; ++i) {
    const auto& c = s.candidates[i];
    const auto exists = s.has_candidate(i);
    const auto parent = at(s.candidates, c.parent);
    it.clause(!exists, "what is behind the last candidate is nothing",
              reflect::equal<D>(c, machine::candidate<D, S>{}));
    it.clause(exists, "a candidate's parent comes before it", c.parent.stored() <= i);
    it.clause(exists && c.parent.is_some(), "a candidate's parent is of its para",
              parent.para == c.para);
    it.clause(
        exists, "a candidate's relay parent is kept, or was",
        language::in_unit<machine::what::relay_block>(c.relay_parent.place()) < s.block_count);
    it.clause(exists && c.relay_parent_age > 0, "below the window there is only the finalized fork",
              c.relay_parent == block_index<D, S>(0));
    it.clause(exists, "relay parents are told apart only where it can matter",
              c.relay_parent_age <= next(w.reach));
    it.clause(exists, "a block is in its own segment", c.segment_length >= 1);
    it.clause(exists && c.parent.is_some(), "a segment is at most one longer than the parent's",
              c.segment_length <= next(parent.segment_length));
    it.clause(exists && c.parent.is_some(),
              "relay parents of a block and its parent are on one fork, in order",
              relay_parent_number(s, parent) <= relay_parent_number(s, c) &&
                  (known.on_fork_of(parent.relay_parent, c.relay_parent) ||
                   known.on_fork_of(c.relay_parent, parent.relay_parent)));
    it.clause(exists && c.parent.is_none(),
              "relay parents of the blocks on the finalized head are not before its own",
              context_number(s, 0, c.parent) <= relay_parent_number(s, c) || truth(S::paras > 1));
  }
}

template <class D, class S, class Hearing>
void hear_lemmas(const world<D>& w, const state<D, S>& s, const chart<D, S>& known, Hearing& it) {
  hear_tree_lemmas(w, s, known, it);
  hear_para_lemmas(w, s, known, it);
  hear_candidate_lemmas(w, s, known, it);
}

}  // namespace backcheck::properties
