// SPDX-License-Identifier: Apache-2.0
//
// The shapes that are too large to be searched, each in a file of its own: for the replay of what
// random walks have found.
#pragma once

#include "checker/shapes.hpp"
#include "model/machine/wide_shape.hpp"

namespace backcheck::checker {

extern template std::unique_ptr<subject> make_machine_subject<machine::wide_shape>(const setting&);
extern template std::unique_ptr<subject> make_machine_subject<machine::wide_whole_shape>(
    const setting&);

}  // namespace backcheck::checker
