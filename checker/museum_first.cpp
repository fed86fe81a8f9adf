// SPDX-License-Identifier: Apache-2.0
//
// The museum's entries 1 to 14.
#include <array>

#include "checker/museum.hpp"

namespace backcheck::checker {

namespace {

constexpr auto entries = std::to_array<museum_entry>({
    {.number = 1,
     .id = "sdk-3165",
     .title = "chunks are asked of the wrong group after a rotation",
     .threads = "sdk#3165 sdk#3170 sdk#3183",
     .wrong = "Collators and backers took the group that holds the core one block after the relay "
              "parent. Nodes that gather availability chunks took the group of the block after "
              "the one they had just imported. Where the group stays the same it does not matter; "
              "where the groups rotate in between, the second one has never seen the proof of "
              "validity. The longer a candidate may wait between its relay parent and its "
              "inclusion, the more of them a rotation hits.",
     .symptom = "Every few minutes, whenever groups rotate, one candidate is never made available "
                "and occupies its core until the time-out; for the parachain that is a hole of a "
                "minute or two.",
     .mended = "The responsible group is worked out from the candidate's own relay parent "
               "everywhere.",
     .change = "availability needs the group that holds the core one block after the candidate was "
               "*backed*, not one block after its relay parent (settle_para in "
               "model/machine/inclusion.hpp)",
     .missed = "It takes a rotation in the very blocks between, and test networks of the time had "
               "groups that rotate slowly, or only one group.",
     .lasting = "Transient: each rotation costs the core one availability period, then the next "
                "candidate is free of it.",
     .prevented = "None; a longer `group_rotation_frequency` makes it rarer. The window has the "
                  "groups rotate with each block, so that it hits every candidate."},
    {.number = 2,
     .id = "sdk-7205",
     .title = "a collator may not build on the included block once its segment was full",
     .threads = "sdk#7205 sdk#6825",
     .wrong = "Whether a block may be built was asked of the segment's length alone. The newest "
              "block of a segment does not know its own hash yet, so when exactly that block is "
              "the included one it is not found among the segment's blocks, and the whole segment "
              "counts although nothing of it is unincluded.",
     .symptom = "A collator with a small capacity stops: its node says that there is no room "
                "although the relay chain has included everything.",
     .mended = "Building on the included block is always allowed, without asking the segment.",
     .change = "the segment keeps all its blocks if the parent is the included head itself "
               "(collate in model/machine/collate.hpp)",
     .missed = "It needs a segment filled to its capacity and then included to the last block, "
               "with nobody building in between. Tests had a capacity that was never reached, or "
               "another block on top.",
     .lasting = "Permanent for a parachain with one collator and a small capacity: the only block "
                "that could free the segment is the one that is refused. In the machine it lasts "
                "until the head is finalized, since what is finalized is forgotten.",
     .prevented = "A capacity larger than what is ever under way."},
    {.number = 3,
     .id = "polkadot-7188",
     .title = "two candidates on one relay parent have no legal watermark",
     .threads = "polkadot#7188 polkadot#1671 polkadot#1689",
     .wrong = "The relay chain asked that each candidate's HRMP watermark be above the last one "
              "and not above its relay parent. A first candidate of a relay parent that has read "
              "everything sets it to the relay parent's number; for a second one on the same "
              "relay parent there is no number left. The inclusion emulator of the nodes already "
              "allowed it.",
     .symptom = "Candidates get their votes and are then left out of every relay block; the "
                "parachain goes on only with a newer relay parent.",
     .mended = "A watermark that is the relay parent's own number is always allowed.",
     .change = "the watermark has to be above the last one even where it is the relay parent's "
               "number (check_watermark in model/protocol/acceptance.hpp)",
     .missed = "Under synchronous backing no two candidates have the same relay parent, so the "
               "impossible case could not come up, and unit tests of the watermark knew one "
               "candidate each.",
     .lasting = "Transient: the candidate's successors on newer relay parents are accepted, but "
                "each such candidate is lost.",
     .prevented = "A velocity that never puts two blocks on one relay parent, or a capacity of 1."},
    {.number = 4,
     .id = "polkadot-7532",
     .title = "the previous relay parent is compared with the newest block",
     .threads = "polkadot#7532",
     .wrong = "Relay parents must not go back along a parachain. The runtime compared the number "
              "of the previous relay parent with the newest block it tracks instead of with the "
              "candidate's own relay parent, so that it refused what was right and let pass what "
              "was wrong. The first patch then refused a candidate with the *same* relay parent "
              "as its predecessor, which is legal.",
     .symptom = "Some candidates that nodes offer are refused by the runtime; others go back in "
                "relay chain time, and the parachain's blocks see an older relay chain state than "
                "their parents.",
     .mended = "The previous number is compared with the candidate's own, and may be equal to it.",
     .change = "a candidate is refused only if its predecessor's relay parent is the newest block "
               "(may_follow in model/machine/backing.hpp); and, the first patch, if the two relay "
               "parents are the same",
     .missed = "The unit tests of the tracker asked about the newest block only, where all three "
               "formulas agree.",
     .lasting = "Transient for a refused candidate; a relay parent that went back stays in the "
                "chain for ever.",
     .prevented = "A lookahead of 1: then every relay parent is the newest one."},
    {.number = 5,
     .id = "sdk-5113",
     .title = "relay parents may go back behind a candidate that is pending",
     .threads = "sdk#5113 sdk#5156 sdk#5157",
     .wrong = "The runtime compared a candidate's relay parent with that of the included head. "
              "With one core per parachain nothing can be pending when a candidate is backed, so "
              "that was enough. With elastic scaling a candidate is backed on top of others that "
              "are pending, whose relay parents are newer than the included head's.",
     .symptom = "None, as long as collators behave. A parachain whose runtime does not check the "
                "order itself can be made to go back in relay chain time.",
     .mended = "The comparison is with the newest of what is included, pending and backed before "
               "it in the same block.",
     .change = "the relay parent is compared with that of the included head also where something "
               "is pending (may_follow in model/machine/backing.hpp); the parachain of the mutant "
               "leaves the order to the relay chain",
     .missed = "Every test had one core, and there the two are the same number.",
     .lasting = "Permanent: what has been included with an old relay parent stays.",
     .prevented = "One core for the parachain; or a parachain runtime that insists on increasing "
                  "relay parents."},
    {.number = 6,
     .id = "polkadot-7529",
     .title = "nodes look for relay parents behind the start of the session",
     .threads = "polkadot#7529 polkadot#6933 polkadot#4786",
     .wrong = "The runtime forgets its relay parents when a session ends. Nodes walked back from "
              "a leaf as many blocks as are allowed and did not stop at the session's start, so "
              "that they took candidates for backable that no relay block of the new session "
              "accepts.",
     .symptom = "After each session change validators spend their votes on candidates that are "
                "never put on chain; the parachain loses the blocks on top of them as well.",
     .mended = "The walk ends at the first block whose child is in another session.",
     .change = "nodes do not ask for the session of a relay parent (node_allows in "
               "model/machine/chart.hpp)",
     .missed = "Nodes and runtime were tested apart, and node tests had one session.",
     .lasting = "Transient: as many blocks after each session change as ancestors are allowed.",
     .prevented = "A lookahead of 1."},
    {.number = 7,
     .id = "sdk-3160",
     .title = "a parachain whose head data comes again",
     .threads = "sdk#3160 polkadot#4913 sdk#3219 sdk#4035 sdk#3479",
     .wrong = "A candidate names its parent by head data only, and nothing keeps a parachain from "
              "coming back to head data that it had before. In a fragment tree one candidate then "
              "stands at several depths, and a tree of a few candidates grows until its depth "
              "limit, with forks at each level.",
     .symptom = "Validators spend time and memory on a parachain that goes in circles.",
     .mended = "Fragment chains replaced trees. A candidate that outputs its own parent is refused "
               "outright, and no head comes twice on a chain. That a parachain in cycles makes "
               "progress is promised nowhere.",
     .change = "the guard against a head that is on the chain already is left out (next_member in "
               "model/protocol/fragment_chain.cpp)",
     .missed = "Test parachains count, so their heads never come again.",
     .lasting = "Bounded: by the depth of trees, then by the length of chains.",
     .prevented = "Head data that contains a number or a hash, as every Substrate header does.",
     .limit = "That cycles need not make progress is an accepted limit of the protocol, not a "
              "fault."},
    {.number = 8,
     .id = "sdk-4937",
     .title = "half of a group backs one fork, half the other",
     .threads = "sdk#4800 sdk#4937 sdk#4035",
     .wrong = "Fragment chains first took no forks at all: whichever of two siblings a validator "
              "heard of first stayed, and the other was refused. Validators of one group hear in "
              "different orders, so the votes of a small group were split between siblings and "
              "neither got its quorum.",
     .symptom =
         "Backing rewards drop, candidates expire short of their quorum; a team that pinned "
         "its capacity to 1 as a workaround saw its chain stop after a few dozen blocks with "
         "more.",
     .mended = "Forks are accepted until one is backed, and of backed forks the one with the lower "
               "candidate hash wins at every node.",
     .change = "a chain is not cut back for a fork with a lower hash, so that the first one heard "
               "of stays (mark_backed in model/protocol/fragment_chain.cpp)",
     .missed = "One node's tests have one order of arrival. That two nodes with two orders end up "
               "with the same chain is a claim about pairs of executions.",
     .lasting = "Transient on a good network; as long as messages arrive in different orders it "
                "goes on.",
     .prevented = "A capacity of 1; larger backing groups only make it likelier that somebody "
                  "disagrees."},
    {.number = 9,
     .id = "sdk-6417",
     .title = "a fragment chain is cut back at the wrong place",
     .threads = "sdk#6417",
     .wrong = "When a fork with a lower hash gets its votes, the chain goes back to the fork's "
              "parent and is grown anew. Where only the end of the chain had to go the code took "
              "off the wrong part of it. It was found by a team that wrote the protocol a second "
              "time. The thread does not say which part; here it is all of the chain.",
     .symptom =
         "A validator offers relay authors a chain that does not begin with what is pending, "
         "or nothing.",
     .mended = "What lies behind the fork's parent goes, what is before it stays.",
     .change = "a chain that is cut back loses everything, whatever the fork's parent is "
               "(revert_to in model/protocol/fragment_chain.cpp)",
     .missed = "The unit test cut a chain back to its very beginning: the one case in which both "
               "are the same.",
     .lasting = "Transient: the next leaf starts a new chain.",
     .prevented =
         "A single core with nothing pending never has a chain long enough to be cut in the "
         "middle."},
    {.number = 10,
     .id = "sdk-3874",
     .title = "of several seconded candidates a validator remembers one",
     .threads = "sdk#3874",
     .wrong = "When a leaf is activated, a validator asks for each candidate it has seconded "
              "whether it has a place there. The answers come as a stream, of which only the "
              "first was taken.",
     .symptom = "Validators second more candidates than they should, and hold more collations than "
                "there is room for.",
     .mended = "All answers are taken.",
     .change = "after the first candidate that the validator has seconded no other is looked at "
               "(has_seconded_at_depth in model/machine/votes.hpp)",
     .missed = "Tests seconded one candidate before the new leaf.",
     .lasting = "Transient, but repeated at each new leaf.",
     .prevented = "A depth of 0 (one candidate at a time)."},
    {.number = 11,
     .id = "cumulus-2594",
     .title = "the upgrade signal is taken up twice",
     .threads = "cumulus#2580 cumulus#2594",
     .wrong = "The relay chain takes back its signal to go ahead only when a block that has seen "
              "it is included. Until then each further block of the parachain sees the signal as "
              "well. The first one applied the new code, the second one found no code waiting and "
              "panicked.",
     .symptom =
         "After an upgrade every block panics until the one that applied it is included: \"go "
         "ahead signal, but no pending code\".",
     .mended = "The unincluded segment remembers which signal was taken up, and a block that finds "
               "it there does nothing.",
     .change = "what the segment's blocks have taken up is forgotten (upgrade_block in "
               "model/machine/upgrades.hpp)",
     .missed = "Under synchronous backing the block that applies the upgrade is included before "
               "there is another.",
     .lasting = "Transient: until the block is included; if it is dropped and built anew, again.",
     .prevented = "A capacity of 1."},
    {.number = 12,
     .id = "cumulus-2594-restriction",
     .title = "a parachain asks for an upgrade while it waits for one",
     .threads = "cumulus#2594",
     .wrong = "The relay chain shows its restriction on upgrades only once the block that asked "
              "for one is included. A review of the patch above found that blocks in between see "
              "no restriction and may ask again; what kept them from it was another check that "
              "nobody had meant for this.",
     .symptom =
         "Candidates that ask a second time are refused as premature, with all that is built "
         "on them.",
     .mended = "A block does not ask while its own chain waits for an answer.",
     .change = "only the relay chain's restriction is looked at, not what the parachain waits for "
               "(upgrade_block in model/machine/upgrades.hpp)",
     .missed = "It takes two upgrades within a few blocks, which no test and hardly any chain "
               "does.",
     .lasting = "Transient if the block is replaced; a chain that insists stands still.",
     .prevented = "A `validation_upgrade_cooldown` longer than the chain ever needs to get a block "
                  "included."},
    {.number = 13,
     .id = "cumulus-2471",
     .title = "messages of unincluded blocks are not counted",
     .threads = "cumulus#1866 cumulus#2471 cumulus#2948 cumulus#2501",
     .wrong = "A block reads from its relay parent's state how much room the upward queue has. "
              "What its unincluded ancestors have sent is not in that state. The first patch took "
              "the larger of two bounds where the smaller was meant, which made every channel "
              "look full.",
     .symptom =
         "A panic that the segment's limits are exceeded, or candidates that the relay chain "
         "refuses for want of room.",
     .mended = "What the segment has used is subtracted from what the relay parent's state has "
               "left.",
     .change = "what the segment's blocks have sent is taken for nothing (collate in "
               "model/machine/collate.hpp)",
     .missed = "It takes a queue that is nearly full and two blocks that both send. Test queues "
               "were empty.",
     .lasting = "Transient for a candidate that is refused; a parachain whose runtime panics on "
                "each block waits for the next inclusion.",
     .prevented =
         "A capacity of 1, or queues several times larger than what the segment can send."},
    {.number = 14,
     .id = "polkadot-6267",
     .title = "nodes do not know that a waiting message must be processed",
     .threads = "polkadot#6267 polkadot#6361 polkadot#6258",
     .wrong = "If a downward message waits at a candidate's relay parent, the candidate must "
              "process at least one. The runtime insisted, the inclusion emulator of the nodes "
              "did not know the rule.",
     .symptom = "Candidates that process nothing get their votes and no relay block takes them.",
     .mended = "The emulator asks, and asks of the relay parent: a message that came after it may "
               "wait.",
     .change = "candidates need not process downward messages (accepts_traffic and traffic_block "
               "in model/machine/traffic.hpp)",
     .missed = "Emulator and runtime are two programs that say the same rule; nobody compared "
               "their answers.",
     .lasting = "Transient: each such candidate is lost.",
     .prevented = "None; a parachain on Cumulus always processes what waits."},
});

}  // namespace

std::span<const museum_entry> museum_first() { return entries; }

}  // namespace backcheck::checker
