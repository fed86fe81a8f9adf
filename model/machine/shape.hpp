// SPDX-License-Identifier: Apache-2.0
//
// How large the machine is compiled, and what its indices name. The window of a run (see
// `scope.hpp`) is at most this large; packing and enumeration follow the window.
#pragma once

#include "model/language/list.hpp"
#include "model/protocol/units.hpp"

namespace backcheck::machine {

using language::assign_if;
using language::either;

namespace what {
struct relay_block {
  static constexpr const char* name = "relay block";
};
struct para {
  static constexpr const char* name = "para";
};
struct candidate {
  static constexpr const char* name = "candidate";
};
struct core {
  static constexpr const char* name = "core";
};
struct configuration {
  static constexpr const char* name = "parameter changes";
};
struct dispute {
  static constexpr const char* name = "disputes";
};
struct place {
  static constexpr const char* name = "place behind the first pending candidate";
};
struct order {
  static constexpr const char* name = "place in the order of hashes";
};
struct following {
  static constexpr const char* name = "ways to follow a relay block";
};
struct standing {
  static constexpr const char* name = "ways to stand in a view";
};
struct hearsay {
  static constexpr const char* name = "things heard of a candidate";
};
struct upgrade {
  static constexpr const char* name = "code upgrades";
};
struct traffic {
  static constexpr const char* name = "downward and horizontal messages";
};
struct validator {
  static constexpr const char* name = "validator";
};
struct statement {
  static constexpr const char* name = "statements on a candidate";
};
struct collator {
  static constexpr const char* name = "collator";
};
}  // namespace what

/// Upward messages are followed in batches: the most that one candidate may send (see `world.hpp`).
struct batches {
  static constexpr const char* name = "batches of upward messages";
};

/// What a machine can follow besides: compiled in only where it is wanted, so that it costs nothing
/// elsewhere.
struct extent {
  std::size_t cores = 0;    ///< told apart and claimed; 0: each para has one, always
  std::size_t pending = 1;  ///< candidates of one para pending availability at one time
  std::size_t claims = 1;   ///< followed in the queue of a core
  bool disputes = false;
  std::size_t configurations = 1;  ///< the first, and those that governance makes of it
  bool views = false;              ///< what a node has heard, and keeps at each relay block
  bool upgrades = false;           ///< of parachains' code
  bool traffic = false;            ///< downward and horizontal messages
  std::size_t votes = 0;           ///< members of a backing group that vote; 0: votes are one step
  std::size_t collators = 1;       ///< told apart
};
/// Backing groups that take turns on a core, where votes are followed.
inline constexpr std::size_t backing_groups = 2;

/// Compiled sizes: relay blocks kept (the last finalized one and those above it), paras, candidates
/// kept; and the extent.
template <std::size_t Blocks, std::size_t Paras, std::size_t Candidates, extent More = extent{}>
struct shape {
  static constexpr std::size_t blocks = Blocks;
  static constexpr std::size_t paras = Paras;
  static constexpr std::size_t candidates = Candidates;
  static constexpr std::size_t cores = More.cores;
  static constexpr std::size_t pending = More.pending;
  static constexpr std::size_t claims = More.claims;
  static constexpr std::size_t configurations = More.configurations;
  static constexpr bool has_cores = cores > 0;
  static constexpr bool has_disputes = More.disputes;
  static constexpr bool has_changes = configurations > 1;
  static constexpr bool has_views = More.views;
  static constexpr bool has_upgrades = More.upgrades;
  static constexpr bool has_traffic = More.traffic;
  static constexpr std::size_t votes = More.votes;
  static constexpr std::size_t validators = backing_groups * votes;
  static constexpr std::size_t collators = More.collators;
  static constexpr bool has_votes = votes > 0;
  static constexpr bool has_collators = collators > 1;
  static_assert(has_cores ? pending > 1 && claims > 1 : pending == 1);
};
using large_shape = shape<8, 3, 10>;
inline constexpr extent whole_extent{
    .cores = 4, .pending = 3, .claims = 6, .disputes = true, .configurations = 3};
using whole_shape = shape<5, 2, 6, whole_extent>;
using view_shape = shape<5, 1, 5, extent{.views = true, .collators = 2}>;
using collator_shape = shape<4, 1, 5, extent{.collators = 3}>;
using vote_shape = shape<4, 1, 4, extent{.votes = 3, .collators = 2}>;
inline constexpr extent traffic_extent{
    .cores = 2, .pending = 2, .claims = 2, .upgrades = true, .traffic = true};
using traffic_shape = shape<5, 1, 5, traffic_extent>;

/// Blocks below the last finalized one are told apart down to this depth; no parameter may ask for
/// more.
inline constexpr std::uint64_t ancestry_max = 15;
/// Numbers relative to the last finalized block are shifted up by this much, so that they are
/// natural.
inline constexpr std::uint64_t number_shift = ancestry_max + 1;
inline constexpr std::uint64_t rotation_max =
    255;  ///< longest rotation or availability period followed, in relay blocks
inline constexpr std::uint64_t segment_max =
    15;  ///< longest unincluded segment followed, in para blocks
inline constexpr std::uint64_t batches_max =
    7;  ///< most batches of upward messages followed in a queue

template <language::domain D, std::uint64_t Max>
using relay_blocks = language::quantity<D, protocol::unit::relay_blocks, Max>;
template <language::domain D, std::uint64_t Max>
using para_blocks = language::quantity<D, protocol::unit::para_blocks, Max>;

template <language::domain D, class S>
using block_index = language::index<D, what::relay_block, S::blocks>;
template <language::domain D, class S>
using para_index = language::index<D, what::para, S::paras>;
template <language::domain D, class S>
using candidate_index = language::index<D, what::candidate, S::candidates>;
template <language::domain D, class S>
using maybe_candidate = language::maybe<D, what::candidate, S::candidates>;
/// In shapes that have cores.
template <language::domain D, class S>
using core_index = language::index<D, what::core, S::cores>;
template <language::domain D, class S>
using maybe_core = language::maybe<D, what::core, S::cores>;
template <language::domain D, class S>
using place_index = language::index<D, what::place, S::pending - 1>;
/// In shapes that have votes; and that tell collators apart.
template <language::domain D, class S>
using validator_index = language::index<D, what::validator, S::validators>;
template <language::domain D, class S>
using collator_index = language::index<D, what::collator, S::collators>;

/// The data of the protocol's rules at the size of the machine.
template <language::domain D, class S>
struct at_size {
  template <class Unit>
  static constexpr std::size_t longest =
      std::is_same_v<Unit, protocol::unit::claims> ? S::claims : S::pending;

  using domain_type = D;
  using para = para_index<D, S>;
  template <class Unit, class T>
  using list = language::list<D, Unit, longest<Unit>, T>;
};

/// The index of the place behind the last block or candidate; the last place where all are taken,
/// which the caller rules out.
template <class Index, std::uint64_t M>
constexpr Index first_free(
    const language::quantity<typename Index::domain_type, typename Index::what, M>& count) {
  return Index(least(count, typename Index::position(Index::count - 1)));
}

}  // namespace backcheck::machine
