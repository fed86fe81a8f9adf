// SPDX-License-Identifier: Apache-2.0
//
// Theorems about messages: where nodes and the relay chain judge them in different ways, and
// whether they agree.
#pragma once

#include "model/protocol/base_constraints.hpp"
#include "model/protocol/para_messages.hpp"
#include "properties/theorem.hpp"

namespace backcheck::properties {

struct both_advance_the_downward_queue {
  static constexpr theorem_info info{
      "T23",
      "nodes and the relay chain agree how many downward messages a candidate must process, and "
      "how "
      "many it may",
      "check_downward, base_constraints, advances_downward_queue, check_modifications",
      "polkadot/runtime/parachains/src/dmp.rs: check_processed_downward_messages; "
      "inclusion_emulator/mod.rs: DmpAdvancementRule",
      at_most_four,
      "nodes look at the next relay parent"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    using modifications = protocol::constraint_modifications<shape>;
    const auto para = any<protocol::para_on_chain<shape>>(it, "para");
    const auto relay_parent = any<protocol::relay_block<shape>>(it, "relay parent");
    const auto made = any<protocol::candidate_commitments<shape>>(it, "candidate");
    it.assume("there is room in the window for the last watermark", para.digests.length < 4);
    const auto base = protocol::base_constraints<shape>({}, {}, para, 0);
    modifications m{};
    m.dmp_messages_processed = made.processed_downward_messages;
    it.assume("the relay parent is not the last 32-bit number", relay_parent.number < 0xFFFFFFFF);
    auto seen = relay_parent;
    seen.number = mutated(it, next(relay_parent.number), relay_parent.number);
    const auto by_nodes = protocol::advances_downward_queue(base.dmp_remaining_messages, seen,
                                                            m.dmp_messages_processed) &&
                          check_modifications(base, m).holds();
    it.conclude("they agree", by_nodes == check_downward(para, relay_parent, made).holds());
  }
};

struct watermarks_of_nodes_are_accepted {
  static constexpr theorem_info info{
      "T24",
      "the relay chain accepts each watermark that nodes admit, if it is not above the relay "
      "parent "
      "(which nodes do not ask)",
      "check_watermark, watermarks_left, check_modifications",
      "polkadot/runtime/parachains/src/hrmp.rs: check_hrmp_watermark; inclusion_emulator/mod.rs: "
      "DisallowedHrmpWatermark",
      at_most_four,
      "the watermark may be above the relay parent"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    using modifications = protocol::constraint_modifications<shape>;
    const auto para = any<protocol::para_on_chain<shape>>(it, "para");
    const auto relay_parent = any<protocol::relay_block<shape>>(it, "relay parent");
    const auto made = any<protocol::candidate_commitments<shape>>(it, "candidate");
    protocol::constraints<shape> base{};
    it.assume("there is room in the window for the last watermark", para.digests.length < 4);
    base.valid_watermarks = protocol::watermarks_left({}, para);
    modifications m{};
    m.has_hrmp_watermark = typename D::truth(true);
    m.hrmp_watermark = protocol::watermark_at<shape>(relay_parent.number, made.hrmp_watermark);
    typename D::truth above(true);
    for (std::size_t i = 0; i < places(para.digests); ++i)
      above = above && (!para.digests.has(i) || para.digests[i] > para.watermark);
    it.assume("blocks whose messages were read are no longer listed", !para.has_watermark || above);
    it.assume("nodes admit the watermark", check_modifications(base, m).holds());
    if (!it.broken())
      it.assume("it is not above the relay parent", made.hrmp_watermark <= relay_parent.number);
    it.conclude("the relay chain accepts it",
                check_watermark({}, para, relay_parent, made).holds());
  }
};

struct watermarks_never_go_back {
  static constexpr theorem_info info{
      "T25",
      "the watermark that a candidate sets is not below the last one",
      "check_watermark",
      "polkadot/runtime/parachains/src/hrmp.rs: check_hrmp_watermark",
      at_most_four,
      "relay parents may go back"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    const auto para = any<protocol::para_on_chain<shape>>(it, "para");
    const auto relay_parent = any<protocol::relay_block<shape>>(it, "relay parent");
    const auto made = any<protocol::candidate_commitments<shape>>(it, "candidate");
    it.assume("there is a last one", para.has_watermark);
    if (!it.broken())
      it.assume(
          "the relay parent is not below it: relay parents do not go back, and each watermark "
          "is at most its relay parent",
          para.watermark <= relay_parent.number);
    it.assume("the relay chain accepts it", check_watermark({}, para, relay_parent, made).holds());
    it.conclude("it is not below the last one", para.watermark <= made.hrmp_watermark);
    it.conclude("and not above the relay parent", made.hrmp_watermark <= relay_parent.number);
  }
};

struct both_limit_channels {
  static constexpr theorem_info info{
      "T26",
      "nodes and the relay chain agree whether a channel takes a message, if it holds no more than "
      "it "
      "may",
      "check_outbound, base_constraints, check_channel",
      "polkadot/runtime/parachains/src/hrmp.rs: check_outbound_hrmp; inclusion_emulator/mod.rs: "
      "check_modifications",
      "one message, 2 channels",
      "the channel may hold more than it may, after its limits were lowered"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D, 2>;
    using modifications = protocol::constraint_modifications<shape>;
    const auto para = any<protocol::para_on_chain<shape>>(it, "para");
    auto made = any<protocol::candidate_commitments<shape>>(it, "candidate");
    it.assume("there is one message at most", made.horizontal_messages.length <= 1);
    it.assume("there is room in the window for the last watermark", para.digests.length < 2);
    protocol::message_limits<D> k{};
    k.hrmp_max_message_num_per_candidate = 1;
    const auto base = protocol::base_constraints<shape>({}, k, para, 0);
    modifications m{};
    const auto& message = made.horizontal_messages[0];
    protocol::outbound_usage<shape> usage;
    usage.bytes_submitted = message.size;
    usage.messages_submitted = 1;
    put_if(made.horizontal_messages.has(0), m.outbound_hrmp, message.recipient, usage);
    const auto channel = find(para.channels, message.recipient).value;
    it.assume("the message is not longer than the channel allows for one, which nodes do not ask",
              message.size <= channel.max_message_size);
    if (!it.broken())
      it.assume("the channel holds no more than it may",
                channel.total_size <= channel.max_total_size);
    it.conclude("they agree",
                check_modifications(base, m).holds() == check_outbound(k, para, made).holds());
  }
};

struct both_limit_the_upward_queue {
  static constexpr theorem_info info{
      "T27",
      "what the upward queue has left admits exactly what the queue then holds, if it holds no "
      "more "
      "than it may",
      "upward_queue_left, upward_queue_holds",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: check_upward_messages; "
      "runtime_api_impl: backing_constraints",
      "",
      "the queue may hold more than it may, after its limits were lowered"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    const auto k = any<protocol::message_limits<D>>(it, "limits");
    const auto queued = any<protocol::upward_load<D>>(it, "queued");
    const auto sent = any<protocol::upward_load<D>>(it, "sent");
    if (!it.broken())
      it.assume("the queue holds no more than it may",
                protocol::upward_queue_holds<D>(k, queued.messages, queued.bytes));
    const auto left = protocol::upward_queue_left<D>(k, queued.messages, queued.bytes);
    it.conclude("they agree about messages",
                (sent.messages <= left.messages) ==
                    protocol::upward_queue_holds<D>(k, queued.messages + sent.messages));
    it.conclude("they agree about bytes",
                (sent.bytes <= left.bytes) ==
                    protocol::upward_queue_holds<D>(k, queued.bytes + sent.bytes));
  }
};

struct what_is_sent_stays_within_the_queue {
  static constexpr theorem_info info{
      "T28",
      "the messages that a block sends upward are within what is left for it, in number and bytes",
      "upward_messages_sent",
      "cumulus/pallets/parachain-system/src/lib.rs: on_finalize",
      at_most_four,
      "one more message is said to be left"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    using sizes = typename protocol::candidate_commitments<shape>::upward_type;
    using limits = protocol::outbound_bandwidth_limits<shape>;
    const auto queued = any<sizes>(it, "queued");
    const auto left = any<limits>(it, "left");
    const auto most = any<typename limits::messages_type>(it, "messages for each candidate");
    auto said = left;
    it.assume("fewer messages are left than the largest number",
              left.ump_messages_remaining < 0xFFFFFFFF);
    said.ump_messages_remaining =
        mutated(it, next(left.ump_messages_remaining), left.ump_messages_remaining);
    const auto sent = protocol::upward_messages_sent<shape>(queued, said, most);
    it.conclude("not more messages than are left",
                sent.ump_msg_count <= left.ump_messages_remaining);
    it.conclude("not more bytes", sent.ump_total_bytes <= left.ump_bytes_remaining);
    it.conclude("not more than a candidate may send", sent.ump_msg_count <= most);
  }
};

struct sent_blocks_are_accepted {
  static constexpr theorem_info info{
      "T29",
      "what the limits leave the next block, once its ancestors have what they used, is exactly "
      "what "
      "the segment still admits",
      "limits_after, fits_on_top",
      "cumulus/pallets/parachain-system/src/lib.rs: adjust_egress_bandwidth_limits; "
      "unincluded_segment.rs",
      "",
      "the ancestors' bytes are forgotten"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    auto segment = any<protocol::segment_tracker<shape>>(it, "segment");
    const auto limits = any<protocol::outbound_bandwidth_limits<shape>>(it, "limits");
    const auto bytes = any<word_of<D, protocol::unit::bytes>>(it, "bytes of the block");
    it.assume("the ancestors are within the limits",
              segment.used.ump_total_bytes <= limits.ump_bytes_remaining);
    const auto used = segment.used.ump_total_bytes;
    if (it.broken()) segment.used.ump_total_bytes = 0;
    const auto left = protocol::limits_after(segment, limits);
    it.assume("the limit is not the largest number itself",
              limits.ump_bytes_remaining < 0xFFFFFFFF);
    it.conclude("a block fits on top exactly if it fits into what is left",
                protocol::fits_on_top<D>(used, bytes, limits.ump_bytes_remaining) ==
                    (bytes <= left.ump_bytes_remaining));
  }
};

}  // namespace backcheck::properties
