// SPDX-License-Identifier: Apache-2.0
//
// `backcheck review --map`: the verdict of each pair of values of two parameters, as text and as a
// picture.
#include "checker/review_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "checker/asking.hpp"
#include "checker/recording.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/report.hpp"
#include "cli/review_map_svg.hpp"
#include "cli/review_request.hpp"
#include "cli/words.hpp"

namespace backcheck::cli {

using checker::cell_verdict;
using checker::map_cell;
using checker::parameter_map;
using reflect::json;

namespace {

constexpr std::uint64_t cells_max = 400;
constexpr std::string_view signs = "+*X!?";

std::uint64_t number_in(const std::string& all, std::string_view text) {
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && stop == text.data() + text.size()) return number;
  throw checker::request_error(
      fmt::format("--map: '{}' is no range; allowed: KEY=A..B, as scheduling_lookahead=1..6", all));
}

checker::map_axis axis_of(const std::string& text) {
  const auto equals = std::min(text.find('='), text.size());
  const auto dots = text.find("..", equals);
  if (dots == std::string::npos) number_in(text, "");
  const auto& which = protocol::parameter_named(text.substr(0, equals));
  if (which.kind != protocol::value_kind::number &&
      which.kind != protocol::value_kind::optional_number)
    throw checker::request_error(
        fmt::format("--map: {} is not a number; allowed: parameters that are", which.key));
  const auto range = std::string_view(text).substr(equals + 1);
  checker::map_axis axis{&which, number_in(text, range.substr(0, dots - equals - 1)),
                         number_in(text, range.substr(dots - equals + 1))};
  if (axis.first > axis.last || axis.first < which.min || axis.last > which.max)
    throw checker::request_error(fmt::format("--map: {} from {} to {}; allowed: {}", which.key,
                                             axis.first, axis.last,
                                             protocol::allowed_values(which)));
  return axis;
}

checker::map_request request_of(const review_options& o, const protocol::configuration& from) {
  if (o.maps.size() != 2)
    throw checker::request_error(
        fmt::format("--map: {} given; allowed: twice, once for each direction", o.maps.size()));
  if (o.to || o.call)
    throw checker::request_error("--map: with --to or --call; allowed: --set, for all cells");
  checker::map_request request;
  request.speak = read_dialect(o.rule_set, "none");
  request.start = from;
  for (const auto& text : o.sets) protocol::set(request.start, text, "--set");
  request.x = axis_of(o.maps[0]);
  request.y = axis_of(o.maps[1]);
  if (request.x.which == request.y.which)
    throw checker::request_error(
        fmt::format("--map: {} twice; allowed: two parameters", request.x.which->key));
  const auto cells =
      (request.x.last - request.x.first + 1) * (request.y.last - request.y.first + 1);
  if (request.x.last - request.x.first >= cells_max || cells > cells_max)
    throw checker::request_error(fmt::format("--map: more cells than allowed: {}", cells_max));
  for (const auto& id : o.properties) {
    const bool about_room = id == checker::room_at_once || id == checker::room_when_late;
    if (!about_room) {
      checker::setting named;
      named.speak = request.speak;
      checker::ask_for(named, {id});
      if (named.properties.empty())
        throw checker::request_error(
            fmt::format("--property {}: maps do not follow the long run; allowed: the catalogue, "
                        "Q6 and Q6b",
                        id));
    }
    request.only.push_back(id);
  }
  return request;
}

char sign_of(const map_cell& cell) {
  return cell.minimal ? 'M' : signs.at(static_cast<std::size_t>(cell.what));
}

std::string map_text(const parameter_map& map, const std::string& start) {
  const auto width = std::max(fmt::to_string(map.x.last).size(), std::size_t{2}) + 1;
  std::string text = fmt::format("map         {} down, {} across, from {}\n\n", map.y.which->key,
                                 map.x.which->key, start);
  text += fmt::format("{:>8}", "");
  for (auto x = map.x.first; x <= map.x.last; ++x) text += fmt::format("{:>{}}", x, width);
  text += "\n";
  for (auto y = map.y.first; y <= map.y.last; ++y) {
    text += fmt::format("{:>8}", y);
    for (auto x = map.x.first; x <= map.x.last; ++x)
      text += fmt::format("{:>{}}", sign_of(map.at(x, y)), width);
    text += "\n";
  }
  text +=
      "\n+ holds exhaustively, in the windows below   * proved   X violated   M violated, and "
      "nothing nearer to the start is\n! refused by the chain   ? undecided\n";
  for (const auto& cell : map.cells)
    if (cell.minimal)
      text += fmt::format("M at {} = {}, {} = {}: {}\n", map.x.which->key, cell.x, map.y.which->key,
                          cell.y, cell.how);
  if (!map.monotony.empty()) text += fmt::format("pruned by   {}\n", map.monotony);
  for (const auto& look : map.looks)
    text += fmt::format("window      {}: {}{}\n", look.name, machine::to_text(look.window),
                        look.set.empty() ? "" : ", with " + look.set);
  return text;
}

json map_json(const parameter_map& map) {
  json cells = json::array();
  for (const auto& cell : map.cells) {
    json made = {{"x", cell.x},
                 {"y", cell.y},
                 {"verdict", checker::cell_verdict_names.at(static_cast<std::size_t>(cell.what))},
                 {"how", cell.how},
                 {"by_monotony", cell.by_monotony},
                 {"minimal", cell.minimal},
                 {"states", cell.states}};
    json faults = json::array();
    for (const auto& fault : cell.faults) {
      json one = {{"property", fault.id}, {"text", fault.text}};
      if (fault.shown) one["execution"] = execution_json(*fault.shown);
      faults.push_back(std::move(one));
    }
    made["faults"] = std::move(faults);
    cells.push_back(std::move(made));
  }
  return {{"backcheck", BACKCHECK_VERSION}, {"command", "review --map"},
          {"x", map.x.which->key},          {"y", map.y.which->key},
          {"pruned_by", map.monotony},      {"cells", std::move(cells)}};
}

void save_traces(const std::string& folder, const parameter_map& map, const std::string& name) {
  for (const auto& cell : map.cells) {
    for (const auto& fault : cell.faults) {
      const auto property = checker::property_by_id(fault.id);
      if (!fault.shown || !property) continue;
      const auto t = checker::record(*fault.where, name, *property, *fault.shown);
      output_file file(std::filesystem::path(folder) /
                       fmt::format("{}-{}-{}.json", fault.id, cell.x, cell.y));
      file.write(trace::to_json_text(t));
    }
  }
}

exit_code code_of(const parameter_map& map) {
  auto code = exit_code::holds;
  for (const auto& cell : map.cells) {
    if (cell.what == cell_verdict::violated) return exit_code::violated;
    if (cell.what == cell_verdict::undecided) code = exit_code::undecided;
  }
  return code;
}

}  // namespace

exit_code draw_map(const review_options& options, const protocol::configuration& from) {
  const auto request = request_of(options, from);
  auto limits = read(options.budget);
  limits.interrupted = &interruption();
  std::unique_ptr<output_file> json_file;
  std::unique_ptr<output_file> svg;
  if (options.json_file) json_file = std::make_unique<output_file>(*options.json_file);
  if (options.svg_file) svg = std::make_unique<output_file>(*options.svg_file);
  if (options.trace_folder) prepare_output_folder(*options.trace_folder);
  const auto began = std::chrono::steady_clock::now();
  const auto map = checker::draw(request, limits);
  const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began);
  if (options.trace_folder) save_traces(*options.trace_folder, map, from.name);
  if (json_file) json_file->write(map_json(map).dump(1) + "\n");
  if (svg) svg->write(map_svg(map));
  say(map_text(map, from.name) + fmt::format("time {}\n", in_seconds(seconds.count())));
  return code_of(map);
}

}  // namespace backcheck::cli
