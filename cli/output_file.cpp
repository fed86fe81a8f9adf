// SPDX-License-Identifier: Apache-2.0
#include "cli/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace backcheck::cli {

namespace fs = std::filesystem;

namespace {

std::string reason() { return std::generic_category().message(errno); }

/// Permissions of a file as any program would create it.
mode_t usual_mode() {
  const mode_t mask = umask(0);
  umask(mask);
  return static_cast<mode_t>(0666) & ~mask;
}

bool write_all(int to, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(to, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

output_file::output_file(const fs::path& where) : where_(where) {
  if (where == "-") {
    descriptor_ = dup(STDOUT_FILENO);
    if (descriptor_ < 0) fail(reason());
    return;
  }
  if (where.filename().empty()) fail("names no file");
  std::error_code none;
  // A file behind a link is replaced where it lies; the link stays.
  if (fs::is_symlink(where, none)) {
    const auto target = fs::weakly_canonical(where, none);
    if (!none) where_ = target;
  }
  if (fs::is_directory(where_, none)) fail("is a folder");
  if (fs::exists(where_, none) && !fs::is_regular_file(where_, none)) {
    descriptor_ = open(where_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) fail(reason());
    return;
  }
  if (fs::exists(where_, none) && access(where_.c_str(), W_OK) != 0) fail(reason());
  std::string name = where_.string() + ".XXXXXX";
  descriptor_ = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) fail(reason());
  temporary_ = name;
}

output_file::~output_file() {
  if (descriptor_ >= 0) close(descriptor_);
  std::error_code none;
  if (!temporary_.empty()) fs::remove(temporary_, none);
}

void output_file::write(std::string_view text) {
  if (!write_all(descriptor_, text)) fail(reason());
  if (temporary_.empty()) return;
  if (fchmod(descriptor_, usual_mode()) != 0 || fsync(descriptor_) != 0) fail(reason());
  if (rename(temporary_.c_str(), where_.c_str()) != 0) fail(reason());
  temporary_.clear();
}

void output_file::fail(const std::string& why) const {
  std::error_code none;
  if (!temporary_.empty()) fs::remove(temporary_, none);
  throw output_error(fmt::format("cannot write '{}': {}; allowed: {}", where_.string(), why,
                                 "a file, in a folder that exists, that may be written to"));
}

void say(std::string_view text) {
  if (!write_all(STDOUT_FILENO, text))
    throw output_error(fmt::format(
        "cannot write to standard output: {}; allowed: anything that takes all of it", reason()));
}

void prepare_output_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw output_error(
        fmt::format("cannot make the folder '{}': {}; allowed: a folder that may be written to",
                    folder.string(), error.message()));
  const output_file probe(folder / "writable");
}

}  // namespace backcheck::cli
