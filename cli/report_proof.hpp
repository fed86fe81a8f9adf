// SPDX-License-Identifier: Apache-2.0
//
// Proofs about the machine as told to their user, as text and as JSON.
#pragma once

#include "checker/induction.hpp"
#include "cli/exit_code.hpp"
#include "model/reflect/json_error.hpp"

namespace backcheck::cli {

/// The table of properties and rules, the steps that break something, and what others confirm.
/// What other provers took for each cell of the table, in seconds.
std::string times_text(const checker::machine_proof& proof);
std::string proof_text(const checker::machine_proof& proof);
reflect::json proof_json(const checker::machine_proof& proof);
/// One line.
std::string proof_summary(const checker::machine_proof& proof);
/// Of the properties, not of the lemmas. What is not inductive may still hold: it is undecided.
exit_code code_of(const checker::machine_proof& proof);

}  // namespace backcheck::cli
