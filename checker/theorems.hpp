// SPDX-License-Identifier: Apache-2.0
//
// Theorems of the protocol's rules, and their proofs: each in terms, for all numbers at once; each
// counterexample tried once more over plain numbers before anyone sees it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "properties/theorem.hpp"
#include "solver/symbolic/prove.hpp"

namespace backcheck::checker {

const std::vector<properties::theorem_info>& theorem_infos();
std::optional<std::size_t> theorem_by_id(std::string_view id);

/// A number, or 0 or 1 for a truth, of a counterexample.
struct named_number {
  std::string name;
  std::uint64_t value = 0;
};

/// One conclusion of a theorem.
struct argued {
  std::string conclusion;
  solver::symbolic::proof proof;
  std::vector<named_number> counterexample;  ///< of a refuted one: what matters, by name
};

struct theorem_report {
  std::size_t theorem = 0;
  std::vector<std::string> assumptions;
  std::vector<argued> conclusions;

  /// Refuted if one conclusion is; else undecided if one is; else proved.
  [[nodiscard]] solver::symbolic::proof_ending end() const;
  /// Whether each conclusion has been proved more than once; by that one, among others.
  [[nodiscard]] bool confirmed() const;
  [[nodiscard]] bool is_by(solver::symbolic::prover who) const;
  [[nodiscard]] double seconds() const;
  /// Assumptions that no conclusion needed.
  [[nodiscard]] std::vector<std::string> unused() const;
};

/// Proves a theorem, or its mutant: of that, no more is proved once one conclusion is refuted.
/// Throws `disagreement` where a counterexample is none on plain numbers.
theorem_report prove_theorem(std::size_t theorem, bool broken,
                             const solver::symbolic::effort& spent);

/// Each obligation of a theorem in SMT-LIB, with a name for a file.
std::vector<std::pair<std::string, std::string>> theorem_smtlib(std::size_t theorem,
                                                                solver::symbolic::notation numbers);

/// A theorem over plain numbers. `draw` is asked for each leaf by name and largest number.
struct tried_theorem {
  bool assumed = true;                ///< all assumptions hold
  std::vector<std::string> violated;  ///< conclusions that do not
};
tried_theorem try_theorem(
    std::size_t theorem, bool broken,
    const std::function<std::uint64_t(const std::string& name, std::uint64_t max)>& draw);

}  // namespace backcheck::checker
