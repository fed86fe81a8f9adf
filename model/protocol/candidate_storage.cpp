// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/candidate_storage.hpp"

namespace backcheck::protocol {

std::vector<candidate_storage::entry>::const_iterator candidate_storage::position(
    const candidate_hash& hash) const {
  return std::find_if(entries_.begin(), entries_.end(),
                      [&](const entry& each) { return (each.candidate->hash == hash).known(); });
}

bool candidate_storage::knows_head(const para_head& head) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const entry& each) {
    return (each.candidate->output_head() == head || each.candidate->parent_head() == head).known();
  });
}

storage_outcome candidate_storage::add(shared_candidate candidate, candidate_state state) {
  storage_outcome outcome_;
  REQUIRE(!contains(candidate->hash), storage_refusal::candidate_already_known);
  entries_.push_back({std::move(candidate), state});
  return outcome_;
}

void candidate_storage::remove(const candidate_hash& hash) {
  const auto found = position(hash);
  if (found != entries_.end()) entries_.erase(found);
}

void candidate_storage::retain(const std::vector<candidate_hash>& keep) {
  std::erase_if(entries_, [&](const entry& each) {
    return std::none_of(keep.begin(), keep.end(), [&](const candidate_hash& kept) {
      return (kept == each.candidate->hash).known();
    });
  });
}

void candidate_storage::mark_seconded(const candidate_hash& hash) {
  for (auto& each : entries_) {
    const bool here = (each.candidate->hash == hash).known();
    if (here && each.state == candidate_state::introduced) each.state = candidate_state::seconded;
  }
}

void candidate_storage::mark_backed(const candidate_hash& hash) {
  for (auto& each : entries_) {
    if ((each.candidate->hash == hash).known()) each.state = candidate_state::backed;
  }
}

storage_outcome check_introduced(const candidate_storage& storage,
                                 const stored_candidate& candidate) {
  storage_outcome outcome_;
  REQUIRE(!storage.contains(candidate.hash), storage_refusal::candidate_already_known);
  REQUIRE(candidate.validation_data_hash_matches,
          storage_refusal::persisted_validation_data_mismatch);
  return outcome_;
}

storage_outcome check_entry(const stored_candidate& candidate) {
  storage_outcome outcome_;
  REQUIRE(candidate.validation_data_hash_matches,
          storage_refusal::persisted_validation_data_mismatch);
  REQUIRE(candidate.parent_head() != candidate.output_head(), storage_refusal::zero_length_cycle);
  return outcome_;
}

}  // namespace backcheck::protocol
