// SPDX-License-Identifier: Apache-2.0
//
// A check of the long run: the promises and deadlines of `properties/liveness.hpp` in a setting,
// answered by the engine, and every counterexample judged on the concrete machine.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "checker/asking.hpp"
#include "checker/check.hpp"
#include "checker/labelled_subject.hpp"
#include "properties/liveness.hpp"
#include "solver/interface/liveness.hpp"

namespace backcheck::checker {

using properties::long_run_info;

/// The position of a claim about the long run by its id, and that of an assumption: where it is in
/// an `assumption_set`.
std::optional<std::size_t> long_run_by_id(std::string_view id);
std::optional<std::size_t> assumption_by_id(std::string_view id);

/// What keeps the machine from following the long run in a window; none if nothing does.
std::optional<std::string> beyond_the_long_run(const setting& s);
/// What parameters or window lack for a claim to be made; none: it is made.
std::optional<std::string> claim_lacks(std::size_t claim, const setting& s);

/// Asks for every claim that is made in the setting; the others are returned, with what they lack.
std::vector<unasked> ask_for_long_run(setting& s);
/// Does without assumptions. Throws `request_error` if there is none of that id.
void drop_assumptions(setting& s, const std::vector<std::string>& ids);

/// When a deadline falls due in a setting.
properties::due due_in(std::size_t deadline, const setting& s);
/// What a deadline permits in a setting; see `solver::deadline`.
std::span<const properties::event_set> permitted_in(std::size_t deadline, const setting& s);
/// The ids of the assumptions that a claim rests on: those that a setting keeps, and the others.
struct grounds {
  std::vector<std::string_view> assumed;
  std::vector<std::string_view> dropped;
};
grounds grounds_of(std::size_t claim, const setting& s);
/// The first of these.
std::vector<std::string_view> assumptions_of(std::size_t claim, const setting& s);

/// An execution that breaks a claim. Of a promise, its steps from `loop` on repeat for ever; if
/// there are none, nothing happens any more.
struct broken_claim {
  execution run;
  std::optional<std::size_t> loop;
};

struct long_run_verdict {
  std::size_t claim = 0;  ///< position in `properties::long_run()`
  conclusion what = conclusion::undecided;
  std::string why = {};  ///< of what is undecided although the search was complete
  std::uint64_t met = 0;
  std::optional<properties::due> expected = {};  ///< of a deadline
  std::optional<properties::due> seen = {};      ///< of a deadline that holds
  std::uint64_t doomed_states = 0;  ///< in which the window leaves no way on under the assumptions
  std::optional<broken_claim> broken = {};
};

struct long_run_report {
  solver::liveness_report search;
  std::vector<long_run_verdict> verdicts;
  std::vector<std::string> warnings;
};

long_run_report check_long_run(const subject& machine, const setting& s,
                               const solver::budget& limits);

/// What is wrong with an execution of the concrete machine as one that breaks a claim; empty:
/// nothing. `loop` is none for a deadline.
std::string objection_to(std::size_t claim, const setting& s, const execution& run,
                         std::optional<std::size_t> loop);

}  // namespace backcheck::checker
