// SPDX-License-Identifier: Apache-2.0
//
// Which protocol is spoken: the rule set (an era of the real protocol), and, when the checker
// itself is under test, which one rule is broken on purpose. Every rule that differs by era or can
// be broken takes a `dialect`.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace backcheck::protocol {

/// `y2025`: fragment chains, claim queue depth, relay parents up to lookahead − 1 blocks back.
/// `y2023`: fragment trees, `max_candidate_depth`, `allowed_ancestry_len`. `sync`: synchronous
/// backing, the baseline.
enum class rule_set : std::uint8_t { y2025, y2023, sync };

/// Deliberate faults: each breaks one rule in one place, so that a checker that does not notice is
/// found out.
enum class fault : std::uint8_t {
  none,
  capacity_off_by_one,     ///< the unincluded segment may hold one block more than its capacity
  relay_parent_backwards,  ///< a candidate's relay parent may be older than its predecessor's
  timeout_at_any_height,   ///< availability times out outside the window after a rotation too
  sibling_relay_parent,    ///< a relay parent is accepted by its number alone, on whichever fork it
                           ///< is
  segment_messages_forgotten,  ///< upward messages of unincluded ancestors do not count against the
                               ///< queue's limit
  head_unchecked,              ///< a candidate may be backed whatever head it extends
  eviction_spares_successors,  ///< what builds on an evicted candidate stays pending
  core_taken_twice,            ///< a core stays free when a candidate is backed on it
  claim_ignored,               ///< a candidate may be backed on a core that another para claims
  claim_kept,                  ///< a claim that was not used stays for the next block
  change_comes_early,          ///< a parameter change comes into force at the next session change
  change_within_session,       ///< a parameter change comes into force at once
  disputed_stays_pending,      ///< a candidate that lost a dispute is backed, and stays pending
  freeze_forgotten,      ///< a chain goes on when a candidate that it included loses a dispute
  frozen_chain_goes_on,  ///< a frozen chain backs and includes
  pending_left_off_the_chain,   ///< a fragment chain does not begin with what is pending
  chain_unbounded,              ///< a fragment chain grows longer than its para has claims
  chain_not_cut_back,           ///< a fork with a lower hash does not replace what is on the chain
  pending_offered,              ///< a provisioner is offered what is pending already
  nothing_offered,              ///< a provisioner is offered nothing
  session_keeps_pending,        ///< what is pending survives the end of a session
  session_keeps_tracker,        ///< relay parents of the old session stay allowed in the new one
  tracker_one_longer,           ///< the runtime allows relay parents for one block more
  timeout_late,                 ///< availability times out one block late
  included_when_backed,         ///< a candidate becomes the para head when it is backed
  second_pending,               ///< a second candidate of a para may be pending before 2025
  slot_unlimited,               ///< any number of blocks may be authored in a relay slot
  parent_need_not_be_included,  ///< in synchronous backing a block may have an unincluded parent
  expired_voted_for,            ///< a candidate gets votes whose relay parent is allowed nowhere
  depth_unchecked,              ///< a candidate gets votes however deep it would be in a tree
  disputed_finalized,           ///< a block is finalized that includes what lost a dispute
  segment_never_dropped,        ///< included blocks stay in the unincluded segment
  upgrade_applied_early,  ///< new code is applied by the first inclusion after it was accepted
  upgrade_never_applied,  ///< new code is never applied on the relay chain
  upgrade_unrestricted,   ///< new code is asked for and taken during another upgrade or a cooldown
  code_unchecked,         ///< a candidate is backed whichever code has validated it
  signal_forgotten,       ///< a parachain takes up a signal that an unincluded block of it has
  downward_ignored,       ///< candidates need not process downward messages
  watermark_forgotten,    ///< inbound messages may be read again, and the watermark go back
  ancestors_forgotten,    ///< what unincluded candidates have processed is there for the next
  recipients_unsorted,    ///< horizontal messages may be in any order,
  quorum_one_short,       ///< a candidate is backed with one vote less than it needs
  group_of_relay_parent,  ///< the group at the relay parent backs, not the one after it
  contradiction_counted_twice,  ///< who calls valid what it has seconded votes twice
  depth_seconded_twice,   ///< a validator seconds whatever it has seconded for that depth already
  valid_unseen,           ///< a validator calls valid what nobody has seconded
  seconding_unlimited,    ///< any number of candidates seconded by one validator is passed on
  votes_unchecked,        ///< a relay block backs candidates whatever votes they have
  bandwidth_kept,         ///< what included blocks have sent stays counted in the segment
  descendants_unchecked,  ///< a relay parent needs no descendants, whatever the offset
  channel_unlimited,      ///< horizontal messages may be sent into a channel that is full
  queue_overstated,    ///< the relay chain takes the upward queue for one batch fuller than it is
  tree_one_deeper,     ///< a fragment tree grows one deeper than max_candidate_depth
  depths_of_backed,    ///< depths are foretold only below candidates that have their votes
  votes_connect,       ///< a candidate with its votes is put on the chain wherever its parent is
  chain_starts_empty,  ///< a new leaf's fragment chain knows nothing that its parent's knew
  tree_starts_empty,   ///< a new leaf's fragment tree knows nothing that the other leaves' know
  included_parent_forgotten,  ///< a full segment refuses the child of the included head
  watermark_must_rise,        ///< a watermark must be above the last one even at the relay parent
  relay_parent_must_rise,     ///< a candidate may not share its predecessor's relay parent
  order_by_newest,  ///< relay parents are compared with the newest, not with the candidate's own
  pending_context_ignored,  ///< a relay parent is compared with the included head's only
  session_crossed,          ///< nodes allow relay parents of the session before
  chain_reverted_whole,     ///< a fragment chain that is cut back is cut off at its root
  cycle_unchecked,          ///< a head may come again on a fragment chain
  first_seconded_only,  ///< a validator remembers the first candidate it has seconded, and no other
  pending_upgrade_ignored,   ///< a parachain asks for new code while it waits for other code
  signals_counted,           ///< upward signals count as messages
  session_starts_unclaimed,  ///< no core is claimed in the first block of a session
  group_of_newest_block,     ///< the group whose turn is next backs, whatever the relay parent
  leaf_not_allowed,          ///< nodes do not allow the leaf itself as a relay parent
  other_leaves_forgotten,    ///< a node that imports a leaf forgets all others
  view_dropped_with_leaf,    ///< what is known at a block is dropped once it has a child
  included_read_too_old,     ///< a collator reads the included head at the finalized block
  delay_from_relay_parent,   ///< an upgrade's delay is counted from the relay parent
  signal_not_awaited,        ///< a parachain applies new code without waiting for the signal
  nothing_backed,            ///< relay authors back nothing
  nothing_seconded,          ///< backing groups second nothing
  nothing_built,             ///< collators build nothing
  builds_on_finalized,       ///< collators build only on the para head at the finalized block
  never_times_out,           ///< availability never times out
  change_never_comes,        ///< a parameter change never comes into force
  group_of_backing_block,  ///< chunks are asked of the group on the core when a candidate is backed
  search_one_short,        ///< a parent search goes one block less deep than the segment
  search_past_too_old,     ///< a parent search goes on past what has become too old
  pending_unknown,         ///< a collator does not recover what the relay chain has and it has not
  one_per_relay_parent,    ///< a second candidate of the same relay parent is never seconded
  one_block_per_slot,      ///< a relay slot holds one parachain block
  last_core_only,          ///< of the cores of a para only the last backs
  front_claim_only,  ///< a candidate is backed only by the claim that comes first at its relay
                     ///< parent
  count
};
inline constexpr std::array<std::string_view, static_cast<std::size_t>(fault::count)> fault_names{
    "none",
    "capacity_off_by_one",
    "relay_parent_backwards",
    "timeout_at_any_height",
    "sibling_relay_parent",
    "segment_messages_forgotten",
    "head_unchecked",
    "eviction_spares_successors",
    "core_taken_twice",
    "claim_ignored",
    "claim_kept",
    "change_comes_early",
    "change_within_session",
    "disputed_stays_pending",
    "freeze_forgotten",
    "frozen_chain_goes_on",
    "pending_left_off_the_chain",
    "chain_unbounded",
    "chain_not_cut_back",
    "pending_offered",
    "nothing_offered",
    "session_keeps_pending",
    "session_keeps_tracker",
    "tracker_one_longer",
    "timeout_late",
    "included_when_backed",
    "second_pending",
    "slot_unlimited",
    "parent_need_not_be_included",
    "expired_voted_for",
    "depth_unchecked",
    "disputed_finalized",
    "segment_never_dropped",
    "upgrade_applied_early",
    "upgrade_never_applied",
    "upgrade_unrestricted",
    "code_unchecked",
    "signal_forgotten",
    "downward_ignored",
    "watermark_forgotten",
    "ancestors_forgotten",
    "recipients_unsorted",
    "quorum_one_short",
    "group_of_relay_parent",
    "contradiction_counted_twice",
    "depth_seconded_twice",
    "valid_unseen",
    "seconding_unlimited",
    "votes_unchecked",
    "bandwidth_kept",
    "descendants_unchecked",
    "channel_unlimited",
    "queue_overstated",
    "tree_one_deeper",
    "depths_of_backed",
    "votes_connect",
    "chain_starts_empty",
    "tree_starts_empty",
    "included_parent_forgotten",
    "watermark_must_rise",
    "relay_parent_must_rise",
    "order_by_newest",
    "pending_context_ignored",
    "session_crossed",
    "chain_reverted_whole",
    "cycle_unchecked",
    "first_seconded_only",
    "pending_upgrade_ignored",
    "signals_counted",
    "session_starts_unclaimed",
    "group_of_newest_block",
    "leaf_not_allowed",
    "other_leaves_forgotten",
    "view_dropped_with_leaf",
    "included_read_too_old",
    "delay_from_relay_parent",
    "signal_not_awaited",
    "nothing_backed",
    "nothing_seconded",
    "nothing_built",
    "builds_on_finalized",
    "never_times_out",
    "change_never_comes",
    "group_of_backing_block",
    "search_one_short",
    "search_past_too_old",
    "pending_unknown",
    "one_per_relay_parent",
    "one_block_per_slot",
    "last_core_only",
    "front_claim_only"};

struct dialect {
  rule_set rules = rule_set::y2025;
  protocol::fault fault = protocol::fault::none;

  [[nodiscard]] constexpr bool breaks(protocol::fault which) const { return fault == which; }
};

inline constexpr std::array<std::string_view, 3> rule_set_names{"2025", "2023", "sync"};
constexpr std::string_view name_of(rule_set r) {
  return rule_set_names[static_cast<std::size_t>(r)];
}
constexpr std::string_view name_of(fault f) { return fault_names[static_cast<std::size_t>(f)]; }

}  // namespace backcheck::protocol
