// SPDX-License-Identifier: Apache-2.0
//
// What nobody chooses: a relay block is finalized, or a leaf is reverted. Both drop what can't
// matter any more; the rest closes up and is renamed.

// in_use := candidate x is pending or included at a block that is kept.
inline ask_in_use() {
  in_use = false;
  for (b : 0 .. blocks - 1) {
    in_use = in_use || (keep_block[b] && (block[b].pending == x || block[b].included == x))
  }
}

inline move_block(to, from) {
  block[to].parent = block_name[block[from].parent];
  block[to].height = block[from].height;
  block[to].session = block[from].session;
  block[to].rotation = block[from].rotation;
  block[to].tracked = block[from].tracked;
  block[to].included = candidate_name[block[from].included];
  block[to].pending = candidate_name[block[from].pending];
  block[to].pending_age = block[from].pending_age;
  block[to].queued = block[from].queued
}

inline move_candidate(to, from) {
  candidate[to].parent = candidate_name[candidate[from].parent];
  candidate[to].relay_parent = block_name[candidate[from].relay_parent];
  candidate[to].age = candidate[from].age;
  candidate[to].segment = candidate[from].segment;
  candidate[to].sends = candidate[from].sends;
  candidate[to].backable = candidate[from].backable;
  candidate[to].reverted = candidate[from].reverted
}

// New names by order, for what is kept. What is not becomes block 0, or NONE.
inline rename() {
  n = 0;
  for (b : 0 .. blocks - 1) {
    block_name[b] = (keep_block[b] -> n : 0);
    n = n + keep_block[b]
  };
  u = 0;
  candidate_name[NONE] = NONE;
  for (x : 1 .. candidates) {
    u = u + keep_candidate[x];
    candidate_name[x] = (keep_candidate[x] -> u : NONE)
  }
}

inline wipe_block(gone) {
  block[gone].parent = 0; block[gone].height = 0; block[gone].session = 0;
  block[gone].rotation = 0; block[gone].tracked = 0; block[gone].included = NONE;
  block[gone].pending = NONE; block[gone].pending_age = 0; block[gone].queued = 0
}

inline wipe_candidate(gone) {
  candidate[gone].parent = NONE; candidate[gone].relay_parent = 0; candidate[gone].age = 0;
  candidate[gone].segment = 0; candidate[gone].sends = false; candidate[gone].backable = false;
  candidate[gone].reverted = false
}

inline close_up() {
  rename();
  for (b : 0 .. blocks - 1) {
    if
    :: keep_block[b] -> y = block_name[b]; move_block(y, b)
    :: else
    fi
  };
  for (x : 1 .. candidates) {
    if
    :: keep_candidate[x] -> y = candidate_name[x]; move_candidate(y, x)
    :: else
    fi
  };
  for (b : n .. blocks - 1) { wipe_block(b) };
  for (x : u + 1 .. candidates) { wipe_candidate(x) };
  blocks = n;
  candidates = u
}

inline find_what_to_finalize() {
  legal = 0;
  for (b : 1 .. blocks - 1) { legal = legal | ((block[b].parent == 0) << b) }
}

// Which candidates matter once block `at` is block 0 and `head` is NONE; ages their relay parents.
inline settle_candidates() {
  keep_candidate[NONE] = false;
  for (x : 1 .. candidates) {
    yes = keep_block[candidate[x].relay_parent];
    if
    :: yes
    :: else ->
       candidate[x].age =
           (candidate[x].relay_parent == 0 -> OLDER(candidate[x].age) : OUT_OF_REACH);
       candidate[x].relay_parent = 0;
       yes = (candidate[x].age < MIN(block[at].tracked, ALLOWED_ANCESTORS) + 1)
    fi;
    ask_in_use();
    keep_candidate[x] = (yes || in_use) &&
                        (candidate[x].parent == head || keep_candidate[candidate[x].parent])
  }
}

// Block `at` is now the last finalized one, block 0.
inline settle() {
  head = block[at].included;
  for (b : 0 .. blocks - 1) {
    keep_block[b] = (b == at || (b > at && keep_block[block[b].parent]))
  };
  settle_candidates();
  context_age = (head == NONE -> OLDER(context_age) : candidate[head].age);
  session_age = (block[at].session > 0 -> 0 : OLDER(session_age));
  n = block[at].session;
  for (b : 0 .. blocks - 1) {
    if
    :: keep_block[b] ->
       block[b].height = block[b].height - 1;
       block[b].session = block[b].session - n
    :: else
    fi
  };
  close_up()
}

inline finalize() {
  blocks > 1;
  d_step { find_what_to_finalize() };
  choose(at, legal);
  d_step { tell_before(); settle(); done(); tell("finalize\n") }
}

// What was backed or included only by leaf `at` is reverted with it.
inline mark_reverted() {
  x = block[at].pending;
  y = block[block[at].parent].pending;
  if
  :: x != NONE && x != y -> candidate[x].reverted = true
  :: else
  fi;
  x = block[at].included;
  y = block[block[at].parent].included;
  if
  :: x != NONE && x != y -> candidate[x].reverted = true
  :: else
  fi
}

inline unwind() {
  mark_reverted();
  for (b : 0 .. blocks - 1) { keep_block[b] = (b != at) };
  keep_candidate[NONE] = true;
  for (x : 1 .. candidates) {
    ask_in_use();
    keep_candidate[x] = keep_candidate[candidate[x].parent] &&
                        (candidate[x].relay_parent != at || in_use)
  };
  close_up()
}

inline revert() {
  REVERSIONS && blocks > 1;
  d_step { find_parents(); legal = ((1 << blocks) - 2) & ~with_child };
  choose(at, legal);
  d_step { tell_before(); unwind(); done(); tell("revert\n") }
}
