// SPDX-License-Identifier: Apache-2.0
//
// The deliberate faults, for whoever wants to see that they are noticed: what each breaks, and the
// smallest window and parameters in which a shortest execution refutes a property.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "checker/setting.hpp"
#include "model/protocol/registry.hpp"

namespace backcheck::checker {

struct fault_info {
  protocol::fault fault = protocol::fault::none;
  std::string_view id;
  std::string_view sentence;    ///< what is broken
  std::string_view refuted_by;  ///< id of the property that notices
  std::size_t steps =
      0;  ///< length of a shortest execution that refutes it, with Polkadot's other parameters
  machine::scope window;
  std::string_view parameters;   ///< to be set, as `key=value,…`
  std::string_view change = {};  ///< what governance may change, likewise; the window says so, too
  protocol::rule_set rules = protocol::rule_set::y2025;  ///< in which it is noticed
};

/// All that something violates, in the order of `protocol::fault`; for the others see
/// `stalls.hpp`.
const std::vector<fault_info>& fault_infos();
/// Those of backing votes and of collators that are told apart, a part of them.
std::span<const fault_info> faults_of_voting();
/// Those of what nodes keep of a para and how they judge its messages, another part.
std::span<const fault_info> faults_of_nodes();
/// Those that were real bugs once and are no others', the last part.
std::span<const fault_info> faults_of_museum();
/// Sets parameters, given as `key=value,…`.
void set_all(protocol::concrete_parameters& k, std::string_view assignments);
/// Lets governance make one change, given likewise; none if there is nothing.
void let_change(setting& s, std::string_view assignments);

/// Sets the parameters in which a fault is noticed soonest.
void adjust(protocol::concrete_parameters& k, const fault_info& to);
/// Sets the rule set, the window, the parameters and the change of them in which it is.
void adjust(setting& s, const fault_info& to);

}  // namespace backcheck::checker
