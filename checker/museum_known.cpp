// SPDX-License-Identifier: Apache-2.0
//
// What is known to be broken in the protocol itself: docs/known-broken.md tells it at length.
#include <array>

#include "checker/museum.hpp"

namespace backcheck::checker {

namespace {

constexpr auto entries = std::to_array<museum_entry>({
    {.number = 0,
     .id = "known-S47",
     .title = "a fragment chain depends on when its node imports a block",
     .threads = "sdk#4937",
     .wrong = "A chain is populated from the one at the parent block. A candidate that is pending "
              "at the new leaf waits in the parent's pool as well, since it was not pending "
              "there. When the pool is trimmed of forks it meets itself on the chain, is taken "
              "for a fork that lost, and what can be reached only through it goes with it.",
     .symptom = "A candidate that was introduced is unknown at the next leaf; its parachain misses "
                "a block.",
     .mended = "It is not.",
     .change = "none: the machine is sound, and violates it",
     .missed = "Two executions have to be compared, which differ only in the order in which a node "
               "hears of things.",
     .lasting = "Until the candidate is introduced again, which nothing does by itself.",
     .prevented = "A capacity of 1."},
    {.number = 0,
     .id = "known-S46",
     .title = "a fragment tree depends on which fork is imported first",
     .threads = "sdk#4937",
     .wrong = "Trees go with their leaf, and storage keeps what some tree has. A candidate that "
              "stands in the tree of a leaf which is abandoned is forgotten, although it would "
              "stand at the sibling that is imported next.",
     .symptom = "After a relay fork a candidate has to be seconded again before it can be backed.",
     .mended = "Fragment chains keep what belongs to the ancestors of leaves.",
     .change = "none: the rules of 2023 violate it",
     .missed = "Two orders of import have to be compared.",
     .lasting = "Transient: one block of the parachain.",
     .prevented = "None."},
    {.number = 0,
     .id = "known-P3",
     .title = "what was backable is not, after a late sibling",
     .threads = "sdk#4937",
     .wrong = "A candidate that times out may be backed again. At the block where it was pending "
              "it was on the chain only because it was pending, and that is not handed on to a "
              "child which is imported late. There it cannot be backed, though at the first child "
              "it can.",
     .symptom = "After a relay fork one side does not back what the other side does.",
     .mended = "It is not.",
     .change = "none: the machine is sound, and violates it",
     .missed = "It takes a time-out, a fork and a late import together.",
     .lasting = "Until the candidate is introduced again.",
     .prevented = "An availability period that is longer than relay parents are allowed."},
    {.number = 0,
     .id = "known-S23b",
     .title = "the news of an upgrade that was rejected is lost",
     .threads = "sdk#962",
     .wrong = "A candidate that is included takes back whatever signal there is if nothing is "
              "scheduled any more, also one that came after the candidate was built. The signal "
              "to abort is gone before any block of the parachain has seen it.",
     .symptom = "A parachain waits for the answer about its upgrade for ever, and may not ask for "
                "another.",
     .mended = "It is not; code is hardly ever rejected.",
     .change = "none: the machine is sound, and violates it",
     .missed = "It takes a rejection in the very block between a candidate's backing and its "
               "inclusion.",
     .lasting = "Permanent as far as upgrades go; blocks go on.",
     .prevented = "None."},
    {.number = 0,
     .id = "known-S39c",
     .title = "an upgrade is asked for too early",
     .threads = "cumulus#2594",
     .wrong = "The emulator asks whether upgrades are restricted. The runtime asks besides "
              "whether code is scheduled. Between the end of a cooldown and the first head that "
              "applies the scheduled code only the second is true, and a block that takes up the "
              "signal may ask for the next code at once.",
     .symptom = "A candidate gets its votes and is refused by every relay block: "
                "`PrematureCodeUpgrade`.",
     .mended = "It is not; with a cooldown of a day nobody meets it.",
     .change = "none: the machine is sound, and violates it",
     .missed = "It takes a parachain that stands still for a whole cooldown with its upgrade "
               "ready.",
     .lasting = "Until a block is built that does not ask.",
     .prevented = "A cooldown longer than a parachain ever stands still."},
    {.number = 0,
     .id = "known-S39e",
     .title = "two upgrades on one chain of candidates",
     .threads = "cumulus#2594",
     .wrong = "For each candidate of a chain the emulator sees the restriction that the relay "
              "block has. Where there is none it admits two candidates in a row that both bring "
              "new code. When the first is included the second is premature.",
     .symptom = "None on Cumulus, whose blocks do not ask twice.",
     .mended = "It is not: the emulator's own page calls upgrades its limit.",
     .change = "none: the machine is sound, and violates it",
     .missed = "No parachain builds such blocks.",
     .lasting = "The second candidate is lost.",
     .prevented = "Parachains that ask once."},
    {.number = 0,
     .id = "known-S39f",
     .title = "behind a pending candidate the runtime is stricter than nodes",
     .threads = "polkadot#6267",
     .wrong = "A message that a pending candidate has processed is in the relay chain's queue "
              "until the candidate is included. A second candidate on the same relay parent has "
              "nothing left to process; nodes know that, the runtime sees the message still and "
              "insists that one be processed.",
     .symptom = "A parachain with several cores waits for an inclusion before it goes on, whenever "
                "it has emptied its queue.",
     .mended = "It is not.",
     .change = "none: the machine is sound, and violates it",
     .missed = "It takes two cores and a message at once.",
     .lasting = "Transient: until the inclusion.",
     .prevented = "One core."},
});

}  // namespace

std::span<const museum_entry> museum_known() { return entries; }

}  // namespace backcheck::checker
