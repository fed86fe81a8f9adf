// SPDX-License-Identifier: Apache-2.0
//
// How large the machine is compiled, and what its indices name. The window of a run (see
// `scope.hpp`) is at most this large; packing and enumeration follow the window.
#pragma once

#include "model/language/index.hpp"
#include "model/protocol/shape.hpp"

namespace backcheck::machine {

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
}  // namespace what

/// Upward messages are followed in batches: the most that one candidate may send (see `world.hpp`).
struct batches {
  static constexpr const char* name = "batches of upward messages";
};

/// Compiled sizes: relay blocks kept (the last finalized one and those above it), paras, candidates
/// kept.
template <std::size_t Blocks, std::size_t Paras, std::size_t Candidates>
struct shape {
  static constexpr std::size_t blocks = Blocks;
  static constexpr std::size_t paras = Paras;
  static constexpr std::size_t candidates = Candidates;
};
using large_shape = shape<8, 3, 10>;

/// Blocks below the last finalized one are told apart down to this depth; no parameter may ask for
/// more.
inline constexpr std::uint64_t ancestry_max = 15;
/// Numbers relative to the last finalized block are shifted up by this much, so that they are
/// natural.
inline constexpr std::uint64_t number_shift = ancestry_max + 1;
inline constexpr std::uint64_t rotation_max =
    255;  ///< longest rotation or availability period followed, in relay blocks
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
/// The protocol's lists, of at most one thing each: what is pending on a para's one core.
struct one_of_each {
  template <class Unit>
  static constexpr std::uint64_t most = 1;
  template <class Unit>
  static constexpr std::size_t longest = 1;
  static constexpr std::size_t paras = 1;
};
template <language::domain D>
using on_one_core = protocol::bounded<D, one_of_each>;

/// The index of the place behind the last block or candidate; the last place where all are taken,
/// which the caller rules out.
template <class Index, std::uint64_t M>
constexpr Index first_free(
    const language::quantity<typename Index::domain_type, typename Index::what, M>& count) {
  return Index(least(count, typename Index::position(Index::count - 1)));
}

}  // namespace backcheck::machine
