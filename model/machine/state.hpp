// SPDX-License-Identifier: Apache-2.0
//
// The machine's state: the relay blocks from the last finalized one up, as a tree, each with what
// it knows of every para, and the candidates that may still matter. Numbers are relative to the
// last finalized block, which is always block 0, so the set of states is finite without a bound on
// height. Blocks and candidates stand in the order they came, without gaps; what lies behind the
// last is zero. A `maybe_candidate` that is none stands for the para head included at the last
// finalized block.
//
// A field is one line here, and one in `limits.hpp` if the window narrows it.
#pragma once

#include "model/machine/shape.hpp"
#include "model/machine/traffic_state.hpp"
#include "model/machine/upgrade_state.hpp"
#include "model/reflect/equal.hpp"

namespace backcheck::machine {

/// In place of a field that a shape has no room for.
template <class What>
struct nothing {
  BACKCHECK_FIELDS(nothing);
};
/// `Whole` where the shape has room, else nothing. What is not chosen is not looked at.
template <bool Room, template <class, class> class Whole, class What, class D, class S>
struct if_room {
  using type = nothing<What>;
};
template <template <class, class> class Whole, class What, class D, class S>
struct if_room<true, Whole, What, D, S> {
  using type = Whole<D, S>;
};

/// What a node has heard of a candidate (see `hearsay` in `prospects.hpp`), and where its hash
/// stands among those of the candidates that extend the same head.
template <language::domain D, class S>
struct candidate_news {
  using heard_type = language::quantity<D, what::hearsay, 2>;
  using order_type = language::quantity<D, what::order, S::candidates - 1>;
  BACKCHECK_FIELDS(candidate_news, (heard_type, heard), (order_type, order));
};

/// What a node keeps of the para at a relay block: whether it follows it (see `following`), and how
/// each candidate stands there (see `standing`, both in `prospects.hpp`).
template <language::domain D, class S>
struct block_view {
  using followed_type = language::quantity<D, what::following, 3>;
  using standing_type = language::quantity<D, what::standing, 3>;
  using standings_type = language::per<candidate_index<D, S>, standing_type>;
  BACKCHECK_FIELDS(block_view, (followed_type, followed), (standings_type, standings));
};

/// What each validator has said of a candidate (see `said` in `votes.hpp`); those of the first
/// group come first.
template <language::domain D, class S>
struct candidate_votes {
  using said_type = language::quantity<D, what::statement, 5>;
  using all_type = language::per<validator_index<D, S>, said_type>;
  BACKCHECK_FIELDS(candidate_votes, (all_type, said));
};
/// Which collator built a candidate, and whether it keeps it from the others; and what the tracker
/// of the parachain's unincluded segment has counted with this block in it.
template <language::domain D, class S>
struct candidate_origin {
  using truth = typename D::truth;
  using author_type = collator_index<D, S>;
  using used_type = language::quantity<D, batches, S::candidates + 1>;
  BACKCHECK_FIELDS(candidate_origin, (author_type, author), (truth, secret), (used_type, used));
};
/// Where a relay block stands in the rounds of the backing groups: so many blocks behind the one
/// that ended the last session, counted round and round.
template <language::domain D, class S>
struct group_turn {
  using since_type = relay_blocks<D, rotation_max>;
  BACKCHECK_FIELDS(group_turn, (since_type, since_session));
};

/// A block of a parachain, seen from the relay chain: a candidate and the block its author knows it
/// for.
template <language::domain D, class S>
struct candidate {
  using truth = typename D::truth;
  using para_type = para_index<D, S>;
  using block_type = block_index<D, S>;
  using maybe_type = maybe_candidate<D, S>;
  using age_type = relay_blocks<D, number_shift>;
  using length_type = para_blocks<D, segment_max>;
  using news_type = typename if_room<S::has_views, candidate_news, what::hearsay, D, S>::type;
  using code_type = typename if_room<S::has_upgrades, block_code, what::upgrade, D, S>::type;
  using traffic_type = typename if_room<S::has_traffic, block_traffic, what::traffic, D, S>::type;
  using votes_type = typename if_room<S::has_votes, candidate_votes, what::statement, D, S>::type;
  using origin_type =
      typename if_room<S::has_collators, candidate_origin, what::collator, D, S>::type;
  BACKCHECK_FIELDS(candidate,             //
                   (para_type, para),     //
                   (maybe_type, parent),  // the head it extends
                   (block_type,
                    relay_parent),  // the finalized block also stands for its ancestors…
                   (age_type, relay_parent_age),  // …this many blocks below it
                   (length_type,
                    segment_length),   // the parachain's unincluded segment with this block in it
                   (truth, sends),     // it sends a batch of upward messages
                   (truth, backable),  // its backing group has given a quorum of votes
                   (truth, reverted),  // a relay block that backed or included it has been reverted
                   ([[no_unique_address]] news_type, news), ([[no_unique_address]] code_type, code),
                   ([[no_unique_address]] traffic_type, traffic),
                   ([[no_unique_address]] votes_type, votes),
                   ([[no_unique_address]] origin_type, origin));
};

/// A candidate of a para that is pending availability behind the first.
template <language::domain D, class S>
struct pending_behind {
  using maybe_type = maybe_candidate<D, S>;
  using age_type = relay_blocks<D, rotation_max>;
  using core_type = core_index<D, S>;
  BACKCHECK_FIELDS(pending_behind, (maybe_type, candidate), (age_type, pending_age),
                   (core_type, core));
};

/// The core of a para's first pending candidate, and what is pending behind it: each extends the
/// one before, and none comes after a none.
template <language::domain D, class S>
struct pending_line {
  using core_type = core_index<D, S>;
  using behind_type = language::per<place_index<D, S>, pending_behind<D, S>>;
  BACKCHECK_FIELDS(pending_line, (core_type, core), (behind_type, behind));
};

/// What a relay block's post-state knows of a para.
template <language::domain D, class S>
struct para_state {
  using maybe_type = maybe_candidate<D, S>;
  using age_type = relay_blocks<D, rotation_max>;
  using queue_type = language::quantity<D, batches, batches_max>;
  using line_type = typename if_room<S::has_cores, pending_line, what::place, D, S>::type;
  using upgrade_type = typename if_room<S::has_upgrades, para_code, what::upgrade, D, S>::type;
  using traffic_type = typename if_room<S::has_traffic, para_traffic, what::traffic, D, S>::type;
  BACKCHECK_FIELDS(para_state,               //
                   (maybe_type, included),   // the para head
                   (maybe_type, pending),    // the first candidate pending availability
                   (age_type, pending_age),  // relay blocks since it was backed
                   (queue_type, queued),     // upward messages not yet serviced
                   ([[no_unique_address]] line_type, line),
                   ([[no_unique_address]] upgrade_type, upgrade),
                   ([[no_unique_address]] traffic_type, traffic));
};

/// The claims on a core in a relay block's post-state, the next block's first.
template <language::domain D, class S>
struct core_state {
  using turn_type = language::quantity<D, what::para, S::paras - 1>;
  using queue_type = language::list<D, protocol::unit::claims, S::claims, para_index<D, S>>;
  BACKCHECK_FIELDS(core_state, (turn_type, turn),  // on a shared core: the para whose turn it is
                   (queue_type, queue),            // on a core of the on-demand pool
                   (queue_type, orders));  // and what was ordered there and is not in the queue yet
};
template <language::domain D, class S>
using core_states = language::per<core_index<D, S>, core_state<D, S>>;

/// Configurations by the number of changes made to the first: in a relay block's post-state that of
/// its children's session, and what is planned for the two sessions after it.
template <language::domain D, class S>
struct configuration_plan {
  using number = language::quantity<D, what::configuration, S::configurations - 1>;
  BACKCHECK_FIELDS(configuration_plan, (number, in_force), (number, next_session),
                   (number, session_after));
};

/// What a relay block's post-state knows of disputes.
template <language::domain D, class S>
struct dispute_state {
  using truth = typename D::truth;
  using lost_type = language::per<candidate_index<D, S>, truth>;
  BACKCHECK_FIELDS(dispute_state, (truth, frozen),
                   (lost_type, lost));  // the candidates against which one was decided
};

/// A relay block and its post-state.
template <language::domain D, class S>
struct relay_block {
  using block_type = block_index<D, S>;
  using height_type = relay_blocks<D, S::blocks - 1>;
  using session_type = language::quantity<D, protocol::unit::sessions, S::blocks - 1>;
  using rotation_type = relay_blocks<D, rotation_max>;
  using tracked_type = relay_blocks<D, number_shift>;
  using paras_type = language::per<para_index<D, S>, para_state<D, S>>;
  using plan_type =
      typename if_room<S::has_changes, configuration_plan, what::configuration, D, S>::type;
  using disputes_type = typename if_room<S::has_disputes, dispute_state, what::dispute, D, S>::type;
  using cores_type = typename if_room<S::has_cores, core_states, what::core, D, S>::type;
  using view_type = typename if_room<S::has_views, block_view, what::standing, D, S>::type;
  using groups_type = typename if_room<S::has_votes, group_turn, what::validator, D, S>::type;
  BACKCHECK_FIELDS(
      relay_block,            //
      (block_type, parent),   //
      (height_type, height),  // above the last finalized block
      (session_type,
       session),  // of its children, counted from that of the finalized block's children
      (rotation_type,
       rotation),  // its child's position in the group rotation; 0 where it can't matter
      (tracked_type, tracked),  // length of the allowed relay parents tracker
      (paras_type, paras),      //
      ([[no_unique_address]] cores_type, cores), ([[no_unique_address]] plan_type, plan),
      ([[no_unique_address]] disputes_type, disputes), ([[no_unique_address]] view_type, view),
      ([[no_unique_address]] groups_type, groups));
};

/// What is remembered of a para from below the last finalized block.
template <language::domain D, class S>
struct para_root {
  using age_type = relay_blocks<D, number_shift>;
  using code_type = typename if_room<S::has_upgrades, root_code, what::upgrade, D, S>::type;
  BACKCHECK_FIELDS(para_root,
                   (age_type, context_age),  // of the finalized head's relay parent, blocks below
                   ([[no_unique_address]] code_type, code));
};

template <language::domain D, class S>
struct state {
  using domain_type = D;
  using shape_type = S;
  using truth = typename D::truth;
  using blocks_type = language::per<block_index<D, S>, relay_block<D, S>>;
  using candidates_type = language::per<candidate_index<D, S>, candidate<D, S>>;
  using roots_type = language::per<para_index<D, S>, para_root<D, S>>;
  using block_count_type = language::quantity<D, what::relay_block, S::blocks>;
  using candidate_count_type = language::quantity<D, what::candidate, S::candidates>;
  using session_age_type = relay_blocks<D, number_shift>;
  BACKCHECK_FIELDS(state,                                    //
                   (block_count_type, block_count),          // at least 1
                   (candidate_count_type, candidate_count),  //
                   (session_age_type,
                    session_age),  // blocks from the finalized one down to its session's first
                   (blocks_type, blocks),          //
                   (candidates_type, candidates),  //
                   (roots_type, roots));

  [[nodiscard]] constexpr truth has_block(std::size_t b) const { return block_count > b; }
  [[nodiscard]] constexpr truth has_candidate(std::size_t c) const { return candidate_count > c; }
};

}  // namespace backcheck::machine
