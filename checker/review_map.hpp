// SPDX-License-Identifier: Apache-2.0
//
// A map: each pair of values of two parameters, judged. Where a theorem says that more capacity
// never makes a parachain wait for longer, that is used, and said of each cell that rests on it;
// nothing else is taken to be monotone.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "checker/review_values.hpp"

namespace backcheck::checker {

struct map_axis {
  const protocol::parameter* which = nullptr;
  std::uint64_t first = 0, last = 0;
};

enum class cell_verdict : std::uint8_t { holds, proved, violated, refused, undecided };
inline constexpr std::array<std::string_view, 5> cell_verdict_names{
    "holds exhaustively", "proved", "violated", "refused by the chain", "undecided"};

struct map_cell {
  std::uint64_t x = 0, y = 0;  ///< values of the two parameters
  cell_verdict what = cell_verdict::undecided;
  std::string how = {};
  bool by_monotony = false;                  ///< follows from another cell, by theorem T43
  bool minimal = false;                      ///< violated, and nothing nearer to the start is
  std::vector<fault_of_values> faults = {};  ///< of what is violated
  std::uint64_t states = 0;
};

struct map_request {
  protocol::dialect speak;
  protocol::configuration start;
  map_axis x, y;
  std::vector<std::string> only;  ///< properties; if none, all that quick windows can show
};

struct parameter_map {
  map_axis x, y;
  std::vector<look> looks;
  std::vector<map_cell> cells;  ///< row by row, each with `x` from first to last
  std::string monotony;         ///< what pruning rests on; empty: nothing was pruned

  [[nodiscard]] const map_cell& at(std::uint64_t x_value, std::uint64_t y_value) const;
};

parameter_map draw(const map_request& request, const solver::budget& limits);

}  // namespace backcheck::checker
