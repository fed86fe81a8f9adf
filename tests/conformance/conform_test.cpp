// SPDX-License-Identifier: Apache-2.0
//
// Why: a comparison that passes too easily proves nothing, so every way in which a file can be
// wrong, or an answer differ, must be seen and said.
#include <gtest/gtest.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "conformance/conform.hpp"
#include "conformance/kinds.hpp"
#include "conformance/lines.hpp"

namespace backcheck::conformance {
namespace {

/// A file of the test's own, gone with it.
class temporary_file {
 public:
  explicit temporary_file(const std::string& content) {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("backcheck_conform_" + std::to_string(::getpid()) + "_" + std::to_string(++count));
    std::ofstream(path_, std::ios::binary) << content;
  }
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;
  ~temporary_file() { std::filesystem::remove(path_); }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::string packed(const std::string& plain) {
  std::string to(ZSTD_compressBound(plain.size()), '\0');
  to.resize(ZSTD_compress(to.data(), to.size(), plain.data(), plain.size(), 3));
  return to;
}

struct run {
  int code;
  std::string out;
  std::string err;
};
run conform(const std::string& content) {
  const temporary_file file(content);
  std::ostringstream out;
  std::ostringstream err;
  const int code = conform_main({file.path()}, out, err);
  return {code, out.str(), err.str()};
}

const std::string agreeing =
    R"({"id":8,"kind":"hook.on_initialize","lifted":true,"new_slot":4,"result":{"ok":[4,5]},)"
    R"("slot_info":[4,4],"version":"2023"})"
    "\n";
const std::string differing =
    R"({"id":9,"kind":"hook.on_initialize","lifted":true,"new_slot":4,"result":{"ok":[4,6]},)"
    R"("slot_info":[4,4],"version":"2023"})"
    "\n";

TEST(conform, says_how_many_agree) {
  const auto [code, out, err] = conform(agreeing + agreeing);
  EXPECT_EQ(code, 0);
  EXPECT_NE(out.find("hook.on_initialize                        2        2        0"),
            std::string::npos)
      << out;
  EXPECT_EQ(err, "");
}

TEST(conform, shows_the_first_case_that_differs_and_where) {
  const auto [code, out, err] = conform(agreeing + differing + differing);
  EXPECT_EQ(code, 1);
  EXPECT_NE(out.find("hook.on_initialize                        3        1        2"),
            std::string::npos)
      << out;
  EXPECT_NE(out.find(":2 (id 9)\n"), std::string::npos) << out;
  EXPECT_NE(out.find("field: result.ok[1]\n"), std::string::npos) << out;
  EXPECT_NE(out.find("expected: 6\n"), std::string::npos) << out;
  EXPECT_NE(out.find("came: 5\n"), std::string::npos) << out;
  EXPECT_NE(out.find("slot_info: [4,4]\n"), std::string::npos) << out;
}

TEST(conform, a_missing_or_superfluous_member_differs) {
  const std::string recorded =
      R"({"kind":"hook.on_state_proof","para_slot_ms":6000,"params":{"capacity":3,)"
      R"("relay_slot_ms":6000,"velocity":1},"relay_slot":7,"slot_info":[7,1],"version":"2023",)";
  EXPECT_EQ(
      conform(recorded + R"("result":{"ok":{"capacity":3,"expects_included_parent":false}}})").code,
      0);
  EXPECT_EQ(conform(recorded + R"("result":{"ok":{"capacity":3}}})").code, 1);
  EXPECT_EQ(conform(recorded + R"("result":{"ok":{"capacity":3,"expects_included_parent":false,)"
                               R"("more":1}}})")
                .code,
            1);
}

TEST(conform, names_the_malformed_line) {
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"{\"kind\":", "2: "},
      {"", "2: "},
      {"[]", "\"kind\" is missing"},
      {"{}", "\"kind\" is missing"},
      {R"({"kind":"hook.unknown","version":"2023"})", "there is no kind \"hook.unknown\""},
      {R"({"kind":"hook.on_initialize","new_slot":4,"slot_info":[4,4],"version":"2023"})",
       "\"result\" is missing"},
      {R"({"kind":"hook.on_initialize","new_slot":-4,"slot_info":[4,4],"version":"2023"})",
       "\"new_slot\" must be a natural number"},
      {R"({"kind":"hook.on_initialize","new_slot":4,"slot_info":[4],"version":"2023"})",
       "\"slot_info\" must be a list of 2"},
      {R"({"kind":"hook.on_initialize","new_slot":4,"slot_info":[4,4294967296],"version":"2023"})",
       "\"slot_info\" must be a natural number, at most 4294967295"},
      {R"({"kind":"hook.on_initialize","new_slot":4,"slot_info":[4,4],"version":"2024"})",
       "\"version\" must be"},
      {R"({"kind":"segment","steps":[{"op":{"op":"shrink"},"result":{}}],"version":"2023"})",
       "there is no step \"shrink\""},
      {R"({"kind":"segment","steps":[{"op":{"op":"subtract"},"result":{}}],"version":"2023"})",
       "from an empty segment"},
      {agreeing.substr(0, agreeing.size() - 1) + "{}", "2: "},
  };
  for (const auto& [line, complaint] : wrong) {
    const auto [code, out, err] = conform(agreeing + line + "\n" + agreeing);
    EXPECT_EQ(code, 2) << line;
    EXPECT_NE(err.find(":2: "), std::string::npos) << line << "\n" << err;
    EXPECT_NE(err.find(complaint), std::string::npos) << line << "\n" << err;
    EXPECT_EQ(std::count(err.begin(), err.end(), '\n'), 1) << err;
    EXPECT_EQ(out, "");
  }
}

TEST(conform, a_file_that_is_missing_or_empty_is_no_agreement) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(conform_main({"no/such/file"}, out, err), 2);
  EXPECT_EQ(err.str(),
            "backcheck: conform: no/such/file: cannot be read: No such file or directory\n");
  EXPECT_EQ(conform_main({"tests"}, out, err), 2);
  EXPECT_EQ(conform("").code, 2);
}

