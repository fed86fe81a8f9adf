// SPDX-License-Identifier: Apache-2.0
//
// Theorems about sizes: how large a parachain's capacity, the depth of trees and the lookahead have
// to be so that a parachain that authors all the time never waits, for given delays; and when the
// formulas that have been published for it are right.
//
// In steady state a parachain authors V blocks for each relay block, on a relay parent `offset`
// blocks below the newest; each is backed `1 + backing_delay` relay blocks after it was built and
// included `availability_delay` after that.
#pragma once

#include "model/protocol/ancestry.hpp"
#include "model/protocol/prospective.hpp"
#include "model/protocol/scheduling.hpp"
#include "model/protocol/unincluded_segment.hpp"
#include "properties/theorem.hpp"

namespace backcheck::properties {

/// A parachain in steady state.
template <language::domain D>
struct steady_parachain {
  using para_blocks = language::quantity<D, protocol::unit::para_blocks, 0xFFFF>;
  using relay_blocks = language::quantity<D, protocol::unit::relay_blocks, 0xFFFF>;
  using many = language::quantity<D, protocol::unit::para_blocks, 0x3FFFFFFFF>;
  para_blocks velocity;
  relay_blocks offset;
  relay_blocks backing_delay;
  relay_blocks availability_delay;
  para_blocks position;  ///< of a block among those of its relay parent, the first is 1
  many under_way;        ///< blocks built and not yet included at its relay parent, before those

