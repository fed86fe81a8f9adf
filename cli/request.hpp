// SPDX-License-Identifier: Apache-2.0
//
// What is asked on the command line, common to the commands that run something: parameters, rule
// set, window, properties; and what a run may spend.
#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

#include "checker/asking.hpp"
#include "model/protocol/configuration.hpp"
#include "solver/interface/budget.hpp"

namespace backcheck::cli {

/// The texts of the options, as typed.
struct question_options {
  std::optional<std::string> preset;
  std::optional<std::string> config;
  std::vector<std::string> sets;
  std::vector<std::string> changes;
  std::string rule_set = "2025";
  std::string scope = "default";
  std::vector<std::string> properties;
  std::vector<std::string> dropped;  ///< assumptions
  std::string fault = "none";
};
void add_to(CLI::App& app, question_options& options);
/// Only those about parameters: preset or file, single values, rule set.
void add_parameters_to(CLI::App& app, question_options& options);
/// What these mean.
protocol::configuration read_parameters(const question_options& options);
protocol::rule_set read_rule_set(const question_options& options);

/// What they mean.
struct question {
  protocol::configuration configuration;
  std::vector<const protocol::parameter*> changed;     ///< by `--set`
  std::vector<const protocol::parameter*> may_change;  ///< by `--change`, or by the scope
  std::vector<const protocol::parameter*> by_scope;    ///< by the scope, and not by `--set`
  checker::setting setting;
  std::string scope_name;                          ///< empty if it has none
  std::vector<checker::unasked> unasked;           ///< claimed, and not asked about
  std::vector<checker::unasked> unasked_long_run;  ///< the same of the long run
};
/// Throws what tells the user that there is no such thing.
question read(const question_options& options);

/// A rule set and a fault by their names.
protocol::dialect read_dialect(const std::string& rule_set, const std::string& fault);

struct budget_options {
  std::optional<std::uint32_t> depth;
  std::optional<unsigned> threads;
  std::optional<double> time_limit_s;
  std::optional<std::uint64_t> state_limit;
  std::optional<std::uint64_t> memory_limit_mib;
};
void add_to(CLI::App& app, budget_options& options);
/// Without callbacks.
solver::budget read(const budget_options& options);

}  // namespace backcheck::cli
