// SPDX-License-Identifier: Apache-2.0
//
// Theorems about the parachain's unincluded segment: its capacity, and the bandwidth it accounts
// for.
#pragma once

#include "model/protocol/consensus_hook.hpp"
#include "model/protocol/segment.hpp"
#include "properties/theorem.hpp"

namespace backcheck::properties {

struct capacity_is_kept {
  static constexpr theorem_info info{
      "T1",
      "the unincluded segment stays within its capacity, whatever the capacity",
      "has_room, effective_capacity",
      "cumulus/pallets/parachain-system/src/consensus_hook.rs: UnincludedSegmentCapacity",
      "",
      "one block more than the capacity is let in"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using blocks = word_of<D, protocol::unit::para_blocks>;
    const auto speak = speaking(it, protocol::fault::capacity_off_by_one);
    const auto capacity = any<blocks>(it, "unincluded_segment_capacity");
    const auto length = any<blocks>(it, "length of the segment");
    const auto most = protocol::effective_capacity<D>(capacity);
    it.assume("the segment is within its capacity", length <= most);
    it.assume("the parachain lets one more block be authored",
              protocol::has_room<D>(speak, length, capacity));
    it.conclude("with that block it is within its capacity", next(length) <= most);
  }
};

struct inclusion_shortens {
  static constexpr theorem_info info{
      "T2",
      "what is included leaves the segment, all of it and nothing else",
      "size_after_included",
      "cumulus/pallets/parachain-system/src/unincluded_segment.rs: size_after_included",
      "",
      "the included block itself stays"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using blocks = word_of<D, protocol::unit::para_blocks>;
    const auto length = any<blocks>(it, "length of the segment");
    const auto after = any<blocks>(it, "blocks after the included one");
    const auto looked_at = it.broken() ? blocks(least(next(after), blocks(0xFFFFFFFF))) : after;
    const auto kept = protocol::size_after_included<D>(length, looked_at);
    it.conclude("it never grows", kept <= length);
    it.conclude("if the included block is in it, those after it stay",
                language::implies(after < length, kept == after));
    it.conclude("if it is not, all stay", language::implies(after >= length, kept == length));
  }
};

struct velocity_is_kept {
  static constexpr theorem_info info{
      "T3",
      "of one slot there are at most velocity + 1 blocks, whatever the velocity",
      "may_author_in_slot, effective_velocity",
      "cumulus/pallets/aura-ext/src/consensus_hook.rs: FixedVelocityConsensusHook",
      "",
      "as many as one likes may be authored"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using blocks = word_of<D, protocol::unit::para_blocks>;
    const auto velocity = any<blocks>(it, "block_processing_velocity");
    const auto authored = any<blocks>(it, "authored in this slot");
    const auto most = next(protocol::effective_velocity<D>(velocity));
    const auto may =
        protocol::may_author_in_slot<D>(authored, velocity) || typename D::truth(it.broken());
    it.assume("there are at most so many", authored <= most);
    it.assume("one more may be authored", may);
    it.conclude("with it there are at most so many", next(authored) <= most);
  }
};

/// What the tracker says of all blocks together is the sum of what each uses, in messages, bytes
/// and per channel, as long as nothing saturates.
template <class Shape>
struct segment_sums {
  using truth = protocol::truth_of<Shape>;
  using total = typename Shape::template wide<protocol::unit::bytes>;

