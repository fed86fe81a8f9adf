// SPDX-License-Identifier: Apache-2.0
//
// The deliberate faults of what nodes keep of a para, and of how they judge its messages.
#include <array>

#include "checker/faults.hpp"

namespace backcheck::checker {

namespace {

using protocol::fault;
using protocol::name_of;
using protocol::rule_set;

constexpr machine::scope followed(std::uint8_t relay_blocks, std::uint8_t leaves,
                                  std::uint8_t candidates) {
  return {.relay_blocks = relay_blocks,
          .leaves = leaves,
          .candidates = candidates,
          .sessions = 0,
          .upward = false,
          .reversions = false,
          .withheld = false,
          .views = true};
}

constexpr auto of_nodes = std::to_array<fault_info>({
    {fault::channel_unlimited,
     name_of(fault::channel_unlimited),
     "horizontal messages may be sent into a channel that is full",
     "U2",
     11,
     {.relay_blocks = 2,
      .leaves = 1,
      .candidates = 1,
      .sessions = 0,
      .upward = false,
      .horizontal = 1},
     "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=1,"
     "unincluded_segment_capacity=2,hrmp_channel_max_capacity=1"},
    {fault::queue_overstated,
     name_of(fault::queue_overstated),
     "the relay chain takes the upward queue for one batch fuller than it is",
     "S39",
     1,
     {.relay_blocks = 2,
      .leaves = 1,
      .candidates = 1,
      .sessions = 0,
      .upward = true,
      .reversions = false,
      .cores = 2},
     "max_upward_queue_size=1048576"},
    {fault::tree_one_deeper,
     name_of(fault::tree_one_deeper),
     "a fragment tree grows one deeper than max_candidate_depth",
     "S31b",
     4,
     followed(2, 1, 2),
     "max_candidate_depth=0",
     {},
     rule_set::y2023},
    {fault::depths_of_backed,
     name_of(fault::depths_of_backed),
     "depths are foretold only below candidates that have their votes",
     "S45",
     4,
     followed(2, 1, 2),
     "max_candidate_depth=1",
     {},
     rule_set::y2023},
    {fault::votes_connect, name_of(fault::votes_connect),
     "a candidate with its votes is put on the chain wherever its parent is", "P2", 5,
     followed(2, 1, 2), "unincluded_segment_capacity=2"},
    {fault::chain_starts_empty, name_of(fault::chain_starts_empty),
     "a new leaf's fragment chain knows nothing that its parent's knew", "P3", 8, followed(3, 2, 1),
     "scheduling_lookahead=2,unincluded_segment_capacity=1"},
    {fault::tree_starts_empty,
     name_of(fault::tree_starts_empty),
     "a new leaf's fragment tree knows nothing that the other leaves' know",
     "S46",
     4,
     followed(2, 1, 1),
     "allowed_ancestry_len=1",
     {},
     rule_set::y2023},
});

}  // namespace

std::span<const fault_info> faults_of_nodes() { return of_nodes; }

}  // namespace backcheck::checker
