// SPDX-License-Identifier: Apache-2.0
//
// Theorems as told to their user, as text and as JSON.
#pragma once

#include "checker/theorems.hpp"
#include "cli/exit_code.hpp"
#include "model/reflect/json_error.hpp"

namespace backcheck::cli {

/// A theorem and, if that was asked for, what became of its mutant.
struct told_theorem {
  checker::theorem_report sound;
  std::optional<checker::theorem_report> broken;
};

std::string told_text(const told_theorem& told);
reflect::json told_json(const told_theorem& told);
/// How many are proved, and by name what is not confirmed.
std::string theorems_summary(const std::vector<told_theorem>& all, bool asked_cvc5);
exit_code code_of(const std::vector<told_theorem>& all);

}  // namespace backcheck::cli
