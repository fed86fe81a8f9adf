// SPDX-License-Identifier: Apache-2.0
//
// The museum's entries 45 to 61.
#include <array>

#include "checker/museum.hpp"

namespace backcheck::checker {

namespace {

constexpr auto entries = std::to_array<museum_entry>({
    {.number = 45,
     .id = "sdk-3282",
     .title = "two blocks under way and a capacity of one",
     .threads = "sdk#3282 sdk#3308 sdk#5349",
     .wrong = "A collator builds on a block that is not included yet while the parachain's "
              "runtime, as configured, has room for one. Its runtime panics. A patch that allowed "
              "one block for each slot made collators miss blocks instead.",
     .symptom = "`no space left for the block in the unincluded segment`, on some blocks only, and "
                "no harm done: the collator tries again.",
     .mended = "The collator asks the runtime first; and parachains set a larger capacity.",
     .change = "`unincluded_segment_capacity=1`: nothing that is built on an unincluded block is "
               "ever included",
     .missed = "With one collator and inclusion in the next block there is always room.",
     .lasting = "Transient for each block. That the parachain stays at the cadence of synchronous "
                "backing is lasting.",
     .prevented = "`unincluded_segment_capacity` of 2 at least."},
    {.number = 46,
     .id = "heima-4061",
     .title = "relay block numbers that have to rise",
     .threads = "cumulus#1280 heima#4061 invarch#158",
     .wrong = "A parachain's runtime may insist that each block's relay parent, or its slot, is "
              "above that of the last one. That was right under synchronous backing. A chain that "
              "is set up for several blocks on one relay parent and still insists stops at the "
              "second one.",
     .symptom = "`Relay chain block number needs to strictly increase`, or `Slot must increase`; a "
                "new chain is stuck at its first blocks.",
     .mended = "Runtimes are configured with the check that allows equal numbers.",
     .change = "a relay slot holds one parachain block (collate in model/machine/collate.hpp)",
     .missed = "Three settings of a runtime have to agree, and each has a default.",
     .lasting = "Permanent where only two blocks on one relay parent would go on; else it halves "
                "what may be built.",
     .prevented =
         "The monotone check and several blocks for each slot wherever the capacity is above "
         "1."},
    {.number = 47,
     .id = "sdk-3211",
     .title = "the slot duration changes with an upgrade",
     .threads = "sdk#3211 sdk#10022 sdk#12695",
     .wrong = "A node asks the parent's runtime how long a slot is and works out the slot of the "
              "new block. If the new block's runtime has another duration the two do not agree on "
              "the slot.",
     .symptom = "One block panics: the slot of the header is about twice, or half, of the one "
                "worked out.",
     .mended = "What is stored in slots is migrated with the upgrade.",
     .change = "the parachain slot is worked out with 6 s, the runtime has 12 s "
               "(on_state_proof_2025 in model/protocol/consensus_hook.hpp)",
     .missed = "Few chains change their slot duration, and each does it once.",
     .lasting = "Transient: the next block asks the new runtime.",
     .prevented = "The same slot duration before and after."},
    {.number = 48,
     .id = "moonbeam-2778",
     .title = "the included head becomes mandatory",
     .threads = "moonbeam#2778 sdk#2606 sdk#1923",
     .beyond = "releases of node and runtime that do not match are not in the machine: every actor "
               "speaks the same rule set."},
    {.number = 49,
     .id = "sdk-8510",
     .title = "one leaf that cannot be read stops the others",
     .threads = "sdk#8510 sdk#1426 sdk#4744",
     .wrong = "When something changes, a node goes through its active leaves and asks for the "
              "state of each. A leaf that has just been discarded has none; the error ended the "
              "loop, and the leaves behind it were not looked at.",
     .symptom = "During disputes, when leaves come and go, backing is late at leaves that are "
                "perfectly fine.",
     .mended = "The leaf is skipped and the others are looked at.",
     .change = "whoever gathers the answers of the leaves gives up at the first that has none; "
               "what they say together is the protocol's own (hear_leaves in "
               "model/protocol/backing.hpp)",
     .missed = "A leaf that goes while it is being asked about is a race that tests of one thread "
               "do not have.",
     .lasting = "Transient: until the discarded leaf is forgotten.",
     .prevented = "None."},
    {.number = 50,
     .id = "sdk-3314",
     .title = "a group with silent members backs nothing for a whole rotation",
     .threads = "sdk#3314",
     .wrong = "A backing group in which too many members do not speak the new protocol cannot "
              "bring together a quorum. Every parachain that it is assigned to waits until the "
              "groups rotate.",
     .symptom = "Holes of a minute, on different parachains one after the other.",
     .mended = "Validators upgrade. Nothing in the protocol can make up for it.",
     .change = "a window in which one member of each group of one never says anything: "
               "`votes=1,offline=1`",
     .missed = "In tests all validators run the same version.",
     .lasting = "`group_rotation_frequency` blocks for each such group.",
     .prevented = "Larger groups than `minimum_backing_votes`; a shorter rotation."},
    {.number = 51,
     .id = "sdk-11453",
     .title = "two collators compete at the border of a slot",
     .threads = "sdk#11453",
     .beyond = "time within a slot is not in the machine: a relay slot belongs to the collator "
               "that builds first in it."},
    {.number = 52,
     .id = "sdk-9686",
     .title = "the next author has not imported the last block yet",
     .threads = "sdk#9686 sdk#9674",
     .beyond = "how long building and importing take is not in the machine."},
    {.number = 53,
     .id = "sdk-11582",
     .title = "candidates become too old while the core is occupied",
     .threads = "sdk#11582 sdk#9345 sdk#8412 sdk#6910",
     .wrong = "Nothing is wrong with a rule. While a candidate waits for availability, those "
              "behind it are not backed and their relay parents grow older. If availability takes "
              "longer than a lookahead allows, they are dropped.",
     .symptom = "Candidates that were backed in time by their group and never appear on chain; the "
                "parachain starts again from the included block.",
     .mended = "Availability was made faster; a longer lookahead gives more time.",
     .change = "`scheduling_lookahead=2`, and a core that is taken for two relay blocks "
               "(tracked_after_push and is_tracked in model/protocol/ancestry.hpp)",
     .missed = "In tests availability takes one block.",
     .lasting = "Transient: what is built anew has a newer relay parent.",
     .prevented =
         "A lookahead of at least the relay parent offset plus the delay of backing plus 1 "
         "(theorem T45)."},
    {.number = 54,
     .id = "polkadot-2646",
     .title = "time-outs at any height",
     .threads = "polkadot#2646 sdk#3181",
     .wrong = "A candidate whose availability is withheld times out only in the first blocks "
              "after a rotation, when it would begin to hurt another group. That has been called "
              "a bug more than once. The opposite would let a slow group be timed out by its own "
              "candidates at any time.",
     .symptom = "A core that stays occupied for up to a rotation.",
     .mended = "It is meant so, and documented.",
     .change = "(the opposite) time-outs happen outside the window after a rotation, too "
               "(times_out in model/protocol/inclusion.hpp)",
     .missed = "It was not.",
     .lasting = "Transient: a rotation or an availability period, whichever is longer.",
     .prevented = "A shorter `group_rotation_frequency`.",
     .limit = "That nothing times out within a rotation is an accepted limit; the mutant is the "
              "opposite."},
    {.number = 55,
     .id = "sdk-861",
     .title = "disputes are ordered by relay parent",
     .threads = "sdk#861",
     .beyond = "a dispute is one step in the machine, so that none waits for another."},
    {.number = 56,
     .id = "sdk-6162",
     .title = "a candidate is out of scope at one leaf",
     .threads = "sdk#6162",
     .beyond = "what the thread shows may be the log of one leaf at which the candidate is rightly "
               "out of scope; the rule of the machine asks whether any leaf allows it."},
    {.number = 57,
     .id = "sdk-5253",
     .title = "stuck after an upgrade",
     .threads = "sdk#5253 sdk#11555 cumulus#1962 polkadot#4617",
     .beyond = "the causes of these outages are told in part only, and those that are lie in "
               "decoding, reputation and hardware."},
    {.number = 58,
     .id = "sdk-1978",
     .title = "a stored configuration without the new parameters",
     .threads = "sdk#1978 sdk#4603 polkadot#7659",
     .beyond = "how a parachain stores its configuration is not in the machine; `backcheck decode` "
               "reads stored configurations of old layouts."},
    {.number = 59,
     .id = "sdk-962",
     .title = "a parachain applies its upgrade by its own reckoning",
     .threads = "sdk#962 polkadot#3371",
     .wrong = "Before there was a signal a parachain worked out by itself at which relay block "
              "its new code is due. A chain that was off by two blocks applied it, and the relay "
              "chain still validated it with the old code.",
     .symptom = "A parachain stands still, and nothing but governance of the relay chain can help "
                "it.",
     .mended = "The relay chain gives a signal, and the parachain waits for it.",
     .change = "a parachain applies new code without waiting for the signal (upgrade_block in "
               "model/machine/upgrades.hpp)",
     .missed = "The two reckonings agree unless a block is late.",
     .lasting = "Permanent: every block it builds is validated by code that it does not run.",
     .prevented = "None."},
    {.number = 60,
     .id = "code-upgrades",
     .title = "code upgrades are outside the emulation",
     .threads = "sdk:polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs",
     .wrong = "Nodes judge a chain of unincluded candidates by the relay chain's state and what "
              "the candidates change. When code becomes current depends on inclusion, which the "
              "emulation does not follow; what is on a chain across an upgrade is discarded and "
              "built anew.",
     .symptom = "A few blocks are lost at each upgrade.",
     .mended = "Documented as a limit.",
     .change = "(the opposite) a candidate is backed whichever code has validated it (accepts_code "
               "in model/machine/upgrades.hpp)",
     .missed = "It was not.",
     .lasting = "Transient: a few blocks.",
     .prevented = "None; a smaller capacity loses less.",
     .limit = "That chains do not reach across an upgrade is an accepted limit; the mutant is the "
              "opposite, and S39f in docs/known-broken.md shows the limit itself."},
    {.number = 61,
     .id = "sdk-4937-view",
     .title = "what is known at a block is dropped with its last leaf",
     .threads = "sdk#4937",
     .wrong = "A new leaf's fragment chain begins with what its parent's chain has. A first "
              "version dropped the parent's chain when its first child came, so that a second "
              "child, imported later, began with nothing. A review found it.",
     .symptom = "After a relay fork one side has no candidates until they are seconded again.",
     .mended = "What belongs to a block is kept as long as it may be a relay parent of some leaf.",
     .change = "what is known at a block is dropped once it has a child (import_leaf in "
               "model/machine/view.hpp)",
     .missed = "It takes two children of one block, and the second one late.",
     .lasting = "Transient: until the candidates are introduced again, which nothing does by "
                "itself.",
     .prevented = "None."},
});

}  // namespace

std::span<const museum_entry> museum_fourth() { return entries; }

}  // namespace backcheck::checker
