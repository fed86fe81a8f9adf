// SPDX-License-Identifier: Apache-2.0
//
// Every number of the relay chain's host configuration, from version 8 (2023) to 13 (2026), and of
// the parachain's own runtime, by the chain's own names and at the chain's own width. A parameter
// is one line here; what it means and what it may be is one row in `parameter_rows.hpp`, and what
// it is on a chain one line in that chain's preset. Source: polkadot-sdk,
// polkadot/runtime/parachains/src/configuration.rs and its migrations.
#pragma once

#include "model/language/index.hpp"
#include "model/protocol/units.hpp"
#include "model/reflect/fields.hpp"

namespace backcheck::protocol {

/// A 32-bit number of the runtime, as most parameters are; and a 64-bit one.
template <language::domain D, class Unit>
using u32 = language::quantity<D, Unit, 0xFFFFFFFF>;
template <language::domain D, class Unit>
using u64 = language::quantity<D, Unit, UINT64_MAX>;

/// A number that may be absent, as the chain's `Option<u32>`. One that is absent has the value 0,
/// so that equal options are equal field by field.
template <class Number>
struct optional_number {
  using truth = typename Number::truth;
  BACKCHECK_FIELDS(optional_number, (truth, is_given), (Number, value));
};

/// An amount of the chain's currency, 128 bits wide.
template <language::domain D>
struct balance {
  using word = u64<D, unit::plancks>;
  BACKCHECK_FIELDS(balance, (word, high), (word, low));
};

/// Whether each node feature is enabled, by its number. The chain has room for 256 and has named
/// the first five. 32 are kept here; the registry refuses one beyond, and does not forget it.
inline constexpr std::size_t node_features_max = 32;
template <language::domain D>
using node_feature_set =
    language::per<language::index<D, unit::node_features, node_features_max>, typename D::truth>;

/// The named node features (polkadot-sdk, polkadot/primitives, `FeatureIndex`). The order of the
/// last two is inferred: one upstream comment has it the other way round.
namespace node_feature {
inline constexpr std::size_t enable_assignments_v2 = 0;
inline constexpr std::size_t elastic_scaling_mvp = 1;
inline constexpr std::size_t availability_chunk_mapping = 2;
inline constexpr std::size_t candidate_receipt_v2 = 3;
inline constexpr std::size_t candidate_receipt_v3 = 4;
}  // namespace node_feature

// Each group is a table, one parameter a line.
// clang-format off

template <language::domain D>
struct scheduler_params {
  using blocks = u32<D, unit::relay_blocks>;
  using claims = u32<D, unit::claims>;
  using optional_validators = optional_number<u32<D, unit::validators>>;
  using cores = u32<D, unit::cores>;
  using timeouts = u32<D, unit::timeouts>;
  using orders = u32<D, unit::orders>;
  using perbill = u32<D, unit::parts_per_billion>;
  using plancks = balance<D>;
  BACKCHECK_FIELDS(
      scheduler_params,
      (blocks, group_rotation_frequency),
      (blocks, paras_availability_period),
      (optional_validators, max_validators_per_core),
      (claims, scheduling_lookahead),
      (cores, num_cores),
      (timeouts, max_availability_timeouts),
      (orders, on_demand_queue_max_size),
      (perbill, on_demand_target_queue_utilization),
      (perbill, on_demand_fee_variability),
      (plancks, on_demand_base_fee),
      (blocks, on_demand_ttl));
};

template <language::domain D>
struct async_backing_params {
  using para_blocks = u32<D, unit::para_blocks>;
  using relay_blocks = u32<D, unit::relay_blocks>;
  using sessions = u32<D, unit::sessions>;
  BACKCHECK_FIELDS(
      async_backing_params,
      (para_blocks, max_candidate_depth),
      (relay_blocks, allowed_ancestry_len),
      (sessions, max_relay_parent_session_age));
};

/// Who backs, and what the nodes have agreed to understand.
template <language::domain D>
struct backing_params {
  using votes = u32<D, unit::votes>;
  using optional_validators = optional_number<u32<D, unit::validators>>;
  using features = node_feature_set<D>;
  BACKCHECK_FIELDS(
      backing_params,
      (votes, minimum_backing_votes),
      (optional_validators, max_validators),
      (features, node_features));
};

/// What a candidate may weigh, and when a parachain may change its code.
template <language::domain D>
struct candidate_limits {
  using bytes = u32<D, unit::bytes>;
  using blocks = u32<D, unit::relay_blocks>;
  using sessions = u32<D, unit::sessions>;
  BACKCHECK_FIELDS(
      candidate_limits,
      (bytes, max_code_size),
      (bytes, max_head_data_size),
      (bytes, max_pov_size),
      (blocks, code_retention_period),
      (blocks, validation_upgrade_cooldown),
      (blocks, validation_upgrade_delay),
      (blocks, minimum_validation_upgrade_delay),
      (sessions, pvf_voting_ttl));
};

template <language::domain D>
struct message_limits {
  using messages = u32<D, unit::messages>;
  using bytes = u32<D, unit::bytes>;
  using channels = u32<D, unit::channels>;
  using plancks = balance<D>;
  BACKCHECK_FIELDS(
      message_limits,
      (messages, max_upward_queue_count),
      (bytes, max_upward_queue_size),
      (bytes, max_upward_message_size),
      (messages, max_upward_message_num_per_candidate),
      (bytes, max_downward_message_size),
      (messages, hrmp_max_message_num_per_candidate),
      (channels, hrmp_max_parachain_outbound_channels),
      (channels, hrmp_max_parachain_inbound_channels),
      (plancks, hrmp_sender_deposit),
      (plancks, hrmp_recipient_deposit),
      (messages, hrmp_channel_max_capacity),
      (bytes, hrmp_channel_max_total_size),
      (bytes, hrmp_channel_max_message_size));
};

/// Approval voting and disputes: what happens to a candidate after its inclusion.
template <language::domain D>
struct approval_params {
  using sessions = u32<D, unit::sessions>;
  using blocks = u32<D, unit::relay_blocks>;
  using slots = u32<D, unit::slots>;
  using tranches = u32<D, unit::tranches>;
  using validators = u32<D, unit::validators>;
  using samples = u32<D, unit::samples>;
  using candidates = u32<D, unit::candidates>;
  BACKCHECK_FIELDS(
      approval_params,
      (sessions, dispute_period),
      (blocks, dispute_post_conclusion_acceptance_period),
      (slots, no_show_slots),
      (tranches, n_delay_tranches),
      (tranches, zeroth_delay_tranche_width),
      (validators, needed_approvals),
      (samples, relay_vrf_modulo_samples),
      (candidates, max_approval_coalesce_count));
};

/// How validators run a parachain's code. What is absent has the node's default.
template <language::domain D>
struct executor_params {
  using truth = typename D::truth;
  using pages = optional_number<u32<D, unit::pages>>;
  using stack_values = optional_number<u32<D, unit::stack_values>>;
  using bytes = optional_number<u32<D, unit::bytes>>;
  using many_bytes = optional_number<u64<D, unit::bytes>>;
  using milliseconds = optional_number<u64<D, unit::milliseconds>>;
  BACKCHECK_FIELDS(
      executor_params,
      (pages, max_memory_pages),
      (stack_values, stack_logical_max),
      (bytes, stack_native_max),
      (many_bytes, prechecking_max_memory),
      (milliseconds, pvf_prep_timeout_precheck_ms),
      (milliseconds, pvf_prep_timeout_prepare_ms),
      (milliseconds, pvf_exec_timeout_backing_ms),
      (milliseconds, pvf_exec_timeout_approval_ms),
      (truth, wasm_ext_bulk_memory));
};

/// What the parachain's own runtime fixes (cumulus), among it what it takes the relay chain's slot
/// to be.
template <language::domain D>
struct parachain_constants {
  using para_blocks = u32<D, unit::para_blocks>;
  using relay_blocks = u32<D, unit::relay_blocks>;
  using milliseconds = u32<D, unit::milliseconds>;
  BACKCHECK_FIELDS(
      parachain_constants,
      (para_blocks, unincluded_segment_capacity),
      (para_blocks, block_processing_velocity),
      (relay_blocks, relay_parent_offset),
      (milliseconds, slot_duration_ms),
      (milliseconds, relay_chain_slot_duration_ms));
};

template <language::domain D>
struct parameters {
  using scheduler_type = scheduler_params<D>;
  using async_backing_type = async_backing_params<D>;
  using backing_type = backing_params<D>;
  using candidates_type = candidate_limits<D>;
  using messages_type = message_limits<D>;
  using approvals_type = approval_params<D>;
  using executor_type = executor_params<D>;
  using parachain_type = parachain_constants<D>;
  BACKCHECK_FIELDS(
      parameters,
      (scheduler_type, scheduler),
      (async_backing_type, async_backing),
      (backing_type, backing),
      (candidates_type, candidates),
      (messages_type, messages),
      (approvals_type, approvals),
      (executor_type, executor),
      (parachain_type, parachain));
};

// clang-format on

}  // namespace backcheck::protocol
