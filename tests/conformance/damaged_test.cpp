// SPDX-License-Identifier: Apache-2.0
//
// Why: files of cases come from elsewhere. Whatever is wrong with a line, it must be refused by its
// number or judged; it must not bring the program down.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <random>

#include "conformance/conform.hpp"
#include "conformance/lines.hpp"

namespace backcheck::conformance {
namespace {

using chance = std::mt19937_64;  // the same numbers everywhere

constexpr std::array recorded{"consensus_hook",    "emulator.constraints",
                              "emulator.fragment", "emulator.stack",
                              "fragment_chain",    "fragment_chain.order_dependent",
                              "fragment_tree",     "fragment_tree.index_shift",
                              "segment",           "segment.inclusion",
                              "segment.panics"};

/// Puts another value in the place of a number or a string, which may be a name.
void damage(std::string& line, chance& random) {
  static constexpr std::array values{
      "0",  "1",      "7",      "4294967295", "4294967296", "18446744073709551615",
      "-1", "1.5",    "null",   "true",       "\"\"",       "[]",
      "{}", "\"h0\"", "\"c1\"", "[1]"};
  const std::size_t from = random() % line.size();
  const std::size_t begin = line.find_first_of("\"0123456789", from);
  if (begin == std::string::npos) return;
  std::size_t end =
      line[begin] == '"' ? line.find('"', begin + 1) : line.find_first_not_of("0123456789", begin);
  if (end == std::string::npos) return;
  if (line[begin] == '"') ++end;
  line.replace(begin, end - begin, values[random() % values.size()]);
}

struct counts {
  std::size_t judged = 0;
  std::size_t refused = 0;
};

/// Each line by itself, damaged in one place or a few.
void try_damaged(const std::string& file, chance& random, counts& seen) {
  const std::string path =
      std::filesystem::temp_directory_path() / ("backcheck_damaged_" + std::to_string(::getpid()));
  lines from("tests/conformance/vectors/" + file + ".jsonl.zst");
  std::string_view line;
  while (from.next(line)) {
    if (random() % 4 != 0) continue;
    std::string damaged(line);
    for (std::size_t left = 1 + random() % 3; left > 0; --left) damage(damaged, random);
    std::ofstream(path) << damaged << '\n';
    try {
      tallies all;
      run_file(path, all);
      ++seen.judged;
    } catch (const std::runtime_error& why) {
      ++seen.refused;
      EXPECT_NE(std::string(why.what()).find(":1: "), std::string::npos) << why.what();
    } catch (const std::exception& why) {
      ADD_FAILURE() << why.what() << "\n" << damaged;
    }
  }
  std::filesystem::remove(path);
}

TEST(damaged_cases, are_refused_by_line_or_judged) {
  chance random(7);
  counts seen;
  for (const auto* file : recorded) try_damaged(file, random, seen);
  EXPECT_GT(seen.judged, 100U);
  EXPECT_GT(seen.refused, 100U);
}

}  // namespace
}  // namespace backcheck::conformance
