// SPDX-License-Identifier: Apache-2.0
//
// Proofs: does a conclusion follow from assumptions, whatever the unknowns are? Every proof is made
// more than once: by Z3 from our lowering to bits, and in contexts of their own from the text that
// is written for any solver, over bits and over integers, by Z3 configured otherwise and by cvc5
// where it is installed. What nobody can tell in time is undecided.
#pragma once

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "solver/interface/budget.hpp"
#include "solver/symbolic/proof_cache.hpp"
#include "solver/symbolic/terms.hpp"

namespace backcheck::solver::symbolic {

struct assumption {
  std::string sentence;
  term holds;
};
/// To be shown: where all assumptions hold, so does the conclusion.
struct obligation {
  std::string name;
  std::vector<assumption> assumptions;
  term conclusion;
};

enum class proof_ending : std::uint8_t { proved, refuted, undecided };

/// Who is asked, in this order.
enum class prover : std::uint8_t { z3_lowered, z3_over_integers, z3_from_text, cvc5, count };
inline constexpr std::array<std::string_view, static_cast<std::size_t>(prover::count)> prover_names{
    "z3", "z3 over integers", "z3 from text", "cvc5"};

struct proof {
  proof_ending end = proof_ending::undecided;
  std::vector<std::size_t> used;  ///< of a proof: assumptions that the solver needed, ascending
  std::vector<prover> by;         ///< of a proof: who has found it, each on its own
  assignment counterexample;      ///< of a refutation: checked by evaluation
  double seconds = 0;

  [[nodiscard]] bool confirmed() const { return by.size() > 1; }
  [[nodiscard]] bool is_by(prover who) const;
};

/// Raised when two ways to the same answer differ: Backcheck is at fault.
class solvers_disagree : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// How much is done for a proof. A solver gets at most `limits.time_max`, and no more than
/// `patience` where another may be quicker.
struct effort {
  budget limits;
  std::chrono::milliseconds patience{8000};
  bool confirm = true;                 ///< what is proved is proved again
  bool ask_cvc5 = false;               ///< …by cvc5, too; see `has_cvc5`
  bool ask_everybody = false;          ///< …of a machine, too, where one is enough
  const proof_cache* cache = nullptr;  ///< proofs that were found before; none: none are kept
};
proof prove(const term_table& table, const obligation& what, const effort& spent);

/// What the unknowns are in a text: bit-vectors as wide as their ranges (QF_BV), or integers within
/// them (QF_NIA).
enum class notation : std::uint8_t { bits, integers };
/// The obligation in SMT-LIB 2.6: unsatisfiable if and only if it holds. Each assumption has a
/// truth `use_N` before it, which is asserted by itself.
std::string smtlib(const term_table& table, const obligation& what,
                   notation numbers = notation::bits);

enum class told : std::uint8_t { satisfiable, unsatisfiable, unknown };
/// What one of them says of the assumptions together with the opposite of the conclusion.
told ask(prover who, const term_table& table, const obligation& what, const budget& limits,
         const proof_cache* cache = nullptr);
/// Whether cvc5 can be asked.
bool has_cvc5();
/// Asks cvc5, in a process of its own that is ended when the time is over.
told ask_cvc5(const std::string& text, const budget& limits);

}  // namespace backcheck::solver::symbolic
