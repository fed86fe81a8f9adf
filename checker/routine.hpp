// SPDX-License-Identifier: Apache-2.0
//
// The routine: what relay authors, collators and backing groups do in a relay slot if all of them
// are honest and some are late or away, with what odds you say. It chooses among the machine's
// rules and never around them: whatever happens is a rule that fires. docs/guides/measuring.md says
// it in words.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "checker/setting.hpp"

namespace backcheck::checker {

/// What may go wrong, each with its odds, independently of all else.
enum class mishap : std::uint8_t {
  slot_missed,        ///< in a relay slot: nobody builds a relay block
  relay_fork,         ///< in a relay slot: two authors build on the same block, one of them in vain
  availability_late,  ///< of a pending candidate in a relay block: its votes are not there yet
  backing_late,       ///< of a group in a relay slot: no votes of it are in time
  backer_offline,     ///< of a backing group, for a whole rotation: it backs nothing
  count
};
inline constexpr std::array<std::string_view, static_cast<std::size_t>(mishap::count)> mishap_names{
    "slot_missed", "relay_fork", "availability_late", "backing_late", "backer_offline"};
using odds = std::array<double, static_cast<std::size_t>(mishap::count)>;

/// How many blocks a collator builds on a relay parent: as many as the parachain's runtime takes
/// (the lookahead collator of 2023), or as many as its velocity (the slot-based collator).
enum class collating : std::uint8_t { fills_the_segment, keeps_pace };
inline constexpr std::array<std::string_view, 2> collating_names{"fills", "keeps_pace"};

struct routine {
  odds chances{};
  collating collator = collating::fills_the_segment;
  std::uint64_t backing_delay = 0;       ///< relay blocks that each candidate misses
  std::uint64_t availability_delay = 1;  ///< relay blocks from the backing to the inclusion
  std::uint64_t session_length = 0;      ///< in relay blocks; 0: no session ends

  [[nodiscard]] double chance_of(mishap what) const {
    return chances[static_cast<std::size_t>(what)];
  }
};

/// What is made to happen in one slot, to see what it costs. All but the first have a relay block.
enum class event : std::uint8_t {
  nothing,
  relay_block,  ///< and nothing else
  no_relay_fork,
  session_change,    ///< the relay block of the slot ends the session
  relay_fork,        ///< the slot has two relay blocks
  offline_rotation,  ///< a rotation begins, and its group is offline
  backing_missed,    ///< no backing vote is in time in this slot
  count
};
inline constexpr std::array<std::string_view, static_cast<std::size_t>(event::count)> event_names{
    "nothing",    "relay_block",      "no_relay_fork", "session_change",
    "relay_fork", "offline_rotation", "backing_missed"};

/// Says of each thing that may happen whether it does.
class fortune {
 public:
  fortune() = default;
  fortune(const fortune&) = delete;
  fortune& operator=(const fortune&) = delete;
  virtual ~fortune() = default;
  /// With odds between 0 and 1; whoever calls has no need to ask where they are 0 or 1.
  virtual bool happens(mishap what, double chance) = 0;
  /// Which of two relay blocks is built upon.
  virtual bool tossed() = 0;
};

inline constexpr std::uint8_t newborn = 0xFF;

/// What a slot has brought.
struct slot_report {
  std::uint32_t built = 0;       ///< parachain blocks
  std::uint32_t included = 0;    ///< for good: at a relay block that was finalized in this slot
  std::uint32_t waited = 0;      ///< builders that found no space in the unincluded segment
  std::uint32_t unincluded = 0;  ///< blocks above the head included at the best relay block
  std::vector<std::uint8_t>
      came_from;                   ///< of each candidate: its place before the slot, or newborn
  std::vector<std::uint8_t> were;  ///< the places before the slot of those included
};

/// The window does not hold what the routine does in it: then nothing is known.
class window_too_small : public std::exception {
 public:
  explicit window_too_small(std::string why) : why_(std::move(why)) {}
  [[nodiscard]] const char* what() const noexcept override { return why_.c_str(); }

 private:
  std::string why_;
};

/// The machine in the hands of the routine. States are words, as in `solver::view`.
class routine_machine {
 public:
  routine_machine() = default;
  routine_machine(const routine_machine&) = delete;
  routine_machine& operator=(const routine_machine&) = delete;
  virtual ~routine_machine() = default;

  using packed = std::vector<std::uint64_t>;
  [[nodiscard]] virtual packed start() const = 0;
  /// Goes through one slot from a state. Throws `window_too_small`.
  virtual slot_report step(packed& state, event forced, fortune& f) const = 0;
  /// Relay blocks between the best one and the one that is finalized.
  [[nodiscard]] virtual std::uint64_t finality_lag() const = 0;
};

/// For a setting, of which the dialect, the parameters and the number of cores count. Throws
/// `request_error` where the machine cannot follow.
std::unique_ptr<routine_machine> make_routine_machine(const setting& s, const routine& how);

}  // namespace backcheck::checker
