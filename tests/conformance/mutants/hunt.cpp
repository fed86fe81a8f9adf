// SPDX-License-Identifier: Apache-2.0
//
// hunt FILE...: runs the recorded cases once with every rule as it is, which must agree, and once
// for each mutant, which must not. A mutant that crashes, faults or does not come to an end is
// killed too. Ends with 0 if every mutant is killed but those that cannot be observed, and these
// live.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "conformance/conform.hpp"
#include "tests/conformance/mutants/mutant.hpp"

int active_mutant = 0;

namespace {

struct row {
  int id;
  const char* file;
  const char* what;
  const char* unobservable;
};
const row rows[] = {
#include <mutants.inc>  // woven
};

constexpr unsigned seconds_max = 60;

bool all_agree(const std::vector<std::string>& files) {
  try {
    backcheck::conformance::tallies all;
    for (const auto& file : files) {
      backcheck::conformance::run_file(file, all, true);
      for (const auto& [kind, tally] : all) {
        if (tally.differing > 0) return false;
      }
    }
  } catch (const std::exception&) {
    return false;
  }
  return true;
}

/// Whether the cases agree with that mutant active, found out in a process of its own.
bool lives(int id, const std::vector<std::string>& files) {
  const pid_t child = fork();
  if (child == 0) {
    active_mutant = id;
    alarm(seconds_max);
    _exit(all_agree(files) ? 0 : 1);
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
  const std::vector<std::string> files(argv + 1, argv + argc);
  if (files.empty() || !lives(0, files)) {
    std::puts("without a mutant the cases do not agree");
    return 1;
  }
  int killed = 0;
  int unobservable = 0;
  int wrong = 0;
  for (const auto& [id, file, what, reason] : rows) {
    const bool expected = *reason != '\0';
    const bool alive = lives(id, files);
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
