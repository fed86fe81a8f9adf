// SPDX-License-Identifier: Apache-2.0
//
// Asynchronous backing of one parachain, for Spin 6.5: an oracle for Backcheck's machine. It was written by hand from
// docs/machine.md and the protocol's documents, not from the C++, and both must have exactly the same reachable states.
// See docs/oracle.md, and bench/spin/compare for how it is run.
//
// Each rule is one atomic step, so that Spin stores the states between rules and no others. A rule chooses among what is
// legal; where nothing is, the atomic step blocks and leaves nothing behind, which is why pan runs with -E.

#define SYNC 1

// The protocol's numbers, by the chain's own names, and the window. `-D` overrides each.
#ifndef RULE_SET
#define RULE_SET 2025  // 2025, 2023 or SYNC
#endif
#ifndef scheduling_lookahead
#define scheduling_lookahead 5
#endif
#ifndef allowed_ancestry_len
#define allowed_ancestry_len 2
#endif
#ifndef max_candidate_depth
#define max_candidate_depth 3
#endif
#ifndef group_rotation_frequency
#define group_rotation_frequency 10
#endif
#ifndef paras_availability_period
#define paras_availability_period 10
#endif
#ifndef unincluded_segment_capacity
#define unincluded_segment_capacity 3
#endif
#ifndef block_processing_velocity
#define block_processing_velocity 1
#endif
#ifndef max_upward_queue_count
#define max_upward_queue_count 174762
#endif
#ifndef max_upward_queue_size
#define max_upward_queue_size 1048576
#endif
#ifndef max_upward_message_size
#define max_upward_message_size 65531
#endif
#ifndef max_upward_message_num_per_candidate
#define max_upward_message_num_per_candidate 16
#endif

#ifndef RELAY_BLOCKS
#define RELAY_BLOCKS 2
#endif
#ifndef LEAVES
#define LEAVES 1
#endif
#ifndef CANDIDATES
#define CANDIDATES 1
#endif
#ifndef SESSIONS
#define SESSIONS 0
#endif
#ifndef UPWARD
#define UPWARD 0
#endif
#ifndef REVERSIONS
#define REVERSIONS 1
#endif
#ifndef STRAY_COLLATORS
#define STRAY_COLLATORS 0
#endif

#define MIN(a, b) ((a) < (b) -> (a) : (b))

// How far below a block the relay parents allowed at it go.
#if RULE_SET == 2025
#define ALLOWED_ANCESTORS (scheduling_lookahead - 1)
#elif RULE_SET == 2023
#define ALLOWED_ANCESTORS allowed_ancestry_len
#else
#define ALLOWED_ANCESTORS 0
#endif
#define OLDER(age) MIN((age) + 1, ALLOWED_ANCESTORS + 1)

// The rotation of backing groups decides something only where a group's turn outlasts its time-outs.
#if paras_availability_period < group_rotation_frequency
#define TURN(n) ((n) % group_rotation_frequency)
#else
#define TURN(n) 0
#endif

#if unincluded_segment_capacity > 1
#define CAPACITY unincluded_segment_capacity
#else
#define CAPACITY 1
#endif
#if block_processing_velocity > 1
#define VELOCITY block_processing_velocity
#else
#define VELOCITY 1
#endif

// A batch is the most a candidate may send upward; BATCHES of them fit into the para's queue.
#if max_upward_message_num_per_candidate < max_upward_queue_count
#define BATCH_MESSAGES max_upward_message_num_per_candidate
#else
#define BATCH_MESSAGES max_upward_queue_count
#endif
#if BATCH_MESSAGES * max_upward_message_size < max_upward_queue_size
#define BATCH_BYTES (BATCH_MESSAGES * max_upward_message_size)
#else
#define BATCH_BYTES max_upward_queue_size
#endif
#define BATCHES MIN(max_upward_queue_count / BATCH_MESSAGES, max_upward_queue_size / BATCH_BYTES)

#define NONE 0  // the head included at block 0; candidates are 1, 2, ...

typedef relay_block {
  byte parent;
  byte height;    // above block 0
  byte session;   // it its children, counted from that it block 0's
  byte rotation;  // its child's position in the group rotation
  byte tracked;   // length it the allowed relay parents tracker
  byte included;
  byte pending;
  byte pending_age;
  byte queued
};

typedef para_block {
  byte parent;
  byte relay_parent;
  byte age;      // it the relay parent, below block 0
  byte segment;  // length it the unincluded segment, with this one
  bool sends;
  bool backable;
  bool reverted
};

// The state.
relay_block block[RELAY_BLOCKS];
para_block candidate[CANDIDATES + 1];
byte blocks = 1;
byte candidates;
byte context_age;
byte session_age;

