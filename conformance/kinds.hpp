// SPDX-License-Identifier: Apache-2.0
//
// The kinds of case, and what tries each.
#pragma once

#include <span>

#include "conformance/trial.hpp"

namespace backcheck::conformance {

struct kind {
  std::string_view name;
  /// Compares every recorded answer of the case with ours. Throws `malformed`.
  void (*try_case)(const json& line, trial& t);
  /// Upstream's answer follows from the inputs. Where it does not, what can be checked is, and the
  /// cases are counted apart.
  bool well_defined;
};

/// All kinds, in the order of a report.
std::span<const kind> kinds();
/// The kind of that name, or null.
const kind* kind_of(std::string_view name);

void try_constraints(const json& line, trial& t);
void try_stack(const json& line, trial& t);
void try_fragment(const json& line, trial& t);
void try_segment(const json& line, trial& t);
void try_segment_limits(const json& line, trial& t);
void try_segment_inclusion(const json& line, trial& t);
void try_segment_panic(const json& line, trial& t);
void try_fragment_tree(const json& line, trial& t);
void try_index_shift(const json& line, trial& t);
void try_fragment_chain(const json& line, trial& t);
void try_order_dependent(const json& line, trial& t);
void try_can_build_upon(const json& line, trial& t);
void try_on_state_proof(const json& line, trial& t);
void try_on_initialize(const json& line, trial& t);

}  // namespace backcheck::conformance
