// SPDX-License-Identifier: Apache-2.0
#include "cli/review_map_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace backcheck::cli {

namespace {

constexpr unsigned side = 34;
constexpr unsigned left = 90;
constexpr unsigned top = 60;

struct look_of_verdict {
  std::string_view colour, letter;
};
constexpr std::array<look_of_verdict, 5> looks{
    {{"#a8d5a2", "+"}, {"#7fb3d5", "*"}, {"#e08a7a", "X"}, {"#c9c9c9", "!"}, {"#f3e2a0", "?"}}};

std::string escaped(std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (c == '&') made += "&amp;";
    if (c == '<') made += "&lt;";
    if (c == '>') made += "&gt;";
    if (c != '&' && c != '<' && c != '>') made += c;
  }
  return made;
}

std::string text_at(unsigned x, unsigned y, std::string_view anchor, std::string_view text) {
  return fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
                     escaped(text));
}

std::string square(const checker::parameter_map& map, const checker::map_cell& cell) {
  const auto& shown = looks.at(static_cast<std::size_t>(cell.what));
  const auto x = left + side * static_cast<unsigned>(cell.x - map.x.first);
  const auto y = top + side * static_cast<unsigned>(cell.y - map.y.first);
  return fmt::format(
             "<g><title>{} = {}, {} = {}: {}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" "
             "height=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"/>",
             map.x.which->key, cell.x, map.y.which->key, cell.y, escaped(cell.how), x, y, side - 2,
             side - 2, shown.colour, cell.minimal ? "#000000" : "#ffffff", cell.minimal ? 3 : 1) +
         text_at(x + side / 2, y + side / 2 + 5, "middle", cell.minimal ? "M" : shown.letter) +
         "</g>\n";
}

}  // namespace

std::string map_svg(const checker::parameter_map& map) {
  const auto columns = static_cast<unsigned>(map.x.last - map.x.first + 1);
  const auto rows = static_cast<unsigned>(map.y.last - map.y.first + 1);
  const auto width = std::max(left + columns * side + 20, 560U);
  const auto height = top + rows * side + 60;
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" "
      "font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" "
      "fill=\"#ffffff\"/>\n",
      width, height);
  svg += text_at(left, 20, "start",
                 fmt::format("across: {}   down: {}", map.x.which->key, map.y.which->key));
  for (auto x = map.x.first; x <= map.x.last; ++x)
    svg += text_at(left + side * static_cast<unsigned>(x - map.x.first) + side / 2, top - 8,
                   "middle", fmt::to_string(x));
  for (auto y = map.y.first; y <= map.y.last; ++y)
    svg += text_at(left - 10, top + side * static_cast<unsigned>(y - map.y.first) + side / 2 + 5,
                   "end", fmt::to_string(y));
  for (const auto& cell : map.cells) svg += square(map, cell);
  svg += text_at(20, height - 30, "start",
                 "+ holds exhaustively   * proved   X violated   M violated, nothing nearer is");
  svg += text_at(20, height - 12, "start", "! refused by the chain   ? undecided");
  return svg + "</svg>\n";
}

}  // namespace backcheck::cli
