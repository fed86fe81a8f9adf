// SPDX-License-Identifier: Apache-2.0
#include "checker/review_map.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checker/asking.hpp"
#include "checker/solve.hpp"
#include "checker/theorems.hpp"
#include "model/protocol/consistency.hpp"

namespace backcheck::checker {

namespace {

using protocol::concrete_parameters;

constexpr std::string_view capacity_key = "unincluded_segment_capacity";

bool is_about_room(std::string_view id) { return id == room_at_once || id == room_when_late; }

concrete_parameters values_at(const map_request& request, std::uint64_t x, std::uint64_t y) {
  auto k = request.start.values;
  protocol::assign(k, *request.x.which, protocol::natural(x));
  protocol::assign(k, *request.y.which, protocol::natural(y));
  return k;
}

/// A cell by the chain's checks, formulas, and a search of each window.
map_cell judged_cell(const map_request& request, const changed_parameters& change,
                     const std::vector<look>& looks, std::uint64_t x, std::uint64_t y,
                     const solver::budget& limits) {
  map_cell made{x, y};
  const auto k = values_at(request, x, y);
  const auto refused = protocol::inconsistencies(k, request.start.layout);
  if (!refused.empty()) {
    made.what = cell_verdict::refused;
    made.how = refused.front().text;
    return made;
  }
  auto judged = judge_values(k, request.start.layout, change, looks, limits, request.only);
  made.states = judged.states;
  for (auto& each : judged.faults) {
    const bool named =
        std::find(request.only.begin(), request.only.end(), each.id) != request.only.end();
    if (named || !is_mishap(each.id)) made.faults.push_back(std::move(each));
  }
  if (!made.faults.empty()) {
    made.what = cell_verdict::violated;
    made.how = made.faults.front().text;
  } else if (judged.decided && judged.searched) {
    made.what = cell_verdict::holds;
    made.how = fmt::format("all {} states", judged.states);
  } else {
    made.how = judged.why;
  }
  return made;
}

/// Whether blocks wait for room, proved and simulated at these very numbers.
map_cell sized_cell(const map_request& request, std::uint64_t x, std::uint64_t y,
                    const solver::symbolic::effort& spent) {
  map_cell made{x, y};
  setting s{};
  s.speak = request.speak;
  s.parameters = values_at(request, x, y);
  made.what = cell_verdict::proved;
  for (const auto& id : request.only) {
    const auto tried = try_size(s, {id == room_at_once ? 0U : 1U, 1}, spent);
    made.how += fmt::format("{}{}: {}", made.how.empty() ? "" : "; ", id, tried.how);
    if (!tried.decided && made.what != cell_verdict::violated) made.what = cell_verdict::undecided;
    if (!tried.decided || tried.holds) continue;
    made.what = cell_verdict::violated;
    made.faults.push_back({id, fmt::format("{}: {}", id, tried.how)});
  }
  return made;
}

/// The cells of one line along which only the capacity grows: if T43 is proved, the least capacity
/// that suffices is looked for by halving, and says what all others are.
void fill_line(std::vector<map_cell*>& line, bool monotone,
               const std::function<map_cell(const map_cell&)>& judge) {
  if (!monotone) {
    for (auto* cell : line) *cell = judge(*cell);
    return;
  }
  std::size_t low = 0;
  std::size_t high = line.size();  // all before `low` fail, all from `high` on suffice
  std::vector<bool> tried(line.size(), false);
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    *line[middle] = judge(*line[middle]);
    tried[middle] = true;
    if (line[middle]->what == cell_verdict::undecided) {
      low = high;
    } else if (line[middle]->what == cell_verdict::violated) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const map_cell* least_good = nullptr;
  const map_cell* most_bad = nullptr;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!tried[i]) continue;
    if (line[i]->what == cell_verdict::proved && least_good == nullptr) least_good = line[i];
    if (line[i]->what == cell_verdict::violated) most_bad = line[i];
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (tried[i]) continue;
    auto& cell = *line[i];
    const bool more = least_good != nullptr && line[i] > least_good;
    const bool less = most_bad != nullptr && line[i] < most_bad;
    if (!more && !less) {
      cell = judge(cell);
      continue;
    }
    cell.what = more ? cell_verdict::proved : cell_verdict::violated;
    cell.by_monotony = true;
    cell.how = more ? "more capacity than one that suffices (T43)"
                    : "less capacity than one that does not suffice (T43)";
    if (less) cell.faults.push_back({std::string(room_at_once), cell.how});
  }
}

