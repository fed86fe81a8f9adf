// SPDX-License-Identifier: Apache-2.0
//
// The segment pipeline's dumb twin: its page, word by word, in plain C++, and searched with ordered
// sets. Shares nothing with the model but the meaning of its parameters.
#pragma once

#include <array>
#include <cstdint>

#include "zoo/segment_pipeline_view.hpp"

namespace backcheck::zoo::segment_pipeline::testing {

struct plain_counts {
  std::uint64_t states = 0;
  std::uint32_t depth = 0;
  std::array<std::uint64_t, 6> fired{};  ///< by rule: tick, fork, reorg, collate, back, include
};

[[nodiscard]] plain_counts plain_search(const size& sizes);

}  // namespace backcheck::zoo::segment_pipeline::testing
