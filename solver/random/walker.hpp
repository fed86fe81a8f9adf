// SPDX-License-Identifier: Apache-2.0
//
// What the random engine may know of a model: a walker stands in one state and tries rules. What a
// step is follows from one word: which rule it tries, and what the rule then draws. Things are
// drawn by names that last, not by places, so that a step means the same, or as near to it as can
// be, where earlier steps are left out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "solver/interface/view.hpp"
#include "solver/random/plan.hpp"

namespace backcheck::solver::random {

/// One choice as a rule drew it.
struct drawn_choice {
  const char* name = "";
  std::uint8_t value = 0;
};

/// What a step showed, and the state that it led to.
struct happening {
  claim_set violated;
  claim_set premises;
  claim_set witnessed;
  word bounds_met = 0;  ///< of the attempts that were refused: bounds of the window
  unsigned attempts = 0;
};

/// Stands in one state. One for each thread; deterministic.
class walker {
 public:
  walker() = default;
  walker(const walker&) = delete;
  walker& operator=(const walker&) = delete;
  virtual ~walker() = default;

  /// Goes back to the start, and says what that state shows.
  virtual void restart(happening& out) = 0;
  /// Tries a rule, with draws that follow from the step's word and lean as the walk does. Whether
  /// it happened; if not, the state is as before. Throws `model_fault` when the model leaves one of
  /// its declared ranges.
  virtual bool attempt(std::size_t rule, word step, const leaning& by, happening& out) = 0;
  /// What the last step drew.
  [[nodiscard]] virtual const std::vector<drawn_choice>& drawn() const = 0;
  /// The state, packed: `words()` of them.
  virtual void pack(word* out) const = 0;
  [[nodiscard]] virtual std::size_t words() const = 0;
  /// Sizes of the state that a statistic is made of, in the order of `walkable::measures`.
  virtual void measure(std::uint64_t* out) const = 0;
};

/// A model, as far as walks are concerned. Immutable; may be used from any number of threads.
class walkable {
 public:
  walkable() = default;
  walkable(const walkable&) = delete;
  walkable& operator=(const walkable&) = delete;
  virtual ~walkable() = default;

  [[nodiscard]] virtual const std::vector<std::string>& rules() const = 0;
  [[nodiscard]] virtual const std::vector<claim>& claims() const = 0;
  [[nodiscard]] virtual const std::vector<std::string>& bounds() const = 0;
  [[nodiscard]] virtual const std::vector<std::string>& measures() const = 0;
  /// How often each rule is to be tried, relative to the others, where nothing else is asked for.
  [[nodiscard]] virtual std::vector<unsigned> weights() const = 0;
  [[nodiscard]] virtual std::unique_ptr<walker> make_walker() const = 0;
};

}  // namespace backcheck::solver::random
