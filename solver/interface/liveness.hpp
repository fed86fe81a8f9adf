// SPDX-License-Identifier: Apache-2.0
//
// Questions about the long run, and their answers. An execution goes on for ever; where a user
// would say that it ends, nothing happens any more. So every state has one more step, in which
// nothing happens and which has no label.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "solver/interface/labels.hpp"
#include "solver/interface/path.hpp"
#include "solver/interface/verdict.hpp"

namespace backcheck::solver {

/// How an assumption about labelled steps excludes executions.
/// `weak`: from some time on always possible, and never taken again.
/// `strong`: possible again and again, and from some time on never taken.
/// `finitely_often`: taken again and again.
enum class fairness : std::uint8_t { weak, strong, finitely_often };

struct assumption {
  std::string name;
  fairness how = fairness::weak;
  label_set steps = 0;  ///< steps with any of these labels
};

/// Whenever `premise` occurs, `fulfilment` occurs then or later, in each execution that keeps to
/// the assumptions. A label occurs with a step that has it or a state that has it. A premise
/// without labels occurs always: then the fulfilment occurs again and again.
struct promise {
  std::string name;
  label_set premise = 0;
  label_set fulfilment = 0;
  std::vector<assumption> assumptions = {};
};

/// Counted from a step with a label of `premise`, the first step with one of `fulfilment` is no
/// sooner than the tick `soonest` and no later than the tick `latest`, while only what is permitted
/// happens. A state permits the steps with labels of the first entry of `permitted` of which one is
/// possible there; if the window cuts all of them off, the execution leaves the window and is not
/// judged. If there is no entry, everything is permitted.
struct deadline {
  std::string name;
  label_set premise = 0;
  label_set fulfilment = 0;
  label_set tick = 0;
  std::uint32_t soonest = 0;
  std::uint32_t latest = 0;
  std::vector<label_set> permitted = {};
  bool permitted_before = false;  ///< before the premise, too, only what is permitted happens
};

/// An execution that goes on for ever: its steps from `loop` on are repeated. If there are none,
/// nothing happens any more.
struct lasso {
  path execution;
  std::size_t loop = 0;

  friend bool operator==(const lasso&, const lasso&) = default;
};

/// What was found out about a promise.
struct promise_report {
  std::uint64_t met = 0;  ///< states and steps in which the premise occurs
  /// States through which an execution that keeps to the assumptions can run for ever inside the
  /// window. If there are none, the promise holds of nothing.
  std::uint64_t fair_states = 0;
  /// Reachable states from which no such execution goes on: the window ends there.
  std::uint64_t doomed_states = 0;
  std::optional<lasso> broken;  ///< an execution that keeps to the assumptions and breaks it
};

/// What was found out about a deadline.
struct deadline_report {
  std::uint64_t met = 0;               ///< steps with the premise
  std::uint64_t judged = 0;            ///< steps that fulfil it
  std::optional<std::uint32_t> first;  ///< the soonest tick of those, and the latest
  std::optional<std::uint32_t> last;
  std::uint64_t left_window = 0;  ///< states in which the window cut off all that is permitted
  std::uint64_t stuck = 0;        ///< states in which nothing that is permitted is possible
  std::optional<path> broken;     ///< a shortest execution that breaks it
};

/// Equal for equal models and budgets, whatever the number of threads, except `seconds`,
/// `memory_bytes` and, when time or memory ran out, which answers are missing.
struct liveness_report {
  ending end = ending::complete;
  std::uint64_t states = 0;
  std::uint64_t steps = 0;
  std::uint64_t blind_states = 0;  ///< of which not all possible labels are known
  /// By promise and by deadline; none where something was spent first.
  std::vector<std::optional<promise_report>> promises;
  std::vector<std::optional<deadline_report>> deadlines;
  std::uint64_t memory_bytes = 0;
  double seconds = 0;
};

}  // namespace backcheck::solver
