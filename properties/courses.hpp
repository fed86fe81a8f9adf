// SPDX-License-Identifier: Apache-2.0
//
// What deadlines rest on: that things take a course. Anything else that happens ends the count.
#pragma once

#include <array>
#include <span>

#include "properties/assumptions.hpp"

namespace backcheck::properties {

struct course_info {
  std::string_view id;
  std::string_view sentence;
  std::span<const event_set> permitted;  ///< see `solver::deadline`
  std::string_view source;
};

/// Collators and groups are done before the next relay block, which includes what is pending and
/// backs what it can. Blocks are finalized at any time before the next has something to back.
inline constexpr std::array<event_set, 3> in_time{any_of<collates, seconds>(),
                                                  any_of<serves, finalizes>(), any_of<idles>()};
inline constexpr std::array<event_set, 3> in_time_but_backing{
    any_of<collates, seconds>(), any_of<serves_late, finalizes>(), any_of<idles>()};
/// Collators and groups need not do anything.
inline constexpr std::array<event_set, 1> on_the_best_fork{any_of<builds, finalizes>()};

/// In the order in which reports name them; see `courses`.
enum class course : std::uint8_t {
  nothing_goes_wrong,
  backed_one_block_late,
  best_fork_only,
  count
};

inline constexpr std::array<course_info, static_cast<std::size_t>(course::count)> courses{{
    {"nothing_goes_wrong",
     "collators and groups are done before the next relay block, which is built on the best one, "
     "includes what is pending, backs what it can and ends no session",
     in_time, "polkadot-sdk, docs/sdk/src/guides/async_backing_guide.rs"},
    {"backed_one_block_late",
     "the same, but that every candidate misses the first relay block that could back it",
     in_time_but_backing, "polkadot-sdk pull request 11251"},
    {"best_fork_only", "relay blocks are built on the best one, and none is reverted",
     on_the_best_fork, "polkadot-sdk, polkadot/node/core/chain-selection/src/lib.rs"},
}};

/// In a set of assumptions courses come behind what is fair.
constexpr std::size_t position_of(course which) {
  return assumptions.size() + static_cast<std::size_t>(which);
}

}  // namespace backcheck::properties
