// SPDX-License-Identifier: Apache-2.0
//
// The parts of a review: one row for each property, put together from all that was seen; sizes,
// proved at the very numbers; theorems about what is changed; quantities; and what nobody looked
// at.
#pragma once

#include <string>
#include <vector>

#include "checker/review.hpp"

namespace backcheck::checker {

/// One for each property and each claim about the long run that was asked about anywhere.
std::vector<reviewed> rows_of(const review_report& seen);
/// Whether a parachain that authors all the time waits for room: proved and simulated.
std::vector<reviewed> sizing_rows(const changed_parameters& change, const solver::budget& limits);
/// The theorems that are about these parameters, proved.
std::vector<proved_theorem> theorems_about(const parameter_list& which,
                                           const solver::budget& limits);
std::vector<quantity_row> quantities_of(const changed_parameters& change);
/// Of a routine of honest actors, before and after: see `measure.hpp`.
std::vector<quantity_row> measured_quantities(const changed_parameters& change);
std::vector<std::string> not_looked_at(const review_report& seen);

}  // namespace backcheck::checker
