// SPDX-License-Identifier: Apache-2.0
//
// The implicit view: the leaves that a node follows and the ancestors that may still be relay
// parents under them. Concrete only: it keeps whatever forks were seen, and forgets by number.
//
// In 2023 each para has its own lowest relay parent, asked of prospective parachains; since 2025
// all share one, the allowed ancestry within the session.
//
// Source: polkadot 52209dcfe546, node/subsystem-util/src/backing_implicit_view.rs; polkadot-sdk
// 781c77721728, polkadot/node/subsystem-util/src/backing_implicit_view.rs.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "model/protocol/candidate.hpp"

namespace backcheck::protocol {

/// How far down a leaf keeps what lies below it: to the lowest relay parent allowed, but at least
/// two blocks.
constexpr std::uint64_t retained_down_to(std::uint64_t leaf_number, std::uint64_t lowest_allowed) {
  constexpr std::uint64_t minimum_retain_length = 2;
  const std::uint64_t retained =
      leaf_number < minimum_retain_length ? 0 : leaf_number - minimum_retain_length;
  return lowest_allowed < retained ? lowest_allowed : retained;
}

enum class view_refusal : std::uint8_t { none, already_known, block_header_unavailable };

class implicit_view {
 public:
  using hash = std::uint64_t;
  using number = std::uint64_t;
  using para = std::uint64_t;

  struct header {
    number height;
    hash parent;
  };
  /// Where headers come from; nothing for one that is not known.
  using headers = std::function<std::optional<header>(const hash&)>;
  /// The lowest relay parent of each para under a leaf.
  using minima = std::map<para, number>;

  /// A leaf appears. Its ancestors are walked down to the lowest of the minima; to itself if there
  /// are none.
  view_refusal activate_leaf(const hash& leaf, const headers& known, minima per_para);
  /// A leaf goes. What lies below all that the others retain is forgotten, and returned.
  std::vector<hash> deactivate_leaf(const hash& leaf);

  /// The allowed relay parents under a block that is or was a leaf, newest first: of one para, or
  /// those of any. Nothing if it never was one.
  [[nodiscard]] std::optional<std::vector<hash>> allowed_under(
      const hash& block, std::optional<para> of = std::nullopt) const;
  /// All that is stored, which is more than what is allowed anywhere.
  [[nodiscard]] std::vector<hash> all_stored() const;

 private:
  struct allowed_relay_parents {
    minima per_para;
    std::vector<hash> contiguous;  ///< from the leaf down
  };
  struct block_info {
    number height{};
    hash parent{};
    std::optional<allowed_relay_parents> allowed;
  };

  std::map<hash, number> leaves_;  ///< with the lowest number that each retains
  std::map<hash, block_info> blocks_;
};

}  // namespace backcheck::protocol
