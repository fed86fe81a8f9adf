// SPDX-License-Identifier: Apache-2.0
//
// Each deliberate fault is refuted by the property that is there for it, shortest execution first,
// and that execution replays: with the fault it violates the same property in its last step,
// without it some step is refused or nothing is violated.
#include <gtest/gtest.h>

#include <algorithm>

#include "checker/faults.hpp"
#include "solver/explicit/search.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

class seeded : public testing::TestWithParam<checker::fault_info> {};

checker::setting setting_for(const checker::fault_info& fault) {
  auto s = small_setting(fault.rules);
  checker::adjust(s, fault);
  return sound(s);
}

TEST_P(seeded, is_refuted_by_its_property_and_replays) {
  auto s = setting_for(GetParam());
  s.speak.fault = GetParam().fault;
  const auto property = checker::property_by_id(GetParam().refuted_by);
  ASSERT_TRUE(property);
  s.properties = {};  // others may notice sooner
  s.properties.insert(*property);
  const auto subject = checker::make_subject(s);
  const auto report = solver::search(subject->view(), {.stop_at_first_violation = true});
  const auto found = std::find_if(report.violations.begin(), report.violations.end(),
                                  [&](const auto& f) { return f.claim == *property; });
  ASSERT_NE(found, report.violations.end());
  EXPECT_EQ(found->execution.steps.size(), GetParam().steps);

  const auto spelt = subject->spell(found->execution);
  const auto [replayed, stopped] = subject->replay(spelt.steps);
  EXPECT_FALSE(stopped);
  EXPECT_EQ(replayed.frames.back().state, spelt.frames.back().state);
  const auto& last = replayed.frames.back().violations;
  const auto violated = std::find_if(last.begin(), last.end(),
                                     [&](const auto& v) { return v.property == *property; });
  ASSERT_NE(violated, last.end());
  EXPECT_FALSE(violated->clauses.empty());
  EXPECT_FALSE(violated->clauses.front().operands.empty());
  for (std::size_t i = 0; i + 1 < replayed.frames.size(); ++i) {
    for (const auto& v : replayed.frames[i].violations)
      EXPECT_NE(v.property, *property) << "violated before the last step";
  }
}

TEST_P(seeded, does_not_violate_anything_on_the_sound_machine) {
  auto s = setting_for(GetParam());
  const auto sound = checker::make_subject(s);
  s.speak.fault = GetParam().fault;
  const auto faulty = checker::make_subject(s);
  const auto report = solver::search(faulty->view(), {.stop_at_first_violation = true});
  for (const auto& f : report.violations) {
    const auto spelt = faulty->spell(f.execution);
    const auto [replayed, stopped] = sound->replay(spelt.steps);
    for (const auto& frame : replayed.frames) EXPECT_TRUE(frame.violations.empty());
  }
  EXPECT_TRUE(solver::search(sound->view(), {}).violations.empty());
}

INSTANTIATE_TEST_SUITE_P(fault, seeded, testing::ValuesIn(checker::fault_infos()),
                         [](const auto& each) { return std::string(each.param.id); });

}  // namespace
}  // namespace backcheck::tests
