// SPDX-License-Identifier: Apache-2.0
//
// Another solver altogether, in a process of its own: it reads the text from a file and prints one
// word. One that does not answer in time is ended.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "solver/symbolic/prove.hpp"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX says so

namespace backcheck::solver::symbolic {

namespace {

using clock = std::chrono::steady_clock;

/// A folder that is gone when nobody needs it any more.
class folder {
 public:
  folder() {
    auto name = (std::filesystem::temp_directory_path() / "backcheck-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for temporary files");
    path_ = name;
  }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  ~folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string file(const char* name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// Starts cvc5; what it prints goes to a file. None where it cannot be started.
std::optional<pid_t> start(std::string question, const std::string& answer) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, answer.c_str(), O_WRONLY | O_CREAT,
                                   0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string program = "cvc5";
  std::array<char*, 3> arguments{program.data(), question.data(), nullptr};
  pid_t started = 0;
  const int failed = posix_spawnp(&started, "cvc5", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return std::nullopt;
  return started;
}

/// Waits until it ends; ends it when the time is over. Whether it ended by itself.
bool wait_for(pid_t running, const budget& limits) {
  const auto began = clock::now();
  while (waitpid(running, nullptr, WNOHANG) == 0) {
    const bool late = limits.time_max && clock::now() - began >= *limits.time_max;
    if (late || (limits.interrupted != nullptr && limits.interrupted->load())) {
      kill(running, SIGKILL);
      waitpid(running, nullptr, 0);
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace

bool has_cvc5() {
  static const bool has = [] {
    const folder place;
    std::ofstream(place.file("question.smt2")) << "(set-logic QF_BV)\n(check-sat)\n";
    const auto running = start(place.file("question.smt2"), place.file("answer"));
    budget limits;
    limits.time_max = std::chrono::seconds(10);
    return running && wait_for(*running, limits) &&
           std::filesystem::file_size(place.file("answer")) > 0;
  }();
  return has;
}

told ask_cvc5(const std::string& text, const budget& limits) {
  const folder place;
  std::ofstream(place.file("question.smt2")) << text;
  const auto running = start(place.file("question.smt2"), place.file("answer"));
  if (!running || !wait_for(*running, limits)) return told::unknown;
  std::string word;
  std::ifstream(place.file("answer")) >> word;
  if (word == "unsat") return told::unsatisfiable;
  return word == "sat" ? told::satisfiable : told::unknown;
}

}  // namespace backcheck::solver::symbolic
