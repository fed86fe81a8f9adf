// SPDX-License-Identifier: Apache-2.0
//
// The museum in words: lines for a terminal, JSON, and the pages of `counterexamples/`.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "checker/museum.hpp"
#include "model/reflect/json_error.hpp"

namespace backcheck::cli {

/// `killed by S56 in 5 steps`
std::string museum_outcome(const checker::museum_run& run);
/// `symbolic: killed in 5 steps`
std::string symbolic_outcome(const checker::engine_run& run);
/// A line for a mutant that was run; one for each entry that is out of reach.
std::string museum_line(const checker::museum_run& run);
std::string museum_beyond_lines();
reflect::json museum_json(const checker::museum_run& run);

/// All files of the corpus, by their paths in it.
std::map<std::string, std::string> corpus_of(const std::vector<checker::museum_run>& all);

}  // namespace backcheck::cli
