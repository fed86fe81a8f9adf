// SPDX-License-Identifier: Apache-2.0
//
// A review of a change of parameters: what is claimed before it, after it and while it is made;
// which verdicts changed and by which execution; what the worst cases become; which values would be
// safe; and what was not looked at.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "checker/review_values.hpp"

namespace backcheck::checker {

enum class phase : std::uint8_t { before, after, transition, count };
inline constexpr std::array<std::string_view, 3> phase_names{"before", "after", "transition"};

/// What is claimed must hold; a goal must be reachable; a mishap had better not be; and whether the
/// rest happens does neither good nor harm.
enum class sense : std::uint8_t { claim, goal, mishap, other };
inline constexpr std::array<std::string_view, 4> sense_names{"claim", "goal", "mishap", "other"};

/// An execution that shows what is said of a property or of a claim about the long run; replayed.
struct evidence {
  setting where;
  bool is_long_run = false;
  std::size_t which = 0;  ///< position in the catalogue, or among the claims about the long run
  execution run;
  std::optional<std::size_t> loop = {};  ///< of a claim about the long run: see `broken_claim`
};

/// A verdict in one phase, and how it was obtained.
struct finding {
  conclusion what = conclusion::undecided;
  std::string how;
  std::optional<evidence> shown = {};
  std::size_t look = 0;                      ///< in which of the phase's looks
  std::optional<std::uint32_t> latest = {};  ///< of a deadline: relay blocks, at most
  bool beyond_window = false;                ///< undecided, for the window has no such execution
  bool not_claimed = false;                  ///< the parameters are not such that it is claimed
};

/// How something that was reachable before is not after: the shortest execution that shows it
/// before, and the step of it that the changed parameters refuse.
struct refused_step {
  std::size_t step = 0;  ///< the first is 0; as many as there are if none is refused
  std::string why;       ///< the machine's name for the refusal
};

struct reviewed {
  std::string id;
  std::string sentence;
  sense kind = sense::claim;
  std::array<std::optional<finding>, 3> at{};
  std::optional<refused_step> refused = {};

  [[nodiscard]] const std::optional<finding>& in(phase when) const {
    return at.at(static_cast<std::size_t>(when));
  }
  [[nodiscard]] bool changed() const;
  /// After the change, or while it is made, it is worse than before.
  [[nodiscard]] bool is_worse() const;
  /// Neither before nor after, but while the change is made.
  [[nodiscard]] bool fails_in_transition_only() const;
};

/// A number that parameters make.
struct quantity_row {
  std::string name;
  std::string unit;
  std::string before;
  std::string after;
  std::string rests_on;
  bool is_worse = false;
};

/// Setters that are enacted in different sessions: what is in force in between.
struct stage {
  std::vector<std::string> enacted;    ///< the setters so far
  std::vector<std::string> refused;    ///< by the chain: then this order is impossible
  std::vector<fault_of_values> worse;  ///< neither before nor after the whole change
  bool decided = true;
};

/// A theorem about the changed parameters, proved for all their values.
struct proved_theorem {
  std::string id;
  std::string sentence;
  bool proved = false;
  std::string how;
};

/// What changes at once: the parameters of one setter.
struct setter {
  std::string name;
  parameter_list sets;
};

struct review_request {
  protocol::dialect speak;
  protocol::configuration before;
  protocol::configuration after;
  std::vector<setter> setters;  ///< of the relay chain
  bool in_one_call = false;     ///< then they are enacted together
  std::vector<look> also;       ///< further windows that are asked for
  bool quick = false;           ///< look only through windows that take a moment
  bool ranges = true;           ///< whether safe ranges are looked for
};

struct review_report {
  changed_parameters change;
  std::array<std::vector<seen_in_look>, 3> looks;  ///< by phase
  std::vector<reviewed> rows;
  std::vector<quantity_row> quantities;  ///< by formula
  std::vector<quantity_row> measured;    ///< of a routine: see `measure.hpp`
  std::vector<proved_theorem> theorems;
  std::vector<stage> stages;
  std::vector<safe_range> ranges;
  std::vector<joint_pair> pairs;
  std::vector<std::string> not_checked;
  std::array<std::vector<std::string>, 2>
      inconsistent;  ///< the chain's own checks, before and after

  [[nodiscard]] bool is_worse() const;
  [[nodiscard]] bool is_decided() const;
};

/// Reviews a change within limits; `limits.time_max` is for all of it.
review_report review(const review_request& request, const solver::budget& limits);

/// The parameters that differ.
parameter_list differences(const protocol::concrete_parameters& a,
                           const protocol::concrete_parameters& b);

}  // namespace backcheck::checker
