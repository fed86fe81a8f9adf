// SPDX-License-Identifier: Apache-2.0
//
// What parameters keep from happening that a chain takes without a word. Each lint is about one
// property of the catalogue, and is a formula of the model: that the property is unreachable where
// the lint complains is checked on the machine (`tests/machine/lints.cpp`). A dependency that no
// property tells apart is not linted, however often it is recommended.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/protocol/dialect.hpp"
#include "model/protocol/registry.hpp"

namespace backcheck::properties {

enum class lint_kind : std::uint8_t {
  unreachable,  ///< the property must be reachable, and is not
  bound,        ///< the property holds, with this number in it
};

struct lint_info {
  std::string_view id;
  lint_kind kind;
  std::string_view property;  ///< its id in the catalogue, or a theorem's
  std::string_view formula;   ///< where the condition is in the model
};
std::span<const lint_info> lint_infos();

/// A lint that complains: the values, and what follows from them, in one line.
struct found_lint {
  const lint_info* which;
  std::string text;
};
/// All that complain of these parameters under that rule set, in the order of `lint_infos`, and the
/// bounds behind them.
std::vector<found_lint> lints(const protocol::dialect& speak,
                              const protocol::concrete_parameters& k);

}  // namespace backcheck::properties
