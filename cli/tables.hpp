// SPDX-License-Identifier: Apache-2.0
//
// The tables of docs/tables.md: each by its name, worked out anew whenever it is asked for, with
// the sentences that its numbers bear out.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "checker/measure.hpp"

namespace backcheck::cli {

struct measured_table {
  std::string_view name;
  std::string_view question;
  std::string (*make)();  ///< Markdown, without the heading
};
std::span<const measured_table> measured_tables();
/// With its heading and the command that repeats it.
std::string to_markdown(const measured_table& table);
/// All of docs/tables.md.
std::string tables_page();

std::string table_of_headline();
std::string table_of_capacity();
std::string table_of_lookahead();
std::string table_of_losses();
std::string table_of_cycles();
std::string table_of_panics();
std::string table_of_ahead();
std::string table_of_kusama();

/// Rows of a Markdown table; the first is its head.
std::string markdown(const std::vector<std::vector<std::string>>& rows);
/// A request for a preset with single parameters set.
checker::measure_request request_for(std::string_view preset, protocol::rule_set rules,
                                     const std::vector<std::string>& sets);
/// What a measurement must have found, or the program is at fault.
double value_of(const checker::measurement& made, std::string_view name);
checker::measurement measured(const checker::measure_request& request);
/// The same without what events cost.
checker::measurement measured_rates(checker::measure_request request);
/// Rounded; never a negative zero.
std::string shown(double value, int digits);

}  // namespace backcheck::cli
