// SPDX-License-Identifier: Apache-2.0
//
// Parameters that a proof leaves free; and the machine with them, in terms. Proofs look through
// windows that the smallest shape holds.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "checker/subject.hpp"
#include "solver/symbolic/inductive_system.hpp"

namespace backcheck::checker {

/// All numbers in their ranges, or some by their keys.
struct free_parameters {
  bool all = false;
  std::vector<std::string> keys;
  [[nodiscard]] bool any() const { return all || !keys.empty(); }
  [[nodiscard]] bool contains(std::string_view key) const {
    if (all) return true;
    for (const auto& each : keys)
      if (each == key) return true;
    return false;
  }
};

/// Whether proofs by induction look through such a window.
bool proofs_follow(const machine::scope& window);

/// The machine of a setting in terms, with parameters that are free. Throws `request_error` where
/// the window is too large.
std::unique_ptr<solver::symbolic::inductive_system> make_free_system(const setting& s,
                                                                     const free_parameters& free);

/// Takes one step on the concrete machine from any state of such a window, which is told by its
/// leaves in order of declaration, whether an execution reaches it or not: two frames.
std::pair<execution, std::optional<not_enabled>> step_from(const setting& s,
                                                           const std::vector<std::uint64_t>& leaves,
                                                           const step& taken);

}  // namespace backcheck::checker
