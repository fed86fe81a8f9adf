// SPDX-License-Identifier: Apache-2.0
//
// The segment pipeline for Spin, by hand and for speed: no arrays, no loops, no local variables, one
// process, each rule instance one indivisible step. Its parameters come from the command line:
//
//   spin -a -DN=3 -DH=6 -DD=2 -DR=1 -DA=1 -DF=1 segment_pipeline.pml
//
// N is at most 3, D at most 3. A candidate is its age and its stage: none, collated, or pending for
// so many blocks. An empty place is all zero, so the length of a segment need not be stored.

#define NONE 0
#define COLLATED 1
#define PENDING 2
#define LAST (PENDING + A)

// As few bits as Spin's fields allow; -DBYTES stores each number in a byte of its own.
#ifdef BYTES
#define FIELD(name, bits) byte name
#else
#define FIELD(name, bits) unsigned name : bits
#endif
#if H < 2
#define BITS_HEIGHT 1
#elif H < 4
#define BITS_HEIGHT 2
#elif H < 8
#define BITS_HEIGHT 3
#else
#define BITS_HEIGHT 4
#endif
#if F - 1 < 2
#define BITS_LEAVES 1
#elif F - 1 < 4
#define BITS_LEAVES 2
#elif F - 1 < 8
#define BITS_LEAVES 3
#else
#define BITS_LEAVES 4
#endif
#if R < 2
#define BITS_AGE 1
#elif R < 4
#define BITS_AGE 2
#elif R < 8
#define BITS_AGE 3
#else
#define BITS_AGE 4
#endif
#if A + 2 < 2
#define BITS_STAGE 1
#elif A + 2 < 4
#define BITS_STAGE 2
#elif A + 2 < 8
#define BITS_STAGE 3
#else
#define BITS_STAGE 4
#endif

FIELD(h, BITS_HEIGHT);
#if F > 1
FIELD(alt, BITS_LEAVES);
#define FIRST_HEAD alt = 0;
#else
#define FIRST_HEAD
#endif

#define CANDIDATE(p, i) FIELD(age##p##i, BITS_AGE); FIELD(stage##p##i, BITS_STAGE)

#define EXPIRED(p, i) \
  ((stage##p##i == COLLATED && age##p##i == R) || stage##p##i == NONE || stage##p##i == LAST)
#define DROP(p, i) age##p##i = 0; stage##p##i = NONE
#define OLDER(p, i) \
  age##p##i = (age##p##i < R -> age##p##i + 1 : R); \
  stage##p##i = (stage##p##i >= PENDING -> stage##p##i + 1 : stage##p##i)
#define NEW(p, i) (stage##p##i == NONE || age##p##i == 0)
#define REOPEN(p, i) stage##p##i = (stage##p##i == PENDING -> COLLATED : stage##p##i)
#define MOVE(p, i, j) age##p##i = age##p##j; stage##p##i = stage##p##j

// What goes before place i goes with everything behind it: FROM_i is all from place i on.
#if D == 1
#define PARA(p) FIELD(included##p, BITS_HEIGHT); CANDIDATE(p, 0)
#define DROP_FROM_0(p) DROP(p, 0)
#define TICK(p) if :: EXPIRED(p, 0) -> DROP_FROM_0(p) :: else -> OLDER(p, 0) fi
#define REORG(p) if :: NEW(p, 0) -> DROP_FROM_0(p) :: else -> REOPEN(p, 0) fi
#define SHIFT(p) DROP(p, 0)
#define APPEND(p) stage##p##0 = COLLATED
#define FULL(p) (stage##p##0 != NONE)
#endif
#if D == 2
#define PARA(p) FIELD(included##p, BITS_HEIGHT); CANDIDATE(p, 0); CANDIDATE(p, 1)
#define DROP_FROM_1(p) DROP(p, 1)
#define DROP_FROM_0(p) DROP(p, 0); DROP_FROM_1(p)
#define TICK(p) \
  if :: EXPIRED(p, 0) -> DROP_FROM_0(p) :: else -> OLDER(p, 0); \
  if :: EXPIRED(p, 1) -> DROP_FROM_1(p) :: else -> OLDER(p, 1) fi fi
#define REORG(p) \
  if :: NEW(p, 0) -> DROP_FROM_0(p) :: else -> REOPEN(p, 0); \
  if :: NEW(p, 1) -> DROP_FROM_1(p) :: else -> REOPEN(p, 1) fi fi
#define SHIFT(p) MOVE(p, 0, 1); DROP(p, 1)
#define APPEND(p) \
  if :: stage##p##0 == NONE -> stage##p##0 = COLLATED :: else -> stage##p##1 = COLLATED fi
#define FULL(p) (stage##p##1 != NONE)
#endif
#if D == 3
#define PARA(p) FIELD(included##p, BITS_HEIGHT); CANDIDATE(p, 0); CANDIDATE(p, 1); CANDIDATE(p, 2)
#define DROP_FROM_2(p) DROP(p, 2)
#define DROP_FROM_1(p) DROP(p, 1); DROP_FROM_2(p)
#define DROP_FROM_0(p) DROP(p, 0); DROP_FROM_1(p)
#define TICK(p) \
  if :: EXPIRED(p, 0) -> DROP_FROM_0(p) :: else -> OLDER(p, 0); \
  if :: EXPIRED(p, 1) -> DROP_FROM_1(p) :: else -> OLDER(p, 1); \
  if :: EXPIRED(p, 2) -> DROP_FROM_2(p) :: else -> OLDER(p, 2) fi fi fi
#define REORG(p) \
  if :: NEW(p, 0) -> DROP_FROM_0(p) :: else -> REOPEN(p, 0); \
  if :: NEW(p, 1) -> DROP_FROM_1(p) :: else -> REOPEN(p, 1); \
  if :: NEW(p, 2) -> DROP_FROM_2(p) :: else -> REOPEN(p, 2) fi fi fi
#define SHIFT(p) MOVE(p, 0, 1); MOVE(p, 1, 2); DROP(p, 2)
#define APPEND(p) \
  if :: stage##p##0 == NONE -> stage##p##0 = COLLATED :: else -> \
  if :: stage##p##1 == NONE -> stage##p##1 = COLLATED :: else -> stage##p##2 = COLLATED fi fi
#define FULL(p) (stage##p##2 != NONE)
#endif

#define RULES(p) \
  :: d_step { !FULL(p) -> APPEND(p) } \
  :: d_step { stage##p##0 == COLLATED -> stage##p##0 = PENDING } \
  :: d_step { stage##p##0 >= PENDING && included##p < H -> SHIFT(p); included##p = included##p + 1 }

PARA(0);
#if N >= 2
PARA(1);
#endif
#if N >= 3
PARA(2);
#endif

active proctype pipeline() {
  do
  :: d_step {
       h < H -> h = h + 1; FIRST_HEAD TICK(0);
#if N >= 2
       TICK(1);
#endif
#if N >= 3
       TICK(2)
#endif
     }
#if F > 1
  :: d_step { alt < F - 1 && h > 0 -> alt = alt + 1 }
  :: d_step {
       alt > 0 -> alt = alt - 1; REORG(0);
#if N >= 2
       REORG(1);
#endif
#if N >= 3
       REORG(2)
#endif
     }
#endif
  RULES(0)
#if N >= 2
  RULES(1)
#endif
#if N >= 3
  RULES(2)
#endif
  od
}
