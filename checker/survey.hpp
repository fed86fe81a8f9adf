// SPDX-License-Identifier: Apache-2.0
//
// A survey of the whole catalogue: every named scope under every rule set, searched to the end, and
// every deliberate fault, until something notices it.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "checker/check.hpp"
#include "checker/faults.hpp"
#include "checker/long_run.hpp"
#include "checker/stalls.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/configuration.hpp"

namespace backcheck::checker {

/// A named scope under a rule set.
struct scope_run {
  const machine::named_scope* scope = nullptr;
  protocol::rule_set rules = protocol::rule_set::y2025;
  std::optional<std::string>
      why_not;  ///< the machine can't follow this, and why; then nothing else
  setting asked;
  check_report found;
  std::optional<long_run_report> long_run;  ///< in scopes small enough for it
};
/// Asks in a scope for everything that the rule set claims, at parameters which the scope changes
/// as it says of itself.
scope_run run_scope(const machine::named_scope& scope, protocol::rule_set rules,
                    const protocol::configuration& start, const solver::budget& limits);

/// A property that a fault violates, and after how many steps at the soonest.
struct kill {
  std::size_t property = 0;
  std::size_t steps = 0;
  std::string_view scope = {};  ///< in which; none: the fault's own window
};
/// A fault in the smallest window in which it is noticed, and what it violates.
struct fault_run {
  const fault_info* fault = nullptr;
  std::vector<kill> kills;
  solver::search_report search;

  [[nodiscard]] bool killed_as_named() const;
  [[nodiscard]] bool decided() const {
    return !kills.empty() || search.end == solver::ending::complete;
  }
};
/// The first that notices; whatever notices; or the property that the fault is meant for.
enum class kills_wanted : std::uint8_t { soonest, all, named };
fault_run run_fault(const fault_info& fault, solver::budget limits, kills_wanted wanted);
/// Looks for what a fault violates in a named scope as well: the sooner counts. Not in one whose
/// states cannot tell what the fault does there.
void run_fault_in(fault_run& made, const machine::named_scope& scope,
                  const protocol::configuration& start, const solver::budget& limits);

/// What can be reached in a scope, and no more with a stall.
struct loss {
  std::size_t property = 0;
  std::string_view scope;
  protocol::rule_set rules = protocol::rule_set::y2025;
};
struct stall_run {
  const stall_info* stall = nullptr;
  std::vector<loss> lost;  ///< of each property the first
};
/// Looks for what a stall takes away from what the scope has been seen to reach.
void run_stall_in(stall_run& made, const scope_run& sound, const solver::budget& limits);

}  // namespace backcheck::checker