// What a rule has chosen and may still choose, as sets of bits. All zero between rules.
byte at;         // a relay block
byte it;         // a candidate or NONE
bool ends, available, serviced, sends;
short legal, sending;

// Scratch of one d_step: always written before it is read, so never part of a state.
hidden byte b, x, y, n, u, kept, on_this_number, sent, head;
hidden short with_child;
hidden byte yes, in_use;
hidden byte keep_block[RELAY_BLOCKS];
hidden byte keep_candidate[CANDIDATES + 1];
hidden byte block_name[RELAY_BLOCKS];
hidden byte candidate_name[CANDIDATES + 1];

#define NUMBER_OF_RELAY_PARENT(c) (block[candidate[c].relay_parent].height - candidate[c].age)
#define NUMBER_OF_CONTEXT(h) ((h) == NONE -> -context_age : NUMBER_OF_RELAY_PARENT(h))

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
  fi
}

inline done() {
  at = 0; it = 0; legal = 0; sending = 0;
  ends = false; available = false; serviced = false; sends = false
}

// yes := `low` is `high` or an ancestor of it. A block comes after its parent.
inline ask_ancestor(low, high) {
  n = high;
  do
  :: n > low -> n = block[n].parent
  :: else -> break
  od;
  yes = (n == low)
}

// yes := `low` is `high` or an ancestor of it, u := how many candidates after it.
inline ask_descent(low, high) {
  n = high; u = 0;
  do
  :: n > low -> n = candidate[n].parent; u++
  :: else -> break
  od;
  yes = (n == low)
}

// with_child := the blocks with children.
inline find_parents() {
  with_child = 0;
  for (b : 1 .. blocks - 1) { with_child = with_child | (1 << block[b].parent) }
}

// ------------------------------------------------------------------------------------------------------- author a block

inline find_where_to_author() {
  find_parents();
  n = 0;
  for (b : 0 .. blocks - 1) { n = n + !((with_child >> b) & 1) };
  legal = 0;
  for (b : 0 .. blocks - 1) {
    if
    :: !((with_child >> b) & 1) || n < LEAVES -> legal = legal | (1 << b)
    :: else
    fi
  }
}

#if RULE_SET == 2025
#define TIMEOUTS_HAPPEN (TURN(block[at].rotation + 1) < paras_availability_period)
#else
#define TIMEOUTS_HAPPEN (block[at].rotation < paras_availability_period)
#endif

// Everything before backing: the queue is serviced, then a candidate becomes available or times out.
inline begin_block() {
  block[blocks].parent = at;
  block[blocks].height = block[at].height + 1;
  block[blocks].session = block[at].session;
  block[blocks].tracked = MIN(block[at].tracked, ALLOWED_ANCESTORS) + 1;
  block[blocks].included = block[at].included;
  block[blocks].queued = (serviced -> 0 : block[at].queued);
  if
  :: block[at].pending == NONE
  :: available ->
     block[blocks].included = block[at].pending;
     block[blocks].queued = block[blocks].queued + candidate[block[at].pending].sends
  :: block[at].pending != NONE && !available ->
     if
     :: block[at].pending_age + 1 >= paras_availability_period && TIMEOUTS_HAPPEN
     :: else ->
        block[blocks].pending = block[at].pending;
        block[blocks].pending_age = block[at].pending_age + 1
     fi
  fi
}

// legal := the candidates that may be backed in the block begun, or NONE.
inline find_what_to_back() {
  legal = 1;
  if
  :: RULE_SET == 2025 && ends
  :: RULE_SET == 2023 && scheduling_lookahead < 2 && block[at].pending != NONE
  :: block[blocks].pending != NONE
  :: else ->
     for (x : 1 .. candidates) {
       ask_ancestor(candidate[x].relay_parent, at);
       if
       :: yes && candidate[x].backable && candidate[x].parent == block[blocks].included &&
          block[blocks].height - NUMBER_OF_RELAY_PARENT(x) <= block[blocks].tracked &&
          NUMBER_OF_RELAY_PARENT(x) >= NUMBER_OF_CONTEXT(block[blocks].included) &&
          block[blocks].queued + candidate[x].sends <= BATCHES -> legal = legal | (1 << x)
       :: else
       fi
     }
  fi
}

inline finish_block() {
  if
  :: it != NONE -> block[blocks].pending = it; block[blocks].pending_age = 0
  :: else
  fi;
  if
  :: ends ->
     block[blocks].session = block[blocks].session + 1;
     block[blocks].pending = NONE;
     block[blocks].pending_age = 0;
     block[blocks].tracked = 0;
     block[blocks].rotation = 0
  :: else -> block[blocks].rotation = TURN(block[at].rotation + 1)
  fi;
  blocks++
}

