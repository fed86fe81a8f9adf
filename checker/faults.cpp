// SPDX-License-Identifier: Apache-2.0
#include "checker/faults.hpp"

namespace backcheck::checker {

const std::vector<fault_info>& fault_infos() {
  using parameters = protocol::parameters<language::concrete>;
  using protocol::fault;
  static const std::vector<fault_info> all{
      {fault::capacity_off_by_one,
       "capacity_off_by_one",
       "the unincluded segment may hold one block more than its capacity",
       "S48",
       4,
       {.relay_blocks = 2, .leaves = 1, .candidates = 3, .sessions = 0, .upward = false},
       "unincluded_segment_capacity=2",
       [](parameters& k) { k.parachain.unincluded_segment_capacity = 2; }},
      {fault::relay_parent_backwards,
       "relay_parent_backwards",
       "a candidate's relay parent may be older than its predecessor's",
       "S52",
       3,
       {.relay_blocks = 2,
        .leaves = 1,
        .candidates = 2,
        .sessions = 0,
        .upward = false,
        .stray_collators = true},
       "",
       [](parameters& /*k*/) {}},
      {fault::timeout_at_any_height,
       "timeout_at_any_height",
       "availability times out outside the window after a rotation too",
       "Q9",
       10,
       {.relay_blocks = 3, .leaves = 1, .candidates = 1, .sessions = 0, .upward = false},
       "paras_availability_period=4",
       [](parameters& k) { k.scheduler.paras_availability_period = 4; }},
      {fault::sibling_relay_parent,
       "sibling_relay_parent",
       "a relay parent is accepted by its number alone, on whichever fork it is",
       "S6",
       5,
       {.relay_blocks = 4, .leaves = 2, .candidates = 1, .sessions = 0, .upward = false},
       "",
       [](parameters& /*k*/) {}},
      {fault::segment_messages_forgotten,
       "segment_messages_forgotten",
       "upward messages of unincluded ancestors do not count against the queue's limit",
       "S50",
       2,
       {.relay_blocks = 2, .leaves = 1, .candidates = 2, .sessions = 0, .upward = true},
       "",
       [](parameters& /*k*/) {}},
  };
  return all;
}

}  // namespace backcheck::checker
