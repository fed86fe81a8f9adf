// SPDX-License-Identifier: Apache-2.0
//
// What is to be said of a trace beyond what it shows itself: which properties became true or false
// on the way, and why a rule is not enabled where somebody expected it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "checker/recording.hpp"

namespace backcheck::checker {

/// What a moment of an execution did to the truth of properties, by their positions.
struct truth_changes {
  std::vector<std::size_t> violated;  ///< of the step that led here, or of this state, not before
  std::vector<std::size_t> restored;  ///< violated in the state before, and no more
  std::vector<std::size_t> shown;     ///< each `sometimes` that is shown for the first time

  [[nodiscard]] bool empty() const { return violated.empty() && restored.empty() && shown.empty(); }
};

/// A trace once more, with all properties that can be asked about where it was recorded.
struct explanation {
  execution run;
  std::vector<truth_changes> changes;  ///< by moment
  setting where;                       ///< with those properties
};
explanation explain(const replayed& of);

/// A choice by its name and value as people read them; `_` may stand for a blank. The second of a
/// name is about the second choice of that name, and so on.
using wanted_choices = std::vector<std::pair<std::string, std::string>>;

/// The ways to try a rule that end alike, as far as their choices are drawn.
struct ways_refused {
  std::string refused;  ///< the name of the refusal; empty: the rule is enabled
  std::size_t count = 0;
  attempt example;
};

/// All ways to try a rule with the wanted choices, in the state after so many steps of a trace, by
/// how they end; those in which it is enabled come first. Throws `request_error` if there is no
/// such rule, step, choice or value.
std::vector<ways_refused> why_not(const replayed& of, const std::string& rule, std::size_t after,
                                  const wanted_choices& wanted);

}  // namespace backcheck::checker