  /// Σ over the blocks of what `amount` says, in 64 bits. What is behind the last is zero. The
  /// oldest comes last, so that what is left without it is a part of the sum.
  template <class Amount>
  static total sum(const protocol::unincluded_segment<Shape>& s, Amount&& amount) {
    total all(0);
    for (std::size_t i = places(s.blocks); i-- > 0;)
      all = total(language::in_unit<protocol::unit::bytes>(amount(s.blocks[i]))) + all;
    return all;
  }
  template <class Quantity>
  static total of(const Quantity& q) {
    return total(language::in_unit<protocol::unit::bytes>(q));
  }
  static truth messages_agree(const protocol::unincluded_segment<Shape>& s) {
    return of(s.tracker.used.ump_msg_count) ==
           sum(s, [](const auto& b) { return b.used.ump_msg_count; });
  }
  static truth bytes_agree(const protocol::unincluded_segment<Shape>& s) {
    return of(s.tracker.used.ump_total_bytes) ==
           sum(s, [](const auto& b) { return b.used.ump_total_bytes; });
  }
  static truth channel_messages_agree(const protocol::unincluded_segment<Shape>& s, std::size_t p) {
    return of(s.tracker.used.hrmp_outgoing[p].msg_count) ==
           sum(s, [&](const auto& b) { return b.used.hrmp_outgoing[p].msg_count; });
  }
  static truth channel_bytes_agree(const protocol::unincluded_segment<Shape>& s, std::size_t p) {
    return of(s.tracker.used.hrmp_outgoing[p].total_bytes) ==
           sum(s, [&](const auto& b) { return b.used.hrmp_outgoing[p].total_bytes; });
  }
  static truth agree(const protocol::unincluded_segment<Shape>& s) {
    truth all = messages_agree(s) && bytes_agree(s);
    for (std::size_t p = 0; p < Shape::para::count; ++p)
      all = all && channel_messages_agree(s, p) && channel_bytes_agree(s, p);
    return all;
  }
  /// The same, one by one: easier to prove.
  template <class It>
  static void conclude(It& it, const protocol::unincluded_segment<Shape>& s) {
    it.conclude("used upward messages are the sum over the blocks", messages_agree(s));
    it.conclude("so are their bytes", bytes_agree(s));
    for (std::size_t p = 0; p < Shape::para::count; ++p) {
      it.conclude("so are messages of a channel", channel_messages_agree(s, p));
      it.conclude("so are their bytes", channel_bytes_agree(s, p));
    }
  }
  /// At most that much of everything, so that sums of a few stay exact.
  static truth modest(const protocol::used_bandwidth<Shape>& used) {
    constexpr std::uint64_t most = 0x0FFFFFFF;
    truth all = used.ump_msg_count <= most && used.ump_total_bytes <= most;
    for (std::size_t p = 0; p < Shape::para::count; ++p)
      all = all && used.hrmp_outgoing[p].msg_count <= most &&
            used.hrmp_outgoing[p].total_bytes <= most;
    return all;
  }
  static truth modest(const protocol::unincluded_segment<Shape>& s) {
    truth all(true);
    for (std::size_t i = 0; i < places(s.blocks); ++i) all = all && modest(s.blocks[i].used);
    return all;
  }
};

struct accounting_is_kept_by_append {
  static constexpr theorem_info info{
      "T4",
      "when a block joins the segment, used bandwidth stays the sum over its ancestors",
      "append (segment), append (tracker)",
      "cumulus/pallets/parachain-system/src/unincluded_segment.rs: SegmentTracker::append",
      at_most_four,
      "the bytes of upward messages are forgotten"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    using sums = segment_sums<shape>;
    auto segment = any<protocol::unincluded_segment<shape>>(it, "segment");
    const auto block = any<protocol::ancestor<shape>>(it, "block");
    const auto watermark = any<protocol::watermark_update<shape>>(it, "watermark");
    const auto limits = any<protocol::outbound_bandwidth_limits<shape>>(it, "limits");
    it.assume("used bandwidth is the sum over the blocks", sums::agree(segment));
    it.assume("no amount is near the 32-bit limit",
              sums::modest(segment) && sums::modest(block.used));
    it.assume("there is room in the window", segment.blocks.length < 4);
    auto sent = block;
    const auto accepted = append(protocol::dialect{}, segment, sent, watermark, limits).holds();
    if (it.broken()) segment.tracker.used.ump_total_bytes = 0;
    it.assume("the block is accepted", accepted);
    sums::conclude(it, segment);
  }
};

struct accounting_is_kept_by_inclusion {
  static constexpr theorem_info info{
      "T5",
      "when the oldest block leaves the segment, used bandwidth stays the sum over the others",
      "subtract_oldest, subtract",
      "cumulus/pallets/parachain-system/src/unincluded_segment.rs: SegmentTracker::subtract",
      at_most_four,
      "the block's upward messages stay accounted for"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    using sums = segment_sums<shape>;
    auto segment = any<protocol::unincluded_segment<shape>>(it, "segment");
    const auto before = segment.tracker.used.ump_msg_count;
    it.assume("used bandwidth is the sum over the blocks", sums::agree(segment));
    it.assume("no amount is near the 32-bit limit", sums::modest(segment));
    it.assume("there is a block", segment.blocks.length > 0);
    it.assume("each channel that a block uses has an entry", entries_exist(segment));
    const auto accepted = subtract_oldest(segment).holds();
    if (it.broken()) segment.tracker.used.ump_msg_count = before;
    it.conclude("it can always leave: nothing underflows", accepted);
    sums::conclude(it, segment);
  }

