// SPDX-License-Identifier: Apache-2.0
//
// How did the search get there? No state remembers where it came from; that would cost every state
// memory for the sake of the few that anyone asks about. Instead the levels are looked at once
// more, from the farthest place asked about back to the start states, and for each place its
// nearest predecessor is picked: the one that differs in the fewest bits. It is quick to find, and
// makes for executions of small steps.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "solver/explicit/arena.hpp"
#include "solver/explicit/crew.hpp"
#include "solver/explicit/levels.hpp"
#include "solver/interface/path.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::solver::exhaustive {

/// A place an execution is wanted to: a state of a level, and perhaps one step on from there.
struct destination {
  std::uint32_t level = 0;
  const word* state = nullptr;
  std::optional<std::uint32_t> step;
};

/// Shortest executions to all destinations, in their order. Backwards from the destination, each is
/// by the predecessor that differs in the fewest bits, of those by the one with the least words,
/// and by its lowest step, whoever found it first.
[[nodiscard]] std::vector<path> shortest_executions(const view& model,
                                                    std::span<const destination> destinations,
                                                    const levels& found, const arena& states,
                                                    crew& threads);

}  // namespace backcheck::solver::exhaustive