  template <class It>
  static steady_parachain drawn(It& it) {
    steady_parachain p{
        any<para_blocks>(it, "velocity"),       any<relay_blocks>(it, "offset"),
        any<relay_blocks>(it, "backing delay"), any<relay_blocks>(it, "availability delay"),
        any<para_blocks>(it, "position"),       any<many>(it, "blocks under way")};
    it.assume("velocity and availability delay are at least 1",
              p.velocity >= 1 && p.availability_delay >= 1);
    it.assume("the block is one of those built on its relay parent",
              p.position >= 1 && p.position <= p.velocity);
    return p;
  }
  [[nodiscard]] auto delays() const { return backing_delay + availability_delay; }
  /// Relay blocks whose blocks are under way when one is built.
  [[nodiscard]] auto relay_blocks_under_way() const { return offset + delays(); }
  /// The blocks that T42 says are under way: V · (O + d + a). Multiplied out, since solvers are
  /// slow to find out that it can be.
  [[nodiscard]] many built() const { return times(velocity, offset) + times(velocity, delays()); }
  /// Unincluded ancestors of the block when it is built.
  [[nodiscard]] auto ancestors() const { return under_way + monus(position, para_blocks(1)); }
  /// V · (O + d + a + 1)
  [[nodiscard]] auto needed() const { return under_way + velocity; }
};

/// Numbers that parameters have, 32 bits wide.
template <language::domain D>
using capacity_of = word_of<D, protocol::unit::para_blocks>;

struct under_way_in_steady_state {
  static constexpr theorem_info info{
      "T42",
      "in steady state the blocks that are not yet included at a relay parent are those built for "
      "the "
      "last offset + backing delay + availability delay relay blocks",
      "(arithmetic of the delays)",
      "sizing rules: V(O + d + a) + j - 1 ancestors",
      "",
      "inclusion takes one relay block less"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using blocks = word_of<D, protocol::unit::relay_blocks>;
    const auto p = steady_parachain<D>::drawn(it);
    const auto newest = any<blocks>(it, "newest relay block when a block is built");
    const auto earlier = any<blocks>(it, "newest relay block when an ancestor was built");
    it.assume("the ancestor was built before", earlier < newest);
    it.assume("nothing is near the 32-bit limit", newest < 0x40000000);
    // Built on `earlier`, backed in one of its descendants, included after that.
    const auto backed = next(earlier) + p.backing_delay;
    const auto included = backed + p.availability_delay;
    const auto seen = mutated(it, monus(included, blocks(1)), included);
    const auto is_unincluded = seen + p.offset > newest;
    it.conclude("an ancestor is under way exactly if it was built so many blocks ago at most",
                is_unincluded == (monus(newest, earlier) <= p.relay_blocks_under_way()));
  }
};

struct capacity_without_waiting {
  static constexpr theorem_info info{
      "T43",
      "no block waits for room in the unincluded segment exactly if its capacity is at least the "
      "blocks under way and velocity: velocity * (offset + backing delay + availability delay + 1)",
      "has_room, effective_capacity",
      "sizing rules: C >= V(O + d + a + 1)",
      "",
      "one block less is enough"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    const auto p = steady_parachain<D>::drawn(it);
    const auto capacity = any<capacity_of<D>>(it, "unincluded_segment_capacity");
    const auto in_force = protocol::effective_capacity<D>(capacity);
    const auto said = mutated(it, next(in_force), in_force);
    it.conclude(
        "with that much each has room",
        language::implies(said >= p.needed(), protocol::has_room<D>({}, p.ancestors(), capacity)));
    it.assume("it is the last of its relay parent", p.position == p.velocity);
    it.conclude(
        "with less the last one has none",
        language::implies(said < p.needed(), !protocol::has_room<D>({}, p.ancestors(), capacity)));
  }
};

struct depth_without_waiting {
  static constexpr theorem_info info{
      "T44",
      "no block is too deep for a node's tree exactly if max_candidate_depth is at least velocity "
      "* "
      "(backing delay + availability delay + 1) - 1",
      "within_tree_depth",
      "sizing rules: D >= V(d + a) + V - 1; paritytech/polkadot-sdk#4287",
      "",
      "the tree is one deeper"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    const auto p = steady_parachain<D>::drawn(it);
    const auto depth = any<capacity_of<D>>(it, "max_candidate_depth");
    const auto limit = mutated(it, next(depth), depth);
    it.conclude("with that much each has a place",
                language::implies(next(depth) >= p.needed(),
                                  protocol::within_tree_depth<D>(p.ancestors(), depth)));
    it.assume("it is the last of its relay parent", p.position == p.velocity);
    it.conclude("with less the last one has none",
                language::implies(next(depth) < p.needed(),
                                  !protocol::within_tree_depth<D>(p.ancestors(), limit)));
  }
};

struct lookahead_without_waiting {
  static constexpr theorem_info info{"T45",
                                     "relay parents are still allowed when blocks are backed "
                                     "exactly if scheduling_lookahead is at "
                                     "least offset + backing delay + 1",
                                     "allowed_ancestors, tracked_after_push, is_tracked",
                                     "sizing rules: O + d <= A = lookahead - 1",
                                     "",
                                     "the tracker is one longer"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    const auto p = steady_parachain<D>::drawn(it);
    protocol::parameters<D> k{};
    k.scheduler.scheduling_lookahead =
        any<word_of<D, protocol::unit::claims>>(it, "scheduling_lookahead");
    it.assume("scheduling_lookahead is at least 1", k.scheduler.scheduling_lookahead >= 1);
    const auto allowed = protocol::allowed_ancestors<D>({}, k);
    const auto longer = mutated(it, next(allowed), allowed);
    const auto tracked = protocol::tracked_after_push<D>(longer, longer);
    const auto age = next(p.offset + p.backing_delay);
    it.conclude("exactly then", protocol::is_tracked<D>(age, tracked) ==
                                    (language::in_unit<protocol::unit::claims>(age) <=
                                     k.scheduler.scheduling_lookahead));
  }
};

/// Of a published capacity: blocks of a steady parachain have room exactly where it `suffices`; the
/// mutant says, wherever backing and availability take no longer than `said`.
template <class It, class Parachain, class Capacity, class Truth>
void conclude_that_it_suffices(It& it, const Parachain& p, const Capacity& capacity,
                               const Truth& suffices, unsigned said) {
  using D = typename It::domain_type;
  it.assume("it is the last of its relay parent", p.position == p.velocity);
  it.conclude("exactly then", protocol::has_room<D>({}, p.ancestors(), capacity) ==
                                  (it.broken() ? p.delays() <= said : suffices));
}
/// One relay block together, or two at velocity 1.
template <class Parachain>
auto one_block_or_two(const Parachain& p) {
  const auto delays = p.delays();
  return delays <= 1 || (delays == 2 && p.velocity == 1);
}

struct published_for_elastic_scaling {
  static constexpr theorem_info info{
      "T46",
      "the published capacity 2 * velocity + 1 suffices without offset exactly if backing and "
      "availability take one relay block together, or two at velocity 1",
      "has_room",
      "paritytech/polkadot-sdk docs/sdk: enable_elastic_scaling (2024)",
      "",
      "it is said to suffice for two relay blocks"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    auto p = steady_parachain<D>::drawn(it);
    p.offset = 0;
    p.under_way = p.built();
    using two = language::quantity<D, protocol::unit::para_blocks, 2>;
    const auto capacity = next(times(p.velocity, two(2)));
    conclude_that_it_suffices(it, p, capacity, one_block_or_two(p), 2);
  }
};

struct published_with_an_offset {
  static constexpr theorem_info info{
      "T47",
      "the published capacity (2 + offset) * velocity + 1 suffices exactly if backing and "
      "availability "
      "take one relay block together, or two at velocity 1",
      "has_room",
      "paritytech/polkadot-sdk docs/sdk: handling_parachain_forks (2025)",
      "",
      "it is said to suffice for two relay blocks"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    auto p = steady_parachain<D>::drawn(it);
    p.under_way = p.built();
    using two = language::quantity<D, protocol::unit::para_blocks, 2>;
    const auto capacity = next(times(p.velocity, p.offset) + times(p.velocity, two(2)));
    conclude_that_it_suffices(it, p, capacity, one_block_or_two(p), 2);
  }
};

struct published_last {
  static constexpr theorem_info info{
      "T48",
      "the capacity (3 + offset) * velocity, published last, suffices exactly if backing and "
      "availability take two relay blocks together at most",
      "has_room",
      "paritytech/polkadot-sdk#11251 (2026); moonbeam-foundation/moonbeam#3792",
      "",
      "it is said to suffice for three relay blocks"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    auto p = steady_parachain<D>::drawn(it);
    p.under_way = p.built();
    using three = language::quantity<D, protocol::unit::para_blocks, 3>;
    const auto capacity = times(p.velocity, p.offset) + times(p.velocity, three(3));
    conclude_that_it_suffices(it, p, capacity, p.delays() <= 2, 3);
  }
};

}  // namespace backcheck::properties
