// SPDX-License-Identifier: Apache-2.0
//
// `backcheck check --engine random`: the options that only random walks have, and the check itself.
#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/request.hpp"

namespace backcheck::cli {

struct walk_options {
  std::optional<std::uint64_t> walks;
  std::optional<std::uint64_t> steps;
  std::optional<std::uint64_t> seed;
  bool even = false;
  std::optional<std::string> observations_file;
};
void add_to(CLI::App& app, walk_options& options);
/// Throws if any was given: they mean nothing to other engines.
void require_none(const walk_options& options);

/// Where a report and traces go, as for the other engines.
struct walk_outputs {
  bool strict = false;
  std::optional<std::string> json_file;
  std::optional<std::string> trace_folder;
};
exit_code check_by_walks(const question& asked, const budget_options& budget,
                         const walk_options& options, const walk_outputs& outputs);

}  // namespace backcheck::cli
