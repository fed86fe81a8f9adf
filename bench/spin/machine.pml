// SPDX-License-Identifier: Apache-2.0
//
// Asynchronous backing of one parachain, for Spin 6.5: the oracle for Backcheck's machine. Written
// by hand from docs/machine.md and the protocol's documents, not from the C++; both must reach
// exactly the same states. `compare` runs the two side by side; docs/oracle.md tells the results.
// One para only.
//
// A rule is one atomic step that ends where it began, with everything but the state reset to zero:
// so pan stores the states between rules and no others. Where a rule finds nothing legal to choose,
// that step leads back to the same state.

#include "numbers.pml"

// -------------------------------------------------------------------------------------- the state

#define NONE 0  // the head included at block 0; candidates are 1, 2, ...

typedef relay_block {
  byte parent;
  byte height;    // above block 0
  byte session;   // of its children, counted from that of block 0's
  byte rotation;  // its child's position in the group rotation
  byte tracked;   // length of the allowed relay parents tracker
  byte included;
  byte pending;
  byte pending_age;
  byte queued  // batches of upward messages
};

typedef para_block {
  byte parent;
  byte relay_parent;
  byte age;      // of the relay parent, below block 0
  byte segment;  // length of the unincluded segment, with this block in it
  bool sends;
  bool backable;
  bool reverted
};

relay_block block[RELAY_BLOCKS];
para_block candidate[CANDIDATES + 1];
byte blocks = 1;
byte candidates;
byte context_age;
byte session_age;

#define RELAY_PARENT_NUMBER(c) (block[candidate[c].relay_parent].height - candidate[c].age)
#define CONTEXT_NUMBER(h) ((h) == NONE -> -context_age : RELAY_PARENT_NUMBER(h))

// ------------------------------------------------------------------------ what rules are made with

// What a rule has chosen, and what it may still choose, as sets of bits. All zero between rules.
byte at;  // a relay block
byte it;  // a candidate, or NONE
bool ends, available, serviced, sends;
short legal, sending;

// Scratch of one d_step: written before it is read, so no part of any state.
hidden byte b, x, y, n, u, kept, in_slot, sent, head;
hidden byte yes, found, in_use;
hidden short with_child;
hidden byte keep_block[RELAY_BLOCKS];
hidden byte block_name[RELAY_BLOCKS];
hidden byte keep_candidate[CANDIDATES + 1];
hidden byte candidate_name[CANDIDATES + 1];

inline done() {
  at = 0; it = NONE; legal = 0; sending = 0;
  ends = false; available = false; serviced = false; sends = false
}

inline choose(what, from) {
  if
  :: (from & 1) -> what = 0
  :: (from & 2) -> what = 1
  :: (from & 4) -> what = 2
  :: (from & 8) -> what = 3
  :: (from & 16) -> what = 4
  :: (from & 32) -> what = 5
  :: (from & 64) -> what = 6
  :: (from & 128) -> what = 7
  :: (from & 256) -> what = 8
  :: !from -> done(); goto rest
  fi
}

inline choose_whether(what, possible) {
  if
  :: possible -> what = true
  :: what = false
  fi
}

// yes := relay block `low` is `high` or an ancestor of it. Parents come before their children.
inline ask_ancestor(low, high) {
  n = high;
  do
  :: n > low -> n = block[n].parent
  :: else -> break
  od;
  yes = (n == low)
}

// yes := candidate `low` is `high` or an ancestor of it, and then u := how many come after it.
inline ask_descent(low, high) {
  n = high;
  u = 0;
  do
  :: n > low -> n = candidate[n].parent; u++
  :: else -> break
  od;
  yes = (n == low)
}

inline find_parents() {
  with_child = 0;
  for (b : 1 .. blocks - 1) { with_child = with_child | (1 << block[b].parent) }
}
#define IS_LEAF(b) (!((with_child >> (b)) & 1))

#include "tell.pml"
#include "environment.pml"

// ------------------------------------------------------------------------------------------ author

inline find_where_to_author() {
  find_parents();
  n = 0;
  for (b : 0 .. blocks - 1) { n = n + IS_LEAF(b) };
  legal = 0;
  for (b : 0 .. blocks - 1) {
    if
    :: IS_LEAF(b) || n < LEAVES -> legal = legal | (1 << b)
    :: else
    fi
  }
}

