// SPDX-License-Identifier: Apache-2.0
//
// The emulator of inclusion against the runtime, for messages and code: what nodes admit on a chain
// of candidates that are not included yet, and what the runtime accepts once they are, or at once.
// Both judge by the protocol's own functions, from what one relay block knows.
#pragma once

#include "model/protocol/base_constraints.hpp"
#include "model/protocol/fragment.hpp"
#include "properties/parachain.hpp"

namespace backcheck::properties {

template <language::domain D, class S>
using node_shape = machine::message_shape<D, S>;

/// A head as the protocol's data names it.
template <class D, class S>
constexpr auto head_name(const maybe_candidate<D, S>& head) {
  return language::in_unit<protocol::unit::heads>(head.stored());
}

/// What the relay chain knows of a para, of code, too.
template <class D, class S>
constexpr protocol::para_on_chain<node_shape<D, S>> known_on_chain(const machine::terms<D>& now,
                                                                   const para_state<D, S>& there) {
  auto para = machine::on_chain(now, there.traffic);
  const auto& record = there.upgrade.record;
  para.latest_head = head_name<D, S>(there.included);
  para.code.current = record.current;
  para.code.has_future = record.has_future;
  para.code.future = record.future;
  para.code.is_checked = record.is_checked;
  para.code.expected_at = record.expected_at;
  para.code.restricted = record.restricted;
  return para;
}

/// A candidate as nodes judge it.
template <class D, class S>
constexpr protocol::prospective_candidate<node_shape<D, S>> as_nodes_see(
    const world<D>& w, const machine::terms<D>& now, const state<D, S>& s,
    const candidate_index<D, S>& which, const machine::candidate<D, S>& c) {
  protocol::prospective_candidate<node_shape<D, S>> seen;
  seen.validation_code_hash = machine::validated_by(s, c);
  seen.validation_data.parent_head = head_name<D, S>(c.parent);
  seen.validation_data.relay_parent_number = relay_parent_number(s, c);
  seen.commitments = machine::commitments_of(w, now, c.traffic);
  // Without horizontal messages a parachain reads up to its relay parent, and nothing is kept.
  if (w.window.horizontal == 0) seen.commitments.hrmp_watermark = relay_parent_number(s, c);
  seen.commitments.has_new_validation_code = c.code.brings;
  seen.commitments.head_data = head_name<D, S>(maybe_candidate<D, S>(which));
  return seen;
}

/// Whether the runtime accepts what a candidate does, if it knows that of its para.
template <class D, class S>
constexpr typename D::truth runtime_accepts(const world<D>& w, const machine::terms<D>& now,
                                            const state<D, S>& s, const machine::candidate<D, S>& c,
                                            const para_state<D, S>& there) {
  const typename D::truth idle(false);
  return accepts_traffic(w, now, s, idle, c, there.traffic).holds() &&
         accepts_code(w, s, idle, c, there.upgrade).holds();
}

/// A chain of candidates behind a relay block, each judged on what those before it leave.
template <class D, class S>
struct emulated_chain {
  using truth = typename D::truth;
  using constraints_type = protocol::constraints<node_shape<D, S>>;

  const world<D>& w;
  const state<D, S>& s;
  const machine::relay_block<D, S>& block;
  const machine::terms<D>& now;
  constraints_type base;
  language::per<candidate_index<D, S>, truth> on_chain;   ///< it is admitted, or pending
  std::array<constraints_type, S::candidates> operating;  ///< behind it
  std::array<para_state<D, S>, S::candidates> included;   ///< once it is

  constexpr emulated_chain(const world<D>& world_, const state<D, S>& state_,
                           const machine::relay_block<D, S>& at_block)
      : w(world_), s(state_), block(at_block), now(in_force(world_, at_block)) {
    base = protocol::base_constraints(
        w.speak, now.k.messages, known_on_chain(now, block.paras[0]),
        protocol::lowest_relay_parent_number(number_of(block), now.allowed, block.tracked));
  }

