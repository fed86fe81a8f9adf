// SPDX-License-Identifier: Apache-2.0
#include "cli/trace_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace backcheck::cli {

namespace {

std::string text_of_file(const std::string& path) {
  std::error_code none;
  if (std::filesystem::is_directory(path, none))
    throw input_error(fmt::format("{}: is a folder, not a trace", path));
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file && file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  if (!file.is_open() || file.bad())
    throw input_error(
        fmt::format("{}: cannot be read: {}", path, std::generic_category().message(errno)));
  return std::move(text).str();
}

}  // namespace

checker::replayed replay_file(const std::string& path) {
  const auto text = text_of_file(path);
  try {
    return checker::replay(text);
  } catch (const trace::trace_error& error) {
    throw input_error(fmt::format("{}:{}", path, error.what()));
  }
}

}  // namespace backcheck::cli
