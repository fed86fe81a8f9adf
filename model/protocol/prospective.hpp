// SPDX-License-Identifier: Apache-2.0
//
// What prospective parachains knows and decides whichever structure it keeps, tree (2023) or chain
// (2025): the scope of a leaf, that is, which relay parents its children may build on and which
// candidates are pending availability there; and which relay parents may follow which.
//
// Source: polkadot 52209dcfe546, node/core/prospective-parachains/src/fragment_tree.rs (`Scope`);
// polkadot-sdk 781c77721728, polkadot/node/core/prospective-parachains/src/fragment_chain/mod.rs.
#pragma once

#include "model/protocol/ancestry.hpp"
#include "model/protocol/fragment.hpp"

namespace backcheck::protocol {

/// A candidate as a node learns of it. Its hash is a number whose order is that of the hashes.
template <class Shape>
struct known_candidate {
  using truth = truth_of<Shape>;
  using hash_type = typename Shape::template word<unit::candidate_hashes>;
  using relay_hash_type = typename Shape::template word<unit::relay_hashes>;
  using head_type = typename Shape::template word<unit::heads>;
  using content_type = prospective_candidate<Shape>;
  BACKCHECK_FIELDS(known_candidate,                        //
                   (hash_type, hash),                      //
                   (relay_hash_type, relay_parent),        // as its descriptor names it
                   (truth, validation_data_hash_matches),  // that of its descriptor
                   (content_type, content));

