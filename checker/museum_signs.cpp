// SPDX-License-Identifier: Apache-2.0
//
// The museum by what people see: lines of logs first, then what happens to blocks.
#include <array>

#include "checker/museum.hpp"

namespace backcheck::checker {

namespace {

constexpr auto signs = std::to_array<museum_sign>({
    {"no space left for the block in the unincluded segment",
     "sdk-5260 sdk-3282 sdk-7205 sdk-6825"},
    {"Slot must increase", "heima-4061 sdk-3211"},
    {"Relay chain block number needs to strictly increase", "heima-4061"},
    {"slot number mismatch", "sdk-3211"},
    {"Failed to get header for pending block", "sdk-10999"},
    {"blocked from seconding. Waiting on its parent to be validated", "sdk-7105"},
    {"unincluded segment limits exceeded", "cumulus-2471"},
    {"PrematureCodeUpgrade", "cumulus-2594-restriction known-S39c known-S39e"},
    {"a panic after an upgrade, until a block is included", "cumulus-2594"},
    {"candidate timed out; a core is occupied for minutes", "sdk-3165 polkadot-2646 sdk-3479"},
    {"blocks missing at every session change", "sdk-9766 sdk-1403 polkadot-7529"},
    {"blocks missing at every group rotation", "sdk-3165 sdk-11485 sdk-3314"},
    {"blocks missing or reverted after relay forks",
     "sdk-9227 sdk-4937-view polkadot-7529-leaves known-S46 known-P3"},
    {"skipped blocks: backed in time and never on chain",
     "sdk-11582 sdk-4022 sdk-1429 polkadot-6267 polkadot-7188 known-S39f"},
    {"skipped blocks: the quorum is never complete", "sdk-4937 sdk-3314 sdk-3874"},
    {"slower than with synchronous backing", "sdk-7105 sdk-3282"},
    {"a shared core is not shared fairly", "sdk-4695 sdk-4724"},
    {"a second core changes nothing, or stops the parachain", "sdk-3144 sdk-6983 sdk-5113"},
    {"a parachain stops and says nothing", "sdk-13043 sdk-1429"},
    {"a parachain stops for good", "sdk-7205 sdk-962 sdk-10999 heima-4061 polkadot-4248"},
    {"a parachain waits for ever for the answer about its upgrade", "known-S23b"},
    {"its own collator builds forks", "sdk-6983 sdk-10742"},
});

}  // namespace

std::span<const museum_sign> museum_signs() { return signs; }

}  // namespace backcheck::checker
