// SPDX-License-Identifier: Apache-2.0
#include "cli/mechanical.hpp"

#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <filesystem>

#include "cli/output_file.hpp"
#include "cli/progress.hpp"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX says so

namespace backcheck::cli {

exit_code run_mechanical_mutants() {
  std::error_code failed;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
  std::string program = (self.parent_path() / "mechanical_mutants").string();
  if (failed || !std::filesystem::exists(program, failed)) {
    say("mechanical mutants: undecided, for their program was not built beside this one\n");
    return exit_code::undecided;
  }
  std::array<char*, 2> arguments{program.data(), nullptr};
  pid_t started = 0;
  if (posix_spawn(&started, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0)
    return exit_code::at_fault;
  int status = 0;
  while (waitpid(started, &status, 0) < 0) {
    if (errno != EINTR) return exit_code::at_fault;
  }
  if (interruption().load()) return exit_code::undecided;
  if (!WIFEXITED(status)) return exit_code::at_fault;
  switch (WEXITSTATUS(status)) {
    case 0:
      return exit_code::holds;
    case 1:
      return exit_code::violated;
    default:
      return exit_code::at_fault;
  }
}

}  // namespace backcheck::cli
