// SPDX-License-Identifier: Apache-2.0
//
// Every number of the relay chain's host configuration and of the parachain's runtime, by the chain's own names. A parameter is
// one line here and one in each preset that knows it.
#pragma once

#include "model/protocol/units.hpp"
#include "model/reflect/fields.hpp"

namespace backcheck::protocol {

/// A 32-bit number of the runtime, as most parameters are.
template <language::domain D, class Unit>
using u32 = language::quantity<D, Unit, 0xFFFFFFFF>;

template <language::domain D>
struct scheduler_params {
  using blocks = u32<D, unit::relay_blocks>;
  using claims = u32<D, unit::claims>;
  using validators = u32<D, unit::validators>;
  using cores = u32<D, unit::cores>;
  BACKCHECK_FIELDS(scheduler_params, (blocks, group_rotation_frequency), (blocks, paras_availability_period),
                   (validators, max_validators_per_core), (claims, scheduling_lookahead), (cores, num_cores));
};

template <language::domain D>
struct async_backing_params {
  using para_blocks = u32<D, unit::para_blocks>;
  using relay_blocks = u32<D, unit::relay_blocks>;
  BACKCHECK_FIELDS(async_backing_params, (para_blocks, max_candidate_depth), (relay_blocks, allowed_ancestry_len));
};

template <language::domain D>
struct message_limits {
  using messages = u32<D, unit::messages>;
  using bytes = u32<D, unit::bytes>;
  BACKCHECK_FIELDS(message_limits, (messages, max_upward_queue_count), (bytes, max_upward_queue_size),
                   (bytes, max_upward_message_size), (messages, max_upward_message_num_per_candidate));
};

/// What the parachain's own runtime fixes (cumulus).
template <language::domain D>
struct parachain_constants {
  using para_blocks = u32<D, unit::para_blocks>;
  using relay_blocks = u32<D, unit::relay_blocks>;
  using milliseconds = u32<D, unit::milliseconds>;
  BACKCHECK_FIELDS(parachain_constants, (para_blocks, unincluded_segment_capacity), (para_blocks, block_processing_velocity),
                   (relay_blocks, relay_parent_offset), (milliseconds, slot_duration_ms));
};

template <language::domain D>
struct parameters {
  using scheduler_type = scheduler_params<D>;
  using async_backing_type = async_backing_params<D>;
  using messages_type = message_limits<D>;
  using parachain_type = parachain_constants<D>;
  BACKCHECK_FIELDS(parameters, (scheduler_type, scheduler), (async_backing_type, async_backing), (messages_type, messages),
                   (parachain_type, parachain));
};

}  // namespace backcheck::protocol
