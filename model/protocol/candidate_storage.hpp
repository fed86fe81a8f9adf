// SPDX-License-Identifier: Apache-2.0
//
// The candidates that prospective parachains has heard of, and how far each has come. Concrete
// only: what a node stores has no bound and no fixed order. Shared by the fragment tree and the
// fragment chain, whose storages differ in what they let in.
//
// Source: polkadot 52209dcfe546, node/core/prospective-parachains/src/fragment_tree.rs and
// polkadot-sdk 781c77721728, polkadot/node/core/prospective-parachains/src/fragment_chain/mod.rs
// (`CandidateStorage`).
#pragma once

#include <memory>

#include "model/protocol/prospective.hpp"

namespace backcheck::protocol {

using stored_candidate = known_candidate<unbounded>;
using candidate_hash = stored_candidate::hash_type;
using para_head = stored_candidate::head_type;
using shared_candidate = std::shared_ptr<const stored_candidate>;

enum class candidate_state : std::uint8_t { introduced, seconded, backed };

enum class storage_refusal : std::uint8_t {
  none,
  candidate_already_known,
  persisted_validation_data_mismatch,
  zero_length_cycle,
};
using storage_outcome = language::outcome<language::concrete, storage_refusal>;

class candidate_storage {
 public:
  struct entry {
    shared_candidate candidate;
    candidate_state state = candidate_state::introduced;
  };

  [[nodiscard]] const std::vector<entry>& entries() const { return entries_; }
  [[nodiscard]] bool contains(const candidate_hash& hash) const { return find(hash) != nullptr; }
  [[nodiscard]] const entry* find(const candidate_hash& hash) const {
    const auto found = position(hash);
    return found == entries_.end() ? nullptr : &*found;
  }
  [[nodiscard]] bool is_backed(const candidate_hash& hash) const {
    const entry* found = find(hash);
    return found && found->state == candidate_state::backed;
  }
  /// Whether some candidate outputs that head or builds on it.
  [[nodiscard]] bool knows_head(const para_head& head) const;

  /// Adds a candidate that is not stored.
  storage_outcome add(shared_candidate candidate, candidate_state state);
  void remove(const candidate_hash& hash);
  /// Drops all but those in `keep`.
  void retain(const std::vector<candidate_hash>& keep);
  /// Unknown candidates are ignored; seconding does not undo backing.
  void mark_seconded(const candidate_hash& hash);
  void mark_backed(const candidate_hash& hash);

 private:
  [[nodiscard]] std::vector<entry>::const_iterator position(const candidate_hash& hash) const;

  std::vector<entry> entries_;  ///< in order of arrival
};

/// Whether a candidate may enter the tree's storage (2023), which does not hold it yet.
storage_outcome check_introduced(const candidate_storage& storage,
                                 const stored_candidate& candidate);
/// Whether a candidate may become an entry of a chain's storage (2025), before it is looked up
/// there.
storage_outcome check_entry(const stored_candidate& candidate);

}  // namespace backcheck::protocol
