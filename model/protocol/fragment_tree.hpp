// SPDX-License-Identifier: Apache-2.0
//
// The fragment tree (2023): all ways in which the stored candidates of a para can follow its
// included head at a leaf. A node is a candidate at a place, so one candidate may stand at several
// places and depths; cycles end at the depth limit.
//
// Concrete only: the tree grows by rounds over a storage without a bound. Each decision about one
// candidate at one place is a generic rule: `keeps_floor`, `make_placed_fragment`.
//
// Upstream keeps the nodes in one vector and, when a child of the root comes late, moves nodes
// without moving the indices that name them. Here a node stays where it is: the tree is the one its
// documentation describes.
//
// Source: polkadot 52209dcfe546, node/core/prospective-parachains/src/fragment_tree.rs.
#pragma once

#include <functional>
#include <optional>

#include "model/protocol/candidate_storage.hpp"

namespace backcheck::protocol {

class fragment_tree {
 public:
  using scope_type = relay_scope<unbounded>;
  using block = relay_block<unbounded>;
  static constexpr std::size_t root = SIZE_MAX;

  struct node {
    std::size_t parent;  ///< position of the node above, or `root`
    std::size_t depth;   ///< 0 on the included head
    shared_candidate candidate;
    block relay_parent;
    constraint_modifications<unbounded> cumulative;  ///< of it and all nodes above it
    std::size_t operation;                           ///< by which it was inserted
    std::vector<std::size_t> children;
  };

  /// The tree of everything stored; no node is deeper than `max_depth`.
  fragment_tree(const dialect& speak, scope_type scope, std::size_t max_depth,
                const candidate_storage& storage);
  /// A candidate was stored: grows from everywhere it may follow.
  void add_and_populate(const candidate_hash& hash, const candidate_storage& storage);

  [[nodiscard]] const scope_type& scope() const { return scope_; }
  [[nodiscard]] const std::vector<node>& nodes() const { return nodes_; }
  /// The depths at which a candidate stands, ascending.
  [[nodiscard]] std::vector<std::size_t> depths_of(const candidate_hash& hash) const;

  /// How much of a candidate is known: its parent and relay parent, or everything.
  enum class form : std::uint8_t { incomplete, complete };
  /// Which places count: all, or those on the root or on nodes that are backed up to the root.
  enum class below : std::uint8_t { anything, backed };
  /// The depths at which a candidate stands or, if it does not, could stand.
  [[nodiscard]] std::vector<std::size_t> hypothetical_depths(
      const stored_candidate& candidate, form how, below where,
      const candidate_storage& storage) const;

  /// The children that follow `path` from the root, are not pending availability, and pass.
  [[nodiscard]] std::vector<const node*> children_after(
      const std::vector<candidate_hash>& path,
      const std::function<bool(const candidate_hash&)>& passes) const;

 private:
  /// What a place asks of a child; nothing where no child can be.
  struct place {
    constraints<unbounded> operating;
    std::size_t depth = 0;
    block above;
  };

  [[nodiscard]] bool is_pending(const candidate_hash& hash) const;
  [[nodiscard]] std::optional<place> place_under(std::size_t parent) const;
  [[nodiscard]] const std::vector<std::size_t>& children_of(std::size_t parent) const;
  [[nodiscard]] bool has_child(std::size_t parent, const candidate_hash& hash) const;
  [[nodiscard]] std::optional<node> child_at(const place& at, std::size_t parent,
                                             const shared_candidate& candidate) const;
  void grow(std::vector<std::size_t> parents, const candidate_storage& storage);
  [[nodiscard]] bool could_stand(const stored_candidate& candidate, const block& relay_parent,
                                 form how, const place& at, std::size_t parent) const;
  [[nodiscard]] bool is_backed_up_to_root(std::size_t parent,
                                          const candidate_storage& storage) const;

  dialect speak_;
  scope_type scope_;
  std::size_t max_depth_;
  std::vector<node> nodes_;
  std::vector<std::size_t> root_children_;
  std::size_t operations_ = 0;
};

}  // namespace backcheck::protocol
