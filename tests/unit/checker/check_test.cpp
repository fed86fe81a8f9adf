// SPDX-License-Identifier: Apache-2.0
//
// Verdicts, and the judge between engine and user: what an engine says falsely must not get past
// it.
#include "checker/check.hpp"

#include <gtest/gtest.h>

#include "checker/asking.hpp"
#include "checker/recording.hpp"
#include "model/protocol/presets.hpp"
#include "solver/explicit/search.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::checker {
namespace {

/// With every parameter given, as a user's setting has.
setting whole_setting() {
  auto s = tests::small_setting();
  s.parameters = protocol::preset("polkadot").values;
  return s;
}

/// With a fault that is found soon.
setting faulty() {
  auto s = whole_setting();
  s.window = {.relay_blocks = 2,
              .leaves = 1,
              .candidates = 2,
              .sessions = 0,
              .upward = false,
              .stray_collators = true};
  s.speak.fault = protocol::fault::relay_parent_backwards;
  return s;
}

solver::finding found_in(const setting& s, const char* property) {
  const auto report = solver::search(make_subject(s)->view(), {.stop_at_first_violation = true});
  for (const auto& found : report.violations)
    if (found.claim == property_by_id(property)) return found;
  throw std::logic_error("nothing was found");
}

TEST(judge, lets_pass_what_is_true) {
  const auto s = faulty();
  const auto found = found_in(s, "S52");
  const auto run = judged(*make_subject(s), found);
  EXPECT_EQ(run.steps.size(), found.execution.steps.size());
}

TEST(judge, refuses_what_the_machine_does_not_do) {
  const auto s = faulty();
  const auto machine = make_subject(s);
  const auto found = found_in(s, "S52");
  auto shorter = found;
  shorter.execution.steps.pop_back();
  EXPECT_THROW(static_cast<void>(judged(*machine, shorter)), disagreement);
  auto longer = found;
  longer.execution.steps.push_back(0);
  EXPECT_THROW(static_cast<void>(judged(*machine, longer)), disagreement);
  auto other_claim = found;
  other_claim.claim = static_cast<std::uint16_t>(*property_by_id("S2"));
  EXPECT_THROW(static_cast<void>(judged(*machine, other_claim)), disagreement);
  auto impossible = found;
  impossible.execution.steps.back() = 1'000'000;
  EXPECT_THROW(static_cast<void>(judged(*machine, impossible)), language::model_fault);
  auto sound = s;
  sound.speak.fault = protocol::fault::none;
  EXPECT_ANY_THROW(static_cast<void>(judged(*make_subject(sound), found)));
}

TEST(judge, knows_a_deadlock) {
  const auto machine = make_subject(faulty());
  EXPECT_FALSE(machine->ends_in_deadlock({}));
}

const verdict& verdict_on(const check_report& report, const char* property) {
  for (const auto& v : report.verdicts)
    if (v.property == property_by_id(property)) return v;
  throw std::logic_error("it was not asked about");
}

// The five sentences are five conclusions, and which it is depends on how the search ended.
TEST(check, concludes_what_was_done_and_no_more) {
  auto s = faulty();
  ask_for(s, {"S52", "S2", "R1", "R9"});
  const auto machine = make_subject(s);
  const auto whole = check(*machine, s, {});
  EXPECT_EQ(verdict_on(whole, "S52").what, conclusion::violated);
  EXPECT_EQ(verdict_on(whole, "S2").what, conclusion::holds);
  EXPECT_EQ(verdict_on(whole, "R1").what, conclusion::reachable);
  EXPECT_EQ(verdict_on(whole, "R9").what, conclusion::undecided) << "the window has no sessions";
  const auto short_one = check(*machine, s, {.depth_max = 2});
  EXPECT_EQ(verdict_on(short_one, "S52").what, conclusion::holds_so_far);
  EXPECT_EQ(verdict_on(short_one, "R1").what, conclusion::undecided);
  const auto cut = check(*machine, s, {.states_max = 50});
  EXPECT_EQ(verdict_on(cut, "S2").what, conclusion::undecided);
  EXPECT_TRUE(cut.warnings.empty());
  s.parameters.parachain.unincluded_segment_capacity = 1;
  EXPECT_EQ(verdict_on(check(*make_subject(s), s, {}), "R1").what, conclusion::unreachable);
}

TEST(asking, leaves_out_what_the_window_cannot_show) {
  auto s = faulty();
  const auto left = ask_for_all(s);
  for (const auto& each : left) {
    EXPECT_FALSE(s.properties.contains(each.property));
    EXPECT_FALSE(each.lacks.empty());
  }
  const auto R9 = property_by_id("R9");
  EXPECT_TRUE(
      std::any_of(left.begin(), left.end(), [&](const unasked& u) { return u.property == R9; }));
  EXPECT_THROW(ask_for(s, {"S0"}), request_error);
  EXPECT_THROW(ask_for(s, {"Y1"}), request_error) << "that is of synchronous backing";
}

// A parameter that is not followed really makes no difference, and one that is followed may.
TEST(asking, knows_which_parameters_matter) {
  auto s = whole_setting();
  const auto digest = [&] { return solver::search(make_subject(s)->view(), {}).digest; };
  const auto before = digest();
  const auto followed = followed_parameters(s.speak.rules, s.window);
  for (const auto& p : protocol::all_parameters()) {
    if (p.kind != protocol::value_kind::number ||
        std::find(followed.begin(), followed.end(), p.key) != followed.end())
      continue;
    const auto was = protocol::value_of(s.parameters, p);
    protocol::assign(s.parameters, p, p.min + 1);
    EXPECT_EQ(digest(), before) << p.key;
    protocol::assign(s.parameters, p, was);
  }
}

// A trace in which only the claim is another one is valid, and does not show it.
TEST(recording, tells_a_trace_that_no_longer_shows_what_it_claims) {
  auto s = faulty();
  const auto machine = make_subject(s);
  const auto [run, stopped] = machine->replay({});
  ASSERT_FALSE(stopped);
  for (const auto* property : {"S52", "R1"}) {
    const auto t = record(s, "test", *property_by_id(property), run);
    const auto again = replay(trace::to_json_text(t));
    EXPECT_FALSE(again.shown) << property;
    EXPECT_EQ(again.made.stands, trace::standing::no_longer);
  }
}

}  // namespace
}  // namespace backcheck::checker
