// SPDX-License-Identifier: Apache-2.0
//
// Each counterexample that is kept is replayed: it shows what it says on its mutant, and not on the
// sound machine; what is known to be broken it shows there. And each of the three verdicts is
// given.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "checker/museum.hpp"
#include "checker/stalls.hpp"
#include "checker/theorems.hpp"

namespace backcheck::tests {
namespace {

using checker::kill_kind;
using checker::museum_mutant;
using checker::museum_verdict;

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}
std::string trace_of(const museum_mutant& m) {
  return text_of("counterexamples/" + std::string(m.id) + "/trace.json");
}
bool has_trace(const museum_mutant& m) {
  return m.how != kill_kind::theorem && m.how != kill_kind::law;
}
std::vector<museum_mutant> with_traces() {
  std::vector<museum_mutant> all;
  for (const auto& m : checker::museum_mutants())
    if (has_trace(m)) all.push_back(m);
  return all;
}
std::string name_of(const museum_mutant& m) {
  std::string name(m.id);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

class kept : public testing::TestWithParam<museum_mutant> {};
TEST_P(kept, is_what_it_was) {
  const auto text = trace_of(GetParam());
  ASSERT_FALSE(text.empty());
  const bool known = GetParam().entry == 0;
  EXPECT_EQ(checker::judge_kept(GetParam(), text),
            known ? museum_verdict::failed : museum_verdict::fixed);
}
INSTANTIATE_TEST_SUITE_P(trace, kept, testing::ValuesIn(with_traces()),
                         [](const auto& each) { return name_of(each.param); });

const museum_mutant& mutant_named(std::string_view id) {
  const auto all = checker::museum_mutants();
  return *std::find_if(all.begin(), all.end(), [&](const auto& m) { return m.id == id; });
}

TEST(judge, calls_stale_what_does_not_replay_or_shows_something_else) {
  const auto& m = mutant_named("sdk-11772");
  auto text = trace_of(m);
  EXPECT_EQ(checker::judge_kept(mutant_named("sdk-3479"), text), museum_verdict::stale);
  text[text.size() / 2] = '#';
  EXPECT_EQ(checker::judge_kept(m, text), museum_verdict::stale);
}

// The sound machine of a mutant that is none is the same: then nothing has been fixed.
TEST(judge, calls_failed_what_the_sound_machine_does_too) {
  auto m = mutant_named("sdk-7105");
  const auto text = trace_of(m);
  EXPECT_EQ(checker::judge_kept(m, text), museum_verdict::fixed);
  m.set = m.sound_set;
  EXPECT_EQ(checker::judge_kept(m, text), museum_verdict::failed);
}

TEST(museum, has_a_mutant_or_a_reason_for_each_entry) {
  std::set<unsigned> mutated;
  std::set<std::string_view> ids;
  for (const auto& m : checker::museum_mutants()) {
    EXPECT_TRUE(ids.insert(m.id).second) << m.id;
    if (m.entry != 0) mutated.insert(m.entry);
    const auto& entry = checker::entry_of(m);
    for (const auto words : {entry.title, entry.threads, entry.wrong, entry.symptom, entry.mended,
                             entry.change, entry.missed, entry.lasting, entry.prevented})
      EXPECT_FALSE(words.empty()) << entry.id;
  }
  unsigned number = 0;
  for (const auto& entry : checker::museum_entries()) {
    EXPECT_EQ(entry.number, ++number);
    EXPECT_EQ(mutated.contains(entry.number), entry.beyond.empty()) << entry.id;
  }
  EXPECT_EQ(number, 61U);
  EXPECT_GE(mutated.size(), 45U);
}

TEST(museum, names_what_there_is) {
  std::set<std::string_view> ids;
  for (const auto& entry : checker::museum_entries()) ids.insert(entry.id);
  for (const auto& entry : checker::museum_known()) ids.insert(entry.id);
  for (const auto& [sign, entries] : checker::museum_signs()) {
    std::istringstream words{std::string(entries)};
    for (std::string id; words >> id;) EXPECT_TRUE(ids.contains(id)) << sign << ": " << id;
  }
  for (const auto& entry : checker::museum_entries()) {
    std::istringstream words{std::string(entry.threads)};
    for (std::string thread; words >> thread;)
      EXPECT_TRUE(checker::thread_link(thread).starts_with("https://github.com/")) << thread;
  }
}

// No fault is there for nothing: each violates something, stalls something or is in the museum.
TEST(museum, has_the_faults_that_are_in_no_other_list) {
  std::set<protocol::fault> listed;
  for (const auto& each : checker::fault_infos()) listed.insert(each.fault);
  for (const auto& each : checker::stall_infos()) listed.insert(each.fault);
  for (const auto& each : checker::museum_mutants()) listed.insert(each.fault);
  for (const auto& law : checker::museum_laws())
    if (law.fault != protocol::fault::none) listed.insert(law.fault);
  for (unsigned i = 1; i < static_cast<unsigned>(protocol::fault::count); ++i)
    EXPECT_TRUE(listed.contains(static_cast<protocol::fault>(i))) << protocol::fault_names[i];
}

// A law holds without the bug, and the bug refutes it.
TEST(law, fails_where_the_bug_is) {
  for (const auto& law : checker::museum_laws()) {
    const auto sound = law.run(false);
    EXPECT_TRUE(sound.refuted.empty()) << law.id;
    EXPECT_GT(sound.tried, 0U) << law.id;
    EXPECT_FALSE(law.run(true).refuted.empty()) << law.id;
  }
}

}  // namespace
}  // namespace backcheck::tests
