// SPDX-License-Identifier: Apache-2.0
//
// Each step, one line, for `compare`: 1 only its rule, 2 the state before and the state after it as
// well, as tell_steps.cpp tells them. pan prints if it is compiled with -DPRINTF.
#ifndef TELL
#define TELL 0
#endif
#if TELL == 2
#define tell_before() tell_state(); printf("=> ")
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
#elif TELL == 1
#define tell_before() skip
#define tell(rule) printf(rule)
#else
#define tell_before() skip
#define tell(rule)
#endif
