// SPDX-License-Identifier: Apache-2.0
//
// Files that are written whole or not at all. Whether one can be written is found out when it is
// announced, before any long work.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace backcheck::cli {

/// A file or folder cannot be written (exit 2). One line.
class output_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class output_file {
 public:
  /// Announces a file; `-` is standard output. Throws if it cannot be written.
  explicit output_file(const std::filesystem::path& where);
  output_file(const output_file&) = delete;
  output_file& operator=(const output_file&) = delete;
  ~output_file();

  /// Writes all of it, in place of what was there.
  void write(std::string_view text);

 private:
  [[noreturn]] void fail(const std::string& why) const;

  std::filesystem::path where_;
  std::filesystem::path temporary_;  ///< empty for what is no regular file: it is written directly
  int descriptor_ = -1;
};

/// Writes to standard output. Throws if that cannot be done: an answer that is lost is none.
void say(std::string_view text);

/// Makes a folder for output, if there is none, and makes sure that files can be written into it.
void prepare_output_folder(const std::filesystem::path& folder);

}  // namespace backcheck::cli
