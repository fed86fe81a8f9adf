// SPDX-License-Identifier: Apache-2.0
//
// Several collators of a para, each of which builds on the best block it knows. What one has built
// the others learn when it is announced, or from the relay chain that backs it; a dishonest one may
// build on whatever it likes, as often as it likes in a slot of its own, and announce nothing.
// Rules: cumulus, client/consensus/aura/src/collators and client/pov-recovery.
#pragma once

#include "model/language/rule.hpp"
#include "model/machine/chart.hpp"
#include "model/machine/pending.hpp"
#include "model/machine/refusal.hpp"
#include "model/machine/world.hpp"
#include "model/protocol/relay_parents.hpp"
#include "model/protocol/segment.hpp"

namespace backcheck::machine {

/// Whether a collator builds as it likes.
template <language::domain D, class S>
constexpr typename D::truth is_dishonest(const scope& window, const candidate<D, S>& built) {
  if constexpr (S::has_collators) {
    return built.origin.author.place() >= std::size_t{window.collators} - window.dishonest;
  } else {
    return typename D::truth(false);
  }
}

/// Whether the collator who builds `built` has a candidate: it has built it or been told of it, or
/// the relay parent's state has it as included or pending.
template <language::domain D, class S>
constexpr typename D::truth knows(const world<D>& w, const state<D, S>& s,
                                  const candidate<D, S>& built,
                                  const candidate_index<D, S>& asked) {
  if constexpr (S::has_collators) {
    if (!w.window.tells_collators_apart()) return typename D::truth(true);
    const auto& c = at(s.candidates, asked);
    const auto& there = at(at(s.blocks, built.relay_parent).paras, c.para);
    const typename D::truth recovers(!w.speak.breaks(protocol::fault::pending_unknown));
    return !c.origin.secret || c.origin.author == built.origin.author ||
           (recovers && (is_pending(there, asked) || there.included.is(asked)));
  } else {
    return typename D::truth(true);
  }
}

/// Whether a parent search for the relay parent of `built` gets to a candidate that is known: from
/// the included head on, each block is pending there or has a relay parent that is still allowed.
template <language::domain D, class S>
constexpr typename D::truth search_finds(const world<D>& w, const state<D, S>& s,
                                         const chart<D, S>& known, const candidate<D, S>& built,
                                         const maybe_candidate<D, S>& asked) {
  const auto& there = at(at(s.blocks, built.relay_parent).paras, built.para);
  using truth = typename D::truth;
  const truth is_short(w.speak.breaks(protocol::fault::search_one_short));
  const truth goes_on(w.speak.breaks(protocol::fault::search_past_too_old));
  truth found(true);
  auto walker = asked;
  for (std::size_t i = 0; i < S::candidates; ++i) {
    const auto unincluded = walker.is_some() && !(walker == there.included);
    if (language::impossible(unincluded)) break;
    const auto c = at(s.candidates, walker);
    found = found && (!unincluded || is_pending(there, walker.or_first()) ||
                      node_allows(w, s, known, built.relay_parent, c) || goes_on);
    found =
        found && (!unincluded || !is_short || w.k.parachain.unincluded_segment_capacity > i + 2);
    assign_if(unincluded, walker, c.parent);
  }
  return found;
}

/// Whether the slot of the relay parent, told by its number, is another collator's: it has built in
/// it.
template <language::domain D, class S>
constexpr typename D::truth slot_is_taken(const state<D, S>& s, const candidate<D, S>& built) {
  typename D::truth taken(false);
  if constexpr (S::has_collators) {
    for (std::size_t i = 0; i < S::candidates; ++i) {
      if (language::impossible(s.has_candidate(i))) continue;
      const auto& c = s.candidates[i];
      taken = taken || (s.has_candidate(i) && c.para == built.para &&
                        c.origin.author != built.origin.author &&
                        relay_parent_number(s, c) == relay_parent_number(s, built));
    }
  }
  return taken;
}

/// Who builds; nobody knows of the block at first, if there are others.
template <language::domain D, class S, class Choices>
constexpr void choose_author(const world<D>& w, candidate<D, S>& built, Choices& choose) {
  using count = language::quantity<D, what::collator, S::collators>;
  if (w.window.collators < 2) return;
  built.origin.author =
      choose.template one_of<collator_index<D, S>>("collator", count(w.window.collators));
  built.origin.secret = typename D::truth(true);
}

/// Whether a collator can prove that as many blocks follow a relay parent as the offset says. Who
/// builds on the newest relay blocks gives it all that there are, up to a leaf.
template <language::domain D, class S>
constexpr typename D::truth has_descendants(const world<D>& w, const state<D, S>& s,
                                            const chart<D, S>& known,
                                            const block_index<D, S>& relay_parent,
                                            const typename D::truth& any) {
  const auto from = number_of(at(s.blocks, relay_parent));
  typename D::truth found(false);
  for (std::size_t b = 0; b < S::blocks; ++b) {
    if (language::impossible(s.has_block(b))) continue;
    const auto given = monus(number_of(s.blocks[b]), from);
    found = found ||
            (s.has_block(b) && known.on_fork_of(relay_parent, block_index<D, S>(b)) &&
             (any || known.leaf[b]) &&
             protocol::proves_descendants<D>(w.speak, given, w.k.parachain.relay_parent_offset));
  }
  return found;
}

/// What the tracker of the unincluded segment has counted once `built` has joined it: blocks up to
/// the head included at its relay parent have left. Put together from the parent's, in batches.
template <class S>
std::uint64_t count_used(const world<language::concrete>& w, const state<language::concrete, S>& s,
                         const candidate<language::concrete, S>& built) {
  using shape = protocol::unbounded;
  using truth = language::known_truth;
  const auto block_of = [](std::uint64_t head, bool sends) {
    protocol::ancestor<shape> block;
    block.has_para_head = truth(true);
    block.para_head = head;
    block.used.ump_msg_count = sends ? 1U : 0U;
    block.used.ump_total_bytes = sends ? 1U : 0U;
    return block;
  };
  protocol::unincluded_segment<shape> segment;
  const auto parent = at(s.candidates, built.parent);
  segment.tracker.used.ump_msg_count = parent.origin.used.raw();
  segment.tracker.used.ump_total_bytes = parent.origin.used.raw();
  auto walker = built.parent;
  auto& blocks = segment.blocks.elements();
  for (std::size_t i = 0; i < parent.segment_length.raw() && walker.is_some().known(); ++i) {
    const auto& c = at(s.candidates, walker.or_first());
    blocks.insert(blocks.begin(), block_of(walker.stored().raw(), c.sends.known()));
    walker = c.parent;
  }
  // What the parent has counted and is not kept any more came before what is kept: the head that is
  // included at the last finalized block, and blocks before it.
  if (blocks.size() < parent.segment_length.raw()) {
    std::uint64_t kept = 0;
    for (const auto& block : blocks) kept += block.used.ump_msg_count.raw();
    auto gone = block_of(0, false);
    const std::uint64_t counted = parent.origin.used.raw();
    const std::uint64_t rest = counted < kept ? 0 : counted - kept;
    gone.used.ump_msg_count = rest;
    gone.used.ump_total_bytes = rest;
    blocks.insert(blocks.begin(), gone);
  }
  const std::uint64_t before = segment.tracker.used.ump_msg_count.raw();
  const auto& included = at(at(s.blocks, built.relay_parent).paras, built.para).included;
  const protocol::ancestor<shape>::head_type head(included.stored().raw());
  if (!protocol::drop_included(segment, head).fired())
    throw language::model_fault("a segment has counted less than its blocks have sent");
  if (w.speak.breaks(protocol::fault::bandwidth_kept))
    return std::min<std::uint64_t>(before + (built.sends.known() ? 1 : 0), S::candidates + 1);
  protocol::outbound_bandwidth_limits<shape> enough;
  enough.ump_messages_remaining = std::uint64_t{S::candidates + 1};
  enough.ump_bytes_remaining = std::uint64_t{S::candidates + 1};
  if (!protocol::append(w.speak, segment.tracker, block_of(0, built.sends.known()), {}, enough)
           .fired())
    throw language::model_fault("a segment has counted more than its blocks have sent");
  return segment.tracker.used.ump_msg_count.raw();
}

/// A collator lets the others know of a block that it has built.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> announce(const world<D>& w, state<D, S>& s,
                                                 const chart<D, S>& /*known*/, Choices& choose) {
  using truth = typename D::truth;
  language::outcome<D, refusal> outcome_;
  REQUIRE(truth(w.window.collators > 1), refusal::collators_switched_off);
  REQUIRE(s.candidate_count > 0, refusal::nothing_to_choose);
  const auto chosen = choose.template one_of<candidate_index<D, S>>("candidate", s.candidate_count);
  auto c = at(s.candidates, chosen);
  REQUIRE(c.origin.secret, refusal::candidate_is_announced);
  c.origin.secret = truth(false);
  put(s.candidates, chosen, c);
  return outcome_;
}

}  // namespace backcheck::machine
