// SPDX-License-Identifier: Apache-2.0
//
// The program itself, run as users run it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace backcheck::tests {

struct outcome {
  int code = -1;  ///< -1 if a signal ended it
  std::string out;
  std::string err;
};

/// Where a program runs, and where what it says goes, if not where we want it.
struct surroundings {
  std::string folder{};
  std::string out{};
};

/// A running program. Its output goes to files, so that it never waits for us.
class program {
 public:
  explicit program(const std::vector<std::string>& arguments, const surroundings& around = {});
  program(const program&) = delete;
  program& operator=(const program&) = delete;
  ~program();

  void send(int signal) const;
  outcome wait();

 private:
  std::filesystem::path folder_;
  pid_t pid_ = -1;
};

/// Runs it to its end.
outcome run(const std::vector<std::string>& arguments);

/// A folder of our own that is gone when the test is over.
class scratch_folder {
 public:
  scratch_folder();
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;
  ~scratch_folder();
  [[nodiscard]] std::string operator/(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

std::string text_of(const std::string& file);
void write_text(const std::string& file, const std::string& text);
std::vector<std::string> lines_of(const std::string& text);
/// The text without its lines that depend on time: they begin with `time`.
std::string without_time(const std::string& text);

}  // namespace backcheck::tests
