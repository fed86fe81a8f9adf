// SPDX-License-Identifier: Apache-2.0
//
// Pinned numbers of reachable states and transitions. When one moves, the machine has changed: the
// commit says why.
#include <gtest/gtest.h>

#include "checker/faults.hpp"
#include "model/machine/scopes.hpp"
#include "solver/explicit/search.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

using checker::setting;
using protocol::rule_set;

struct pin {
  const char* name;
  setting what;
  std::uint64_t states;
  std::uint64_t transitions;
};

setting with(setting s, machine::scope window) {
  s.window = window;
  return s;
}
setting rotating(setting s) {
  s.parameters.scheduler.paras_availability_period = 4;
  return s;
}
setting strays(setting s) {
  s.window.stray_collators = true;
  return s;
}

/// Cores that are told apart, in a window of two relay blocks.
setting with_cores(setting s, machine::claim_pattern claims, std::uint8_t cores,
                   std::uint8_t paras) {
  s.parameters.scheduler.scheduling_lookahead = 3;
  s.window.relay_blocks = 2;
  s.window.claims = static_cast<std::uint8_t>(claims);
  s.window.cores = cores;
  s.window.paras = paras;
  return s;
}

setting named(std::string_view scope, rule_set rules = rule_set::y2025) {
  auto s = small_setting(rules);
  const auto chosen = machine::read_scope(scope);
  s.window = chosen.window;
  checker::set_all(s.parameters, chosen.set);
  checker::let_change(s, chosen.change);
  return s;
}
setting of(rule_set rules, setting s) {
  s.speak.rules = rules;
  s.properties = checker::all_properties(rules);
  return s;
}
setting of_sessions(setting s) {
  s.window.sessions = 1;
  return s;
}
setting disputed(setting s) {
  s.window.leaves = 2;
  s.window.candidates = 1;
  s.window.disputes = true;
  return s;
}

/// Two sessions in which the lookahead may go down to 2.
setting changing(setting s) {
  s.window.sessions = 2;
  s.window.changes = 1;
  s.changed.push_back(s.parameters);
  s.changed.back().scheduler.scheduling_lookahead = 2;
  return s;
}

std::vector<pin> pins() {
  using machine::claim_pattern;
  const auto of_2025 = small_setting();
  const auto of_2023 = small_setting(rule_set::y2023);
  const auto of_sync = small_setting(rule_set::sync);
  const machine::scope forks{
      .relay_blocks = 3, .leaves = 2, .candidates = 2, .sessions = 1, .upward = true};
  const machine::scope two_paras{
      .relay_blocks = 2, .leaves = 1, .paras = 2, .candidates = 2, .sessions = 0, .upward = false};
  const machine::scope one_view{.relay_blocks = 2,
                                .leaves = 1,
                                .candidates = 2,
                                .sessions = 0,
                                .upward = false,
                                .reversions = false,
                                .withheld = false,
                                .views = true};
  auto forked_view = one_view;
  forked_view.relay_blocks = 3;
  forked_view.leaves = 2;
  forked_view.reversions = true;
  auto near_2025 = of_2025;
  near_2025.parameters.scheduler.scheduling_lookahead = 2;
  return {
      {"one_view_2025", sound(with(of_2025, one_view)), 32636, 90920},
      {"one_view_2023", sound(with(of_2023, one_view)), 5481, 14247},
      {"views_of_forks_2025", sound(with(near_2025, forked_view)), 67865, 345289},
      {"views_of_forks_2023", sound(with(of_2023, forked_view)), 212179, 1027680},
      {"one_fork_2025", of_2025, 32384, 95522},
      {"forks_2023", with(of_2023, forks), 314754, 1392816},
      {"forks_sync", with(of_sync, forks), 28242, 125577},
      {"rotation_2025", rotating(of_2025), 172483, 507255},
      {"strays_2025", strays(of_2025), 58920, 180702},
      {"two_paras_2025", with(of_2025, two_paras), 134408, 346680},
      {"two_cores_2025", with_cores(of_2025, claim_pattern::own, 2, 1), 8068, 19505},
      {"two_cores_2023", with_cores(of_2023, claim_pattern::own, 2, 1), 2754, 7026},
      {"shared_core_2025", with_cores(of_2025, claim_pattern::shared, 1, 2), 9650, 24775},
      {"shared_core_2023", with_cores(of_2023, claim_pattern::shared, 1, 2), 9026, 23396},
      {"on_demand_2025", with_cores(of_2025, claim_pattern::on_demand, 1, 2), 208584, 590616},
      {"on_demand_2023", with_cores(of_2023, claim_pattern::on_demand, 1, 1), 13599, 37926},
      {"elastic", named("elastic"), 1674883, 4034819},
      {"senders", named("senders"), 907672, 1986484},
      {"shared_core", named("shared-core"), 1576508, 4068719},
      {"on_demand", named("on-demand"), 687202, 1472643},
      {"burst", named("burst"), 398153, 835265},
      {"governance", named("governance"), 801032, 1685048},
      {"everything", named("everything"), 13040615, 60654801},
      {"disputes", named("disputes"), 1574086, 7117514},
      {"views", sound(named("views")), 1484229, 5370892},
      {"provisioner", sound(named("provisioner")), 1079977, 4068450},
      {"liveness", named("liveness"), 199598, 839250},
      {"cadence", named("cadence"), 1656394, 5997090},
      {"upgrades", sound(named("upgrades")), 969186, 4478302},
      {"downward", named("downward"), 746507, 3401748},
      {"downward_of_two_cores", sound(named("downward,cores=2,leaves=1,reversions=no")), 121556,
       271965},
      {"horizontal", named("horizontal"), 2233026, 4556632},
      {"horizontal_2023", of(rule_set::y2023, named("horizontal,horizontal=1")), 1897874, 4146480},
      {"upgrades_of_two_cores", sound(named("upgrades,cores=2,leaves=1,reversions=no")), 165716,
       372212},
      {"upgrades_2023", sound(of(rule_set::y2023, named("upgrades,leaves=1"))), 906795, 2929630},
      {"votes_2025", named("votes"), 2278138, 10285923},
      {"votes_of_sessions", of_sessions(named("votes")), 4023267, 18154782},
      {"votes_2023", named("votes", rule_set::y2023), 2329084, 10470382},
      {"collators", named("collators"), 991820, 3515234},
      {"segments", named("segments"), 4896069, 17698733},
      {"grinding", sound(named("grinding")), 108945, 416856},
      {"offset", named("offset"), 943944, 4605420},
      {"saboteur", named("saboteur"), 150644, 736164},
      {"disputes_2025", disputed(of_2025), 3444, 13057},
      {"changing_2025", changing(of_2025), 515606, 1556895},
      {"own_and_on_demand_2025", with_cores(of_2025, claim_pattern::own_and_demand, 1, 1), 81738,
       214963},
  };
}

class pinned : public testing::TestWithParam<pin> {};

TEST_P(pinned, counts_do_not_move_and_every_property_holds) {
  const auto subject = checker::make_subject(GetParam().what);
  const auto report = solver::search(subject->view(), {});
  EXPECT_EQ(report.end, solver::ending::complete);
  EXPECT_EQ(report.states, GetParam().states);
  EXPECT_EQ(report.transitions, GetParam().transitions);
  EXPECT_EQ(report.deadlocks, 0U);
  EXPECT_TRUE(report.violations.empty());
}

INSTANTIATE_TEST_SUITE_P(machine, pinned, testing::ValuesIn(pins()),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace backcheck::tests
