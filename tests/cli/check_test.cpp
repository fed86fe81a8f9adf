// SPDX-License-Identifier: Apache-2.0
//
// What `backcheck check` says and how it ends, in windows so small that it is over at once.
#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/cli/program.hpp"

namespace backcheck::tests {
namespace {

using json = nlohmann::ordered_json;
using words = std::vector<std::string>;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const words tiny{"check", "--scope", "tiny"};

words with(words all, const words& more) {
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

// Everything a user needs to know what was checked must be in the report of the simplest run.
TEST(check, says_what_was_asked_and_what_was_found) {
  const auto o = run(tiny);
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_EQ(o.err, "");
  for (const auto* part :
       {"rule set    2025", "polkadot: group_rotation_frequency 10", "tiny: relay_blocks=2",
        "left out    more than 1 relay block", "all 4,978 states, 9,646 transitions, depth 29",
        "digest ", "relay_blocks 3,612", "author 2,762", "holds (all 4,978 states)",
        "reachable: first in 9 steps", "warning: the premise of S18 was never met",
        "warning: the rule 'revert' was never enabled", "warning: R9 was not asked about",
        "28 properties: everything asked holds"})
    EXPECT_TRUE(has(o.out, part)) << part << "\nis not in\n" << o.out;
}

// The verdict must not depend on how many threads looked.
TEST(check, says_the_same_with_any_number_of_threads) {
  const scratch_folder folder;
  const words asked{"check",
                    "--scope",
                    "relay_blocks=4,leaves=2,candidates=1,sessions=0,upward=no",
                    "--fault",
                    "sibling_relay_parent",
                    "--json",
                    folder / "json"};
  const auto one = run(with(asked, {"--threads", "1"}));
  auto told = json::parse(text_of(folder / "json"));
  told.erase("run");
  EXPECT_EQ(one.code, 1);
  for (const auto* threads : {"2", "8"}) {
    const auto more = run(with(asked, {"--threads", threads}));
    EXPECT_EQ(without_time(more.out), without_time(one.out));
    auto again = json::parse(text_of(folder / "json"));
    again.erase("run");
    EXPECT_EQ(again, told);
  }
}

// A counterexample is the product: it is told in steps, with the clause that failed.
TEST(check, tells_a_counterexample) {
  const auto o = run({"check", "--scope", "tiny,candidates=3", "--set",
                      "unincluded_segment_capacity=2", "--fault", "capacity_off_by_one"});
  EXPECT_EQ(o.code, 1);
  for (const auto* part : {"S48  VIOLATED in 4 steps", "collate (", "it is not so that",
                           "S48 is violated: the unincluded segment stays within capacity"})
    EXPECT_TRUE(has(o.out, part)) << part << "\nis not in\n" << o.out;
}

// What a parameter has taken away is a refutation.
TEST(check, says_what_can_no_longer_be_reached) {
  const auto capacity = run(with(tiny, {"--set", "unincluded_segment_capacity=1"}));
  EXPECT_EQ(capacity.code, 1);
  EXPECT_TRUE(has(capacity.out, "R1   unreachable (all ")) << capacity.out;
  const auto lookahead = run(with(tiny, {"--set", "scheduling_lookahead=1"}));
  EXPECT_EQ(lookahead.code, 1);
  EXPECT_TRUE(has(lookahead.out, "R5   unreachable (all ")) << lookahead.out;
}

// A window that is too small to show something says nothing about the protocol.
TEST(check, does_not_blame_the_protocol_for_the_window) {
  const auto not_asked = run(with(tiny, {"--set", "unincluded_segment_capacity=12"}));
  EXPECT_EQ(not_asked.code, 0);
  EXPECT_TRUE(has(not_asked.out, "R8 was not asked about: the window lacks candidates=12"));
  const auto asked =
      run(with(tiny, {"--set", "unincluded_segment_capacity=12", "--property", "R8"}));
  EXPECT_EQ(asked.code, 3);
  EXPECT_TRUE(has(asked.out, "undecided: the window lacks candidates=12")) << asked.out;
}

// A limit is never a pass, and what was found before it counts.
TEST(check, is_undecided_when_something_is_spent) {
  struct limit {
    words options;
    std::string says;
  };
  for (const auto& [options, says] :
       {limit{{"--state-limit", "1000"}, "undecided: 1,000 states were allowed"},
        limit{{"--time-limit", "0"}, "undecided: 0 s spent"}}) {
    const auto o = run(with(tiny, options));
    EXPECT_EQ(o.code, 3);
    EXPECT_TRUE(has(o.out, says)) << o.out;
    EXPECT_FALSE(has(o.out, "holds (")) << o.out;
    EXPECT_FALSE(has(o.out, "warning: the premise")) << o.out;
  }
  const auto refuted = run(
      {"check", "--scope", "forks", "--state-limit", "20000", "--fault", "sibling_relay_parent"});
  EXPECT_EQ(refuted.code, 1);
  EXPECT_TRUE(has(refuted.out, "S6   VIOLATED")) << refuted.out;
  EXPECT_TRUE(has(refuted.out, "undecided: 20,000 states were allowed")) << refuted.out;
}

// To look at short executions only is a question of its own: what is claimed holds of them, but
// what they do not reach may still be reachable.
TEST(check, holds_up_to_a_depth) {
  const auto safe = run(with(tiny, {"--depth", "6", "--property", "S2"}));
  EXPECT_EQ(safe.code, 0);
  EXPECT_TRUE(has(safe.out, "S2  holds up to 6 steps")) << safe.out;
  const auto reach = run(with(tiny, {"--depth", "6", "--property", "R1"}));
  EXPECT_EQ(reach.code, 3);
  EXPECT_TRUE(has(reach.out, "undecided: not reached in 6 steps")) << reach.out;
}

// Under --strict a run that proves less than it seems to is no pass.
TEST(check, takes_warnings_for_errors_if_told_to) {
  const auto o = run(with(tiny, {"--strict"}));
  EXPECT_EQ(o.code, 1);
  EXPECT_TRUE(has(o.out, "error: the premise of S18 was never met")) << o.out;
  EXPECT_TRUE(has(o.out, "warnings under --strict")) << o.out;
  const auto one = run({"check", "--strict", "--property", "S2", "--scope", "tiny,reversions=yes"});
  EXPECT_EQ(one.code, 0) << one.out;
}

TEST(check, warns_of_parameters_that_change_nothing) {
  const auto o = run(with(tiny, {"--set", "max_code_size=7"}));
  EXPECT_EQ(o.code, 0);
  EXPECT_TRUE(has(o.out, "warning: max_code_size is not followed under rule set 2025")) << o.out;
}

// JSON carries everything the text says.
TEST(check, says_in_json_what_it_says_in_text) {
  const scratch_folder folder;
  const auto o = run({"check", "--json", folder / "json", "--fault", "relay_parent_backwards",
                      "--scope", "tiny,stray_collators=yes"});
  EXPECT_EQ(o.code, 1);
  const auto told = json::parse(text_of(folder / "json"));
  EXPECT_EQ(told["exit_code"], 1);
  EXPECT_EQ(told["question"]["fault"], "relay_parent_backwards");
  EXPECT_EQ(told["question"]["window"]["stray_collators"], true);
  for (const auto& v : told["verdicts"])
    EXPECT_TRUE(has(o.out, v["verdict"].get<std::string>())) << v;
  for (const auto& warning : told["warnings"])
    EXPECT_TRUE(has(o.out, warning.get<std::string>())) << warning;
  EXPECT_TRUE(has(o.out, told["summary"].get<std::string>()));
  EXPECT_TRUE(has(o.out, told["search"]["digest"].get<std::string>()));
  const auto to_standard_output = run(with(tiny, {"--json", "-"}));
  EXPECT_TRUE(has(to_standard_output.out, "\"exit_code\": 0"));
}

// Who has waited long enough gets what there is, all of it, and the files that were asked for.
TEST(check, ends_honestly_when_interrupted) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const scratch_folder folder;
    program running({"check", "--scope", "relay_blocks=4,leaves=3,candidates=4", "--json",
                     folder / "json", "--save-trace", folder / "traces"});
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    running.send(signal);
    const auto o = running.wait();
    EXPECT_EQ(o.code, 3) << o.out << o.err;
    EXPECT_TRUE(has(o.out, "undecided: interrupted")) << o.out;
    EXPECT_TRUE(has(o.out, "R3   reachable: first in ")) << "what was found, counts\n" << o.out;
    EXPECT_FALSE(has(o.out, "holds (") || has(o.out, "unreachable")) << o.out;
    const auto told = json::parse(text_of(folder / "json"));
    EXPECT_EQ(told["exit_code"], 3);
    for (const auto& v : told["verdicts"])
      EXPECT_TRUE(has(o.out, v["verdict"].get<std::string>())) << v;
    EXPECT_EQ(run({"replay", folder / "traces/R3.json"}).code, 0);
  }
}

// Every rule set and every live chain's parameters must get through a small window.
TEST(check, speaks_every_rule_set_and_preset) {
  for (const auto* rules : {"2025", "2023", "sync"}) {
    const auto o = run(with(tiny, {"--rule-set", rules}));
    EXPECT_EQ(o.code, 0) << rules << o.out << o.err;
    EXPECT_TRUE(has(o.out, std::string("rule set    ") + rules));
  }
  for (const auto* preset : {"polkadot", "kusama", "paseo", "polkadot-2024"}) {
    const auto o = run(with(tiny, {"--preset", preset}));
    EXPECT_EQ(o.code, 0) << preset << o.out << o.err;
  }
}

TEST(check, reads_a_configuration_file) {
  const scratch_folder folder;
  write_text(folder / "mine.toml", "preset = \"kusama\"\nscheduling_lookahead = 3\n");
  const auto o = run(with(tiny, {"--config", folder / "mine.toml"}));
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_TRUE(has(o.out, "scheduling_lookahead 3")) << o.out;
}

}  // namespace
}  // namespace backcheck::tests
