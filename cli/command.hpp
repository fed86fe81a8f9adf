// SPDX-License-Identifier: Apache-2.0
//
// The commands of the program. Each lives in a file of its own, `<command>.cpp`, and has one line
// here and one in `main.cpp`.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

#include "cli/exit_code.hpp"

namespace backcheck::cli {

/// A command that has been told to the parser. `run` is called after parsing, if it was chosen;
/// what it throws becomes an exit code in `main.cpp`.
struct command {
  CLI::App* app = nullptr;
  std::function<exit_code()> run;
};

command add_check(CLI::App& program);
command add_conform(CLI::App& program);
command add_decode(CLI::App& program);
command add_lint(CLI::App& program);
command add_list(CLI::App& program);
command add_measure(CLI::App& program);
command add_mutants(CLI::App& program);
command add_prove(CLI::App& program);
command add_solve(CLI::App& program);
command add_replay(CLI::App& program);
command add_review(CLI::App& program);
command add_show(CLI::App& program);
command add_shrink(CLI::App& program);
command add_survey(CLI::App& program);

}  // namespace backcheck::cli
