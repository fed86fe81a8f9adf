// SPDX-License-Identifier: Apache-2.0
//
// An execution told in names that last: what a step chose is said as "the block that the third step
// built", not by a position. So steps can be left out, or the setting changed, and the others still
// mean what they meant, or as near to it as they can; those that cannot are left out as well.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checker/subject.hpp"

namespace backcheck::checker {

/// A choice as it was drawn, and the thing it is about, if it is one of those that have names.
struct told_choice {
  choice drawn;
  bool has_name = false;    ///< `drawn.shown` is the name of a block or a candidate…
  std::uint8_t beside = 0;  ///< …and this much is drawn beyond its place: 1 where it may be none
};

/// A name that comes up with a step, and what takes its place where the step is left out: what the
/// new thing was built on, so that the rest of a chain closes up.
struct told_birth {
  std::string name;
  std::string instead;  ///< `no_thing` for a candidate on the head included at the finalized block
};
inline constexpr const char* no_thing = "none";

struct tale_step {
  std::string rule;
  std::vector<told_choice> choices;
  std::vector<told_birth> born;
};

using tale = std::vector<tale_step>;

/// The tale of steps that are enabled one after the other from the start.
tale tell(const subject& machine, const std::vector<step>& steps);

/// Takes the steps of a tale that are marked, as far as each can be meant, up to the first state or
/// step that shows the property. The steps taken; none if the property is not shown.
std::optional<std::vector<step>> enact(const subject& machine, const tale& told,
                                       const std::vector<bool>& marked, std::size_t property);

}  // namespace backcheck::checker
