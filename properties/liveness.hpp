// SPDX-License-Identifier: Apache-2.0
//
// What we claim of the long run. A *promise* says that something happens again and again, or that
// something is followed by something, in every execution that keeps to its assumptions. A
// *deadline* says within how many relay blocks, while nothing goes wrong. They are about events
// (`events.hpp`); this page only puts them together.
//
// L4, that what is too old is never backed, is a safety property: S5.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "properties/courses.hpp"

namespace backcheck::properties {

enum class long_run_kind : std::uint8_t { again_and_again, leads_to, deadline };
inline constexpr std::array<std::string_view, 3> long_run_kind_names{"infinitely often", "leads to",
                                                                     "deadline"};

/// Relay blocks from one event to the next.
struct due {
  std::uint32_t soonest = 0;
  std::uint32_t latest = 1;
};

using concrete_world = world<language::concrete>;

struct long_run_info {
  std::string_view id;
  std::string_view sentence;
  long_run_kind kind = long_run_kind::again_and_again;
  std::string_view parameters;
  std::string_view guard;
  std::string_view source;
  eras holds_in = {};
  event_set premise = 0;  ///< none: always
  event_set fulfilment = 0;
  assumption_set assumptions = 0;           ///< of a promise
  due (*when)(const concrete_world&) = {};  ///< of a deadline
  course rests_on = {};                     ///< of a deadline
  bool from_the_start = false;              ///< of a deadline: the course is kept before, too
  /// What the parameters or the window lack for the claim to be made, in one line; none: it is.
  std::optional<std::string> (*lacks)(const concrete_world&) = {};

  [[nodiscard]] constexpr bool rests_on_assumption(assumed each) const {
    return (assumptions & assuming(each)) != 0;
  }
};

/// All of them, in the order in which they are reported.
std::span<const long_run_info> long_run();

}  // namespace backcheck::properties
