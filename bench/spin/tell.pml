// SPDX-License-Identifier: Apache-2.0
//
// What happened, one line each, for `compare`: 1 only the rule, 2 the state it led to as well. pan
// prints it if compiled with -DPRINTF.
#ifndef TELL
#define TELL 0
#endif
#if TELL == 0
#define tell(rule)
#elif TELL == 1
#define tell(rule) printf(rule)
#else
#define tell(rule) tell_state(); printf(rule)
inline tell_state() {
  printf("%d %d", context_age, session_age);
  for (b : 0 .. blocks - 1) {
    printf(" | %d %d %d %d %d", block[b].parent, block[b].height, block[b].session,
           block[b].rotation, block[b].tracked);
    printf(" %d %d %d %d", block[b].included, block[b].pending, block[b].pending_age,
           block[b].queued)
  };
  for (x : 1 .. candidates) {
    printf(" / %d %d %d %d", candidate[x].parent, candidate[x].relay_parent, candidate[x].age,
           candidate[x].segment);
    printf(" %d %d %d", candidate[x].sends, candidate[x].backable, candidate[x].reverted)
  };
  printf(" ")
}
#endif
