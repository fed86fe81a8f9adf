// SPDX-License-Identifier: Apache-2.0
//
// The files of `pages/`, made part of the program when it is built; see cmake/EmbedFiles.cmake.
#pragma once

#include <span>
#include <string_view>

namespace backcheck::cli {

struct embedded_file {
  std::string_view name;  ///< without folder and extension
  std::string_view text;
};
std::span<const embedded_file> embedded_pages();

}  // namespace backcheck::cli
