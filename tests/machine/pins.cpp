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
      {"one_view_2025", sound(with(of_2025, one_view)), 32398, 90284},
      {"one_view_2023", sound(with(of_2023, one_view)), 5231, 13627},
      {"views_of_forks_2025", sound(with(near_2025, forked_view)), 61226, 311779},
      {"views_of_forks_2023", sound(with(of_2023, forked_view)), 196965, 956749},
      {"one_fork_2025", of_2025, 32308, 95313},
      {"forks_2023", with(of_2023, forks), 300425, 1333384},
      {"forks_sync", with(of_sync, forks), 17684, 78557},
      {"rotation_2025", rotating(of_2025), 171875, 505583},
      {"strays_2025", strays(of_2025), 58920, 180702},
      {"two_paras_2025", with(of_2025, two_paras), 134408, 346680},
      {"two_cores_2025", with_cores(of_2025, claim_pattern::own, 2, 1), 8068, 19505},
      {"two_cores_2023", with_cores(of_2023, claim_pattern::own, 2, 1), 2754, 7026},
      {"shared_core_2025", with_cores(of_2025, claim_pattern::shared, 1, 2), 9650, 24775},
      {"shared_core_2023", with_cores(of_2023, claim_pattern::shared, 1, 2), 9026, 23396},
      {"on_demand_2025", with_cores(of_2025, claim_pattern::on_demand, 1, 2), 208584, 590616},
      {"on_demand_2023", with_cores(of_2023, claim_pattern::on_demand, 1, 1), 13599, 37926},
      {"elastic", named("elastic"), 1589229, 3818737},
      {"senders", named("senders"), 905052, 1980724},
      {"shared_core", named("shared-core"), 1572296, 4059371},
      {"on_demand", named("on-demand"), 680738, 1459715},
      {"burst", named("burst"), 397849, 834657},
      {"governance", named("governance"), 780022, 1643028},
      {"everything", named("everything"), 13040615, 60654801},
      {"disputes", named("disputes"), 1555044, 7036680},
      {"views", sound(named("views")), 1484229, 5370892},
      {"provisioner", sound(named("provisioner")), 983933, 3706461},
      {"liveness", named("liveness"), 195288, 822930},
      {"cadence", named("cadence"), 954432, 3347854},
      {"upgrades", sound(named("upgrades")), 612800, 2873265},
      {"downward", named("downward"), 456561, 2082409},
      {"downward_of_two_cores", sound(named("downward,cores=2,leaves=1,reversions=no")), 73543,
       161338},
      {"horizontal", named("horizontal"), 1968266, 4056147},
      {"horizontal_2023", of(rule_set::y2023, named("horizontal,horizontal=1")), 1828092, 4004057},
      {"upgrades_of_two_cores", sound(named("upgrades,cores=2,leaves=1,reversions=no")), 96243,
       210217},
      {"upgrades_2023", sound(of(rule_set::y2023, named("upgrades,leaves=1"))), 602439, 1919521},
      {"votes_2025", named("votes"), 2278138, 10285923},
      {"votes_of_sessions", of_sessions(named("votes")), 4023267, 18154782},
      {"votes_2023", named("votes", rule_set::y2023), 2329084, 10470382},
      {"collators", named("collators"), 968988, 3443650},
      {"segments", named("segments"), 4737637, 17185077},
      {"grinding", sound(named("grinding")), 105723, 404325},
      {"offset", named("offset"), 943944, 4605420},
      {"saboteur", named("saboteur"), 149468, 730414},
      {"disputes_2025", disputed(of_2025), 3444, 13057},
      {"changing_2025", changing(of_2025), 500017, 1512777},
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
