// SPDX-License-Identifier: Apache-2.0
//
// What `review` is asked: a configuration to start from, and the change in whatever form a proposal
// has it: a file, single values, or the bytes of a call.
#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

#include "checker/review.hpp"
#include "cli/exit_code.hpp"
#include "cli/request.hpp"

namespace backcheck::cli {

struct review_options {
  std::optional<std::string> from;
  std::optional<std::string> to;
  std::vector<std::string> sets;
  std::optional<std::string> call;
  std::string rule_set = "2025";
  std::vector<std::string> scopes;
  std::vector<std::string> maps;
  std::vector<std::string> properties;  ///< of a map
  bool no_ranges = false;
  bool quick = false;
  budget_options budget;
  std::optional<std::string> markdown_file, json_file, sarif_file, svg_file, trace_folder;
};

/// A preset by its name, or a file.
protocol::configuration configuration_named(const std::string& preset_or_file);
/// Changes parameters as a call does, given in hexadecimal or in a file.
void apply_call(const std::string& call, protocol::configuration& to);
/// Throws what tells the user that there is no such thing.
checker::review_request read(const review_options& options);
/// The command that asks the same.
std::string command_of(const review_options& options);

/// `backcheck review --map`: see `checker/review_map.hpp`.
exit_code draw_map(const review_options& options, const protocol::configuration& from);

}  // namespace backcheck::cli