TEST(conform, the_last_line_needs_no_end) {
  EXPECT_EQ(conform(agreeing.substr(0, agreeing.size() - 1)).code, 0);
}

// A case has to be held whole, a stream does not: what has no end of line is not read to its end.
TEST(conform, refuses_a_line_without_end) {
  const auto [code, out, err] = conform(agreeing + std::string(lines::line_max + 1, '['));
  EXPECT_EQ(code, 2);
  EXPECT_NE(err.find(":2: the line is longer than 64 MiB"), std::string::npos) << err;
}

TEST(conform, reads_compressed_files_and_notices_their_damage) {
  std::string many;
  for (int i = 0; i < 5000; ++i) many += agreeing;
  EXPECT_EQ(conform(packed(many)).code, 0);
  EXPECT_EQ(conform(packed(agreeing) + packed(agreeing + differing)).code, 1);
  const std::string whole = packed(many);
  const auto cut = conform(whole.substr(0, whole.size() - 3));
  EXPECT_EQ(cut.code, 2);
  EXPECT_NE(cut.err.find("cut off"), std::string::npos) << cut.err;
  std::string bad = whole;
  bad[whole.size() / 2] ^= 0x55;
  EXPECT_EQ(conform(bad).code, 2);
}

// Lines are cut out of a buffer that is refilled; a line may begin in one filling and end in
// another.
TEST(lines, are_what_was_written_whatever_their_length) {
  std::string content;
  std::vector<std::string> written;
  std::size_t length = 1;
  for (std::size_t i = 0; i < 400; ++i) {
    length = (length * 48271) % 9973;
    if (i == 200) length = 3000000;
    written.emplace_back(length, static_cast<char>('a' + i % 26));
    content += written.back() + "\n";
  }
  for (const auto& bytes : {content, packed(content)}) {
    const temporary_file file(bytes);
    lines from(file.path());
    std::string_view line;
    for (const auto& expected : written) {
      ASSERT_TRUE(from.next(line));
      ASSERT_EQ(line, expected) << from.number();
    }
    EXPECT_FALSE(from.next(line));
    EXPECT_EQ(from.number(), written.size());
  }
}

TEST(names, keep_their_numbers_when_many_are_added) {
  names known;
  std::vector<std::string> all;
  all.reserve(1000);
  for (int i = 0; i < 1000; ++i) all.push_back("name" + std::to_string(i));
  for (std::uint32_t i = 0; i < all.size(); ++i) EXPECT_EQ(known.number(all[i]), i + 1);
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(known.number(all[i]), i + 1);
    EXPECT_EQ(known.name(i + 1), all[i]);
  }
  known.clear();
  EXPECT_EQ(known.number("name7"), 1U);
}

}  // namespace
}  // namespace backcheck::conformance
