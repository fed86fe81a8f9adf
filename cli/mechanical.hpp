// SPDX-License-Identifier: Apache-2.0
//
// Mechanical mutants of the machine are compiled into a program of their own, since a process holds
// one machine. It stands beside this one.
#pragma once

#include "cli/command.hpp"

namespace backcheck::cli {

/// Runs it; it prints what notices each mutant. Undecided where it was not built.
exit_code run_mechanical_mutants();

}  // namespace backcheck::cli
