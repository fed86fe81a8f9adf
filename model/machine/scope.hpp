// SPDX-License-Identifier: Apache-2.0
//
// The window through which the machine is looked at. Each number bounds something that the real
// protocol does not bound, or bounds far higher; what a bound cuts off is counted and printed with
// the verdict.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace backcheck::machine {

/// Who may claim which core. A core's claims come in the order of its queue.
enum class claim_pattern : std::uint8_t {
  own,            ///< each para has cores of its own
  shared,         ///< all paras take turns on each core
  on_demand,      ///< cores are claimed by whoever orders
  own_and_demand  ///< each para has one core of its own, the others are claimed on demand
};
inline constexpr std::array<std::string_view, 4> claim_pattern_names{"own", "shared", "on_demand",
                                                                     "own_and_on_demand"};

struct scope {
  std::uint8_t relay_blocks = 4;  ///< kept: the last finalized one and those above it
  std::uint8_t leaves = 2;        ///< relay forks at one time
  std::uint8_t paras = 1;
  std::uint8_t candidates = 3;  ///< kept at one time, of all paras
  std::uint8_t sessions = 1;    ///< session changes among the kept blocks
  bool upward = true;           ///< candidates may send upward messages
  bool reversions = true;       ///< leaves may be reverted
  bool stray_collators =
      false;  ///< collators may build on any known block and relay parent, not only on the newest
  std::uint8_t cores = 1;         ///< for each para if they are its own, else in all, besides those
  std::uint8_t claims = 0;        ///< a `claim_pattern`
  bool disputes = false;          ///< candidates may lose disputes
  std::uint8_t changes = 0;       ///< of parameters, that governance may make one after the other
  bool withheld = true;           ///< availability may be withheld
  bool views = false;             ///< a node is followed: what it imports, hears and keeps
  bool provisioned = false;       ///< relay authors back what that node's view offers, or less
  bool upgrades = false;          ///< parachains may ask for new code
  std::uint8_t downward = 0;      ///< downward messages waiting at one time
  std::uint8_t horizontal = 0;    ///< relay blocks at one time with horizontal messages to be read
  std::uint8_t votes = 0;         ///< members of each backing group whose votes are followed
  std::uint8_t offline = 0;       ///< of them those that never sign, the last ones
  std::uint8_t equivocators = 0;  ///< of them those that may contradict themselves, the first ones
  std::uint8_t collators = 1;     ///< of a para, told apart
  std::uint8_t dishonest = 0;     ///< of them those that build as they like, the last ones

  [[nodiscard]] constexpr claim_pattern pattern() const {
    return static_cast<claim_pattern>(claims);
  }
  /// Whether cores need to be told apart: not where each para has one, always.
  [[nodiscard]] constexpr bool has_cores() const {
    return cores != 1 || pattern() != claim_pattern::own;
  }
  /// Whether any of what only some windows have is wanted.
  [[nodiscard]] constexpr bool is_plain() const {
    return !has_cores() && changes == 0 && !disputes;
  }
  /// Whether a node is followed, or what is left out for its sake.
  [[nodiscard]] constexpr bool needs_view_shape() const {
    return votes == 0 && (views || !withheld);
  }
  /// Whether the relay chain passes on to parachains, or takes from them, more than upward
  /// messages.
  [[nodiscard]] constexpr bool needs_traffic_shape() const {
    return upgrades || downward > 0 || horizontal > 0;
  }
  /// Whether collators are told apart, and nothing else that takes a shape of its own.
  [[nodiscard]] constexpr bool needs_collator_shape() const {
    return votes == 0 && !needs_view_shape() && tells_collators_apart();
  }
  [[nodiscard]] constexpr bool tells_collators_apart() const {
    return collators != 1 || dishonest > 0;
  }
  /// Whether backing votes are followed one by one.
  [[nodiscard]] constexpr bool needs_vote_shape() const { return votes > 0; }
  friend constexpr bool operator==(const scope&, const scope&) = default;
};

/// Bounds of the window that can cut a step off, in the order of `bound_names`.
enum class bound : std::uint8_t {
  relay_blocks,
  leaves,
  candidates,
  sessions,
  batches,
  claims,
  messages,
  count
};
inline constexpr std::array<std::string_view, static_cast<std::size_t>(bound::count)> bound_names{
    "relay_blocks", "leaves", "candidates", "sessions", "upward batches", "claims", "messages"};

}  // namespace backcheck::machine
