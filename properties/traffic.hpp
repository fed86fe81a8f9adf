// SPDX-License-Identifier: Apache-2.0
//
// What the relay chain guarantees about downward and horizontal messages.
#pragma once

#include "properties/on_chain.hpp"

namespace backcheck::properties {

struct downward_queue_advances {
  static constexpr property_info info{
      "S24",
      "a candidate is backed only if it processes no more downward messages than wait, and at "
      "least "
      "one if the first was there at its relay parent",
      property_kind::step,
      "",
      "downward messages",
      "polkadot/runtime/parachains/src/dmp.rs: check_processed_downward_messages",
      eras{},
      window_needs{},
      subject_matter::downward};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_backed(w, t,
                    [&](const auto& block, const auto& /*parent*/, std::size_t p, const auto& entry,
                        const auto& backed) {
                      const auto c = at(t.after.candidates, entry.candidate);
                      const auto& waiting = block.paras[p].traffic.downward;
                      const auto number = relay_parent_number(t.after, c);
                      const auto& processed = c.traffic.processed;
                      it.clause(backed && waiting.has(0) && waiting[0] <= number,
                                "one message is processed at least", processed > 0,
                                seen("candidate", entry.candidate),
                                seen("first message from", waiting[0]),
                                seen("relay parent", number));
                      it.clause(backed && processed > 0, "so many messages wait",
                                processed <= waiting.length, seen("candidate", entry.candidate),
                                seen("processed", processed), seen("waiting", waiting.length));
                    });
  }
};

struct watermark_rises {
  static constexpr property_info info{
      "S25",
      "a para's watermark never goes back; before 2025 it rises, but for a candidate whose "
      "watermark is its relay parent",
      property_kind::always,
      "",
      "horizontal messages",
      "polkadot/runtime/parachains/src/hrmp.rs: check_hrmp_watermark, prune_hrmp",
      eras{},
      window_needs{},
      subject_matter::horizontal};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    const typename D::truth strict(w.speak.rules != rule_set::y2025);
    for_each_built(
        w, s, [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
          const auto& now = block.paras[p];
          const auto& was = parent.paras[p];
          const auto included = exists && now.included != was.included;
          const auto c = at(s.candidates, now.included);
          const auto head = c.traffic.read_to == relay_parent_number(s, c);
          const auto rises = was.traffic.watermark < now.traffic.watermark;
          const auto stays = was.traffic.watermark == now.traffic.watermark;
          it.clause(included && was.traffic.has_watermark, "the watermark is not below the last",
                    rises || (stays && (!strict || head)), seen("included", now.included),
                    seen("watermark", now.traffic.watermark),
                    seen("watermark before", was.traffic.watermark));
        });
  }
};

struct recipients_ascend {
  static constexpr property_info info{
      "S26",
      "the horizontal messages of a backed candidate go to paras in ascending order, one to each",
      property_kind::step,
      "hrmp_max_message_num_per_candidate",
      "horizontal messages",
      "polkadot/runtime/parachains/src/hrmp.rs: check_outbound_hrmp",
      eras{},
      window_needs{},
      subject_matter::horizontal};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_backed(
        w, t,
        [&](const auto& /*block*/, const auto& parent, std::size_t /*p*/, const auto& entry,
            const auto& backed) {
          const auto c = at(t.after.candidates, entry.candidate);
          const auto sent =
              machine::commitments_of(w, in_force(w, parent), c.traffic).horizontal_messages;
          for (std::size_t i = 1; i < machine::recipients_max; ++i)
            it.clause(backed && sent.has(i), "each recipient is above the one before",
                      sent[i].recipient.place() > sent[i - 1].recipient.place(),
                      seen("candidate", entry.candidate));
        });
  }
};

struct channel_bounded {
  static constexpr property_info info{
      "U2",
      "a channel to another para holds no more messages than its capacity",
      property_kind::always,
      "hrmp_channel_max_capacity",
      "unincluded segment, horizontal messages",
      "polkadot/runtime/parachains/src/hrmp.rs: check_outbound_hrmp, queue_outbound_hrmp",
      eras{},
      window_needs{},
      subject_matter::horizontal};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_view(w, s, [&](std::size_t b, const auto& block, const auto& exists, std::size_t p) {
      const auto& capacity = in_force(w, block).k.messages.hrmp_channel_max_capacity;
      for (const auto& count : block.paras[p].traffic.channels.elements)
        it.clause(exists && count > 0, "messages <= capacity", count <= capacity,
                  seen("block", block_index<D, S>(b)), seen("messages", count),
                  seen("capacity", capacity));
    });
  }
};

struct downward_processed {
  static constexpr property_info info{"R33",
                                      "a downward message is processed",
                                      property_kind::sometimes,
                                      "",
                                      "",
                                      "polkadot/runtime/parachains/src/dmp.rs: prune_dmq",
                                      eras{},
                                      window_needs{},
                                      subject_matter::downward};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_built(w, s,
                   [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
                     const auto& head = block.paras[p].included;
                     it.shown(exists && head != parent.paras[p].included &&
                              at(s.candidates, head).traffic.processed > 0);
                   });
  }
};

struct watermark_on_trunk {
  static constexpr property_info info{
      "R34",
      "a candidate is included that reads up to a block before its relay parent",
      property_kind::sometimes,
      "",
      "",
      "polkadot/runtime/parachains/src/hrmp.rs: check_hrmp_watermark",
      eras{},
      window_needs{},
      subject_matter::horizontal};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_built(w, s,
                   [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
                     const auto& head = block.paras[p].included;
                     const auto c = at(s.candidates, head);
                     it.shown(exists && head != parent.paras[p].included && head.is_some() &&
                              c.traffic.read_to < relay_parent_number(s, c));
                   });
  }
};

struct channel_fills {
  static constexpr property_info info{
      "R35",
      "a channel to another para is full",
      property_kind::sometimes,
      "hrmp_channel_max_capacity",
      "",
      "polkadot/runtime/parachains/src/hrmp.rs: queue_outbound_hrmp",
      eras{},
      window_needs{},
      subject_matter::horizontal};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_view(w, s,
                  [&](std::size_t /*b*/, const auto& block, const auto& exists, std::size_t p) {
                    const auto& capacity = in_force(w, block).k.messages.hrmp_channel_max_capacity;
                    for (const auto& count : block.paras[p].traffic.channels.elements)
                      it.shown(exists && count > 0 && count == capacity);
                  });
  }
};

}  // namespace backcheck::properties
