// SPDX-License-Identifier: Apache-2.0
//
// The parachain's unincluded segment: blocks authored and not yet known to be included, oldest
// first, and what of it decides whether one more may be authored (cumulus,
// pallets/parachain-system/src/unincluded_segment.rs and lib.rs; `maybe_drop_included_ancestors`).
#pragma once

#include "model/language/logic.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/units.hpp"

namespace backcheck::protocol {

template <language::domain D, std::uint64_t Max>
using segment_length = language::quantity<D, unit::para_blocks, Max>;

/// How many blocks of a segment stay once the relay chain is known to have included the block
/// `after_included` blocks before its end: those after it; all of them if it is not in the segment.
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr segment_length<D, A> size_after_included(const segment_length<D, A>& length,
                                                   const segment_length<D, B>& after_included) {
  return either(after_included < length, segment_length<D, A>(least(length, after_included)),
                length);
}

/// The capacity in force: 0 counts as 1.
template <language::domain D, std::uint64_t M>
constexpr auto effective_capacity(const segment_length<D, M>& capacity) {
  return greatest(capacity, segment_length<D, 1>(1));
}

/// Whether one more block may be authored on a segment of that length.
template <language::domain D, std::uint64_t A, std::uint64_t B>
constexpr typename D::truth has_room(const dialect& speak, const segment_length<D, A>& length,
                                     const segment_length<D, B>& capacity) {
  const auto effective = effective_capacity<D>(capacity);
  return speak.breaks(fault::capacity_off_by_one) ? length <= effective : length < effective;
}

}  // namespace backcheck::protocol
