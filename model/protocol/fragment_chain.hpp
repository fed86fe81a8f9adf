// SPDX-License-Identifier: Apache-2.0
//
// The fragment chain (2025): what a node keeps of a para at a leaf. One best chain of backed
// candidates on the included head, those pending availability first; and unconnected candidates
// that have the potential to join it, or to replace part of it, once they and what they build on
// are backed. Of two backed siblings the one with the smaller hash wins. Cycles and second paths
// are refused.
//
// Concrete only: which candidates are compared, and in what order, depends on what was heard so
// far, and chains are rebuilt from a pool without a bound. Each decision about one candidate is a
// generic rule: `check_place`, `keeps_relay_parent_order`, `keeps_floor`, `make_placed_fragment`.
//
// Source: polkadot-sdk 781c77721728,
// polkadot/node/core/prospective-parachains/src/fragment_chain/mod.rs.
#pragma once

#include <optional>

#include "model/protocol/candidate_storage.hpp"

namespace backcheck::protocol {

enum class chain_refusal : std::uint8_t {
  none,
  introduce_backed_candidate,
  candidate_entry,
  candidate_already_known,
  zero_length_cycle,
  relay_parent_not_in_scope,
  relay_parent_precedes_candidate_pending_availability,
  fork_with_candidate_pending_availability,
  fork_choice_rule,
  cycle,
  multiple_paths,
  check_against_constraints,
  relay_parent_moved_backwards,
};
template <language::domain D>
using chain_outcome = language::outcome<D, chain_refusal>;

/// What a candidate meets where it would stand in a chain.
template <class Shape>
struct chain_place {
  using truth = truth_of<Shape>;
  using number_type = typename Shape::template word<unit::relay_blocks>;
  using hash_type = typename Shape::template word<unit::candidate_hashes>;
  BACKCHECK_FIELDS(chain_place,                          //
                   (truth, outputs_its_parent),          //
                   (truth, relay_parent_in_scope),       //
                   (number_type, relay_parent_number),   //
                   (number_type, lowest_allowed),        // the last pending's, or the earliest
                   (truth, has_sibling),                 // a chain member with the same parent…
                   (hash_type, sibling),                 //
                   (truth, sibling_is_pending),          //
                   (hash_type, hash),                    // …and the candidate itself
                   (truth, outputs_parent_of_a_member),  //
                   (truth, outputs_output_of_a_member));
};

/// Whether a candidate could join the chain there, as far as that does not depend on its contents.
template <class Shape>
constexpr chain_outcome<typename Shape::domain_type> check_place(const dialect& speak,
                                                                 const chain_place<Shape>& p) {
  chain_outcome<typename Shape::domain_type> outcome_;
  REQUIRE(!p.outputs_its_parent, chain_refusal::zero_length_cycle);
  REQUIRE(p.relay_parent_in_scope, chain_refusal::relay_parent_not_in_scope);
  REQUIRE(keeps_relay_parent_order(speak, p.lowest_allowed, p.relay_parent_number),
          chain_refusal::relay_parent_precedes_candidate_pending_availability);
  REQUIRE(!p.has_sibling || !p.sibling_is_pending,
          chain_refusal::fork_with_candidate_pending_availability);
  REQUIRE(!p.has_sibling || p.sibling >= p.hash, chain_refusal::fork_choice_rule);
  REQUIRE(!p.outputs_parent_of_a_member, chain_refusal::cycle);
  REQUIRE(!p.outputs_output_of_a_member, chain_refusal::multiple_paths);
  return outcome_;
}

/// A candidate that is asked about. Of an advertised one only the parent and relay parent are
/// known.
struct asked_candidate {
  candidate_hash hash;
  stored_candidate::relay_hash_type relay_parent;
  para_head parent_head;
  const prospective_candidate<unbounded>* content = nullptr;  ///< null if it is not known yet
};
asked_candidate asked(const stored_candidate& candidate);
/// The same candidate while it is only advertised.
asked_candidate advertised(const stored_candidate& candidate);

/// Whether a candidate may be added, and, where not, what is reported beside the reason.
struct chain_verdict {
  chain_refusal why = chain_refusal::none;
  storage_refusal entry = storage_refusal::none;
  candidate_hash other;                       ///< the sibling it would fork with
  stored_candidate::relay_hash_type allowed;  ///< the earliest relay parent that is allowed
  fragment_refusal fragment = fragment_refusal::none;
  relay_block<unbounded> relay_parent;  ///< where its contents were judged…
  constraints<unbounded> judged_under;  ///< …and what they were judged under
  constraint_modifications<unbounded> changes;

