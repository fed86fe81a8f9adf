// SPDX-License-Identifier: Apache-2.0
//
// Output files are written whole or not at all, and one that cannot be written is refused before
// the long run, not after it.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

namespace fs = std::filesystem;

/// A run that would take hours, were it not refused.
const std::vector<std::string> endless{"check", "--scope", "relay_blocks=8,leaves=4,candidates=10"};

outcome run_with(std::vector<std::string> words, const std::string& option,
                 const std::string& file) {
  words.push_back(option);
  words.push_back(file);
  return run(words);
}

TEST(output, that_cannot_be_written_is_refused_at_once) {
  const scratch_folder folder;
  write_text(folder / "file", "kept");
  fs::create_directory(folder / "folder");
  const std::vector<std::pair<std::string, std::string>> refused{
      {"--json", folder / "folder"},
      {"--json", folder / "no/such/folder/file"},
      {"--json", folder / "file/below"},
      {"--json", ""},
      {"--json", "/"},
      {"--save-trace", "/dev/full"},
      {"--save-trace", folder / "file"},
      {"--save-trace", folder / "file/below"},
  };
  for (const auto& [option, file] : refused) {
    const auto o = run_with(endless, option, file);
    EXPECT_EQ(o.code, 2) << option << " " << file << o.err;
    EXPECT_EQ(lines_of(o.err).size(), 1U) << o.err;
    EXPECT_NE(o.err.find("'" + file + "'"), std::string::npos) << o.err;
    EXPECT_NE(o.err.find("; allowed: "), std::string::npos) << o.err;
    EXPECT_EQ(o.out, "");
  }
  EXPECT_EQ(text_of(folder / "file"), "kept");
}

// A run that is refused or cut off leaves what was there, and no litter.
TEST(output, of_a_refused_run_is_not_touched) {
  const scratch_folder folder;
  write_text(folder / "json", "kept");
  const auto o = run_with({"show", "no-such-trace.json"}, "--out", folder / "json");
  EXPECT_EQ(o.code, 2);
  EXPECT_EQ(text_of(folder / "json"), "kept");
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& each : fs::directory_iterator(folder / "")) ++files;
  EXPECT_EQ(files, 1U);
}

// Devices are written to, not replaced.
TEST(output, goes_into_devices) {
  EXPECT_EQ(run_with({"check", "--scope", "tiny"}, "--json", "/dev/null").code, 0);
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

// Whoever gets no answer must not think there was none to give.
TEST(output, that_gets_lost_is_an_error) {
  const scratch_folder folder;
  EXPECT_EQ(run_with({"check", "--scope", "tiny"}, "--save-trace", folder / "traces").code, 0);
  const auto trace = folder / "traces/R1.json";
  const std::vector<std::vector<std::string>> commands{{"check", "--scope", "tiny"},
                                                       {"mutants", "--list"},
                                                       {"mutants", "--run", "capacity_off_by_one"},
                                                       {"replay", trace}};
  const auto expect_error = [](const outcome& o, const std::string& says) {
    EXPECT_EQ(o.code, 2);
    EXPECT_EQ(o.out, "");
    EXPECT_EQ(o.err.find("backcheck: "), o.err.rfind("backcheck: ")) << o.err;
    EXPECT_NE(o.err.find(says + ": No space left on device; allowed: "), std::string::npos)
        << o.err;
  };
  for (const auto& words : commands) {
    expect_error(run_with(words, "--json", "/dev/full"), "cannot write '/dev/full'");
    expect_error(program(words, {.out = "/dev/full"}).wait(), "cannot write to standard output");
  }
  expect_error(run_with({"show", trace}, "--out", "/dev/full"), "cannot write '/dev/full'");
  for (const auto& words :
       {std::vector<std::string>{"list", "parameters"},
        std::vector<std::string>{"list", "presets", "--json"}, std::vector<std::string>{"--help"}})
    expect_error(program(words, {.out = "/dev/full"}).wait(), "cannot write to standard output");
}

// A file behind a link is replaced where it lies.
TEST(output, follows_links) {
  const scratch_folder folder;
  write_text(folder / "file", "old");
  fs::create_symlink(folder / "file", folder / "link");
  EXPECT_EQ(run_with({"check", "--scope", "tiny"}, "--json", folder / "link").code, 0);
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_TRUE(text_of(folder / "file").starts_with("{"));
}

}  // namespace
}  // namespace backcheck::tests
