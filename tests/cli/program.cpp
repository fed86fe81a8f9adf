// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

extern char** environ;  // NOLINT(readability-redundant-declaration): not in every C library

namespace backcheck::tests {

namespace fs = std::filesystem;

namespace {

fs::path made_folder() {
  std::string name = (fs::temp_directory_path() / "backcheck-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return name;
}

}  // namespace

program::program(const std::vector<std::string>& arguments, const surroundings& around)
    : folder_(made_folder()) {
  std::vector<std::string> words{BACKCHECK_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (!around.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, around.folder.c_str());
  const auto redirect = [&](int descriptor, const fs::path& file) {
    posix_spawn_file_actions_addopen(&actions, descriptor, file.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
  };
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  redirect(STDOUT_FILENO, around.out.empty() ? folder_ / "out" : fs::path(around.out));
  redirect(STDERR_FILENO, folder_ / "err");
  const int error =
      posix_spawn(&pid_, BACKCHECK_PROGRAM, &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error("cannot run " BACKCHECK_PROGRAM);
}

program::~program() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  fs::remove_all(folder_);
}

void program::send(int signal) const { kill(pid_, signal); }

outcome program::wait() {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(folder_ / "out"),
          text_of(folder_ / "err")};
}

outcome run(const std::vector<std::string>& arguments) { return program(arguments).wait(); }

scratch_folder::scratch_folder() : path_(made_folder()) {}
scratch_folder::~scratch_folder() { fs::remove_all(path_); }
std::string scratch_folder::operator/(const std::string& name) const { return path_ / name; }

std::string text_of(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(text).str();
}

void write_text(const std::string& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream from(text);
  for (std::string line; std::getline(from, line);) lines.push_back(line);
  return lines;
}

std::string without_time(const std::string& text) {
  std::string kept;
  for (const auto& line : lines_of(text))
    if (!line.starts_with("time ")) kept += line + "\n";
  return kept;
}

}  // namespace backcheck::tests
