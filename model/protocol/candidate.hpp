// SPDX-License-Identifier: Apache-2.0
//
// What a candidate says: the relay block it was built for, the data its validation started from,
// and what it commits to (polkadot 52209dcfe546, primitives/src/v5/mod.rs:
// `PersistedValidationData`, `CandidateCommitments`). Hashes are names: two are equal or they are
// not. Sizes stand for contents.
#pragma once

#include "model/protocol/shape.hpp"

namespace backcheck::protocol {

/// A relay block as far as candidates care: which one, how high, and the root of its state.
template <class Shape>
struct relay_block {
  using hash_type = typename Shape::template word<unit::relay_hashes>;
  using number_type = typename Shape::template word<unit::relay_blocks>;
  using root_type = typename Shape::template word<unit::storage_roots>;
  BACKCHECK_FIELDS(relay_block, (hash_type, hash), (number_type, number),
                   (root_type, storage_root));
};

/// What the validation of a candidate starts from.
template <class Shape>
struct persisted_validation_data {
  using head_type = typename Shape::template word<unit::heads>;
  using number_type = typename Shape::template word<unit::relay_blocks>;
  using root_type = typename Shape::template word<unit::storage_roots>;
  using bytes_type = typename Shape::template word<unit::bytes>;
  BACKCHECK_FIELDS(persisted_validation_data, (head_type, parent_head),
                   (number_type, relay_parent_number), (root_type, relay_parent_storage_root),
                   (bytes_type, max_pov_size));
};

/// A message to another para; its contents are their size.
template <class Shape>
struct horizontal_message {
  using para_type = typename Shape::para;
  using bytes_type = typename Shape::template word<unit::bytes>;
  BACKCHECK_FIELDS(horizontal_message, (para_type, recipient), (bytes_type, size));
};

/// What a candidate does to the relay chain once it is included. Upward messages are their sizes;
/// one of size 0 separates messages from signals (2025). Inbound channels are read up to the
/// watermark.
template <class Shape>
struct candidate_commitments {
  using truth = truth_of<Shape>;
  using bytes_type = typename Shape::template word<unit::bytes>;
  using upward_type = typename Shape::template list<unit::messages, bytes_type>;
  using horizontal_type = typename Shape::template list<unit::messages, horizontal_message<Shape>>;
  using head_type = typename Shape::template word<unit::heads>;
  using count_type = typename Shape::template word<unit::messages>;
  using number_type = typename Shape::template word<unit::relay_blocks>;
  BACKCHECK_FIELDS(candidate_commitments, (upward_type, upward_messages),
                   (horizontal_type, horizontal_messages), (truth, has_new_validation_code),
                   (bytes_type, new_validation_code_size), (head_type, head_data),
                   (bytes_type, head_data_size), (count_type, processed_downward_messages),
                   (number_type, hrmp_watermark));
};

/// A candidate as far as its validity under constraints goes.
template <class Shape>
struct prospective_candidate {
  using code_type = typename Shape::template word<unit::codes>;
  using validation_data_type = persisted_validation_data<Shape>;
  using commitments_type = candidate_commitments<Shape>;
  BACKCHECK_FIELDS(prospective_candidate, (code_type, validation_code_hash),
                   (validation_data_type, validation_data), (commitments_type, commitments));
};

}  // namespace backcheck::protocol
