// SPDX-License-Identifier: Apache-2.0
//
// The deliberate faults of backing votes, and of collators that are told apart.
#include "checker/faults.hpp"

#include <array>

namespace backcheck::checker {

namespace {

using protocol::fault;
using protocol::name_of;
using protocol::rule_set;
constexpr machine::scope voted{.relay_blocks = 2,
                               .leaves = 1,
                               .candidates = 1,
                               .sessions = 0,
                               .upward = false,
                               .reversions = false,
                               .withheld = false,
                               .votes = 2,
                               .equivocators = 1};
constexpr auto of_voting = std::to_array<fault_info>({
    {fault::quorum_one_short, name_of(fault::quorum_one_short),
     "a candidate is backed with one vote less than it needs", "S9b", 3, voted,
     "group_rotation_frequency=2"},
    {fault::group_of_relay_parent, name_of(fault::group_of_relay_parent),
     "the group whose turn it is at the relay parent backs, not the one a block later", "S9b", 6,
     voted, "group_rotation_frequency=1"},
    {fault::contradiction_counted_twice, name_of(fault::contradiction_counted_twice),
     "a validator that calls valid what it has seconded votes twice", "S9b", 4, voted,
     "group_rotation_frequency=2"},
    {fault::depth_seconded_twice,
     name_of(fault::depth_seconded_twice),
     "a validator seconds whatever it has seconded for that depth already",
     "S41",
     5,
     machine::scope{.relay_blocks = 2,
                    .leaves = 1,
                    .candidates = 2,
                    .sessions = 0,
                    .upward = false,
                    .reversions = false,
                    .stray_collators = true,
                    .withheld = false,
                    .votes = 1},
     "group_rotation_frequency=2",
     {},
     rule_set::y2023},
    {fault::valid_unseen, name_of(fault::valid_unseen),
     "a validator calls valid what nobody has seconded", "S42", 2, voted,
     "group_rotation_frequency=2"},
    {fault::seconding_unlimited,
     name_of(fault::seconding_unlimited),
     "any number of candidates that one validator has seconded is passed on",
     "S43",
     6,
     machine::scope{.relay_blocks = 2,
                    .leaves = 1,
                    .candidates = 2,
                    .sessions = 0,
                    .upward = false,
                    .reversions = false,
                    .withheld = false,
                    .votes = 1,
                    .equivocators = 1,
                    .dishonest = 1},
     "max_candidate_depth=0,allowed_ancestry_len=0,group_rotation_frequency=2",
     {},
     rule_set::y2023},
    {fault::votes_unchecked, name_of(fault::votes_unchecked),
     "a relay block backs candidates whatever votes they have", "S9", 2, voted,
     "group_rotation_frequency=2"},
    {fault::bandwidth_kept,
     name_of(fault::bandwidth_kept),
     "what included blocks have sent stays counted in the unincluded segment",
     "S49",
     6,
     {.relay_blocks = 2,
      .leaves = 1,
      .candidates = 2,
      .sessions = 0,
      .upward = true,
      .reversions = false,
      .collators = 2},
     ""},
    {fault::descendants_unchecked,
     name_of(fault::descendants_unchecked),
     "a relay parent needs no descendants, whatever the offset",
     "S59",
     1,
     {.relay_blocks = 2,
      .leaves = 1,
      .candidates = 1,
      .sessions = 0,
      .upward = false,
      .reversions = false,
      .collators = 2},
     "relay_parent_offset=1"},
});

}  // namespace

std::span<const fault_info> faults_of_voting() { return of_voting; }

}  // namespace backcheck::checker
