// SPDX-License-Identifier: Apache-2.0
//
// The setters of the pallet `Configuration`, by their numbers. Numbers that are missing belong to
// calls that were removed.
#pragma once

#include "chain/calls.hpp"

namespace backcheck::chain {

/// By its number; none if there is none.
const setter_row* find_setter(std::uint8_t number);
std::span<const setter_row> setters();
/// `0 to 9, 11 to 15, ...`
std::string setter_numbers();

/// What it takes in that version, in order, without values.
std::vector<argument> arguments_of(const setter_row& setter, unsigned layout);

}  // namespace backcheck::chain
