// SPDX-License-Identifier: Apache-2.0
#include "conformance/roster.hpp"

namespace backcheck::conformance {

namespace {

/// Hashes of candidates that a case names but does not describe lie behind all others.
constexpr std::uint64_t undescribed = 0x80000000;

}  // namespace

roster::roster(const json& line, names& named, hash_order order) {
  const auto sizes = read_head_sizes(line);
  for (const json each : elements_of(line, "candidates")) {
    auto made = std::make_shared<protocol::stored_candidate>();
    const std::string_view name = text_of(each, "name");
    if (numbers_.number(name) <= entries_.size()) refuse("name", "given to one candidate only");
    made->hash = entries_.size();
    if (order == hash_order::by_rank)
      made->hash = number(member(each, "rank"), undescribed - 1, "rank");
    made->relay_parent = named.number(text_of(each, "rp"));
    const auto matches = member_if(each, "pvd_hash_ok");
    made->validation_data_hash_matches = !matches || truth(*matches, "pvd_hash_ok");
    made->content = read_candidate(each, named, sizes);
    entries_.push_back({name, made->hash, std::move(made)});
  }
}

roster::entry& roster::find(std::string_view name) {
  const std::size_t number = numbers_.number(name);
  if (number > entries_.size()) entries_.push_back({name, undescribed + number, nullptr});
  return entries_[number - 1];
}

const shared_candidate& roster::candidate(std::string_view name) {
  const auto& found = find(name).candidate;
  if (!found) refuse("candidate", "the name of one of the case's candidates");
  return found;
}
candidate_hash roster::hash(std::string_view name) { return find(name).hash; }

std::string_view roster::name(const candidate_hash& hash) const {
  for (const auto& each : entries_) {
    if ((each.hash == hash).known()) return each.name;
  }
  return "unknown";
}

std::vector<candidate_hash> roster::hashes(const json& object, std::string_view key) {
  std::vector<candidate_hash> read;
  for (const json each : elements_of(object, key)) read.push_back(hash(text(each, key)));
  return read;
}

read_scope scope_from(const json& from, names& named, roster& known,
                      const protocol::dialect& speak) {
  read_scope read;
  read.scope.relay_parent = read_relay_block(member(from, "relay_parent"), named);
  for (const json each : elements_of(from, "ancestors")) {
    read.offered.elements().push_back(read_relay_block(each, named));
  }
  read.scope.base_constraints = read_constraints(member(from, "base"), named, speak);
  for (const json each : elements_of(from, "pending")) {
    const auto [name, block] = tuple<2>(each, "pending");
    protocol::pending_candidate<shape> pending;
    pending.candidate = known.hash(text(name, "pending"));
    pending.relay_parent = read_relay_block(block, named);
    read.scope.pending_availability.elements().push_back(pending);
  }
  return read;
}

answer accept(read_scope& read) {
  const auto why = accept_ancestors(read.scope, read.offered).why();
  if (why == protocol::scope_refusal::none) return ok();
  const auto accepted = length_of(read.scope.ancestors).raw();
  return error("UnexpectedAncestor", {{"number", read.offered[accepted].number.raw()},
                                      {"prev", earliest_relay_parent(read.scope).number.raw()}});
}

answer write_entry_refusal(protocol::storage_refusal why) {
  switch (why) {
    case protocol::storage_refusal::candidate_already_known:
      return error("CandidateAlreadyKnown");
    case protocol::storage_refusal::persisted_validation_data_mismatch:
      return error("PersistedValidationDataMismatch");
    case protocol::storage_refusal::zero_length_cycle:
      return error("ZeroLengthCycle");
    case protocol::storage_refusal::none:
      break;
  }
  return ok();
}

}  // namespace backcheck::conformance
