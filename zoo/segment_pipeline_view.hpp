// SPDX-License-Identifier: Apache-2.0
//
// The segment pipeline as engines see it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "solver/interface/view.hpp"
#include "zoo/segment_pipeline.hpp"

namespace backcheck::zoo::segment_pipeline {

/// The parameters, with the letters that the other checkers' models and the benchmarks use.
struct size {
  std::uint64_t paras = 1;                // N
  std::uint64_t height_max = 4;           // H
  std::uint64_t capacity = 2;             // D
  std::uint64_t age_max = 1;              // R
  std::uint64_t availability_period = 1;  // A
  std::uint64_t leaves = 1;               // F
};

/// One line about the first parameter that is out of range, if there is one.
[[nodiscard]] std::optional<std::string> out_of_range(const size& wanted);

/// The model, compiled in the smallest shape that it fits. Its sizes are in range.
[[nodiscard]] std::unique_ptr<solver::view> make_view(const size& wanted,
                                                      fault seeded = fault::none);

}  // namespace backcheck::zoo::segment_pipeline
