// SPDX-License-Identifier: Apache-2.0
//
// Traces in files: read, and replayed before anything is said about them.
#pragma once

#include <stdexcept>
#include <string>

#include "checker/recording.hpp"

namespace backcheck::cli {

/// A file is not what it should be (exit 2). One line that begins with the file and, where it is
/// known, the line.
class input_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

checker::replayed replay_file(const std::string& path);

}  // namespace backcheck::cli
