// SPDX-License-Identifier: Apache-2.0
//
// The candidates of a case about trees or chains, by name; and the scopes that its steps set up.
#pragma once

#include "conformance/emulator_json.hpp"
#include "model/protocol/candidate_storage.hpp"

namespace backcheck::conformance {

using protocol::candidate_hash;
using protocol::shared_candidate;

/// What decides about the order of candidate hashes: the case's ranks, or nothing that matters.
enum class hash_order : std::uint8_t { by_rank, none };

class roster {
 public:
  roster(const json& line, names& named, hash_order order);

  [[nodiscard]] const shared_candidate& candidate(std::string_view name);
  /// The hash of a candidate; one that the case only names gets one as well.
  [[nodiscard]] candidate_hash hash(std::string_view name);
  [[nodiscard]] std::string_view name(const candidate_hash& hash) const;
  /// A list of names, as hashes.
  [[nodiscard]] std::vector<candidate_hash> hashes(const json& object, std::string_view key);

 private:
  struct entry {
    std::string_view name;
    candidate_hash hash;
    shared_candidate candidate;  ///< null if the case only names it
  };
  entry& find(std::string_view name);

  names numbers_;  ///< position in `entries_`, from 1
  std::vector<entry> entries_;
};

using scope = protocol::relay_scope<shape>;

struct read_scope {
  conformance::scope scope;  ///< without ancestors
  scope::ancestors_type offered;
};
read_scope scope_from(const json& from, names& named, roster& known,
                      const protocol::dialect& speak);
/// Accepts the ancestors; what upstream answers.
answer accept(read_scope& read);

answer write_entry_refusal(protocol::storage_refusal why);

}  // namespace backcheck::conformance
