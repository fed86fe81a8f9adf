// SPDX-License-Identifier: Apache-2.0
//
// The museum's entries 15 to 28.
#include <array>

#include "checker/museum.hpp"

namespace backcheck::checker {

namespace {

constexpr auto entries = std::to_array<museum_entry>({
    {.number = 15,
     .id = "sdk-6178",
     .title = "upward signals are counted as messages",
     .threads = "sdk#6178",
     .wrong = "Behind the upward messages of a candidate there may be a separator and signals for "
              "the relay chain. The runtime leaves them out when it counts messages; the emulator "
              "counted all.",
     .symptom = "A parachain that sends as many messages as it may, and a signal, is refused by "
                "every node although the runtime would take it.",
     .mended = "The emulator stops counting at the separator, as the runtime does.",
     .change = "the separator does not end the count (count_upward in model/protocol/fragment.hpp)",
     .missed = "The limit of messages is large, and signals were new.",
     .lasting = "Transient unless the parachain fills its limit each time.",
     .prevented = "A larger `max_upward_message_num_per_candidate`."},
    {.number = 16,
     .id = "sdk-1403",
     .title = "nothing is scheduled in the first block of a session",
     .threads = "sdk#1403 sdk#4065",
     .wrong = "Claims are cleared when a session ends, and filled again in the next block. Nodes "
              "that ask in between see no claim on any core and back nothing for the next block.",
     .symptom = "Every parachain misses a block at each session change.",
     .mended = "The runtime's answer simulates the filling that the next block will do.",
     .change = "in the first block of a session no core is claimed (own_core in "
               "model/machine/backing.hpp)",
     .missed = "One block in hours is lost. It looks like noise.",
     .lasting = "Transient: one block for each session.",
     .prevented = "None."},
    {.number = 17,
     .id = "sdk-4695",
     .title = "a claim that is not used stays at the head of its queue",
     .threads = "sdk#4695 sdk#4776 sdk#5461",
     .wrong = "Claims had a time to live, longer than the queue. On a core that two parachains "
              "share, the claim of one that builds nothing stayed in front until it expired, and "
              "the other one waited.",
     .symptom = "On a shared core one silent parachain slows the other to a fraction of its share.",
     .mended = "Claims have no time to live. The first one goes with each block in which its core "
               "could have been used.",
     .change = "a claim that was not used stays for the next block (advance_core in "
               "model/machine/cores.hpp)",
     .missed = "In tests of core sharing both parachains always build.",
     .lasting = "As long as the other parachain is silent.",
     .prevented = "A `ttl` below the lookahead (it is one block at most then); or no sharing."},
    {.number = 18,
     .id = "sdk-4724",
     .title = "on a shared core only the first claim is served",
     .threads = "sdk#4724 sdk#1797",
     .wrong = "Collators and validators of the first design looked at the first claim of a core "
              "only. A collation for a parachain whose turn comes one block later was not fetched "
              "before its turn had come, and then it was late.",
     .symptom = "Two parachains on one core: blocks with nothing backed between their turns.",
     .mended = "Collations are fetched and backed for all claims of the queue, each for its own "
               "place.",
     .change = "a candidate is backed only by the claim that is first at its relay parent, so only "
               "in the very next block (may_back in model/machine/backing.hpp)",
     .missed = "With one parachain on a core all claims are its own and the first one is as good "
               "as any.",
     .lasting = "As long as the core is shared.",
     .prevented = "A core of one's own."},
    {.number = 19,
     .id = "sdk-10184",
     .title = "the claim queue misses assignments that begin later",
     .threads = "sdk#10184",
     .beyond = "who is assigned to a core is known from the start in the machine, or is ordered "
               "from block to block; no assignment begins at a later block."},
    {.number = 20,
     .id = "sdk-11485",
     .title = "the newest block's group is taken for all relay parents",
     .threads = "sdk#11485 sdk#11556 sdk#11417",
     .wrong = "A validator asked which core its group is on once, at the newest leaf, and used "
              "the answer for every older relay parent. Behind a rotation that is another core.",
     .symptom = "At each rotation validators refuse collations that they should back, or accept "
                "what their group has no business with; logs complain about unexpected statements.",
     .mended = "The question is asked for each relay parent.",
     .change = "the group that holds the core after the newest block backs, whatever the relay "
               "parent is (backing_group_of in model/machine/votes.hpp)",
     .missed = "It takes a rotation inside the few blocks that are allowed as relay parents, and a "
               "node that looks at more than one of them.",
     .lasting = "Transient: a few blocks at each rotation.",
     .prevented = "A lookahead of 1."},
    {.number = 21,
     .id = "sdk-4022",
     .title = "candidates are accepted that can never reach the chain",
     .threads = "sdk#4022 sdk#10932 sdk#11161 sdk#11559",
     .wrong = "A validator took as many candidates for an old relay parent as for the newest one. "
              "A relay parent that is n blocks old has n claims less before it, so the last ones "
              "of these candidates have no block left that could back them. Meanwhile they "
              "occupied places, and with a lower hash they could displace a fork that had a "
              "future.",
     .symptom = "Seconded candidates that expire; the parachain loses what was built on them.",
     .mended = "The claims that are behind a relay parent are cut off by its age, and what cannot "
               "be scheduled takes no part in the choice between forks.",
     .change = "a candidate gets votes although its relay parent is allowed at no leaf any more "
               "(fits_some_leaf in model/machine/collate.hpp)",
     .missed = "A candidate that is useless does no visible harm while there is room.",
     .lasting = "Transient: a candidate expires with its relay parent.",
     .prevented = "A lookahead of 1."},
    {.number = 22,
     .id = "sdk-4880",
     .title = "a greedy parachain fills the queue of collations",
     .threads = "sdk#4880",
     .beyond = "what a validator fetches from which collator, and in which order, is not in the "
               "machine: a candidate is there or is not."},
    {.number = 23,
     .id = "sdk-9766",
     .title = "a session change drops what is pending",
     .threads = "sdk#9766 sdk#5964 sdk#5461 sdk#3182 sdk#11350",
     .wrong = "When a session ends, every core is freed and what is pending on it is dropped, "
              "since validators and groups are others now. What was backed in the last block, and "
              "what collators have built on it, is lost. The opposite, keeping it, would leave "
              "candidates to a group that has not seen them.",
     .symptom = "A gap of a block or two at each session change, once an hour on Kusama and every "
                "four hours on Polkadot.",
     .mended = "Nothing is backed in the last block of a session any more, so that less is lost. "
               "The rest is accepted.",
     .change = "(the opposite) what is pending survives the end of the session (author in "
               "model/machine/author.hpp)",
     .missed = "It was not: the threads ask how large the loss may be.",
     .lasting = "Transient: what is lost is what was pending, and what was built on it.",
     .prevented = "None; longer sessions make it rarer.",
     .limit = "Losing what is pending at a session's end is an accepted limit; the mutant is the "
              "opposite."},
    {.number = 24,
     .id = "sdk-6825",
     .title = "velocity is counted in the parachain's slots",
     .threads = "sdk#6825 sdk#3967 cumulus#2544 cumulus#2551",
     .wrong = "The parachain's runtime bounds how many blocks it accepts in one slot. It counted "
              "them by the parachain's slot. With slots of two seconds on a relay chain of six, "
              "three times as many pass in the time that the bound is about.",
     .symptom = "The segment fills up faster than the relay chain can include; some blocks later "
                "there is no room.",
     .mended = "Blocks are counted by the relay chain's slot.",
     .change = "blocks of one relay slot are not bounded (collate in model/machine/collate.hpp): "
               "already the third block on one relay parent is one too many at velocity 1",
     .missed = "With equal slots the two counts are the same, and test parachains had equal slots.",
     .lasting = "Transient: what is too much waits for room.",
     .prevented = "A parachain slot as long as the relay chain's."},
    {.number = 25,
     .id = "sdk-5260",
     .title = "the published capacity is too small for three blocks a slot",
     .threads = "sdk#5260 sdk#4287 sdk#9906 sdk#11386 sdk#11251 moonbeam#3792",
     .wrong = "How many blocks may be unincluded was told by a formula: 2V + 1 for a velocity of "
              "V, later (2 + offset) V + 1. A team with three cores set 7, had gaps, and found by "
              "trial that 9 has none. A later formula, (3 + offset) V, says 9.",
     .symptom = "Regular gaps although all cores are there; `no space left for the block in the "
                "unincluded segment`.",
     .mended = "The documentation gives the later formula.",
     .change = "a capacity of 7 where velocity is 3 and a candidate is backed one relay block "
               "after the next (has_room in model/protocol/unincluded_segment.hpp)",
     .missed = "The formula was tried at velocity 1, where both say 3.",
     .lasting = "As long as the capacity stays: every few blocks one waits.",
     .prevented = "A capacity of V (offset + backing delay + availability delay + 1): 9."},
    {.number = 26,
     .id = "sdk-6983",
     .title = "the parent search is shorter than the segment",
     .threads = "sdk#6858 sdk#6983 sdk#9906 sdk#7335 sdk#10998",
     .wrong = "A collator looks for the block to build on among those that are not included yet, "
              "up to a fixed depth. With more blocks under way than that it never sees its own "
              "tip. It was raised once, and was too small again a year later.",
     .symptom = "A parachain with many cores never gets beyond so many blocks; its collators build "
                "siblings of blocks that they have built.",
     .mended = "The constant is gone; the search goes on to the newest block whose relay parent is "
               "still good.",
     .change = "the search finds one block less than the segment may hold (search_finds in "
               "model/machine/collators.hpp)",
     .missed = "Capacities were small when the constant was chosen.",
     .lasting = "As long as the constant is there: the segment never fills up.",
     .prevented = "A capacity below the search's depth."},
    {.number = 27,
     .id = "sdk-1429",
     .title = "collators build on blocks whose relay parent is not allowed any more",
     .threads = "sdk#1400 sdk#1429",
     .wrong = "A collator asked whether its own new relay parent can be used, and not whether "
              "those of the unincluded blocks below still can. What is on a block that nobody "
              "will ever back is never backed either.",
     .symptom = "A parachain goes on building and nothing of it is included until its nodes forget "
                "the dead blocks.",
     .mended = "The search for a parent stops at a block whose relay parent is too old.",
     .change = "a parent search goes on past blocks that have become too old (search_finds in "
               "model/machine/collators.hpp)",
     .missed = "Blocks become too old only when backing falls behind, which a test network does "
               "not.",
     .lasting = "Permanent if somebody goes on to feed the dead blocks: the execution shows a "
                "single dishonest collator who stops the parachain for good. Else until the "
                "included head below them is finalized.",
     .prevented = "A larger lookahead makes it rarer; a capacity of 1 leaves nothing to build on."},
    {.number = 28,
     .id = "sdk-9227",
     .title = "the segment is filled on both sides of a relay fork",
     .threads = "sdk#9227 sdk#6075 sdk#8299 moonbeam#3559",
     .wrong = "A collator that builds on the newest relay block builds on both of two siblings, "
              "and whatever it has put on the side that loses is lost. A relay parent that lies "
              "some blocks back is on both sides.",
     .symptom = "Bursts of parachain blocks that are reverted; `block confidence` falls with the "
                "number of relay forks.",
     .mended = "Parachains may ask for a relay parent offset: a block is built only on a relay "
               "block that has so many descendants.",
     .change = "a relay parent needs no descendants, whatever the offset (proves_descendants in "
               "model/protocol/relay_parents.hpp)",
     .missed = "Test relay chains have no forks.",
     .lasting = "Transient: what is on the losing side is lost each time.",
     .prevented = "`relay_parent_offset` of 1 or 2."},
});

}  // namespace

std::span<const museum_entry> museum_second() { return entries; }

}  // namespace backcheck::checker
