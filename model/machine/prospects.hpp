// SPDX-License-Identifier: Apache-2.0
//
// What a node's prospective parachains keeps of a para at relay blocks: a fragment chain (2025) or
// tree (2023) for each. A state says only how each candidate stands there; here the protocol's own
// component is put together from that, does one step, and is read back.
//
// Concrete only, as those components are; and not a template, so that it is compiled once.
#pragma once

#include <vector>

#include "model/protocol/fragment_chain.hpp"
#include "model/protocol/fragment_tree.hpp"

namespace backcheck::machine {

/// How a node follows a relay block: not yet; as a leaf; as an ancestor of leaves, for the forks
/// that may still come; or no more.
enum class following : std::uint8_t { unseen, active, retained, forgotten };

/// How a candidate stands at a relay block. In a chain (2025): not kept, waiting unconnected,
/// waiting with a quorum of votes, or on the best chain. In a tree (2023): not in it, in it, in it
/// with a quorum of votes.
enum class standing : std::uint8_t { unknown, seconded, backed, on_chain };
using standings = std::vector<standing>;  ///< by the position of the candidate

/// What a node has heard of a candidate: nothing, that it is seconded, that it has a quorum.
enum class hearsay : std::uint8_t { nothing, seconded, backed };

using leaf_scope = protocol::relay_scope<protocol::unbounded>;

/// What does not depend on the relay block.
struct para_sight {
  protocol::dialect speak;
  std::size_t max_depth = 0;  ///< of trees
  std::size_t claims = 1;     ///< cores the para has claims on: as many candidates may follow
  std::vector<protocol::shared_candidate> candidates;
};

/// What is kept of the para at a relay block.
struct block_sight {
  leaf_scope scope;
  standings known;
};

/// A leaf appears: what is kept there at first. In 2025 that comes from what is kept at the parent,
/// if anything is; in 2023 from `stored`, what the trees of all leaves have between them.
standings at_new_leaf(const para_sight& para, const leaf_scope& scope, const block_sight* parent,
                      const standings& stored);
/// A candidate is introduced as seconded. Whether it is kept there now.
bool introduce_at(const para_sight& para, block_sight& block, std::size_t candidate,
                  const standings& stored);
/// A candidate that was introduced has a quorum of votes.
void note_votes_at(const para_sight& para, block_sight& block, std::size_t candidate);

/// What would be kept if all that was heard were heard again, now and at once.
standings built_at_once(const para_sight& para, const leaf_scope& scope,
                        const std::vector<hearsay>& heard);
/// What a provisioner is offered that builds on the block, if `ancestors` become included in its
/// own: at most `count` candidates in a row.
std::vector<std::size_t> offered_at(const para_sight& para, const block_sight& block,
                                    const std::vector<std::size_t>& ancestors, std::size_t count);
/// The candidates on the chain, in its order (2025).
std::vector<std::size_t> members_in_order(const para_sight& para, const block_sight& block);
/// Whether a tree keeps a candidate just where it was said before that it could (2023).
bool stands_where_expected(const para_sight& para, const block_sight& before, std::size_t candidate,
                           const standings& stored);

}  // namespace backcheck::machine
