// SPDX-License-Identifier: Apache-2.0
//
// What many walks in many settings came to: how often each property had something to say. Walks
// that never meet the premise of a property pass it by; so a property that is met by fewer walks
// than it should be fails the suite.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "solver/random/walks.hpp"
#include "tests/random/drawn_settings.hpp"

namespace backcheck::tests {

class statistics {
 public:
  void enter(const drawn_setting& where, const solver::random::walkable& model,
             const solver::random::walks_report& found);

  [[nodiscard]] std::uint64_t steps() const { return steps_; }
  /// Tables for people.
  [[nodiscard]] std::string told() const;
  /// The properties that were met by fewer walks than they should be, and the rules that happened
  /// in fewer; one line each.
  [[nodiscard]] std::vector<std::string> too_rare() const;

 private:
  struct share {
    std::uint64_t asked = 0;  ///< walks in settings that ask for it
    std::uint64_t met = 0;    ///< walks that met it

    [[nodiscard]] double part() const {
      return asked == 0 ? 0 : static_cast<double>(met) / static_cast<double>(asked);
    }
  };
  std::map<std::string, share> rules_;
  std::vector<share> claims_;
  std::map<std::string, std::vector<std::uint64_t>> sizes_;  ///< by measure and size: walks
  std::map<std::string, std::uint64_t> walks_by_kind_;
  std::map<std::string, std::uint64_t> steps_by_rules_;
  std::uint64_t walks_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace backcheck::tests
