// SPDX-License-Identifier: Apache-2.0
//
// How the window and the parameters narrow the fields of a state, for packing; and whether the
// machine can follow them at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/language/concrete.hpp"
#include "model/machine/world.hpp"

namespace backcheck::machine {

/// The largest value each field of a state holds in a window; see `reflect::layout_of`.
class limits {
 public:
  explicit limits(const world<language::concrete>& w);

  /// By the name of the field, at most `declared`.
  [[nodiscard]] std::uint64_t max(std::string_view field, std::uint64_t declared) const;
  /// How many blocks, paras and candidates there are, at most `declared`.
  template <class What>
  [[nodiscard]] std::size_t used(std::size_t declared) const {
    std::size_t count = declared;
    if constexpr (std::is_same_v<What, what::relay_block>) count = window_.relay_blocks;
    if constexpr (std::is_same_v<What, what::para>) count = window_.paras;
    if constexpr (std::is_same_v<What, what::candidate>) count = window_.candidates;
    if constexpr (std::is_same_v<What, what::core>) count = cores_;
    if constexpr (std::is_same_v<What, what::validator>) count = backing_groups * window_.votes;
    if constexpr (std::is_same_v<What, what::place>) count = pending_ - 1;
    if constexpr (std::is_same_v<What, protocol::unit::claims>) count = claims_;
    if constexpr (std::is_same_v<What, protocol::unit::signals>)
      count = window_.upgrades ? declared : 0;
    if constexpr (std::is_same_v<What, protocol::unit::messages>) count = window_.downward;
    if constexpr (std::is_same_v<What, protocol::unit::relay_blocks>) count = window_.horizontal;
    return count < declared ? count : declared;
  }

 private:
  /// The same of what is kept of code upgrades and messages.
  [[nodiscard]] std::optional<std::uint64_t> traffic_max(std::string_view field) const;
  /// Makes room for what is in force at some time.
  void follow(const terms<language::concrete>& now);

  scope window_;
  std::uint64_t below_;  ///< furthest below the finalized block that is told apart, plus one
  std::uint64_t pending_age_ = 0;
  std::uint64_t rotation_ = 0;
  std::uint64_t segment_;
  std::uint64_t queued_ = 0;
  std::uint64_t upgrade_delay_ = 0;
  std::size_t cores_;
  std::size_t pending_;
  std::size_t claims_;
  std::uint64_t round_;  ///< of the backing groups, in relay blocks
  std::uint64_t used_;   ///< batches counted in an unincluded segment
};

/// What keeps the machine from following these parameters in this window, in one line fit for the
/// user; none if nothing does.
std::optional<std::string> beyond_the_machine(
    const protocol::dialect& speak, const protocol::parameters<language::concrete>& k,
    const scope& window, std::span<const protocol::parameters<language::concrete>> changed = {});

}  // namespace backcheck::machine
