// SPDX-License-Identifier: Apache-2.0
//
// The pages of counterexamples/ are what the program writes, byte by byte, and the commands on them
// do what they say.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "checker/museum.hpp"
#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

std::map<std::string, std::string> files_in(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder))
    if (each.is_regular_file())
      files[std::filesystem::relative(each.path(), folder).string()] = text_of(each.path());
  return files;
}

TEST(corpus, is_what_the_program_writes) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the whole museum is for an optimized program";
#endif
  const scratch_folder folder;
  const auto o = run({"mutants", "--corpus", folder / "made"});
  ASSERT_EQ(o.code, 0) << o.out << o.err;
  const auto made = files_in(folder / "made");
  const auto kept = files_in("counterexamples");
  for (const auto& [path, text] : made) {
    ASSERT_TRUE(kept.contains(path)) << path;
    EXPECT_EQ(kept.at(path), text) << path;
  }
  for (const auto& [path, text] : kept) EXPECT_TRUE(made.contains(path)) << path;
}

std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words(1);
  for (const char c : command) {
    if (c == ' ') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

/// What a command on a page ends with. What is known to be broken is violated as expected.
int expected_code(const checker::museum_mutant& m, const std::string& command) {
  if (command == "check") return m.entry == 0 ? 0 : 1;
  const bool reached = m.how == checker::kill_kind::unreachable;
  return command == "replay" && !reached ? 1 : 0;
}

class page : public testing::TestWithParam<checker::museum_mutant> {};
TEST_P(page, has_commands_that_do_what_they_say) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the examples are for people with an optimized program";
#endif
  const auto& m = GetParam();
  std::size_t commands = 0;
  for (const auto& line :
       lines_of(text_of("counterexamples/" + std::string(m.id) + "/README.md"))) {
    if (!line.starts_with("$ backcheck ")) continue;
    auto words = words_of(line.substr(2));
    words.erase(words.begin());
    const auto o = run(words);
    EXPECT_EQ(o.code, expected_code(m, words.front())) << line << "\n" << o.out << o.err;
    ++commands;
  }
  EXPECT_GT(commands, 0U);
}

std::vector<checker::museum_mutant> all_mutants() {
  const auto all = checker::museum_mutants();
  return {all.begin(), all.end()};
}
INSTANTIATE_TEST_SUITE_P(of, page, testing::ValuesIn(all_mutants()), [](const auto& each) {
  std::string name(each.param.id);
  for (auto& c : name)
    if (c == '-') c = '_';
  return name;
});

}  // namespace
}  // namespace backcheck::tests
