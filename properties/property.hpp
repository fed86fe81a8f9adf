// SPDX-License-Identifier: Apache-2.0
//
// How a property of the machine is written down: what it says, what it depends on, who guarantees
// it, where it comes from; and its one predicate, a template over the domain. A property is one
// struct in one of the files of this folder, and its name in `catalogue.hpp`.
#pragma once

#include <cstdint>
#include <string_view>

#include "model/language/property.hpp"
#include "model/machine/chart.hpp"
#include "model/machine/rules.hpp"

namespace backcheck::properties {

using language::property_kind;
using language::seen;
using machine::rule;
using protocol::rule_set;

/// The rule sets in which a property is claimed.
struct eras {
  bool in_2025 = true;
  bool in_2023 = true;
  bool in_sync = true;
  [[nodiscard]] constexpr bool has(rule_set r) const {
    return r == rule_set::y2025 ? in_2025 : r == rule_set::y2023 ? in_2023 : in_sync;
  }
};

/// What a window must have for a `sometimes` to be possible at all, whatever the parameters. A
/// window that lacks it says nothing about the protocol.
struct window_needs {
  std::uint8_t candidates = 1;
  std::uint8_t leaves = 1;
  std::uint8_t sessions = 0;
  std::uint8_t pending = 1;       ///< of one para
  std::uint8_t relay_blocks = 2;  ///< kept
  bool each_block = false;        ///< a core on which the para has its turn in each block
  bool reversions = false;
  bool withheld = false;      ///< time-outs, which need it
  bool upward = false;        ///< and an upward queue that the machine can fill
  bool full_segment = false;  ///< as many candidates as the unincluded segment may hold
  std::uint8_t votes = 0;     ///< members of a backing group
  std::uint8_t equivocators = 0;
  std::uint8_t dishonest = 0;  ///< collators
  std::uint8_t honest = 0;     ///< collators
};

/// What a property is about, of all that a window may have or not. Nothing is asked of a window
/// that lacks it.
enum class subject_matter : std::uint8_t {
  everywhere,
  cores,
  changes,
  disputes,
  senders,
  views,
  upgrades,
  downward,
  horizontal,
  traffic,  ///< any of these
  votes,
  collators,
  senders_apart
};
constexpr bool has(const machine::scope& window, subject_matter what) {
  if (what == subject_matter::cores) return window.has_cores();
  if (what == subject_matter::disputes) return window.disputes;
  if (what == subject_matter::views) return window.views;
  if (what == subject_matter::upgrades) return window.upgrades;
  if (what == subject_matter::downward) return window.downward > 0;
  if (what == subject_matter::traffic) return window.needs_traffic_shape();
  if (what == subject_matter::horizontal) return window.horizontal > 0;
  if (what == subject_matter::votes) return window.votes > 0;
  const bool apart = window.needs_collator_shape();
  if (what == subject_matter::collators) return apart;
  if (what == subject_matter::senders_apart) return apart && window.upward;
  if (what == subject_matter::senders) return window.has_cores() && window.upward;
  return what != subject_matter::changes || window.changes > 0;
}
template <class Shape>
constexpr bool has_room(subject_matter what) {
  if (what == subject_matter::cores || what == subject_matter::senders) return Shape::has_cores;
  if (what == subject_matter::disputes) return Shape::has_disputes;
  if (what == subject_matter::views) return Shape::has_views;
  if (what == subject_matter::upgrades) return Shape::has_upgrades;
  if (what == subject_matter::downward || what == subject_matter::horizontal ||
      what == subject_matter::traffic)
    return Shape::has_traffic;
  if (what == subject_matter::votes) return Shape::has_votes;
  if (what == subject_matter::collators || what == subject_matter::senders_apart)
    return Shape::has_collators;
  return what != subject_matter::changes || Shape::has_changes;
}

/// Where a property is known not to hold, and why: there its violation is what is expected, and
/// that it holds after all would be news.
struct breakage {
  using concrete_world = machine::world<language::concrete>;
  bool (*in)(const concrete_world&) = nullptr;
  std::string_view why;

  [[nodiscard]] bool expected(const concrete_world& w) const { return in != nullptr && in(w); }
};

struct property_info {
  std::string_view id;        ///< S is for safety, L liveness, Q quantity, R what must be reachable
  std::string_view sentence;  ///< what one would say aloud
  property_kind kind = property_kind::always;
  std::string_view parameters;  ///< what it depends on, comma-separated
  std::string_view guard;       ///< the component that guarantees it
  std::string_view source;      ///< what it is about: code of polkadot-sdk, or a page
  eras holds_in = {};
  window_needs needs = {};
  subject_matter about = subject_matter::everywhere;
  breakage broken = {};
};

/// A transition as properties see it: the states before and after, and the survey of the one
/// before.
template <language::domain D, class S>
struct transition {
  const machine::state<D, S>& before;
  const machine::chart<D, S>& known;
  const machine::state<D, S>& after;
  /// What `finalize` or `revert` chose, for those who ask about events.
  machine::block_index<D, S> chosen = {};

  /// The block that `author` has just built; the last one.
  [[nodiscard]] constexpr machine::block_index<D, S> new_block() const {
    return machine::first_free<machine::block_index<D, S>>(before.block_count);
  }
  /// The candidate that `collate` has just built.
  [[nodiscard]] constexpr machine::candidate_index<D, S> new_candidate() const {
    return machine::first_free<machine::candidate_index<D, S>>(before.candidate_count);
  }
};

}  // namespace backcheck::properties
