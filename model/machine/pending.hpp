// SPDX-License-Identifier: Apache-2.0
//
// The candidates of a para that are pending availability, as a line: the first one, and those
// behind it, each of which extends the one before. A shape without cores has room for the first
// only.
#pragma once

#include "model/machine/state.hpp"

namespace backcheck::machine {

/// One of the line; a candidate of none where the line has ended.
template <language::domain D, class S>
struct pending_entry {
  using maybe_type = maybe_candidate<D, S>;
  using age_type = relay_blocks<D, rotation_max>;
  using core_type = typename if_room<S::has_cores, core_index, what::core, D, S>::type;
  BACKCHECK_FIELDS(pending_entry, (maybe_type, candidate), (age_type, age),
                   ([[no_unique_address]] core_type, core));
};

template <language::domain D, class S>
constexpr pending_entry<D, S> pending_at(const para_state<D, S>& now, std::size_t place) {
  if constexpr (S::has_cores) {
    if (place > 0) {
      const auto& behind = now.line.behind[place - 1];
      return {behind.candidate, behind.pending_age, behind.core};
    }
    return {now.pending, now.pending_age, now.line.core};
  } else {
    return {now.pending, now.pending_age, {}};
  }
}
template <language::domain D, class S>
constexpr void put_pending(para_state<D, S>& now, std::size_t place,
                           const pending_entry<D, S>& entry) {
  if constexpr (S::has_cores) {
    if (place > 0) {
      now.line.behind[place - 1] = {entry.candidate, entry.age, entry.core};
      return;
    }
    now.line.core = entry.core;
  }
  now.pending = entry.candidate;
  now.pending_age = entry.age;
}

/// The head that the next candidate has to extend: that of the last one pending, else the included.
template <language::domain D, class S>
constexpr maybe_candidate<D, S> latest_head(const para_state<D, S>& now) {
  auto latest = now.included;
  for (std::size_t i = 0; i < S::pending; ++i) {
    const auto entry = pending_at(now, i);
    assign_if(entry.candidate.is_some(), latest, entry.candidate);
  }
  return latest;
}

/// Whether the candidate is among those pending.
template <language::domain D, class S>
constexpr typename D::truth is_pending(const para_state<D, S>& now,
                                       const candidate_index<D, S>& candidate) {
  auto found = now.pending.is(candidate);
  for (std::size_t i = 1; i < S::pending; ++i)
    found = found || pending_at(now, i).candidate.is(candidate);
  return found;
}

}  // namespace backcheck::machine
