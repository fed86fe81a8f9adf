// SPDX-License-Identifier: Apache-2.0
//
// States of a trace for Graphviz: relay blocks and candidates as nodes, each pointing at its
// parent, and dashed from a candidate to its relay parent.
#pragma once

#include <optional>
#include <string>

#include "checker/explanation.hpp"

namespace backcheck::cli {

/// One cluster for each moment, or for that of one step only.
std::string to_dot(const trace::trace& t, const checker::explanation& explained,
                   std::optional<std::size_t> only);

}  // namespace backcheck::cli
