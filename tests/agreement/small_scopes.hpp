// SPDX-License-Identifier: Apache-2.0
//
// The explicit engine against the dumb checker in the named scopes that are small enough for that,
// at Polkadot's parameters as the scopes change them.
#pragma once

#include "checker/asking.hpp"
#include "checker/faults.hpp"
#include "model/machine/limits.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/presets.hpp"
#include "tests/agreement/dumb_checker.hpp"

namespace backcheck::tests {

inline constexpr std::uint64_t dumb_states_max = 30'000;

/// Whether a window takes a shape of its own.
constexpr bool takes_a_shape(const machine::scope& window) {
  return window.needs_traffic_shape() || window.needs_vote_shape() ||
         window.needs_collator_shape() || window.needs_view_shape();
}

/// In all those whose window is `mine`, under every rule set; there must be `at_least` so many.
template <class Shape>
void expect_agreement_in_small_scopes(bool (*mine)(const machine::scope& window),
                                      std::size_t at_least) {
  std::size_t compared = 0;
  for (const auto& scope : machine::named_scopes()) {
    for (std::size_t rules = 0; rules < protocol::rule_set_names.size(); ++rules) {
      checker::setting s;
      s.speak.rules = static_cast<protocol::rule_set>(rules);
      s.window = scope.window;
      s.parameters = protocol::preset(protocol::preset_names().front()).values;
      checker::set_all(s.parameters, scope.set);
      checker::let_change(s, scope.change);
      if (!mine(s.window)) continue;
      if (machine::beyond_the_machine(s.speak, s.parameters, s.window, s.changed)) continue;
      checker::ask_for_all(s);
      const auto size =
          solver::search(checker::make_subject(s)->view(), {.states_max = dumb_states_max});
      if (size.end != solver::ending::complete) continue;
      SCOPED_TRACE(std::string(scope.name) + " " + std::string(protocol::rule_set_names[rules]));
      expect_agreement<Shape>(s);
      ++compared;
    }
  }
  EXPECT_GE(compared, at_least);
}

}  // namespace backcheck::tests
