// SPDX-License-Identifier: Apache-2.0
//
// What the random suite is asked to do, by the environment. BACKCHECK_RANDOM holds `key=value`s,
// separated by spaces:
//   seed=N      another number gives other walks; the same number the same ones
//   seconds=N   walk for so long instead of a fixed number of times, with a fresh seed if none is
//   given setting=N   only the setting of that number, and walk=N      only that walk in it
// BACKCHECK_OBSERVATIONS names a file for what each walk did, one JSON object a line, and
// BACKCHECK_TRACES a folder for traces of what failed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "checker/random_check.hpp"

namespace backcheck::tests {

struct random_run {
  std::uint64_t seed = 20230825;
  std::optional<double> seconds = {};
  std::optional<std::uint64_t> setting = {};
  std::optional<std::uint64_t> walk = {};
  std::string traces = "build/traces";
  std::optional<std::string> observations = {};
};
/// As the environment says. Throws if it says what it may not.
random_run asked_run();
/// The same of a text and two file names, which may be null.
random_run read_run(const char* asked, const char* traces, const char* observations);

/// Saves a trace, in a folder that it makes if there is none. The file's name.
std::string save(const std::string& folder, const std::string& name, const trace::trace& t);

/// A walk that violates something, as small as it gets; and what to say of it.
struct failure {
  trace::trace smallest;
  bool is_shortest = false;  ///< no execution with fewer steps does, in the trace's window
  std::string told;
};
/// What a walk of a plan violates, shrunk, saved and told, with the line that repeats it.
failure explain(const checker::setting& s, const std::vector<solver::random::taken_step>& taken,
                const solver::claim_set& violated, const std::string& folder,
                const std::string& name, const std::string& repeat);

}  // namespace backcheck::tests