  [[nodiscard]] bool holds() const { return why == chain_refusal::none; }
};

class fragment_chain {
 public:
  using scope_type = relay_scope<unbounded>;
  using block = relay_block<unbounded>;

  /// A member of the best chain.
  struct member {
    shared_candidate candidate;
    block relay_parent;
    constraint_modifications<unbounded> cumulative;  ///< of it and all members before it
  };

  /// The best chain is grown from the candidates pending availability; the others there are
  /// forgotten. It may be `max_backable_len` long, besides what is pending.
  fragment_chain(const dialect& speak, scope_type scope, std::size_t max_backable_len,
                 candidate_storage pending);
  /// A chain as it was: its members in order, each of which fits behind the one before, and what
  /// waits.
  static fragment_chain restored(const dialect& speak, scope_type scope,
                                 std::size_t max_backable_len,
                                 const std::vector<shared_candidate>& members,
                                 candidate_storage unconnected);
  /// Takes over what still has potential from the chain of the leaf before.
  void populate_from_previous(const fragment_chain& previous);

  [[nodiscard]] const scope_type& scope() const { return scope_; }
  [[nodiscard]] const std::vector<member>& best() const { return best_; }
  [[nodiscard]] const candidate_storage& unconnected() const { return unconnected_; }

  /// A candidate is seconded: it waits unconnected, even where it could be attached at once.
  chain_verdict add_seconded(const shared_candidate& candidate);
  /// A candidate cannot be introduced as backed already.
  [[nodiscard]] static chain_verdict add_backed(const stored_candidate& candidate);
  /// Whether `add_seconded` would take it, entry included.
  [[nodiscard]] chain_verdict can_add_entry(const stored_candidate& candidate) const;
  [[nodiscard]] chain_verdict can_add(const asked_candidate& candidate) const;
  /// A candidate got its votes. The chain goes back to where it belongs and is grown anew.
  void mark_backed(const candidate_hash& hash);

  /// At most `count` members in a row that can be backed after `ancestors`.
  [[nodiscard]] std::vector<const member*> backable_after(
      const std::vector<candidate_hash>& ancestors, std::size_t count) const;
  [[nodiscard]] bool knows_head(const para_head& head) const;
  [[nodiscard]] bool is_backed(const candidate_hash& hash) const;

 private:
  [[nodiscard]] bool is_member(const candidate_hash& hash) const;
  [[nodiscard]] bool is_pending(const candidate_hash& hash) const;
  [[nodiscard]] const member* outputting(const para_head& head) const;
  [[nodiscard]] block lowest_allowed() const;
  [[nodiscard]] chain_place<unbounded> place_of(const asked_candidate& candidate) const;
  [[nodiscard]] chain_verdict check_potential(const asked_candidate& candidate) const;
  [[nodiscard]] chain_refusal check_content(const asked_candidate& candidate,
                                            chain_verdict& verdict) const;
  [[nodiscard]] std::optional<member> next_member(const stored_candidate& candidate,
                                                  const constraints<unbounded>& operating) const;
  void append(member made);
  void grow(candidate_storage& pool);
  bool revert_to(const para_head& head);
  void trim(candidate_storage& pool, const std::vector<para_head>& starts) const;
  void refill(const candidate_storage& pool);

  dialect speak_;
  scope_type scope_;
  std::size_t length_max_;
  std::vector<member> best_;
  candidate_storage unconnected_;
};

}  // namespace backcheck::protocol
