// SPDX-License-Identifier: Apache-2.0
//
// The life of candidates pending availability: the votes that make one available, which of them
// become included, when one times out, and what goes with it.
//
// Source: polkadot 52209dcfe546, runtime/parachains/src/{scheduler,inclusion/mod}.rs,
// runtime_api_impl/v5.rs, primitives (`supermajority_threshold`), node/core/provisioner/src/lib.rs
// (2023); polkadot-sdk 00c84144 and 781c77721728, polkadot/runtime/parachains/src/{scheduler,
// inclusion/mod}.rs (2025).
#pragma once

#include "model/language/rule.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/parameters.hpp"
#include "model/protocol/shape.hpp"

namespace backcheck::protocol {

/// Whether a candidate backed `age` blocks ago times out at a block. Time-outs happen only in the
/// first `paras_availability_period` blocks of a group rotation, so that a slow candidate dies only
/// when it would hurt the next group. `rotation` is the block's position in its rotation, and
/// `next_rotation` that of its child, which is what is looked at since 2024.
template <language::domain D, std::uint64_t A, std::uint64_t R>
constexpr typename D::truth times_out(
    const dialect& speak, const parameters<D>& k,
    const language::quantity<D, unit::relay_blocks, A>& age,
    const language::quantity<D, unit::relay_blocks, R>& rotation,
    const language::quantity<D, unit::relay_blocks, R>& next_rotation) {
  const auto& period = k.scheduler.paras_availability_period;
  const auto& looked_at = speak.rules == rule_set::y2025 ? next_rotation : rotation;
  const auto window_open =
      typename D::truth(speak.breaks(fault::timeout_at_any_height)) || looked_at < period;
  return window_open && period <= age;
}

/// The block at which nodes expect a candidate backed in block `backed_in` to time out, if nothing
/// happens (2023): when its period ends, or the next rotation begins where that is outside the
/// window. `rotation_start` is the first block of the rotation of the block after the leaf.
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr auto expected_time_out(
    const scheduler_params<D>& k, const language::quantity<D, unit::relay_blocks, A>& backed_in,
    const language::quantity<D, unit::relay_blocks, B>& rotation_start) {
  const auto ripe = backed_in + k.paras_availability_period;
  const auto window_ends = rotation_start + k.paras_availability_period;
  const auto next_rotation = rotation_start + k.group_rotation_frequency;
  const auto waits = window_ends <= ripe && ripe <= next_rotation;
  return either(waits, next_rotation, ripe);
}

/// The number of validators who must hold their chunk, of at least one: all but a third of all but
/// one, rounded down. For domains that can divide.
template <language::domain D, std::uint64_t N>
constexpr auto availability_threshold(
    const language::quantity<D, unit::validators, N>& validators) {
  using number = language::quantity<D, unit::validators, N>;
  const auto tolerated = quotient(monus(validators, number(1)), number(3));
  return in_unit<unit::votes>(monus(validators, tolerated));
}

/// Whether so many of the validators, of whom there is at least one, say that they hold their
/// chunk: at least `availability_threshold`. Said as more than two votes for three validators, it
/// needs no division.
template <language::domain D, std::uint64_t V, std::uint64_t N>
constexpr typename D::truth is_available(
    const language::quantity<D, unit::votes, V>& votes,
    const language::quantity<D, unit::validators, N>& validators) {
  using factor = language::quantity<D, unit::votes, 3>;
  return times(votes, factor(3)) > in_unit<unit::votes>(times(validators, factor(2)));
}

/// What a block author takes for availability before building: one vote fewer where the number of
/// validators is a multiple of three, and then the core is not free after all.
template <language::domain D, std::uint64_t V, std::uint64_t N>
constexpr typename D::truth seems_available(
    const language::quantity<D, unit::votes, V>& votes,
    const language::quantity<D, unit::validators, N>& validators) {
  using factor = language::quantity<D, unit::votes, 3>;
  return times(votes, factor(3)) >= in_unit<unit::votes>(times(validators, factor(2)));
}

/// A candidate pending availability, and what a block finds out about it.
template <class Shape>
struct pending_on_chain {
  using truth = truth_of<Shape>;
  BACKCHECK_FIELDS(pending_on_chain, (truth, available), (truth, timed_out), (truth, disputed));
};
/// Those of one para, each building on the one before. In 2023 there is at most one.
template <class Shape>
using pending_chain =
    typename Shape::template list<unit::candidate_hashes, pending_on_chain<Shape>>;

/// Whether the candidate at position `i` is included in this block: it is available, and so are all
/// before it.
template <class Shape, class Chain = pending_chain<Shape>>
constexpr truth_of<Shape> becomes_included(const Chain& pending, std::size_t i) {
  truth_of<Shape> all(true);
  for (std::size_t j = 0; j <= i; ++j) all = all && pending.has(j) && pending[j].available;
  return all;
}

/// What a block makes of a para's pending candidates, in the order of its inherent: a lost dispute
/// drops a candidate and all behind it, then those available leave from the front, then a time-out
/// drops what it hits and all behind that. Says how many were included. What else a `Chain` holds
/// of its candidates stays with them.
template <class Shape, class Chain = pending_chain<Shape>>
constexpr auto settle_pending(Chain& pending, const dialect& speak = {}) {
  using length = std::remove_cvref_t<decltype(length_of(pending))>;
  using truth = truth_of<Shape>;
  const auto evict = [&](auto lost) {
    truth gone(false);
    keep_where(pending, [&](std::size_t i) {
      gone = lost(pending[i]) || (gone && !truth(speak.breaks(fault::eviction_spares_successors)));
      return !gone;
    });
  };
  evict([](const auto& c) { return c.disputed; });
  length included(0);
  for (std::size_t i = 0; i < places(pending); ++i) {
    using one = language::quantity<typename Shape::domain_type, unit::candidate_hashes, 1>;
    included = included + language::one_if<one>(becomes_included<Shape>(pending, i));
  }
  drop_front(pending, included);
  evict([](const auto& c) { return c.timed_out; });
  return included;
}

/// Why a bitfield is left out. One is for the child of the block it was signed for: a bit for each
/// core, one bitfield for each validator, in their order.
enum class bitfield_refusal : std::uint8_t {
  none,
  wrong_number_of_bits,
  bit_for_a_disputed_core,
  out_of_order,
  no_such_validator,
  signature_does_not_verify,
};

template <class Shape>
struct signed_bitfield {
  using truth = truth_of<Shape>;
  using bits_type = typename Shape::template list<unit::cores, truth>;
  using validator_type = typename Shape::template word<unit::validators>;
  BACKCHECK_FIELDS(signed_bitfield, (bits_type, bits), (validator_type, validator),
                   (truth, signature_verifies));
};

/// Whether a bitfield counts. `disputed` has a bit for each core whose candidate is disputed;
/// `last` is the validator of the last bitfield that counted, if there was one.
template <class Shape, std::uint64_t N>
constexpr language::outcome<typename Shape::domain_type, bitfield_refusal> check_bitfield(
    const signed_bitfield<Shape>& field, const typename signed_bitfield<Shape>::bits_type& disputed,
    const language::quantity<typename Shape::domain_type, unit::validators, N>& validators,
    const truth_of<Shape>& has_last, const typename signed_bitfield<Shape>::validator_type& last) {
  language::outcome<typename Shape::domain_type, bitfield_refusal> outcome_;
  REQUIRE(length_of(field.bits) == length_of(disputed), bitfield_refusal::wrong_number_of_bits);
  for (std::size_t i = 0; i < places(field.bits); ++i) {
    REQUIRE(!field.bits.has(i) || !field.bits[i] || !disputed[i],
            bitfield_refusal::bit_for_a_disputed_core);
  }
  REQUIRE(!has_last || last < field.validator, bitfield_refusal::out_of_order);
  REQUIRE(field.validator < validators, bitfield_refusal::no_such_validator);
  REQUIRE(field.signature_verifies, bitfield_refusal::signature_does_not_verify);
  return outcome_;
}

}  // namespace backcheck::protocol
