// SPDX-License-Identifier: Apache-2.0
//
// A trace as a page for a browser: one file that needs nothing else. Its states are what
// `checker::subject` tells, as JSON; the files of `pages/` draw them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checker/explanation.hpp"

namespace backcheck::cli {

/// `no_return`: lines to be read, and how many steps there are to the point, if it is known.
struct told_no_return {
  std::vector<std::string> lines;
  std::optional<std::size_t> last;
};

std::string to_page(const trace::trace& t, const checker::explanation& explained,
                    const told_no_return& no_return);

}  // namespace backcheck::cli
