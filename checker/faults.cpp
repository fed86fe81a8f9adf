// SPDX-License-Identifier: Apache-2.0
#include "checker/faults.hpp"

#include <algorithm>

namespace backcheck::checker {

const std::vector<fault_info>& fault_infos() {
  using protocol::fault;
  using protocol::name_of;
  static constexpr machine::scope disputed{.relay_blocks = 3,
                                           .leaves = 1,
                                           .candidates = 2,
                                           .sessions = 0,
                                           .upward = false,
                                           .disputes = true};
  static const std::vector<fault_info> all{
      {fault::capacity_off_by_one,
       name_of(fault::capacity_off_by_one),
       "the unincluded segment may hold one block more than its capacity",
       "S48",
       4,
       {.relay_blocks = 2, .leaves = 1, .candidates = 3, .sessions = 0, .upward = false},
       "unincluded_segment_capacity=2"},
      {fault::relay_parent_backwards,
       name_of(fault::relay_parent_backwards),
       "a candidate's relay parent may be older than its predecessor's",
       "S52",
       3,
       {.relay_blocks = 2,
        .leaves = 1,
        .candidates = 2,
        .sessions = 0,
        .upward = false,
        .stray_collators = true},
       ""},
      {fault::timeout_at_any_height,
       name_of(fault::timeout_at_any_height),
       "availability times out outside the window after a rotation too",
       "Q9",
       10,
       {.relay_blocks = 3, .leaves = 1, .candidates = 1, .sessions = 0, .upward = false},
       "paras_availability_period=4"},
      {fault::sibling_relay_parent,
       name_of(fault::sibling_relay_parent),
       "a relay parent is accepted by its number alone, on whichever fork it is",
       "S6",
       5,
       {.relay_blocks = 4, .leaves = 2, .candidates = 1, .sessions = 0, .upward = false},
       ""},
      {fault::segment_messages_forgotten,
       name_of(fault::segment_messages_forgotten),
       "upward messages of unincluded ancestors do not count against the queue's limit",
       "S50",
       2,
       {.relay_blocks = 2, .leaves = 1, .candidates = 2, .sessions = 0, .upward = true},
       ""},
      {fault::head_unchecked,
       name_of(fault::head_unchecked),
       "a candidate may be backed whatever head it extends",
       "S2",
       4,
       {.relay_blocks = 2, .leaves = 1, .candidates = 2, .sessions = 0, .upward = false},
       ""},
      {fault::eviction_spares_successors,
       name_of(fault::eviction_spares_successors),
       "what builds on an evicted candidate stays pending",
       "S13",
       9,
       {.relay_blocks = 2,
        .leaves = 1,
        .candidates = 2,
        .sessions = 0,
        .upward = false,
        .cores = 2},
       "paras_availability_period=2,group_rotation_frequency=1"},
      {fault::core_taken_twice,
       name_of(fault::core_taken_twice),
       "a core stays free when a candidate is backed on it",
       "S4",
       5,
       {.relay_blocks = 2,
        .leaves = 1,
        .candidates = 2,
        .sessions = 0,
        .upward = false,
        .cores = 2},
       ""},
      {fault::claim_ignored,
       name_of(fault::claim_ignored),
       "a candidate may be backed on a core that another para claims",
       "S20",
       3,
       {.relay_blocks = 2,
        .leaves = 1,
        .paras = 2,
        .candidates = 1,
        .sessions = 0,
        .upward = false,
        .claims = static_cast<std::uint8_t>(machine::claim_pattern::shared)},
       ""},
      {fault::claim_kept,
       name_of(fault::claim_kept),
       "a claim that was not used stays for the next block",
       "S57",
       1,
       {.relay_blocks = 2,
        .leaves = 1,
        .paras = 2,
        .candidates = 1,
        .sessions = 0,
        .upward = false,
        .claims = static_cast<std::uint8_t>(machine::claim_pattern::shared)},
       ""},
      {fault::change_comes_early,
       name_of(fault::change_comes_early),
       "a parameter change comes into force at the next session change",
       "Q8",
       1,
       {.relay_blocks = 2,
        .leaves = 1,
        .candidates = 1,
        .sessions = 1,
        .upward = false,
        .changes = 1},
       "",
       "scheduling_lookahead=2"},
      {fault::change_within_session,
       name_of(fault::change_within_session),
       "a parameter change comes into force at once",
       "S29",
       1,
       {.relay_blocks = 2,
        .leaves = 1,
        .candidates = 1,
        .sessions = 1,
        .upward = false,
        .changes = 1},
       "",
       "scheduling_lookahead=2"},
      {fault::disputed_stays_pending, name_of(fault::disputed_stays_pending),
       "a candidate that lost a dispute is backed, and stays pending", "S16", 3, disputed, ""},
      {fault::freeze_forgotten, name_of(fault::freeze_forgotten),
       "a chain goes on when a candidate that it included loses a dispute", "S17", 6, disputed, ""},
      {fault::frozen_chain_goes_on, name_of(fault::frozen_chain_goes_on),
       "a frozen chain backs and includes", "S15", 8, disputed, ""},
  };
  return all;
}

namespace {
void set_all(protocol::concrete_parameters& k, std::string_view assignments) {
  for (std::string_view rest = assignments; !rest.empty();) {
    const auto comma = std::min(rest.find(','), rest.size());
    protocol::set(k, rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
}

}  // namespace

void adjust(protocol::concrete_parameters& k, const fault_info& to) { set_all(k, to.parameters); }
void adjust(setting& s, const fault_info& to) {
  s.window = to.window;
  adjust(s.parameters, to);
  if (to.change.empty()) return;
  s.changed = {s.parameters};
  set_all(s.changed.back(), to.change);
}

}  // namespace backcheck::checker
