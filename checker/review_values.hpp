// SPDX-License-Identifier: Apache-2.0
//
// Values of parameters, judged quickly: by the chain's own checks, by the lints, by the sizing
// theorems, and by a search of windows that take a moment. Safe ranges, pairs that matter jointly
// and maps are made of such judgements.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checker/review_looks.hpp"

namespace backcheck::checker {

/// Of a parachain that authors all the time: it never waits for room in its segment. With backing
/// at once, and one relay block late.
inline constexpr std::string_view room_at_once = "Q6";
inline constexpr std::string_view room_when_late = "Q6b";
std::string_view sentence_of_room(std::string_view id);
/// By theorem T43, of these very numbers: what the capacity must be.
std::uint64_t capacity_needed(const protocol::concrete_parameters& k, std::uint64_t backing_delay);

/// Something that values do wrong: a claim that is violated, what is out of reach that must be in
/// it, a mishap that may happen, or a check of the chain's.
struct fault_of_values {
  std::string id;    ///< of the property, or the chain's name of its error
  std::string text;  ///< in one line
  std::optional<execution> shown = {};
  std::optional<setting> where = {};  ///< of what is shown
};

/// What is known of values without a search.
std::vector<fault_of_values> faults_by_formula(const protocol::concrete_parameters& k,
                                               unsigned layout, const protocol::dialect& speak);

/// Of what may happen some is unwelcome: a candidate expires, times out, is dropped. Then it is
/// what becomes reachable that counts.
bool is_mishap(std::string_view property);
/// And some may as well happen as not.
bool is_neutral(std::string_view property);

struct judged_values {
  bool decided = true;
  bool searched = false;  ///< in at least one window; else only formulas were asked
  std::string why;        ///< of what is undecided or was not searched
  std::uint64_t states = 0;
  std::vector<fault_of_values> faults;
  std::set<std::string, std::less<>> reached;  ///< what must be reachable, and is in some window

  [[nodiscard]] const fault_of_values* fault(std::string_view id) const;
};
/// Judges values in windows. If `only` is not empty, of those properties alone.
judged_values judge_values(const protocol::concrete_parameters& k, unsigned layout,
                           const changed_parameters& change, const std::vector<look>& looks,
                           const solver::budget& limits, const std::vector<std::string>& only = {});

/// What `now` does wrong that `before` does not.
std::vector<const fault_of_values*> new_faults(const judged_values& before,
                                               const judged_values& now);

struct value_tried {
  std::uint64_t value = 0;
  bool decided = false;
  bool safe = false;  ///< does nothing wrong that the values before the change do not
  std::string why;    ///< of what is not safe or not decided
};
/// The values of one parameter, the others as they are after the change.
struct safe_range {
  const protocol::parameter* which = nullptr;
  std::vector<value_tried> tried;  ///< ascending
};
safe_range find_safe_range(const protocol::parameter& which, unsigned layout,
                           const changed_parameters& change, const solver::budget& limits);
/// `1 to 4, 6`: the safe ones of those tried.
std::string safe_text(const safe_range& range);

/// Two parameters whose safe values depend on one another; told by formulas alone.
struct joint_pair {
  const protocol::parameter* which = nullptr;
  const protocol::parameter* other = nullptr;
  std::vector<std::string> lines;  ///< for each value of the other that was tried: what is safe
};
std::vector<joint_pair> find_joint_pairs(unsigned layout, const changed_parameters& change);

}  // namespace backcheck::checker