void draw_room(const map_request& request, parameter_map& made, const solver::budget& limits) {
  solver::symbolic::effort spent;
  spent.limits = limits;
  const bool along_x = request.x.which->key == capacity_key;
  const bool along_y = request.y.which->key == capacity_key;
  bool monotone = false;
  if (along_x || along_y) {
    const auto theorem = prove_theorem(theorem_by_id("T43").value(), false, spent);
    monotone = theorem.end() == solver::symbolic::proof_ending::proved;
    if (monotone)
      made.monotony =
          "T43, proved in this run: a capacity suffices exactly from one value on, so that each "
          "line was halved until that was found";
  }
  const std::size_t width = request.x.last - request.x.first + 1;
  const std::size_t height = made.cells.size() / width;
  const std::size_t lines = along_y && !along_x ? width : height;
  const auto judge = [&](const map_cell& cell) {
    return sized_cell(request, cell.x, cell.y, spent);
  };
  for (std::size_t i = 0; i < lines; ++i) {
    std::vector<map_cell*> line;
    for (std::size_t j = 0; j < made.cells.size() / lines; ++j)
      line.push_back(&made.cells[lines == width && along_y ? j * width + i : i * width + j]);
    fill_line(line, monotone, judge);
  }
}

std::uint64_t from_here_to(std::uint64_t start, std::uint64_t value) {
  return value > start ? value - start : start - value;
}

/// Of the violated cells those that no other violated one lies before, on the way from the start in
/// both directions.
void mark_minimal(const map_request& request, parameter_map& made) {
  const auto start_of = [&](const map_axis& axis) {
    const auto value = protocol::value_of(request.start.values, *axis.which);
    const auto* number = std::get_if<protocol::natural>(&value);
    return number == nullptr ? axis.first : static_cast<std::uint64_t>(*number);
  };
  const auto x0 = start_of(request.x);
  const auto y0 = start_of(request.y);
  const auto same_side = [](std::uint64_t start, std::uint64_t a, std::uint64_t b) {
    return a == start || b == start || (a > start) == (b > start);
  };
  for (auto& cell : made.cells) {
    if (cell.what != cell_verdict::violated) continue;
    cell.minimal = std::none_of(made.cells.begin(), made.cells.end(), [&](const map_cell& other) {
      if (&other == &cell || other.what != cell_verdict::violated) return false;
      return same_side(x0, other.x, cell.x) && same_side(y0, other.y, cell.y) &&
             from_here_to(x0, other.x) <= from_here_to(x0, cell.x) &&
             from_here_to(y0, other.y) <= from_here_to(y0, cell.y);
    });
  }
}

}  // namespace

const map_cell& parameter_map::at(std::uint64_t x_value, std::uint64_t y_value) const {
  const auto width = x.last - x.first + 1;
  return cells.at((y_value - y.first) * width + (x_value - x.first));
}

parameter_map draw(const map_request& request, const solver::budget& limits) {
  parameter_map made;
  made.x = request.x;
  made.y = request.y;
  for (auto y = request.y.first; y <= request.y.last; ++y)
    for (auto x = request.x.first; x <= request.x.last; ++x) made.cells.push_back({x, y});
  const bool room_only =
      !request.only.empty() && std::all_of(request.only.begin(), request.only.end(), is_about_room);
  if (room_only) {
    draw_room(request, made, limits);
  } else {
    const changed_parameters change{request.speak,
                                    request.start.values,
                                    request.start.values,
                                    {request.x.which, request.y.which}};
    made.looks = quick_looks_for(change);
    for (auto& cell : made.cells)
      cell = judged_cell(request, change, made.looks, cell.x, cell.y, limits);
  }
  mark_minimal(request, made);
  return made;
}

}  // namespace backcheck::checker
