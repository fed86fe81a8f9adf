// SPDX-License-Identifier: Apache-2.0
//
// The museum's entries 29 to 44.
#include <array>

#include "checker/museum.hpp"

namespace backcheck::checker {

namespace {

constexpr auto entries = std::to_array<museum_entry>({
    {.number = 29,
     .id = "sdk-10999",
     .title = "a collator without the pending block is stuck",
     .threads = "sdk#10999 sdk#8346",
     .wrong = "The relay chain has a block of the parachain as pending or included that a "
              "collator never received. It cannot build on what it does not have, and nothing "
              "makes it ask for it.",
     .symptom = "`Failed to get header for pending block`, over and over; people go back to the "
                "last finalized block by hand.",
     .mended = "Not at the time of writing. Recovery of blocks from the relay chain's availability "
               "data exists; it has to be reached from here.",
     .change = "a collator does not recover what the relay chain has and it has not (knows in "
               "model/machine/collators.hpp)",
     .missed = "Test networks deliver every block to every collator.",
     .lasting = "Permanent for a collator that is alone; with others until one of them has the "
                "block and the turn.",
     .prevented = "None."},
    {.number = 30,
     .id = "sdk-13043",
     .title = "the second block of one relay parent is dropped in silence",
     .threads = "sdk#13043",
     .wrong = "A collation is known by its relay parent and core. If a collator builds two blocks "
              "for the same pair, the second one is taken for the first and is dropped without a "
              "word, and the collator goes on building on it.",
     .symptom = "A parachain that stops for as long as relay parents stay allowed, with nothing in "
                "the logs.",
     .mended = "The collator does not build a second block for the same pair.",
     .change = "a candidate gets no votes if another one of its relay parent has them (second in "
               "model/machine/collate.hpp)",
     .missed = "With a relay block every six seconds and a parachain block every six seconds there "
               "is one block for each.",
     .lasting = "Transient: until the relay parent is too old and the collator builds anew.",
     .prevented = "A velocity of 1 without catching up."},
    {.number = 31,
     .id = "sdk-8893",
     .title = "the core selector wraps round",
     .threads = "sdk#8893 sdk#9002",
     .beyond = "which core a collator means its block for is not in the machine: the relay block "
               "chooses among the para's free cores."},
    {.number = 32,
     .id = "rfc-103",
     .title = "the core index is taken from a queue that moves",
     .threads = "rfc#103",
     .beyond = "candidates that name a core are not in the machine, so no two readings of the "
               "claim queue can differ."},
    {.number = 33,
     .id = "sdk-3144",
     .title = "a parachain with two cores is known by the last one only",
     .threads = "sdk#3144 sdk#3141 polkadot#5711 runtimes#340",
     .wrong = "Several tables of the node were keyed by the parachain's id and kept one core and "
              "one group for it. The second entry replaced the first.",
     .symptom = "A parachain that gets a second core backs no more than before, or nothing.",
     .mended = "Tables are keyed by core; a feature bit of the relay chain says when nodes are "
               "ready.",
     .change = "of the cores of a para only the last one backs (find_core in "
               "model/machine/backing.hpp)",
     .missed = "The assumption that a parachain has one core was as old as the code.",
     .lasting = "As long as the parachain has two cores.",
     .prevented = "One core."},
    {.number = 34,
     .id = "sdk-6667",
     .title = "only one collator ever authors",
     .threads = "sdk#6667",
     .beyond = "collators take no fixed turns in the machine: whoever builds first in a relay slot "
               "has it."},
    {.number = 35,
     .id = "sdk-3058",
     .title = "enabling asynchronous backing within a session stops all parachains",
     .threads = "sdk#3058 sdk#4226 sdk#3063 sdk#4269",
     .beyond = "nodes of the machine have no gossip topology: a statement that is made arrives. "
               "The switch from synchronous to asynchronous backing within a run is not followed "
               "either."},
    {.number = 36,
     .id = "sdk-10650",
     .title = "a leaf is not among its own relay parents",
     .threads = "sdk#10650",
     .wrong = "The list of relay parents that are allowed under a leaf was put together from its "
              "ancestors, and the leaf itself was left out.",
     .symptom = "None was seen: the code was not used at the time. Candidates on the newest relay "
                "block would have had to wait for the next one.",
     .mended = "The leaf comes first in the list.",
     .change = "nodes do not allow the leaf itself as a relay parent (node_allows in "
               "model/machine/chart.hpp)",
     .missed = "Nothing called the function, and no test did.",
     .lasting = "As long as the list is wrong.",
     .prevented = "None."},
    {.number = 37,
     .id = "polkadot-7529-leaves",
     .title = "nodes clean up leaves that are still active",
     .threads = "polkadot#7529",
     .wrong = "Where prospective parachains are switched off, the list of relay blocks worth "
              "keeping is empty; a clean-up that went by this list forgot what belonged to leaves "
              "that were active still.",
     .symptom = "After a relay fork nodes back nothing on one of its sides.",
     .mended = "Active leaves are always kept.",
     .change = "a node that imports a leaf forgets all others (import_leaf in "
               "model/machine/view.hpp)",
     .missed = "It takes two active leaves, and test relay chains have no forks.",
     .lasting = "Transient: until the fork is over.",
     .prevented = "None."},
    {.number = 38,
     .id = "sdk-11772",
     .title = "a relay parent is checked by its number only",
     .threads = "sdk#11772",
     .wrong = "Checks of a candidate's relay parent compared block numbers. A relay block of "
              "another fork has the same numbers.",
     .symptom = "A malicious validator can make others keep candidates that belong to no fork of "
                "theirs.",
     .mended = "The hash is compared as well.",
     .change = "a relay parent is accepted by its number alone, on whichever fork it is "
               "(tracker_allows in model/protocol/ancestry.hpp)",
     .missed = "It takes two relay forks of the same height.",
     .lasting = "As long as the fork lasts; what is backed on a wrong relay parent can never be "
                "included.",
     .prevented = "None."},
    {.number = 39,
     .id = "sdk-10742",
     .title = "the included head is read at a relay parent that is too old",
     .threads = "sdk#10742 sdk#12296 sdk#11624 sdk#12543",
     .wrong = "With relay parents that may be older, the included head at the relay parent is "
              "older than the one at the newest block. A collator that starts from the former "
              "builds siblings of blocks that are included already.",
     .symptom = "A collator that tries to fork blocks that are finalized.",
     .mended = "The included head is read at the newest relay block that the collator builds for.",
     .change = "a collator reads the included head at the last finalized block (collate in "
               "model/machine/collate.hpp)",
     .missed = "As long as the relay parent is the newest block the two heads are the same.",
     .lasting = "As long as the relay parents stay old.",
     .prevented = "A relay parent offset of 0 and a lookahead of 1."},
    {.number = 40,
     .id = "polkadot-7486",
     .title = "an upgrade's delay is counted from the relay parent",
     .threads = "polkadot#4601 polkadot#7486",
     .wrong = "The delay between an upgrade's announcement and its use leaves time to go back "
              "that many blocks and still have the old code. It was counted from the relay parent "
              "of the block that asked for it, which may lie a lookahead and an availability "
              "period before its inclusion.",
     .symptom = "None in ordinary operation. After a reversion the code to dispute an old block "
                "with may be gone.",
     .mended = "The delay is counted from the inclusion.",
     .change = "the delay begins at the relay parent of the candidate (include_upgrade in "
               "model/machine/upgrades.hpp); shown on the theorem about the delay",
     .missed = "Under synchronous backing the difference is two blocks, and the delay hundreds.",
     .lasting = "For each upgrade.",
     .prevented = "A `validation_upgrade_delay` longer by a lookahead and an availability period."},
    {.number = 41,
     .id = "polkadot-4248",
     .title = "an upgrade delay that is too small",
     .threads = "polkadot#4248 polkadot#4246",
     .wrong = "With a delay that is not longer than relay parents may be old, a candidate is "
              "asked to be validated by new code although its relay parent does not show the "
              "signal yet.",
     .symptom = "The parachain cannot produce a block that the relay chain accepts.",
     .mended = "Such a configuration is refused.",
     .change = "a `validation_upgrade_delay` of 1 (the check of consistency in "
               "model/protocol/consistency.cpp)",
     .missed = "Nobody sets it so small.",
     .lasting = "Permanent for the parachain that upgrades.",
     .prevented =
         "A `validation_upgrade_delay` above 1, and `minimum_validation_upgrade_delay` above "
         "the lookahead."},
    {.number = 42,
     .id = "sdk-3479",
     .title = "what is built on an evicted candidate stays",
     .threads = "sdk#3233 sdk#3479",
     .wrong = "With several candidates of one parachain pending, each on a core of its own, a "
              "time-out frees one core. What is on top of the candidate that went has lost its "
              "parent, but was kept.",
     .symptom = "A core that is occupied by a candidate which can never be included.",
     .mended = "A candidate takes its successors along, and only what follows the included head "
               "without a gap is enacted.",
     .change = "what is built on an evicted candidate stays pending (settle_pending in "
               "model/protocol/inclusion.hpp)",
     .missed =
         "It takes two candidates of one parachain that are pending at once, and a time-out of the "
         "first.",
     .lasting = "Until the successors time out as well.",
     .prevented = "One core."},
    {.number = 43,
     .id = "sdk-6257",
     .title = "claims without validator groups",
     .threads = "sdk#6257 sdk#5461",
     .beyond = "the machine has validator groups from its first block on; a first session without "
               "any is not in it."},
    {.number = 44,
     .id = "sdk-7105",
     .title = "a lookahead that is too small for the pipeline",
     .threads = "sdk#7105 sdk#7252 sdk#6491 sdk#2236",
     .wrong = "The number of claims that are seen ahead bounds how many candidates may be under "
              "way. With one, a candidate that is not backed in the very next relay block is "
              "lost, and collations wait for their parents.",
     .symptom = "`blocked from seconding. Waiting on its parent to be validated`; a parachain that "
                "is slower than with synchronous backing.",
     .mended = "Test networks were configured with 3, as the live ones.",
     .change = "`scheduling_lookahead=1`",
     .missed = "The value came from synchronous backing, where it does no harm; genesis files of "
               "test networks kept it.",
     .lasting = "As long as the configuration stays.",
     .prevented = "`scheduling_lookahead` of 2 at least, 3 to have a block in reserve."},
});

}  // namespace

std::span<const museum_entry> museum_third() { return entries; }

}  // namespace backcheck::checker
