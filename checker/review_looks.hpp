// SPDX-License-Identifier: Apache-2.0
//
// Where a review looks: the windows that show what a parameter does, and the parameters that are
// made smaller there so that the machine can follow. What is under review is never made smaller.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "checker/check.hpp"
#include "checker/long_run.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/configuration.hpp"

namespace backcheck::checker {

/// A window, and how it is adjusted.
struct look {
  std::string name;  ///< of the scope that it is, or is made of
  machine::scope window;
  std::string set;  ///< `key=value,…`: parameters made smaller, but for those under review
  bool long_run = false;
};

using parameter_list = std::vector<const protocol::parameter*>;

/// A change under review: the parameters before it and after it.
struct changed_parameters {
  protocol::dialect speak;
  protocol::concrete_parameters before{};
  protocol::concrete_parameters after{};
  parameter_list which;  ///< those that differ
};

/// The windows in which the change is looked at before and after; and, those small enough to be
/// searched again for each of many values.
std::vector<look> looks_for(const changed_parameters& change);
std::vector<look> quick_looks_for(const changed_parameters& change);
/// The windows in which the change happens; none if governance cannot make it.
std::vector<look> transitions_for(const changed_parameters& change, bool quick = false);
/// A look at a named scope.
look look_at(const machine::named_scope& scope);

/// What was seen in a look.
struct seen_in_look {
  look where;
  setting asked;
  std::vector<unasked> left;           ///< what the window lacks for them
  std::optional<std::string> why_not;  ///< the machine can't follow this, and why; then no more
  check_report found;
  std::optional<long_run_report> long_run;
  std::vector<unasked> left_long_run;
};

/// The setting of a look. `kept` are parameters that are not made smaller.
setting setting_of(const look& at, const protocol::dialect& speak,
                   const protocol::concrete_parameters& values, const parameter_list& kept);
/// The same while these changes are made, one after the other.
void plan_changes(setting& s, std::span<const protocol::concrete_parameters> changes,
                  const look& at, const parameter_list& kept);

/// Looks: asks for all that the window can show, or for `only` if that is not empty.
seen_in_look see(const look& at, setting s, const solver::budget& limits,
                 const solver::claim_set& only = {});

}  // namespace backcheck::checker