  [[nodiscard]] constexpr const head_type& parent_head() const {
    return content.validation_data.parent_head;
  }
  [[nodiscard]] constexpr const head_type& output_head() const {
    return content.commitments.head_data;
  }
};

/// A candidate that is pending availability at a leaf, and its relay parent, in scope or not.
template <class Shape>
struct pending_candidate {
  using hash_type = typename Shape::template word<unit::candidate_hashes>;
  using block_type = relay_block<Shape>;
  BACKCHECK_FIELDS(pending_candidate, (hash_type, candidate), (block_type, relay_parent));
};

/// The scope of a leaf for one para. Ancestors are those accepted, newest first.
template <class Shape>
struct relay_scope {
  using block_type = relay_block<Shape>;
  using ancestors_type = typename Shape::template list<unit::relay_blocks, relay_block<Shape>>;
  using constraints_type = constraints<Shape>;
  using pending_type =
      typename Shape::template list<unit::candidate_hashes, pending_candidate<Shape>>;
  BACKCHECK_FIELDS(relay_scope, (block_type, relay_parent), (ancestors_type, ancestors),
                   (constraints_type, base_constraints), (pending_type, pending_availability));
};

enum class scope_refusal : std::uint8_t { none, unexpected_ancestor };
template <class Shape>
using scope_outcome = language::outcome<typename Shape::domain_type, scope_refusal>;

/// The oldest block that a candidate of this scope may build on.
template <class Shape>
constexpr relay_block<Shape> earliest_relay_parent(const relay_scope<Shape>& scope) {
  auto earliest = scope.relay_parent;
  for (std::size_t i = 0; i < places(scope.ancestors); ++i) {
    language::assign_if(scope.ancestors.has(i), earliest, scope.ancestors[i]);
  }
  return earliest;
}

/// Accepts ancestors of the leaf, offered newest first, down to the lowest that base constraints
/// allow; those beyond are not looked at. Refused if one is not the parent of the one before.
template <class Shape>
constexpr scope_outcome<Shape> accept_ancestors(
    relay_scope<Shape>& scope, const typename relay_scope<Shape>::ancestors_type& offered) {
  scope_outcome<Shape> outcome_;
  auto lowest = scope.relay_parent.number;
  truth_of<Shape> done(false);
  for (std::size_t i = 0; i < places(offered); ++i) {
    const auto looked_at = offered.has(i) && !done;
    REQUIRE(!looked_at || next(offered[i].number) == lowest, scope_refusal::unexpected_ancestor);
    done = done || lowest == scope.base_constraints.min_relay_parent_number;
    append_if(looked_at && !done, scope.ancestors, offered[i]);
    language::assign_if(looked_at && !done, lowest, offered[i].number);
  }
  return outcome_;
}

/// The block of that hash if it is the leaf or an accepted ancestor.
template <class Shape>
constexpr auto block_in_scope(const relay_scope<Shape>& scope,
                              const typename relay_block<Shape>::hash_type& hash) {
  language::found<truth_of<Shape>, relay_block<Shape>> block{scope.relay_parent.hash == hash, {}};
  language::assign_if(block.exists, block.value, scope.relay_parent);
  for (std::size_t i = 0; i < places(scope.ancestors); ++i) {
    const auto here = scope.ancestors.has(i) && scope.ancestors[i].hash == hash;
    language::assign_if(here, block.value, scope.ancestors[i]);
    block.exists = block.exists || here;
  }
  return block;
}

/// The relay parent listed for a candidate that is pending availability.
template <class Shape>
constexpr auto pending_relay_parent(const relay_scope<Shape>& scope,
                                    const typename known_candidate<Shape>::hash_type& candidate) {
  language::found<truth_of<Shape>, relay_block<Shape>> listed{truth_of<Shape>(false), {}};
  for (std::size_t i = 0; i < places(scope.pending_availability); ++i) {
    const auto& pending = scope.pending_availability[i];
    const auto here = scope.pending_availability.has(i) && pending.candidate == candidate;
    language::assign_if(here && !listed.exists, listed.value, pending.relay_parent);
    listed.exists = listed.exists || here;
  }
  return listed;
}

/// The relay parent that a candidate is placed with: the one listed if it is pending availability,
/// which may be out of scope; else its own, in scope.
template <class Shape>
constexpr auto placing_relay_parent(const relay_scope<Shape>& scope,
                                    const known_candidate<Shape>& candidate) {
  const auto listed = pending_relay_parent(scope, candidate.hash);
  const auto own = block_in_scope(scope, candidate.relay_parent);
  return language::found<truth_of<Shape>, relay_block<Shape>>{
      listed.exists || own.exists, language::either(listed.exists, listed.value, own.value)};
}

/// Whether a tree (2023) has a place that deep; on the included head the depth is 0.
template <language::domain D, std::uint64_t A, std::uint64_t M>
constexpr typename D::truth within_tree_depth(
    const language::quantity<D, unit::para_blocks, A>& depth,
    const language::quantity<D, unit::para_blocks, M>& max_candidate_depth) {
  return depth <= max_candidate_depth;
}

/// Whether the relay parent of a candidate may follow `above`, that of its place's own candidate
/// or, on the included head, the earliest in scope. What is pending on the included head may have
/// any. (One in scope is never below the earliest, so that need not be asked.)
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth keeps_floor(
    const dialect& speak, const typename D::truth& on_included_head,
    const typename D::truth& is_pending, const language::quantity<D, unit::relay_blocks, A>& above,
    const language::quantity<D, unit::relay_blocks, B>& number) {
  return (on_included_head && is_pending) || keeps_relay_parent_order(speak, above, number);
}

/// Whether a candidate is valid as the next one under `operating` constraints, for structures that
/// hold what is on chain already: a pending candidate cannot be too old. `m` becomes what it
/// changes.
template <class Shape>
constexpr fragment_outcome<Shape> make_placed_fragment(const dialect& speak,
                                                       const truth_of<Shape>& is_pending,
                                                       const relay_block<Shape>& relay_parent,
                                                       constraints<Shape> operating,
                                                       const known_candidate<Shape>& candidate,
                                                       constraint_modifications<Shape>& m) {
  language::assign_if(is_pending, operating.min_relay_parent_number, relay_parent.number);
  return make_fragment(speak, relay_parent, operating, candidate.content, m);
}

}  // namespace backcheck::protocol
