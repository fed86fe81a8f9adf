// SPDX-License-Identifier: Apache-2.0
//
// Properties: what we claim. A property is a sentence, a kind, and clauses; a clause is a premise
// and a condition that holds whenever the premise does. Written once over a *hearing*: engines hear
// only whether it holds and whether any premise was met; an explanation also hears which clause
// failed, and with which operands.
#pragma once

#include <concepts>
#include <string>
#include <vector>

#include "model/language/concrete.hpp"
#include "model/language/index.hpp"

namespace backcheck::language {

/// `always`: of every reachable state. `step`: of every transition. `sometimes`: of at least one
/// state or transition.
enum class property_kind : std::uint8_t { always, step, sometimes };

/// A named operand of a clause, kept by reference until somebody wants to see it.
template <class T>
struct operand {
  const char* name;
  const T& value;
};
template <class T>
constexpr operand<T> seen(const char* name, const T& value) {
  return {name, value};
}

/// Hears clauses and keeps only the two truths. For `sometimes`, `shown` takes the place of
/// clauses.
template <domain D>
class hearing {
 public:
  using domain_type = D;
  using truth = typename D::truth;

  template <class... T>
  constexpr void clause(const truth& premise, const char* /*sentence*/, const truth& condition,
                        const operand<T>&... /*seen*/) {
    premise_met_ = premise_met_ || premise;
    holds_ = holds_ && (!premise || condition);
  }
  constexpr void shown(const truth& condition) { shown_ = shown_ || condition; }

  [[nodiscard]] constexpr const truth& premise_met() const { return premise_met_; }
  [[nodiscard]] constexpr const truth& holds() const { return holds_; }
  [[nodiscard]] constexpr const truth& is_shown() const { return shown_; }

 private:
  truth premise_met_ = truth(false);
  truth holds_ = truth(true);
  truth shown_ = truth(false);
};

/// A clause that failed, for people: its sentence and its operands, printed by whoever explains.
struct failed_clause {
  std::string sentence;
  std::vector<std::pair<std::string, std::string>> operands;
};

/// Hears clauses and keeps each one that fails, with its operands printed by `Print`: `std::string
/// print(const T&)`.
template <class Print>
class explaining_hearing {
 public:
  using domain_type = concrete;
  using truth = known_truth;

  explicit explaining_hearing(Print print) : print_(std::move(print)) {}

  template <class... T>
  void clause(known_truth premise, const char* sentence, known_truth condition,
              const operand<T>&... operands) {
    if (!premise.known() || condition.known()) return;
    failed_clause failed{sentence, {}};
    (failed.operands.emplace_back(operands.name, print_(operands.value)), ...);
    failed_.push_back(std::move(failed));
  }
  void shown(known_truth /*condition*/) {}

  [[nodiscard]] const std::vector<failed_clause>& failed() const { return failed_; }

 private:
  Print print_;
  std::vector<failed_clause> failed_;
};

}  // namespace backcheck::language
