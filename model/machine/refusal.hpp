// SPDX-License-Identifier: Apache-2.0
//
// Why a rule is not enabled. The first names are bounds of the window, in the order of
// `machine::bound`: they say something about how we look, the others about the protocol.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "model/machine/scope.hpp"

namespace backcheck::machine {

enum class refusal : std::uint8_t {
  none,
  window_full_of_relay_blocks,
  window_full_of_leaves,
  window_full_of_candidates,
  window_full_of_sessions,
  window_full_of_batches,
  window_full_of_claims,
  window_full_of_messages,
  nothing_to_choose,
  leaf_is_finalized,
  block_has_children,
  includes_what_lost_a_dispute,
  not_a_child_of_the_finalized_block,
  reversions_switched_off,
  other_para,
  backing_skipped_before_session_change,
  no_claim,
  core_occupied,
  para_has_one_pending,
  claim_not_available_yet,
  chain_is_frozen,
  lost_a_dispute,
  not_backable,
  already_backable,
  parent_is_not_the_para_head,
  disallowed_relay_parent,
  relay_parent_moved_backwards,
  upward_queue_full,
  no_leaf_allows_its_relay_parent,
  too_deep,
  not_a_descendant_of_the_included_head,
  relay_parents_on_different_forks,
  no_space_in_unincluded_segment,
  too_many_blocks_in_relay_slot,
  parent_not_included,
  already_built,
  relay_parent_is_not_a_leaf,
  parent_has_a_child_to_build_on,
  block_is_imported_already,
  parent_is_not_imported,
  candidate_is_introduced_already,
  candidate_is_not_introduced,
  candidate_fits_no_view,
  votes_are_noted_already,
  not_offered,
  parent_is_not_followed,
  block_is_not_imported,
  views_switched_off,
  signal_not_understood,
  not_validated_by_the_current_code,
  premature_code_upgrade,
  downward_messages_refused,
  watermark_refused,
  horizontal_messages_refused,
  count
};

inline constexpr std::array<std::string_view, static_cast<std::size_t>(refusal::count)>
    refusal_names{"none",
                  "the window holds no more relay blocks",
                  "the window holds no more leaves",
                  "the window holds no more candidates",
                  "the window holds no more session changes",
                  "the window holds no more upward messages",
                  "the window holds no more claims and orders for them",
                  "the window holds no more messages, or none that waits so long",
                  "there is nothing to choose from",
                  "the finalized block stays",
                  "the block has children",
                  "the block has included a candidate that lost a dispute",
                  "only a child of the finalized block can be finalized next",
                  "reversions are switched off in this scope",
                  "the candidate is of another para",
                  "nothing is backed in the block that ends a session",
                  "no core has a claim of the para",
                  "the core is occupied",
                  "a candidate of the para is pending already",
                  "the core has no further claim before it is free",
                  "the chain is frozen",
                  "the candidate has lost a dispute",
                  "the candidate has no quorum of backing votes",
                  "the candidate is backable already",
                  "the candidate does not extend the para head",
                  "the relay parent is not allowed",
                  "the relay parent is older than the previous candidate's",
                  "the upward message queue would overflow",
                  "the relay parent is allowed at no leaf",
                  "the candidate is too deep for the fragment tree",
                  "the parent does not descend from the head included at the relay parent",
                  "the parent's relay parent is on another fork",
                  "no space left for the block in the unincluded segment",
                  "too many blocks in one relay chain slot",
                  "the parent is not included yet",
                  "the collator has built on that parent and relay parent already",
                  "the collator builds on the newest relay blocks only",
                  "the collator builds on the newest block it can",
                  "the node has imported the block",
                  "the node has not imported the parent",
                  "the node has heard of the candidate",
                  "the node has not heard of the candidate",
                  "the candidate fits nowhere the node looks",
                  "the node has noted the votes",
                  "the view of the parent does not offer the candidate",
                  "the author's node does not follow the parent",
                  "the node has not imported the block",
                  "no node is followed in this scope",
                  "the parachain has no code to go ahead with, or the signal has changed since",
                  "the candidate was not validated by the para's current code",
                  "the para may not bring new code yet",
                  "downward messages that wait are not processed, or more than there are",
                  "the watermark may not go there",
                  "the horizontal messages do not fit, or are not in order"};

/// Which bound of the window a refusal means, as a bit for `solver::expansion::bounds_met`; 0 for a
/// refusal by the protocol.
constexpr std::uint64_t bound_bit(refusal why) {
  const auto position = static_cast<unsigned>(why);
  return position >= 1 && position <= static_cast<unsigned>(bound::count)
             ? std::uint64_t{1} << (position - 1)
             : 0;
}

}  // namespace backcheck::machine
