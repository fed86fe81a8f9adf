// SPDX-License-Identifier: Apache-2.0
//
// What a run of the machine depends on: dialect, parameters, window, and which properties are
// heard.
#pragma once

#include <vector>

#include "model/language/concrete.hpp"
#include "model/machine/scope.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/parameters.hpp"
#include "properties/assumptions.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::checker {

struct setting {
  protocol::dialect speak;
  protocol::parameters<language::concrete> parameters;
  machine::scope window;
  solver::claim_set properties;  ///< by position in `properties::catalogue`; see `all_properties`
  solver::claim_set long_run = {};          ///< by position in `properties::long_run()`
  properties::assumption_set dropped = {};  ///< assumptions that promises do without
  /// After each change that governance may make; as many as the window has changes.
  std::vector<protocol::parameters<language::concrete>> changed = {};
};

/// Every property of the catalogue that is claimed in a rule set.
solver::claim_set all_properties(protocol::rule_set rules);

}  // namespace backcheck::checker
