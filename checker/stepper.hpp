// SPDX-License-Identifier: Apache-2.0
//
// An execution of the concrete machine that is made step by step, and may be asked at each state
// what could happen next and what could not, and why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/trace/trace.hpp"

namespace backcheck::checker {

using trace::choice;
using trace::step;

/// The names of what is kept in a state, each at the place that it has there. What a name means
/// does not change for as long as it is kept, and nothing else of the same execution has it.
struct names_by_place {
  std::vector<std::string> blocks;
  std::vector<std::string> candidates;
  std::vector<std::string> heads;  ///< by para: of the head included at the finalized block
};

/// A named thing and what is to be said of it.
struct fact {
  std::string subject;
  std::vector<std::pair<std::string, std::string>> attributes;
};

/// One way to try a rule: the choices as far as they were drawn. Where a rule is refused before it
/// draws a choice, it is refused whatever that choice would have been.
struct attempt {
  std::vector<choice> choices;
  std::string refused;  ///< the name of the refusal; empty: the rule is enabled
};

/// Whether the states of an execution are told, or only judged: that is much faster.
enum class telling : std::uint8_t { everything, nothing };

class stepper {
 public:
  stepper() = default;
  stepper(const stepper&) = delete;
  stepper& operator=(const stepper&) = delete;
  virtual ~stepper() = default;

  /// Takes a step. The reason if it can't be taken; then nothing has happened.
  virtual std::optional<std::string> take(const step& wanted) = 0;
  /// All ways to try a rule in the state that was reached; none if there is no such rule.
  [[nodiscard]] virtual std::vector<attempt> attempts(const std::string& rule) const = 0;
  /// The position of a step among all that are enabled, as an expander lists them; none if it is
  /// not.
  [[nodiscard]] virtual std::optional<std::uint32_t> position(const step& wanted) const = 0;
  [[nodiscard]] virtual names_by_place names() const = 0;
  /// Whether the state that was reached, or the step to it, violates or shows a property.
  [[nodiscard]] virtual bool shows(std::size_t property) const = 0;
};

}  // namespace backcheck::checker
