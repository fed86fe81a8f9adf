// SPDX-License-Identifier: Apache-2.0
//
// The emulator's data as JSON: constraints, modifications, candidates, relay blocks and errors.
// Shared by all kinds of case that speak of them.
#pragma once

#include "conformance/trial.hpp"
#include "model/protocol/fragment.hpp"

namespace backcheck::conformance {

using constraints = protocol::constraints<shape>;
using modifications = protocol::constraint_modifications<shape>;
using candidate = protocol::prospective_candidate<shape>;
using relay_block = protocol::relay_block<shape>;
using para = shape::para;

/// Constraints; `max_head` exists since 2025.
constraints read_constraints(const json& from, names& named, const protocol::dialect& speak);
/// The fields that are there replace those of `c`.
void change_constraints(const json& from, names& named, constraints& c);
answer write_constraints(const constraints& c, const names& named, const protocol::dialect& speak);

modifications read_modifications(const json& from, names& named);
answer write_modifications(const modifications& m, const names& named);

/// `[hash, number, storage root]`.
relay_block read_relay_block(const json& from, names& named);

/// The case's `head_sizes`, if it has them. Other heads are 8 bytes long.
using head_sizes = std::optional<json>;
inline head_sizes read_head_sizes(const json& line) { return member_if(line, "head_sizes"); }
candidate read_candidate(const json& from, names& named, const head_sizes& sizes);

/// The errors with their fields.
answer write_refusal(protocol::modification_refusal why, const constraints& c,
                     const modifications& m);
answer write_refusal(protocol::fragment_refusal why, const relay_block& relay_parent,
                     const constraints& c, const candidate& judged, const modifications& m,
                     const names& named);

}  // namespace backcheck::conformance
