// SPDX-License-Identifier: Apache-2.0
//
// measure FILE COMMAND...: runs a command and writes one line to FILE: elapsed seconds, processor
// seconds, and the most bytes it had resident. Ends with the command's exit code.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

namespace {

constexpr int request_is_wrong = 2;
constexpr int world_is_wrong = 3;

double seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: measure FILE COMMAND...\n");
    return request_is_wrong;
  }
  const auto began = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    execvp(argv[2], argv + 2);
    fmt::print(stderr, "measure: cannot run {}\n", argv[2]);
    _exit(world_is_wrong);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child) return world_is_wrong;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - began;
  constexpr std::uint64_t kilobyte = 1024;
  std::ofstream(argv[1]) << fmt::format("{:.3f} {:.3f} {}\n", elapsed.count(),
                                        seconds(used.ru_utime) + seconds(used.ru_stime),
                                        static_cast<std::uint64_t>(used.ru_maxrss) * kilobyte);
  return WIFEXITED(status) ? WEXITSTATUS(status) : world_is_wrong;
}
