// SPDX-License-Identifier: Apache-2.0
//
// Constraints, candidates and scopes as the reference tests build them, in one line each. Heads,
// codes and blocks are numbers; a relay block's hash is its number plus 1, and so is its storage
// root.
#pragma once

#include "model/protocol/candidate_storage.hpp"

namespace backcheck::golden {

using shape = protocol::unbounded;
using protocol::candidate_state;
using protocol::shared_candidate;
using protocol::stored_candidate;
using block = protocol::relay_block<shape>;
using constraints = protocol::constraints<shape>;
using scope = protocol::relay_scope<shape>;

inline constexpr protocol::dialect y2023{protocol::rule_set::y2023};
inline constexpr protocol::dialect y2025{protocol::rule_set::y2025};

inline block relay(std::uint64_t number) {
  block made;
  made.hash = number + 1;
  made.number = number;
  made.storage_root = number + 1;
  return made;
}

/// Constraints that allow much: no messages queued, none sent.
inline constraints ample(std::uint64_t lowest_relay_parent, std::uint64_t required_parent,
                         const std::vector<std::uint64_t>& watermarks = {}) {
  constraints c;
  c.min_relay_parent_number = lowest_relay_parent;
  c.max_pov_size = 1000000;
  c.max_code_size = 1000000;
  c.max_head_data_size = 20480;
  c.ump_remaining = 10;
  c.ump_remaining_bytes = 1000;
  c.max_ump_num_per_candidate = 10;
  c.max_hrmp_num_per_candidate = 5;
  for (const auto each : watermarks) c.valid_watermarks.elements().emplace_back(each);
  c.required_parent = required_parent;
  c.validation_code_hash = 42;
  return c;
}

/// A candidate from head to head. Its watermark stands at the relay parent unless said otherwise.
inline std::shared_ptr<stored_candidate> candidate(std::uint64_t hash, std::uint64_t parent,
                                                   std::uint64_t output,
                                                   std::uint64_t relay_parent) {
  auto made = std::make_shared<stored_candidate>();
  made->hash = hash;
  made->relay_parent = relay_parent + 1;
  made->validation_data_hash_matches = true;
  made->content.validation_code_hash = 42;
  made->content.validation_data.parent_head = parent;
  made->content.validation_data.relay_parent_number = relay_parent;
  made->content.validation_data.relay_parent_storage_root = relay_parent + 1;
  made->content.validation_data.max_pov_size = 1000000;
  made->content.commitments.head_data = output;
  made->content.commitments.head_data_size = 1;
  made->content.commitments.hrmp_watermark = relay_parent;
  return made;
}

/// The scope of a leaf with the ancestors that are accepted of those offered, newest first.
inline scope scope_at(std::uint64_t leaf, const std::vector<std::uint64_t>& ancestors,
                      const constraints& base) {
  scope made;
  made.relay_parent = relay(leaf);
  made.base_constraints = base;
  scope::ancestors_type offered;
  for (const auto each : ancestors) offered.elements().push_back(relay(each));
  if (!accept_ancestors(made, offered).fired()) throw std::invalid_argument("ancestors");
  return made;
}

inline void list_pending(scope& at, std::uint64_t hash, std::uint64_t relay_parent) {
  protocol::pending_candidate<shape> pending;
  pending.candidate = hash;
  pending.relay_parent = relay(relay_parent);
  at.pending_availability.elements().push_back(pending);
}

}  // namespace backcheck::golden