  /// The constraints behind a head, and the para once it is included; none of a chain: the block's.
  [[nodiscard]] constexpr truth follows(const maybe_candidate<D, S>& head) const {
    return head == block.paras[0].included || (head.is_some() && at(on_chain, head));
  }
  [[nodiscard]] constexpr constraints_type behind(const maybe_candidate<D, S>& head) const {
    auto found = base;
    for (std::size_t i = 0; i < S::candidates; ++i)
      assign_if(head.is(candidate_index<D, S>(i)) && head != block.paras[0].included, found,
                operating[i]);
    return found;
  }
  [[nodiscard]] constexpr para_state<D, S> once_included(const maybe_candidate<D, S>& head) const {
    auto found = block.paras[0];
    for (std::size_t i = 0; i < S::candidates; ++i)
      assign_if(head.is(candidate_index<D, S>(i)) && head != block.paras[0].included, found,
                included[i]);
    return found;
  }
  /// Whether nodes admit a candidate behind its parent; `m` is what it changes.
  [[nodiscard]] constexpr truth admits(
      std::size_t i, const machine::candidate<D, S>& c,
      protocol::constraint_modifications<node_shape<D, S>>& m) const {
    protocol::relay_block<node_shape<D, S>> relay_parent;
    relay_parent.number = relay_parent_number(s, c);
    const auto judged = as_nodes_see(w, now, s, candidate_index<D, S>(i), c);
    return make_fragment(w.speak, relay_parent, behind(c.parent), judged, m).holds();
  }
  /// Takes a candidate into the chain, if so.
  constexpr void take(std::size_t i, const truth& taken,
                      const protocol::constraint_modifications<node_shape<D, S>>& m) {
    const auto& c = s.candidates[i];
    auto left = behind(c.parent);
    const auto before = left.dmp_remaining_messages;
    const auto applied = apply_modifications(w.speak, left, m).holds();
    assign_if(truth(w.speak.breaks(protocol::fault::ancestors_forgotten)),
              left.dmp_remaining_messages, before);
    on_chain[i] = taken && applied;
    operating[i] = left;
    included[i] = once_included(c.parent);
    machine::include_traffic(w, now, truth(true), c, included[i].traffic);
    machine::include_upgrade(w, now, s, truth(true), c, block, included[i]);
    included[i].included = maybe_candidate<D, S>(candidate_index<D, S>(i));
  }
};

/// Calls `f(chain, candidate, judged, admitted)` for each candidate behind a block whose ancestors
/// down to the head included there are admitted, and whose relay parent nodes and runtime allow.
template <class D, class S, class F>
constexpr void for_each_emulated_at(const world<D>& w, const state<D, S>& s,
                                    const chart<D, S>& known, std::size_t b, F&& f) {
  using truth = typename D::truth;
  const auto& block = s.blocks[b];
  emulated_chain<D, S> chain(w, s, block);
  for (std::size_t i = 0; i < S::candidates; ++i) {
    const candidate_index<D, S> which(i);
    const auto& c = s.candidates[i];
    const auto pending = is_pending(block.paras[0], which);
    const auto in_order = context_number(s, 0, c.parent) <= relay_parent_number(s, c) &&
                          machine::node_allows(w, s, known, block_index<D, S>(b), c);
    const auto judged = s.has_candidate(i) && chain.follows(c.parent) && (pending || in_order);
    if (impossible(judged)) continue;
    protocol::constraint_modifications<node_shape<D, S>> m;
    const truth admitted = chain.admits(i, c, m);
    f(chain, i, judged && !pending, admitted);
    chain.take(i, judged && (admitted || pending), m);
  }
}

/// Calls `f(leaf, chain, candidate, judged, admitted)` for each candidate at each leaf, as above.
template <class D, class S, class F>
constexpr void for_each_emulated(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                                 F&& f) {
  for (std::size_t b = 0; b < S::blocks; ++b) {
    if (impossible(known.leaf[b])) continue;
    for_each_emulated_at(
        w, s, known, b,
        [&](const auto& chain, std::size_t i, const auto& judged, const auto& admitted) {
          f(block_index<D, S>(b), chain, i, known.leaf[b] && judged, admitted);
        });
  }
}

}  // namespace backcheck::properties
