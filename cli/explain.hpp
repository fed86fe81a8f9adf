// SPDX-License-Identifier: Apache-2.0
//
// Explanations of traces in words.
#pragma once

#include <string>
#include <vector>

#include "checker/explanation.hpp"
#include "checker/no_return.hpp"

namespace backcheck::cli {

/// Says at each moment of a trace which properties became true or false there.
void add_remarks(trace::trace& t, const checker::explanation& explained);

/// Where the point of no return is, a line each. `steps` is the length of the trace.
std::vector<std::string> no_return_lines(const checker::no_return& found, std::size_t steps);

/// `RULE@STEP`, and how all ways to try the rule there end.
std::string why_not_text(const std::string& rule, std::size_t after,
                         const std::vector<checker::ways_refused>& all);

}  // namespace backcheck::cli
