// SPDX-License-Identifier: Apache-2.0
//
// A check: an exhaustive search, its findings replayed on the concrete machine, and one verdict for
// each property that was asked about. Nothing an engine found leaves here without having been
// replayed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checker/setting.hpp"
#include "checker/subject.hpp"
#include "solver/interface/budget.hpp"
#include "solver/interface/verdict.hpp"

namespace backcheck::checker {

/// `holds` and `unreachable` speak of all reachable states, `holds_so_far` of those within the
/// depth that was asked for; `undecided` is whatever a limit kept us from knowing.
enum class conclusion : std::uint8_t {
  holds,
  holds_so_far,
  violated,
  reachable,
  unreachable,
  undecided,
  violated_as_expected,  ///< where it is known to be broken
  no_longer_violated     ///< there, of all reachable states: the catalogue is out of date
};

struct verdict {
  std::size_t property = 0;
  conclusion what = conclusion::undecided;
  std::uint64_t met = 0;             ///< how often its premise held; of a `sometimes`, it was shown
  std::optional<execution> shown;    ///< of what is violated or reachable: a shortest execution
  std::optional<std::string> lacks;  ///< what the window lacks to show it
};

/// Who looked.
enum class engine : std::uint8_t { explicit_search, symbolic };

struct check_report {
  engine by = engine::explicit_search;
  solver::search_report search;       ///< of the symbolic engine: how it ended, and how deep
  std::size_t terms = 0;              ///< of the symbolic engine
  std::vector<verdict> verdicts;      ///< in the order of the catalogue
  std::optional<execution> deadlock;  ///< a shortest execution into a state without successor
  std::vector<std::string> warnings;  ///< why the verdicts may be worth less than they look
};

/// An engine and the concrete machine disagree: Backcheck is at fault (exit 4).
class disagreement : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Searches within `limits` for what the setting asks about.
check_report check(const subject& machine, const setting& s, const solver::budget& limits);

/// The execution that an engine found for a property, replayed. Throws `disagreement` if it does
/// not show what it is said to, or showed it earlier already.
execution judged(const subject& machine, const solver::finding& found);
/// The same of an execution that has been replayed.
execution judged(execution run, std::size_t property);

}  // namespace backcheck::checker
