// SPDX-License-Identifier: Apache-2.0
//
// The commands in our documentation do what the documentation shows. Every ```console block is run:
// a line that begins with `$ backcheck` is a command, and what follows is its output, up to the
// next command; a line `...` stands for any lines.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

struct example {
  std::string where;
  std::string command;
  std::vector<std::string> output;
};

std::vector<example> examples_in(const std::string& file) {
  std::vector<example> found;
  bool inside = false;
  std::size_t number = 0;
  for (const auto& line : lines_of(text_of(file))) {
    ++number;
    if (line.starts_with("```")) {
      inside = line == "```console";
    } else if (inside && line.starts_with("$ ")) {
      found.push_back({file + ":" + std::to_string(number), line.substr(2), {}});
    } else if (inside && !found.empty()) {
      found.back().output.push_back(line);
    }
  }
  return found;
}

std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : command + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

/// Whether the lines are those expected, where `...` is any lines, and `time` any time.
bool matches(const std::vector<std::string>& expected, std::size_t e,
             const std::vector<std::string>& lines, std::size_t l) {
  if (e == expected.size()) return l == lines.size();
  if (expected[e] == "...") {
    for (std::size_t rest = l; rest <= lines.size(); ++rest)
      if (matches(expected, e + 1, lines, rest)) return true;
    return false;
  }
  if (l == lines.size()) return false;
  const bool times = expected[e].starts_with("time ") && lines[l].starts_with("time ");
  return (times || expected[e] == lines[l]) && matches(expected, e + 1, lines, l + 1);
}

class documentation : public testing::TestWithParam<const char*> {};

TEST_P(documentation, shows_what_happens) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the examples are for people with an optimized program";
#endif
  const scratch_folder folder;
  const auto examples = examples_in(GetParam());
  EXPECT_FALSE(examples.empty());
  for (const auto& [where, command, output] : examples) {
    auto words = words_of(command);
    ASSERT_TRUE(words.front() == "backcheck" || words.front() == "./backcheck") << where;
    words.erase(words.begin());
    const auto o = program(words, {.folder = folder / ""}).wait();
    EXPECT_NE(o.code, 4) << where << o.err;
    // Whoever runs them slowly sees progress, too, on standard error.
    const auto& told = o.code == 2 ? o.err : o.out;
    EXPECT_TRUE(matches(output, 0, lines_of(told), 0)) << where << ": " << command << "\n" << told;
  }
}

INSTANTIATE_TEST_SUITE_P(page, documentation,
                         testing::Values("README.md", "docs/guides/verdicts.md",
                                         "docs/guides/traces.md", "docs/guides/liveness.md",
                                         "docs/guides/decoding.md", "docs/guides/explaining.md",
                                         "docs/guides/proofs.md", "docs/guides/reviewing.md"),
                         [](const auto& page) {
                           return std::filesystem::path(page.param).stem().string();
                         });

}  // namespace
}  // namespace backcheck::tests