inline author() {
  blocks < RELAY_BLOCKS;
  d_step { find_where_to_author() };
  choose(at, legal);
  if
  :: block[at].session < SESSIONS -> ends = true
  :: ends = false
  fi;
  if
  :: block[at].pending != NONE -> available = true
  :: available = false
  fi;
  if
  :: block[at].queued > 0 -> serviced = true
  :: serviced = false
  fi;
  d_step { begin_block(); find_what_to_back() };
  choose(it, legal);
  d_step { finish_block(); done() }
}

// ---------------------------------------------------------------------------------------------------- collate a candidate

inline find_where_to_collate() {
  find_parents();
  legal = (1 << blocks) - 1;
  if
  :: !STRAY_COLLATORS -> legal = legal & ~with_child
  :: else
  fi
}

// yes := a collator may build on `it` at relay parent `at`; u and kept as it would see them, and the batches sent by those kept.
inline ask_buildable() {
  ask_descent(block[at].included, it);
  kept = MIN(u, candidate[it].segment);
  on_this_number = 0;
  sent = 0;
  if
  :: yes ->
     y = it;
     for (b : 1 .. u) {
       on_this_number = on_this_number + (NUMBER_OF_RELAY_PARENT(y) == block[at].height);
       sent = sent + (b <= kept && candidate[y].sends);
       y = candidate[y].parent
     };
     yes = kept < CAPACITY && on_this_number <= VELOCITY && (RULE_SET != SYNC || u == 0);
     if
     :: yes && u > 0 -> ask_ancestor(candidate[it].relay_parent, at)
     :: else
     fi;
     for (y : 1 .. candidates) {
       if
       :: yes && candidate[y].parent == it ->
          yes = !(candidate[y].relay_parent == at && candidate[y].age == 0);
          if
          :: yes && !STRAY_COLLATORS ->
             ask_ancestor(candidate[y].relay_parent, at);
             yes = !yes
          :: else
          fi
       :: else
       fi
     }
  :: else
  fi
}

// legal := the parents to build on at `at`, sending := those after which a batch may be sent.
inline find_what_to_build_on() {
  legal = 0;
  sending = 0;
  for (it : 0 .. candidates) {
    ask_buildable();
    if
    :: yes ->
       legal = legal | (1 << it);
       if
       :: UPWARD && block[at].queued + sent + 1 <= BATCHES -> sending = sending | (1 << it)
       :: else
       fi
    :: else
    fi
  }
}

inline add_candidate() {
  ask_descent(block[at].included, it);
  kept = MIN(u, candidate[it].segment);
  candidates++;
  candidate[candidates].parent = it;
  candidate[candidates].relay_parent = at;
  candidate[candidates].segment = kept + 1;
  candidate[candidates].sends = sends
}

inline collate() {
  candidates < CANDIDATES;
  d_step { find_where_to_collate() };
  choose(at, legal);
  d_step { find_what_to_build_on() };
  choose(it, legal);
  if
  :: (sending >> it) & 1 -> sends = true
  :: sends = false
  fi;
  d_step { add_candidate(); done() }
}

// ------------------------------------------------------------------------------------------------------ second a candidate

// legal := the candidates that a backing group can make backable: in scope at a leaf (and in its fragment tree, 2023).
inline find_what_to_second() {
  find_parents();
  legal = 0;
  for (x : 1 .. candidates) {
    for (b : 0 .. blocks - 1) {
      if
      :: !candidate[x].backable && !((with_child >> b) & 1) &&
         block[b].height - NUMBER_OF_RELAY_PARENT(x) <= ALLOWED_ANCESTORS &&
         block[b].session == block[candidate[x].relay_parent].session && candidate[x].age <= session_age ->
         ask_ancestor(candidate[x].relay_parent, b);
         if
         :: yes && RULE_SET == 2023 ->
            ask_descent(block[b].included, x);
            yes = yes && u <= max_candidate_depth + 1
         :: else
         fi;
         if
         :: yes -> legal = legal | (1 << x)
         :: else
         fi
      :: else
      fi
    }
  }
}

inline second() {
  candidates > 0;
  d_step { find_what_to_second() };
  choose(it, legal);
  d_step { candidate[it].backable = true; done() }
}

// ------------------------------------------------------------------------------------------------------ finalize and revert

// in_use := candidate `which` is pending or included at a block that is kept.
inline ask_in_use(which) {
  in_use = false;
  for (b : 0 .. blocks - 1) {
    in_use = in_use || (keep_block[b] && (block[b].pending == which || block[b].included == which))
  }
}