// Availability times out only near the beginning of a group's turn. What is looked at is the
// block's own position (2023), or its child's.
#if RULES == 2025
#define TIMEOUTS_HAPPEN (TURN(block[at].rotation + 1) < PARAS_AVAILABILITY_PERIOD)
#else
#define TIMEOUTS_HAPPEN (block[at].rotation < PARAS_AVAILABILITY_PERIOD)
#endif

// The new block up to backing: messages are serviced; what is pending is included or times out.
inline begin_block() {
  block[blocks].parent = at;
  block[blocks].height = block[at].height + 1;
  block[blocks].session = block[at].session;
  block[blocks].tracked = MIN(block[at].tracked, ALLOWED_ANCESTORS) + 1;
  block[blocks].included = block[at].included;
  block[blocks].queued = (serviced -> 0 : block[at].queued);
  if
  :: block[at].pending == NONE
  :: else ->
     if
     :: available ->
        block[blocks].included = block[at].pending;
        block[blocks].queued = block[blocks].queued + candidate[block[at].pending].sends
     :: !available && block[at].pending_age + 1 >= PARAS_AVAILABILITY_PERIOD && TIMEOUTS_HAPPEN
     :: else ->
        block[blocks].pending = block[at].pending;
        block[blocks].pending_age = block[at].pending_age + 1
     fi
  fi
}

// yes := candidate x may be backed in the new block.
inline ask_backable() {
  ask_ancestor(candidate[x].relay_parent, at);
  yes = yes && candidate[x].backable && candidate[x].parent == block[blocks].included;
  yes = yes && RELAY_PARENT_NUMBER(x) < block[blocks].height &&
        block[blocks].height - RELAY_PARENT_NUMBER(x) <= block[blocks].tracked;
  yes = yes && RELAY_PARENT_NUMBER(x) >= CONTEXT_NUMBER(block[blocks].included);
  yes = yes && block[blocks].queued + candidate[x].sends <= MIN(BATCHES, BATCHES_FOLLOWED)
}

// legal := the candidates that may be backed in the new block, and NONE.
inline find_what_to_back() {
  legal = 1;
  if
  :: RULES == 2025 && ends  // backing is skipped before a session change
  :: RULES == 2023 && SCHEDULING_LOOKAHEAD < 2 && block[at].pending != NONE  // no claim is left
  :: block[blocks].pending != NONE
  :: else ->
     for (x : 1 .. candidates) {
       ask_backable();
       legal = legal | (yes << x)
     }
  fi
}

inline finish_block() {
  if
  :: it != NONE -> block[blocks].pending = it
  :: else
  fi;
  block[blocks].rotation = TURN(block[at].rotation + 1);
  if
  :: ends ->
     block[blocks].session = block[blocks].session + 1;
     block[blocks].rotation = 0;
     block[blocks].tracked = 0;
     block[blocks].pending = NONE;
     block[blocks].pending_age = 0
  :: else
  fi;
  blocks++
}

inline author() {
  blocks < RELAY_BLOCKS;
  d_step { find_where_to_author() };
  choose(at, legal);
  choose_whether(ends, block[at].session < SESSIONS);
  choose_whether(available, block[at].pending != NONE);
  choose_whether(serviced, block[at].queued > 0);
  d_step { begin_block(); find_what_to_back() };
  choose(it, legal);
  d_step { tell_before(); finish_block(); done(); tell("author\n") }
}

// ----------------------------------------------------------------------------------------- collate

inline find_where_to_collate() {
  find_parents();
  legal = (1 << blocks) - 1;
  if
  :: !STRAY_COLLATORS -> legal = legal & ~with_child
  :: else
  fi
}

// A collator that builds on `it` at relay parent `at` follows its segment: in_slot := how many of
// the u unincluded blocks were built at a relay parent with that number, sent := the batches sent
// by those of them that the parachain's own segment keeps.
inline count_segment() {
  kept = MIN(u, candidate[it].segment);
  in_slot = 0;
  sent = 0;
  y = it;
  for (b : 1 .. u) {
    in_slot = in_slot + (RELAY_PARENT_NUMBER(y) == block[at].height);
    sent = sent + (b <= kept && candidate[y].sends);
    y = candidate[y].parent
  }
}

