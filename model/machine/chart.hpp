// SPDX-License-Identifier: Apache-2.0
//
// What follows from a state's relay tree: who is an ancestor of whom, and who is a leaf. Worked out
// once for each state, used by rules and properties alike.
#pragma once

#include "model/machine/state.hpp"
#include "model/machine/world.hpp"

namespace backcheck::machine {

template <language::domain D, class S>
struct chart {
  using truth = typename D::truth;
  using line = language::per<block_index<D, S>, truth>;

  language::per<block_index<D, S>, line> fork;  ///< `fork[b][a]`: block a is b or an ancestor of b
  line leaf;                                    ///< the block has no child
  language::quantity<D, what::relay_block, S::blocks> leaves;

  constexpr explicit chart(const state<D, S>& s) {
    using counted = language::quantity<D, what::relay_block, S::blocks>;
    for (std::size_t b = 0; b < S::blocks; ++b) leaf[b] = s.has_block(b);
    fork[0][0] = truth(true);
    for (std::size_t b = 1; b < S::blocks; ++b) {
      if (language::impossible(s.has_block(b))) continue;
      // Parents come before their children, so the parent's line is complete.
      const auto& parent = s.blocks[b].parent;
      fork[b] = at(fork, parent);
      for (std::size_t a = 0; a < S::blocks; ++a) fork[b][a] = fork[b][a] && s.has_block(b);
      fork[b][b] = s.has_block(b);
      put_if(s.has_block(b), leaf, parent, truth(false));
    }
    leaves = counted(0);
    for (std::size_t b = 0; b < S::blocks; ++b)
      leaves = counted(leaves + language::one_if<counted>(leaf[b]));
  }

  /// Whether `a` is `b` or an ancestor of it.
  [[nodiscard]] constexpr truth on_fork_of(const block_index<D, S>& a,
                                           const block_index<D, S>& b) const {
    return at(at(fork, b), a);
  }
};

/// A relay block's number, shifted so that those below the finalized block are natural too.
template <language::domain D>
using shifted_number = relay_blocks<D, number_shift + 31>;

template <language::domain D, class S>
constexpr shifted_number<D> number_of(const relay_block<D, S>& b) {
  return b.height + relay_blocks<D, number_shift>(number_shift);
}
/// The number of a candidate's relay parent.
template <language::domain D, class S>
constexpr shifted_number<D> relay_parent_number(const state<D, S>& s, const candidate<D, S>& c) {
  return monus(number_of(at(s.blocks, c.relay_parent)), c.relay_parent_age);
}
/// The number of the relay parent of the head included at a block ("most recent context").
template <language::domain D, class S>
constexpr shifted_number<D> context_number(const state<D, S>& s, std::size_t para,
                                           const maybe_candidate<D, S>& included) {
  const auto from_root = monus(shifted_number<D>(number_shift), s.roots[para].context_age);
  return either(included.is_none(), from_root, relay_parent_number(s, at(s.candidates, included)));
}

/// How many blocks before a block a candidate's relay parent is; 0 where it is not before it.
template <language::domain D, class S>
constexpr auto blocks_back(const state<D, S>& s, const relay_block<D, S>& from,
                           const candidate<D, S>& c) {
  return monus(number_of(from), relay_parent_number(s, c));
}

/// Whether nodes take a block as relay parent for a child of `leaf`: it is the leaf or an ancestor
/// in the allowed ancestry. What lies below the finalized block is on every fork.
template <language::domain D, class S>
constexpr typename D::truth node_allows(const world<D>& w, const state<D, S>& s,
                                        const chart<D, S>& known, const block_index<D, S>& leaf,
                                        const candidate<D, S>& c) {
  const auto& tip = at(s.blocks, leaf);
  const auto same_session =
      at(s.blocks, c.relay_parent).session == tip.session && c.relay_parent_age <= s.session_age;
  const typename D::truth crosses(w.speak.breaks(protocol::fault::session_crossed));
  const typename D::truth skips(w.speak.breaks(protocol::fault::leaf_not_allowed));
  const auto back = blocks_back(s, tip, c);
  return known.on_fork_of(c.relay_parent, leaf) && (!skips || back != 0) &&
         protocol::in_allowed_ancestry<D>(back, in_force(w, tip).allowed, same_session || crosses);
}

/// Whether nodes take a candidate's relay parent at some leaf.
template <language::domain D, class S>
constexpr typename D::truth some_leaf_allows(const world<D>& w, const state<D, S>& s,
                                             const chart<D, S>& known, const candidate<D, S>& c) {
  typename D::truth allowed(false);
  for (std::size_t b = 0; b < S::blocks; ++b) {
    if (language::impossible(known.leaf[b])) continue;
    allowed = allowed || (known.leaf[b] && node_allows(w, s, known, block_index<D, S>(b), c));
  }
  return allowed;
}

/// Whether the runtime would allow a candidate's relay parent in a child of `leaf`, by the tracker
/// that the child will have.
template <language::domain D, class S>
constexpr typename D::truth child_allows(const world<D>& w, const state<D, S>& s,
                                         const chart<D, S>& known, const block_index<D, S>& leaf,
                                         const candidate<D, S>& c) {
  const auto& tip = at(s.blocks, leaf);
  return protocol::tracker_allows<D>(
      {w.speak.rules}, known.on_fork_of(c.relay_parent, leaf), next(blocks_back(s, tip, c)),
      protocol::tracked_after_push<D>(tip.tracked, in_force(w, tip).allowed));
}

}  // namespace backcheck::machine