 private:
  template <class Shape>
  static protocol::truth_of<Shape> entries_exist(const protocol::unincluded_segment<Shape>& s) {
    protocol::truth_of<Shape> all(true);
    for (std::size_t i = 0; i < places(s.blocks); ++i)
      for (std::size_t p = 0; p < Shape::para::count; ++p)
        all = all && language::implies(s.blocks[i].used.hrmp_outgoing.has(p),
                                       s.tracker.used.hrmp_outgoing.has(p));
    return all;
  }
};

struct subtracting_undoes_appending {
  static constexpr theorem_info info{
      "T6",
      "a block appended to an empty segment and subtracted again leaves no bandwidth used and no "
      "signal consumed",
      "append, subtract (tracker)",
      "cumulus/pallets/parachain-system/src/unincluded_segment.rs: SegmentTracker",
      "2 channels",
      "the consumed go-ahead signal stays"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    protocol::segment_tracker<shape> tracker{};
    const auto block = any<protocol::ancestor<shape>>(it, "block");
    const auto watermark = any<protocol::watermark_update<shape>>(it, "watermark");
    const auto limits = any<protocol::outbound_bandwidth_limits<shape>>(it, "limits");
    it.assume("the block is accepted",
              append(protocol::dialect{}, tracker, block, watermark, limits).holds());
    const auto consumed = tracker.consumed_go_ahead_signal;
    const auto subtracted = subtract(tracker, block).holds();
    if (it.broken()) tracker.consumed_go_ahead_signal = consumed;
    it.conclude("it can be subtracted", subtracted);
    it.conclude("no bandwidth is used",
                reflect::equal<D>(tracker.used, protocol::used_bandwidth<shape>{}));
    it.conclude("no signal is consumed", tracker.consumed_go_ahead_signal.is_none());
  }
};

struct saturation_admits_nothing_wrong {
  static constexpr theorem_info info{
      "T7",
      "sums that stop at the largest 32-bit number admit nothing that exact arithmetic refuses",
      "fits_on_top, saturating_sum",
      "cumulus/pallets/parachain-system/src/unincluded_segment.rs: saturating_add",
      "",
      "the limit may be the largest 32-bit number itself"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using bytes = word_of<D, protocol::unit::bytes>;
    const auto before = any<bytes>(it, "used before");
    const auto own = any<bytes>(it, "used by the block");
    const auto limit = any<bytes>(it, "limit");
    if (!it.broken()) it.assume("the limit is not the largest number itself", limit < 0xFFFFFFFF);
    it.assume("the block is admitted", protocol::fits_on_top<D>(before, own, limit));
    it.conclude("the exact sum is within the limit", before + own <= limit);
  }
};

struct one_go_ahead_in_the_segment {
  static constexpr theorem_info info{
      "T8",
      "at most one block of the segment has consumed a go-ahead signal",
      "append (segment)",
      "cumulus/pallets/parachain-system/src/unincluded_segment.rs: SegmentTracker::append "
      "(UpgradeGoAheadAlreadyProcessed)",
      at_most_four,
      "the tracker forgets the signal"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    auto segment = any<protocol::unincluded_segment<shape>>(it, "segment");
    const auto block = any<protocol::ancestor<shape>>(it, "block");
    const auto watermark = any<protocol::watermark_update<shape>>(it, "watermark");
    const auto limits = any<protocol::outbound_bandwidth_limits<shape>>(it, "limits");
    it.assume("there is room in the window", segment.blocks.length < 4);
    it.assume(
        "the tracker knows of one exactly where a block has consumed one, and one at most has",
        known(segment));
    if (it.broken()) segment.tracker.consumed_go_ahead_signal = {};
    it.assume("the block is accepted",
              append(protocol::dialect{}, segment, block, watermark, limits).holds());
    it.conclude("so it is with the block", known(segment));
  }

 private:
  template <class Shape>
  static protocol::truth_of<Shape> known(const protocol::unincluded_segment<Shape>& s) {
    using count = language::quantity<typename Shape::domain_type, protocol::unit::para_blocks, 4>;
    count consumed(0);
    for (std::size_t i = 0; i < places(s.blocks); ++i)
      consumed =
          count(consumed + language::one_if<count>(s.blocks.has(i) &&
                                                   s.blocks[i].consumed_go_ahead_signal.is_some()));
    return (consumed == 0 && s.tracker.consumed_go_ahead_signal.is_none()) ||
           (consumed == 1 && s.tracker.consumed_go_ahead_signal.is_some());
  }
};

}  // namespace backcheck::properties
