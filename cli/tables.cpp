// SPDX-License-Identifier: Apache-2.0
#include "cli/tables.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "model/protocol/configuration.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::cli {

namespace {

constexpr std::array all{
    measured_table{"headline", "What was promised of asynchronous backing, and what of it holds?",
                   table_of_headline},
    measured_table{"capacity", "Which capacity does a parachain need?", table_of_capacity},
    measured_table{"lookahead", "What does the lookahead buy? Is 1 worse than synchronous backing?",
                   table_of_lookahead},
    measured_table{"losses", "What do a session change, a rotation and a relay fork cost?",
                   table_of_losses},
    measured_table{"cycles",
                   "From which length of its cycle does a cyclic parachain make progress?",
                   table_of_cycles},
    measured_table{"panics", "When does the capacity panic go away by itself?", table_of_panics},
    measured_table{"ahead",
                   "Does a collator settle two blocks ahead after two misses, filling or not?",
                   table_of_ahead},
    measured_table{"kusama", "What would a lookahead of 6 change on Kusama?", table_of_kusama},
};

}  // namespace

std::span<const measured_table> measured_tables() { return all; }

std::string to_markdown(const measured_table& table) {
  const bool is_headline = table.name == "headline";
  return fmt::format("## {}\n\n{}\nCommand: `backcheck measure {}`\n", table.question, table.make(),
                     is_headline ? "--headline" : fmt::format("--table {}", table.name));
}

std::string tables_page() {
  std::string page =
      "# Tables\n\nMade by `backcheck measure --table all --out docs/tables.md`; do not edit. What "
      "*measured* means, and what honest actors do in a relay slot, is told in [measuring]"
      "(guides/measuring.md).\n";
  for (const auto& each : all) page += "\n" + to_markdown(each);
  return page;
}

std::string markdown(const std::vector<std::vector<std::string>>& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += fmt::format("| {} |\n", fmt::join(rows[i], " | "));
    if (i > 0) continue;
    for (std::size_t column = 0; column < rows[i].size(); ++column) text += "|---";
    text += "|\n";
  }
  return text;
}

checker::measure_request request_for(std::string_view preset, protocol::rule_set rules,
                                     const std::vector<std::string>& sets) {
  checker::measure_request request;
  auto chosen = protocol::preset(std::string(preset));
  for (const auto& each : sets) protocol::set(chosen, each, "--set");
  request.asked.speak.rules = rules;
  request.asked.parameters = chosen.values;
  return request;
}

double value_of(const checker::measurement& made, std::string_view name) {
  const auto found = made.value(name);
  if (!made.decided || !made.exact || !found)
    throw std::runtime_error(fmt::format("{} was not measured: {}", name, made.why_not));
  return *found;
}

checker::measurement measured(const checker::measure_request& request) {
  return checker::measure(request);
}
checker::measurement measured_rates(checker::measure_request request) {
  request.events = false;
  return checker::measure(request);
}

std::string shown(double value, int digits) {
  const double unit = std::pow(10.0, -digits);
  if (std::abs(value) < unit / 2) value = 0;
  return fmt::format("{:.{}f}", value, digits);
}

}  // namespace backcheck::cli
