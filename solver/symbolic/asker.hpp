// SPDX-License-Identifier: Apache-2.0
//
// Asks Z3, again and again, whether facts about one table of terms can hold together.
#pragma once

#include "solver/symbolic/lower.hpp"
#include "solver/symbolic/proof_cache.hpp"
#include "solver/symbolic/watchdog.hpp"

namespace backcheck::solver::symbolic {

enum class found : std::uint8_t { nothing, something, unknown };

class asker {
 public:
  /// Both must outlive it. The time of the budget begins now.
  asker(const term_table& table, const budget& limits, const proof_cache* cache = nullptr);

  /// Whether all of them can hold together; the values of the unknowns if so.
  found operator()(const std::vector<term>& facts, assignment& values);
  [[nodiscard]] double seconds() const { return dog_.seconds(); }
  [[nodiscard]] bool is_late() const { return dog_.barked(); }

 private:
  found ask_now(const std::vector<term>& facts, assignment& values);

  const term_table& table_;
  const proof_cache* cache_;
  z3::context context_;
  lowering lower_;
  watchdog dog_;
  std::vector<z3::expr> ranges_;
};

}  // namespace backcheck::solver::symbolic