// yes := the parent search at `at` gets to candidate z: each block between the included head and it,
// and it itself, is pending there or has a relay parent that is in scope. (Its fork is asked first.)
inline ask_found(z) {
  found = true;
  for (x : block[at].included + 1 .. z) {
    ask_descent(x, z);
    found = found && (!yes || x == block[at].pending ||
                      (block[at].height - RELAY_PARENT_NUMBER(x) <= ALLOWED_ANCESTORS &&
                       block[at].session == block[candidate[x].relay_parent].session &&
                       candidate[x].age <= session_age))
  };
  yes = found
}

// yes := no candidate stands in the way of one more on `it` at `at`: none on both, and, unless
// collators stray, none on `it` on which this one could build instead.
inline ask_wanted() {
  kept = true;
  for (y : 1 .. candidates) {
    if
    :: candidate[y].parent != it
    :: else ->
       ask_ancestor(candidate[y].relay_parent, at);
       if
       :: yes -> ask_found(y)
       :: else
       fi;
       kept = kept && !(candidate[y].relay_parent == at && candidate[y].age == 0) &&
              (STRAY_COLLATORS || !yes)
    fi
  };
  yes = kept
}

// yes := a collator builds on `it` at relay parent `at`. Then sent is as counted.
inline ask_buildable() {
  ask_wanted();
  if
  :: yes -> ask_descent(block[at].included, it)
  :: else
  fi;
  if
  :: yes && u > 0 && RULES != SYNC -> ask_ancestor(candidate[it].relay_parent, at)
  :: else -> yes = yes && u == 0
  fi;
  if
  :: yes && !STRAY_COLLATORS -> ask_found(it)
  :: else
  fi;
  if
  :: yes -> ask_descent(block[at].included, it); count_segment(); yes = (kept < CAPACITY && in_slot <= VELOCITY)
  :: else
  fi
}

// legal := the parents for a candidate at `at`, sending := those after which it may send a batch.
inline find_what_to_build_on() {
  legal = 0;
  sending = 0;
  for (it : 0 .. candidates) {
    ask_buildable();
    if
    :: yes ->
       legal = legal | (1 << it);
       sending = sending | ((UPWARD && block[at].queued + sent + 1 <= BATCHES) << it)
    :: else
    fi
  }
}

inline add_candidate() {
  ask_descent(block[at].included, it);
  candidates++;
  candidate[candidates].parent = it;
  candidate[candidates].relay_parent = at;
  candidate[candidates].segment = MIN(u, candidate[it].segment) + 1;
  candidate[candidates].sends = sends
}

inline collate() {
  candidates < CANDIDATES;
  d_step { find_where_to_collate() };
  choose(at, legal);
  d_step { find_what_to_build_on() };
  choose(it, legal);
  choose_whether(sends, (sending >> it) & 1);
  d_step { tell_before(); add_candidate(); done(); tell("collate\n") }
}

// ------------------------------------------------------------------------------------------ second

// yes := a child of leaf b could back candidate x, as nodes work it out: its relay parent is in
// scope, and the fragment tree has room for it (2023).
inline ask_secondable() {
  ask_ancestor(candidate[x].relay_parent, b);
  yes = yes && block[b].height - RELAY_PARENT_NUMBER(x) <= ALLOWED_ANCESTORS;
  yes = yes && block[b].session == block[candidate[x].relay_parent].session;
  yes = yes && candidate[x].age <= session_age;
  if
  :: yes && RULES == 2023 ->
     ask_descent(block[b].included, x);
     yes = yes && u <= MAX_CANDIDATE_DEPTH + 1
  :: else
  fi
}

inline find_what_to_second() {
  find_parents();
  legal = 0;
  for (x : 1 .. candidates) {
    for (b : 0 .. blocks - 1) {
      if
      :: !candidate[x].backable && IS_LEAF(b) -> ask_secondable(); legal = legal | (yes << x)
      :: else
      fi
    }
  }
}

inline second() {
  candidates > 0;
  d_step { find_what_to_second() };
  choose(it, legal);
  d_step { tell_before(); candidate[it].backable = true; done(); tell("second\n") }
}

active proctype machine() {
rest:
  do
  :: atomic { author() }
  :: atomic { collate() }
  :: atomic { second() }
  :: atomic { finalize() }
  :: atomic { revert() }
  od
}
