// SPDX-License-Identifier: Apache-2.0
//
// The sizing rules of the protocol's guides: how often para blocks are included, by the numbers
// that bound how many are under way. L2, L2b and Q1 claim them of the machine; lints ask them of
// parameters.
#pragma once

#include <algorithm>
#include <cstdint>

#include "model/language/concrete.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/parameters.hpp"

namespace backcheck::properties {

/// The numbers that the sizing rules are about.
struct sizes {
  std::uint64_t capacity;   ///< of the unincluded segment
  std::uint64_t depth;      ///< blocks of a fragment tree above the included head
  std::uint64_t lookahead;  ///< claims seen ahead

  sizes(const protocol::dialect& speak, const protocol::parameters<language::concrete>& k)
      : capacity(std::max<std::uint64_t>(k.parachain.unincluded_segment_capacity.raw(), 1)),
        depth(k.async_backing.max_candidate_depth.raw() + std::uint64_t{1}),
        lookahead(k.scheduler.scheduling_lookahead.raw()) {
    if (speak.rules == protocol::rule_set::sync) capacity = lookahead = 1;
    if (speak.rules != protocol::rule_set::y2023) depth = capacity;
    if (speak.rules == protocol::rule_set::y2025) lookahead = 2;
  }
  [[nodiscard]] bool refills_at_once() const { return lookahead >= 2; }
};

/// How many of the blocks under way have a place, where a candidate waits `delay` relay blocks
/// before it is backed and one more until it is included.
inline std::uint32_t blocks_under_way(const sizes& size, std::uint32_t delay) {
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>({size.capacity, size.depth, delay + std::uint64_t{2}}));
}

/// Relay blocks from one inclusion to the next, at most: one, if there is a block under way for
/// each; if fewer may be unincluded, they share that time.
inline std::uint32_t blocks_between_inclusions(const sizes& size, std::uint32_t delay) {
  const std::uint32_t share = blocks_under_way(size, delay);
  const std::uint32_t latest = (delay + 2 + share - 1) / share;
  return size.refills_at_once() ? latest : std::max(latest, 2U);
}

/// Relay blocks for which a candidate that never becomes available can occupy its core: time-outs
/// happen for a period after each rotation.
inline std::uint64_t longest_occupation(const protocol::parameters<language::concrete>& k) {
  return greatest(k.scheduler.paras_availability_period, k.scheduler.group_rotation_frequency)
      .raw();
}

}  // namespace backcheck::properties
