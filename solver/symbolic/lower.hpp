// SPDX-License-Identifier: Apache-2.0
//
// Terms as Z3 knows them: numbers as bit-vectors just wide enough for their range. Widened before
// they are added or multiplied, compared without sign: nothing wraps.
#pragma once

#include <z3++.h>

#include <vector>

#include "solver/symbolic/terms.hpp"

namespace backcheck::solver::symbolic {

/// How many bits hold the numbers up to that one; at least one.
unsigned width_for(std::uint64_t high);

class lowering {
 public:
  /// Both must outlive it.
  lowering(const term_table& table, z3::context& context);

  /// The expression of a term; what it consists of is made once.
  z3::expr operator()(term t);
  /// That the unknowns lowered since the last call stay within their ranges.
  std::vector<z3::expr> take_ranges();
  /// What an answer says of the unknowns that have been lowered.
  [[nodiscard]] assignment read(const z3::model& answer) const;

 private:
  z3::expr made_of(term t);
  z3::expr of(term t) const { return made_.at(t.id); }
  z3::expr widened(term t, unsigned width) const;
  z3::expr fitted(const z3::expr& e, unsigned width) const;
  z3::expr sum(const node& n);
  z3::expr product(const node& n);

  const term_table& table_;
  z3::context& context_;
  std::unordered_map<std::uint32_t, z3::expr> made_;
  std::vector<z3::expr> ranges_;
  std::vector<term> unknowns_;
};

}  // namespace backcheck::solver::symbolic
