// SPDX-License-Identifier: Apache-2.0
//
// How the program ends; `docs/guides/exit-codes.md` is for users.
#pragma once

namespace backcheck::cli {

enum class exit_code : int {
  holds = 0,      ///< everything asked holds
  violated = 1,   ///< a property is violated: the counterexample is the product
  wrong = 2,      ///< the request or the input is wrong
  undecided = 3,  ///< a limit, a time-out, an interruption
  at_fault = 4    ///< Backcheck itself is
};

/// Of two answers the one that says less good: a violation, or else what is undecided.
constexpr exit_code worse_of(exit_code a, exit_code b) {
  if (a == exit_code::violated || b == exit_code::violated) return exit_code::violated;
  return a == exit_code::holds ? b : a;
}

}  // namespace backcheck::cli
