// SPDX-License-Identifier: Apache-2.0
//
// The symbolic engine against the explicit one: the same claims broken and shown, after as many
// steps, of the sound machine and of machines with a fault.
#include <gtest/gtest.h>

#include <algorithm>

#include "checker/asking.hpp"
#include "checker/faults.hpp"
#include "checker/symbolic_check.hpp"
#include "model/machine/limits.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::tests {
namespace {

using checker::check_report;
using checker::setting;

/// What was found, by property: how it was concluded, and after how many steps.
std::vector<std::pair<std::string, std::size_t>> found_in(const check_report& report) {
  std::vector<std::pair<std::string, std::size_t>> all;
  for (const auto& v : report.verdicts)
    if (v.shown) all.emplace_back(checker::property_infos()[v.property].id, v.shown->steps.size());
  return all;
}

void expect_agreement(const setting& s, std::uint32_t depth) {
  solver::budget limits;
  limits.depth_max = depth;
  const auto machine = checker::make_subject(s);
  const auto by_search = checker::check(*machine, s, limits);
  const auto in_terms = checker::check_symbolically(*machine, s, limits);
  EXPECT_EQ(found_in(in_terms), found_in(by_search));
  ASSERT_EQ(in_terms.verdicts.size(), by_search.verdicts.size());
  EXPECT_EQ(in_terms.search.end, solver::ending::depth_reached);
}

/// A named scope under a rule set.
struct case_of_scope {
  std::string name;
  setting asked;
};

/// All of them, but those that the machine does not have.
std::vector<case_of_scope> cases_of_scopes() {
  std::vector<case_of_scope> all;
  for (const auto& scope : machine::named_scopes()) {
    for (std::size_t rules = 0; rules < protocol::rule_set_names.size(); ++rules) {
      setting s;
      s.speak.rules = static_cast<protocol::rule_set>(rules);
      s.parameters = protocol::preset("polkadot").values;
      checker::set_all(s.parameters, scope.set);
      s.window = scope.window;
      checker::let_change(s, scope.change);
      if (machine::beyond_the_machine(s.speak, s.parameters, s.window, s.changed)) continue;
      s.properties = checker::all_properties(s.speak.rules);
      std::string name(scope.name);
      std::replace(name.begin(), name.end(), '-', '_');
      all.push_back({name + "_" + std::string(protocol::rule_set_names[rules]), std::move(s)});
    }
  }
  return all;
}
bool can_be_said_in_terms(const setting& s) {
  try {
    return checker::make_system(s) != nullptr;
  } catch (const checker::request_error&) {
    return false;
  }
}
std::vector<case_of_scope> cases_in_terms() {
  auto all = cases_of_scopes();
  std::erase_if(all, [](const case_of_scope& c) { return !can_be_said_in_terms(c.asked); });
  return all;
}

class engines_agree : public testing::TestWithParam<case_of_scope> {};
TEST_P(engines_agree, on_what_is_reached_in_three_steps) { expect_agreement(GetParam().asked, 3); }
INSTANTIATE_TEST_SUITE_P(scopes, engines_agree, testing::ValuesIn(cases_in_terms()),
                         [](const auto& of) { return of.param.name; });

TEST(engines_agree_further, on_what_the_smallest_scope_reaches_in_more_steps) {
  for (const auto& each : cases_in_terms()) {
    if (each.name.rfind("tiny", 0) != 0) continue;
    SCOPED_TRACE(each.name);
    expect_agreement(each.asked, 5);
  }
}

/// Faults that an execution of at most ten steps shows, in windows that can be said in terms.
std::vector<checker::fault_info> short_faults() {
  std::vector<checker::fault_info> all;
  for (const auto& fault : checker::fault_infos())
    if (fault.steps <= 10 && fault.window.is_plain() && !fault.window.needs_view_shape() &&
        !fault.window.needs_vote_shape() && !fault.window.needs_collator_shape() &&
        !fault.window.needs_traffic_shape())
      all.push_back(fault);
  return all;
}
class faults_in_terms : public testing::TestWithParam<checker::fault_info> {};
TEST_P(faults_in_terms, are_found_after_as_many_steps) {
  setting s;
  s.parameters = protocol::preset("polkadot").values;
  s.speak.fault = GetParam().fault;
  checker::adjust(s, GetParam());
  s.properties = checker::all_properties(s.speak.rules);
  expect_agreement(s, static_cast<std::uint32_t>(GetParam().steps));
}
INSTANTIATE_TEST_SUITE_P(all, faults_in_terms, testing::ValuesIn(short_faults()),
                         [](const auto& of) { return std::string(of.param.id); });

}  // namespace
}  // namespace backcheck::tests