// Drops what is not to be kept; the rest closes up in order and is renamed. What is gone is renamed to block 0, or to NONE.
inline close_up() {
  n = 0;
  for (b : 0 .. blocks - 1) {
    block_name[b] = 0;
    if
    :: keep_block[b] -> block_name[b] = n; n++
    :: else
    fi
  };
  u = 0;
  candidate_name[NONE] = NONE;
  for (x : 1 .. candidates) {
    candidate_name[x] = NONE;
    if
    :: keep_candidate[x] -> u++; candidate_name[x] = u
    :: else
    fi
  };
  for (b : 0 .. blocks - 1) {
    if
    :: keep_block[b] ->
       y = block_name[b];
       block[y].parent = block_name[block[b].parent];
       block[y].height = block[b].height;
       block[y].session = block[b].session;
       block[y].rotation = block[b].rotation;
       block[y].tracked = block[b].tracked;
       block[y].included = candidate_name[block[b].included];
       block[y].pending = candidate_name[block[b].pending];
       block[y].pending_age = block[b].pending_age;
       block[y].queued = block[b].queued
    :: else
    fi
  };
  for (x : 1 .. candidates) {
    if
    :: keep_candidate[x] ->
       y = candidate_name[x];
       candidate[y].parent = candidate_name[candidate[x].parent];
       candidate[y].relay_parent = block_name[candidate[x].relay_parent];
       candidate[y].age = candidate[x].age;
       candidate[y].segment = candidate[x].segment;
       candidate[y].sends = candidate[x].sends;
       candidate[y].backable = candidate[x].backable;
       candidate[y].reverted = candidate[x].reverted
    :: else
    fi
  };
  for (b : n .. blocks - 1) {
    block[b].parent = 0; block[b].height = 0; block[b].session = 0; block[b].rotation = 0; block[b].tracked = 0;
    block[b].included = NONE; block[b].pending = NONE; block[b].pending_age = 0; block[b].queued = 0
  };
  for (x : u + 1 .. candidates) {
    candidate[x].parent = NONE; candidate[x].relay_parent = 0; candidate[x].age = 0; candidate[x].segment = 0;
    candidate[x].sends = false; candidate[x].backable = false; candidate[x].reverted = false
  };
  blocks = n;
  candidates = u
}

inline find_what_to_finalize() {
  legal = 0;
  for (b : 1 .. blocks - 1) {
    if
    :: block[b].parent == 0 -> legal = legal | (1 << b)
    :: else
    fi
  }
}

// Block `at` is the last finalized one from now on.
inline settle() {
  for (b : 0 .. blocks - 1) {
    keep_block[b] = (b == at || (b > at && keep_block[block[b].parent]))
  };
  head = block[at].included;
  keep_candidate[NONE] = false;
  for (x : 1 .. candidates) {
    yes = keep_block[candidate[x].relay_parent];
    if
    :: !yes ->
       candidate[x].age = (candidate[x].relay_parent == 0 -> OLDER(candidate[x].age) : ALLOWED_ANCESTORS + 1);
       candidate[x].relay_parent = 0;
       yes = candidate[x].age < MIN(block[at].tracked, ALLOWED_ANCESTORS) + 1
    :: else
    fi;
    ask_in_use(x);
    keep_candidate[x] = (candidate[x].parent == head || keep_candidate[candidate[x].parent]) && (yes || in_use)
  };
  context_age = (head == NONE -> OLDER(context_age) : candidate[head].age);
  session_age = (block[at].session > 0 -> 0 : OLDER(session_age));
  n = block[at].session;
  for (b : 0 .. blocks - 1) {
    if
    :: keep_block[b] -> block[b].height = block[b].height - 1; block[b].session = block[b].session - n
    :: else
    fi
  };
  close_up()
}

inline finalize() {
  blocks > 1;
  d_step { find_what_to_finalize() };
  choose(at, legal);
  d_step { settle(); done() }
}

// Leaf `at` turns out to be invalid: it goes, and what was built on it.
inline unwind() {
  b = block[at].parent;
  if
  :: block[at].pending != NONE && block[at].pending != block[b].pending ->
     candidate[block[at].pending].reverted = true
  :: else
  fi;
  if
  :: block[at].included != NONE && block[at].included != block[b].included ->
     candidate[block[at].included].reverted = true
  :: else
  fi;
  for (b : 0 .. blocks - 1) { keep_block[b] = (b != at) };
  keep_candidate[NONE] = true;
  for (x : 1 .. candidates) {
    ask_in_use(x);
    keep_candidate[x] = keep_candidate[candidate[x].parent] && (candidate[x].relay_parent != at || in_use)
  };
  close_up()
}

inline revert() {
  blocks > 1 && REVERSIONS;
  d_step { find_parents(); legal = ((1 << blocks) - 2) & ~with_child };
  choose(at, legal);
  d_step { unwind(); done() }
}

active proctype machine() {
  do
  :: atomic { author() }
  :: atomic { collate() }
  :: atomic { second() }
  :: atomic { finalize() }
  :: atomic { revert() }
  od
}
