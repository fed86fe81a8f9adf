// SPDX-License-Identifier: Apache-2.0
//
// hunt ARGUMENT...: looks once with every rule as it is, when nothing may be noticed, and once for
// each mutant, when something must be. A mutant that crashes, faults or does not come to an end is
// noticed too. Ends with 0 if all are but those that cannot be observed, and these are not.
#include "tests/conformance/mutants/hunt.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "tests/conformance/mutants/mutant.hpp"

int active_mutant = 0;

namespace {

struct row {
  int id;
  const char* file;
  const char* what;
  const char* unobservable;
};
constexpr auto rows = std::to_array<row>({
#include <mutants.inc>  // woven
});

constexpr unsigned seconds_max = 60;

/// Whether that mutant, active in a process of its own, goes unnoticed.
bool lives(int id, const std::vector<std::string>& arguments) {
  const pid_t child = fork();
  if (child == 0) {
    active_mutant = id;
    alarm(seconds_max);
    _exit(nothing_is_noticed(arguments) ? 0 : 1);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) {
    std::perror("hunt");
    _exit(4);
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (!lives(0, arguments)) {
    std::puts("without a mutant not all is well");
    return 1;
  }
  int killed = 0;
  int unobservable = 0;
  int wrong = 0;
  for (const auto& [id, file, what, reason] : rows) {
    const bool expected = *reason != '\0';
    const bool alive = lives(id, arguments);
    killed += alive ? 0 : 1;
    unobservable += alive && expected ? 1 : 0;
    if (alive == expected) continue;
    ++wrong;
    std::printf("%s: %s: %s\n", file, what,
                alive ? "survives" : "is killed, though it should not be observable");
  }
  std::printf("%zu mutants: %d killed, %d unobservable, %d not as expected\n", std::size(rows),
              killed, unobservable, wrong);
  return wrong == 0 ? 0 : 1;
}
