// SPDX-License-Identifier: Apache-2.0
//
// The symbolic engine against the explicit one: the same claims broken and shown, after as many
// steps, of the sound machine and of machines with a fault.
#include <gtest/gtest.h>

#include "checker/asking.hpp"
#include "checker/faults.hpp"
#include "checker/symbolic_check.hpp"
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

struct case_of_scope {
  const char* name;
  const char* scope;
  protocol::rule_set rules;
  std::uint32_t depth;
};
class engines_agree : public testing::TestWithParam<case_of_scope> {};
TEST_P(engines_agree, on_what_is_reached_in_so_many_steps) {
  const auto chosen = machine::read_scope(GetParam().scope);
  setting s;
  s.speak.rules = GetParam().rules;
  s.parameters = protocol::preset("polkadot").values;
  checker::set_all(s.parameters, chosen.set);
  s.window = chosen.window;
  checker::let_change(s, chosen.change);
  s.properties = checker::all_properties(s.speak.rules);
  expect_agreement(s, GetParam().depth);
}
using protocol::rule_set;
INSTANTIATE_TEST_SUITE_P(
    scopes, engines_agree,
    testing::Values(case_of_scope{"tiny", "tiny", rule_set::y2025, 5},
                    case_of_scope{"tiny_2023", "tiny", rule_set::y2023, 4},
                    case_of_scope{"tiny_sync", "tiny", rule_set::sync, 4},
                    case_of_scope{"default", "default", rule_set::y2025, 4},
                    case_of_scope{"paras", "paras", rule_set::y2025, 3},
                    case_of_scope{"shared_core", "shared-core", rule_set::y2025, 3},
                    case_of_scope{"elastic", "elastic", rule_set::y2025, 3},
                    case_of_scope{"governance", "governance", rule_set::y2025, 3}),
    [](const auto& of) { return std::string(of.param.name); });

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
