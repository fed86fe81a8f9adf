// SPDX-License-Identifier: Apache-2.0
//
// Every struct of the protocol and of the machine, each to be put to the laws by itself.
#pragma once

#include <gtest/gtest.h>

#include "model/machine/cores.hpp"
#include "model/machine/inclusion.hpp"
#include "model/machine/pending.hpp"
#include "model/machine/state.hpp"
#include "model/protocol/acceptance.hpp"
#include "model/protocol/backing.hpp"
#include "model/protocol/candidate.hpp"
#include "model/protocol/code_upgrade.hpp"
#include "model/protocol/consensus_hook.hpp"
#include "model/protocol/constraints.hpp"
#include "model/protocol/fragment_chain.hpp"
#include "model/protocol/inclusion.hpp"
#include "model/protocol/parameters.hpp"
#include "model/protocol/prospective.hpp"
#include "model/protocol/relay_parents.hpp"
#include "model/protocol/scheduling.hpp"
#include "model/protocol/segment.hpp"
#include "model/protocol/segment_tracker.hpp"
#include "model/protocol/watermark.hpp"
#include "tests/laws/shapes.hpp"

namespace backcheck::tests {

using language::concrete;

/// Lists of up to two, tables of up to two paras.
struct small_sizes {
  template <class Unit>
  static constexpr std::uint64_t most = 700;
  template <class Unit>
  static constexpr std::size_t longest = 2;
  static constexpr std::size_t paras = 2;
};
using small = protocol::bounded<concrete, small_sizes>;

// A line each.
// clang-format off
using model_types = testing::Types<
    protocol::channel_on_chain<small>,
    protocol::para_on_chain<small>,
    protocol::backed_candidate<small>,
    protocol::backing_vote<small>,
    protocol::depth_at_leaf<small>,
    protocol::leaf_answer<small>,
    protocol::statement<concrete>,
    protocol::relay_block<small>,
    protocol::persisted_validation_data<small>,
    protocol::horizontal_message<small>,
    protocol::candidate_commitments<small>,
    protocol::prospective_candidate<small>,
    protocol::code_state<small>,
    protocol::pending_code<small>,
    protocol::slot_record<small>,
    protocol::fixed_velocity<small>,
    protocol::outbound_channel<small>,
    protocol::outbound_usage<small>,
    protocol::constraints<small>,
    protocol::constraint_modifications<small>,
    protocol::chain_place<small>,
    protocol::pending_on_chain<small>,
    protocol::signed_bitfield<small>,
    protocol::optional_number<number<9>>,
    protocol::balance<concrete>,
    protocol::scheduler_params<concrete>,
    protocol::async_backing_params<concrete>,
    protocol::backing_params<concrete>,
    protocol::candidate_limits<concrete>,
    protocol::message_limits<concrete>,
    protocol::approval_params<concrete>,
    protocol::executor_params<concrete>,
    protocol::parachain_constants<concrete>,
    protocol::parameters<concrete>,
    protocol::known_candidate<small>,
    protocol::pending_candidate<small>,
    protocol::relay_scope<small>,
    protocol::tracked_block<small>,
    protocol::relay_parent_tracker<small>,
    protocol::ancestor_in_session<small>,
    protocol::core_claims<small>,
    protocol::unincluded_segment<small>,
    protocol::egress_channel<small>,
    protocol::channel_usage<small>,
    protocol::used_bandwidth<small>,
    protocol::channel_limit<small>,
    protocol::outbound_bandwidth_limits<small>,
    protocol::ancestor<small>,
    protocol::segment_tracker<small>,
    protocol::watermark_update<small>,
    machine::candidate<concrete, machine::whole_shape>,
    machine::core_state<concrete, machine::whole_shape>,
    machine::core_use<concrete, machine::whole_shape>,
    machine::para_root<concrete, machine::whole_shape>,
    machine::para_state<concrete, machine::whole_shape>,
    machine::pending_behind<concrete, machine::whole_shape>,
    machine::pending_entry<concrete, machine::whole_shape>,
    machine::pending_line<concrete, machine::whole_shape>,
    machine::relay_block<concrete, machine::whole_shape>,
    machine::settling<concrete, machine::whole_shape>,
    machine::configuration_plan<concrete, machine::whole_shape>,
    machine::dispute_state<concrete, machine::whole_shape>,
    machine::candidate_news<concrete, machine::view_shape>,
    machine::block_view<concrete, machine::view_shape>,
    machine::para_code<concrete, machine::traffic_shape>,
    machine::block_code<concrete, machine::traffic_shape>,
    machine::root_code<concrete, machine::traffic_shape>,
    machine::para_traffic<concrete, machine::traffic_shape>,
    machine::block_traffic<concrete, machine::traffic_shape>,
    machine::candidate_votes<concrete, machine::vote_shape>,
    machine::candidate_origin<concrete, machine::vote_shape>,
    machine::group_turn<concrete, machine::vote_shape>,
    machine::terms<concrete>,
    protocol::upward_load<concrete>,
    machine::state<concrete, machine::whole_shape>>;
// clang-format on

/// What a test of laws is compiled for: these, or the shapes that are there to be difficult.
#ifdef BACKCHECK_LAWS_OF_THE_MODEL
using types_under_law = model_types;
#else
using types_under_law = described_types;
#endif

}  // namespace backcheck::tests
