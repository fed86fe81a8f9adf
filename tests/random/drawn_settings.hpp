// SPDX-License-Identifier: Apache-2.0
//
// Settings drawn by chance, as large as life: tens of relay blocks, several paras and cores, the
// parameters of real chains and any others that the machine follows, all rule sets.
#pragma once

#include <optional>
#include <string>

#include "checker/setting.hpp"
#include "solver/random/chance.hpp"

namespace backcheck::tests {

/// What a window shows beside the rest.
enum class setting_kind : std::uint8_t {
  plain,
  cores,
  disputes,
  changes,
  traffic,
  views,
  votes,
  collators
};
inline constexpr std::size_t setting_kinds = 8;
std::string_view name_of(setting_kind kind);

struct drawn_setting {
  setting_kind kind = setting_kind::plain;
  std::string preset;
  checker::setting setting;  ///< asks for all that is claimed and not known to be broken there
};
/// Follows from the word alone.
drawn_setting draw_setting(solver::word from, std::optional<setting_kind> kind = {});
/// In one line.
std::string told(const drawn_setting& drawn);

}  // namespace backcheck::tests
