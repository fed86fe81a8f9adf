// SPDX-License-Identifier: Apache-2.0
//
// Shapes for windows as large as life: too large to look at all states, meant for random walks.
#pragma once

#include "model/machine/shape.hpp"

namespace backcheck::machine {

/// Some two minutes of relay blocks above the last finalized one.
using wide_shape = shape<24, 3, 24>;
inline constexpr extent wide_extent{.cores = 6,
                                    .pending = whole_extent.pending,
                                    .claims = whole_extent.claims,
                                    .disputes = true,
                                    .configurations = whole_extent.configurations};
/// The same with all that `whole_shape` has.
using wide_whole_shape = shape<24, 3, 24, wide_extent>;

}  // namespace backcheck::machine
