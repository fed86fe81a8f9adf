// SPDX-License-Identifier: Apache-2.0
//
// What promises rest on: that others do their part, sooner or later. None of it is enforced by the
// protocol; an execution that breaks an assumption is no counterexample. Each is fairness about
// events: *weak* excludes executions in which something is always possible from some time on and
// never happens again; *strong* those in which it is possible again and again and does not happen
// again and again; *finitely often* those in which it happens again and again.
#pragma once

#include <array>

#include "properties/events.hpp"

namespace backcheck::properties {

enum class how_fair : std::uint8_t { weak, strong, finitely_often };
inline constexpr std::array<std::string_view, 3> how_fair_names{"weak", "strong", "finitely often"};

struct assumption_info {
  std::string_view id;
  std::string_view sentence;
  how_fair how = how_fair::weak;
  event_set about = 0;
  std::string_view source;  ///< who makes it so in the real world
};

/// In the order in which reports name them; see `assumptions`.
enum class assumed : std::uint8_t {
  honest_authors,
  collators_online,
  groups_online,
  candidates_backed,
  availability_arrives,
  forks_end,
  reversions_end,
  sessions_last,
  upgrades_wait,
  honest_collators_online,
  count
};

inline constexpr std::array<assumption_info, static_cast<std::size_t>(assumed::count)> assumptions{{
    {"honest_authors", "again and again a relay author builds on the best relay block",
     how_fair::weak, any_of<builds>(), "polkadot-sdk, substrate/client/consensus/babe"},
    {"collators_online",
     "a collator that could build on the best relay block again and again does so again and again",
     how_fair::strong, any_of<collates>(),
     "polkadot-sdk, cumulus/client/consensus/aura/src/collators/lookahead.rs"},
    {"groups_online",
     "a backing group that could second the next candidate again and again does so again and again",
     how_fair::strong, any_of<seconds_next>(),
     "polkadot-sdk, polkadot/node/core/backing/src/lib.rs"},
    {"candidates_backed",
     "relay authors that could back a candidate again and again do so again and again",
     how_fair::strong, any_of<backs>(), "polkadot-sdk, polkadot/node/core/provisioner/src/lib.rs"},
    {"availability_arrives",
     "if a candidate is pending again and again, one becomes available again and again",
     how_fair::strong, any_of<includes>(),
     "polkadot-sdk, polkadot/node/core/bitfield-signing/src/lib.rs"},
    {"forks_end", "from some time on, relay authors build on the best relay block only",
     how_fair::finitely_often, any_of<forks>(),
     "polkadot-sdk, polkadot/node/core/chain-selection/src/lib.rs"},
    {"reversions_end", "from some time on, no relay block is reverted", how_fair::finitely_often,
     any_of<reverts>(), "polkadot-sdk, polkadot/runtime/parachains/src/disputes.rs"},
    {"sessions_last", "from some time on, no session ends (in the machine any block may end one)",
     how_fair::finitely_often, any_of<ends_session>(),
     "polkadot-sdk, substrate/frame/session/src/lib.rs"},
    {"upgrades_wait",
     "from some time on, no block that takes up a signal about new code asks for other code",
     how_fair::finitely_often, any_of<asks_again>(),
     "polkadot-sdk, cumulus/pallets/parachain-system/src/lib.rs"},
    {"honest_collators_online",
     "an honest collator that could build on the best relay block again and again does so again "
     "and again",
     how_fair::strong, any_of<collates_honestly>(),
     "polkadot-sdk, cumulus/client/consensus/aura/src/collators/lookahead.rs"},
}};

/// A set of assumptions, each as the bit of its position.
using assumption_set = std::uint32_t;
template <class... Assumed>
constexpr assumption_set assuming(Assumed... each) {
  return ((assumption_set{1} << static_cast<unsigned>(each)) | ... | assumption_set{0});
}

}  // namespace backcheck::properties
