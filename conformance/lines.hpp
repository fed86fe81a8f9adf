// SPDX-License-Identifier: Apache-2.0
//
// The lines of a file of any size, one at a time. A file compressed by zstd is recognised by its
// first bytes and read as what it holds. The file `-` is standard input.
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace backcheck::conformance {

/// A file that cannot be read, or is cut off or damaged.
class unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The next line is longer than any case; it would have to be held whole.
class too_long : public std::runtime_error {
 public:
  too_long() : std::runtime_error("the line is longer than 64 MiB") {}
};

inline constexpr std::string_view standard_input = "-";

/// Where bytes come from: at most `size` of them at a time, fewer only at the end, then none.
class byte_source {
 public:
  byte_source() = default;
  byte_source(const byte_source&) = delete;
  byte_source& operator=(const byte_source&) = delete;
  virtual ~byte_source() = default;
  virtual std::size_t read(char* to, std::size_t size) = 0;
};

class lines {
 public:
  /// Throws `unreadable`.
  explicit lines(const std::string& path);

  /// The next line without its end; false when there is none. It lives until the next call, and
  /// `padding` bytes behind it may be read. Throws `too_long`.
  bool next(std::string_view& line);
  /// The number of the line last given, from 1.
  [[nodiscard]] std::size_t number() const { return number_; }

  static constexpr std::size_t padding = 64;
  static constexpr std::size_t line_max = std::size_t{64} << 20U;

 private:
  void refill();

  std::unique_ptr<byte_source> source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  ///< of what has not been given yet
  std::size_t end_ = 0;    ///< of what has been read
  std::size_t number_ = 0;
  bool exhausted_ = false;
};

}  // namespace backcheck::conformance
