// SPDX-License-Identifier: Apache-2.0
//
// The protocol's numbers, by the chain's own names, and the window. `-D` sets each; what is derived
// from them follows.

#define SYNC 1

#ifndef RULES
#define RULES 2025  // 2025, 2023 or SYNC
#endif
#ifndef SCHEDULING_LOOKAHEAD
#define SCHEDULING_LOOKAHEAD 5
#endif
#ifndef ALLOWED_ANCESTRY_LEN
#define ALLOWED_ANCESTRY_LEN 2
#endif
#ifndef MAX_CANDIDATE_DEPTH
#define MAX_CANDIDATE_DEPTH 3
#endif
#ifndef GROUP_ROTATION_FREQUENCY
#define GROUP_ROTATION_FREQUENCY 10
#endif
#ifndef PARAS_AVAILABILITY_PERIOD
#define PARAS_AVAILABILITY_PERIOD 10
#endif
#ifndef UNINCLUDED_SEGMENT_CAPACITY
#define UNINCLUDED_SEGMENT_CAPACITY 3
#endif
#ifndef BLOCK_PROCESSING_VELOCITY
#define BLOCK_PROCESSING_VELOCITY 1
#endif
#ifndef MAX_UPWARD_QUEUE_COUNT
#define MAX_UPWARD_QUEUE_COUNT 174762
#endif
#ifndef MAX_UPWARD_QUEUE_SIZE
#define MAX_UPWARD_QUEUE_SIZE 1048576
#endif
#ifndef MAX_UPWARD_MESSAGE_SIZE
#define MAX_UPWARD_MESSAGE_SIZE 65531
#endif
#ifndef MAX_UPWARD_MESSAGE_NUM_PER_CANDIDATE
#define MAX_UPWARD_MESSAGE_NUM_PER_CANDIDATE 16
#endif

#ifndef RELAY_BLOCKS
#define RELAY_BLOCKS 4  // at most 9
#endif
#ifndef LEAVES
#define LEAVES 2
#endif
#ifndef CANDIDATES
#define CANDIDATES 3  // at most 8
#endif
#ifndef SESSIONS
#define SESSIONS 1
#endif
#ifndef UPWARD
#define UPWARD 1
#endif
#ifndef REVERSIONS
#define REVERSIONS 1
#endif
#ifndef STRAY_COLLATORS
#define STRAY_COLLATORS 0
#endif
#define BATCHES_FOLLOWED 7

#define MIN(a, b) ((a) < (b) -> (a) : (b))

// How far below the newest relay parent the others may lie.
#if RULES == 2025
#define ALLOWED_ANCESTORS (SCHEDULING_LOOKAHEAD - 1)
#elif RULES == 2023
#define ALLOWED_ANCESTORS ALLOWED_ANCESTRY_LEN
#else
#define ALLOWED_ANCESTORS 0
#endif
#define OUT_OF_REACH (ALLOWED_ANCESTORS + 1)
#define OLDER(age) MIN((age) + 1, OUT_OF_REACH)

// The rotation of backing groups decides something only where a turn is longer than the window for
// time-outs at its beginning.
#if PARAS_AVAILABILITY_PERIOD < GROUP_ROTATION_FREQUENCY
#define TURN(n) ((n) % GROUP_ROTATION_FREQUENCY)
#else
#define TURN(n) 0
#endif

#if UNINCLUDED_SEGMENT_CAPACITY > 1
#define CAPACITY UNINCLUDED_SEGMENT_CAPACITY
#else
#define CAPACITY 1
#endif
#if BLOCK_PROCESSING_VELOCITY > 1
#define VELOCITY BLOCK_PROCESSING_VELOCITY
#else
#define VELOCITY 1
#endif

// A batch is the most that one candidate may send upward; BATCHES fit into the queue.
#if MAX_UPWARD_MESSAGE_NUM_PER_CANDIDATE < MAX_UPWARD_QUEUE_COUNT
#define BATCH_MESSAGES MAX_UPWARD_MESSAGE_NUM_PER_CANDIDATE
#else
#define BATCH_MESSAGES MAX_UPWARD_QUEUE_COUNT
#endif
#if BATCH_MESSAGES * MAX_UPWARD_MESSAGE_SIZE < MAX_UPWARD_QUEUE_SIZE
#define BATCH_BYTES (BATCH_MESSAGES * MAX_UPWARD_MESSAGE_SIZE)
#else
#define BATCH_BYTES MAX_UPWARD_QUEUE_SIZE
#endif
#define BATCHES MIN(MAX_UPWARD_QUEUE_COUNT / BATCH_MESSAGES, MAX_UPWARD_QUEUE_SIZE / BATCH_BYTES)
