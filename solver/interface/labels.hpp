// SPDX-License-Identifier: Apache-2.0
//
// What an engine may know of a model when the question is what happens in the long run: packed
// states and successors as in `view.hpp`, and labels on them. A label is a bit; what it means only
// the model knows. Which labels are fairness, which are what somebody waits for, is said by the
// questions (`liveness.hpp`).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "solver/interface/view.hpp"

namespace backcheck::solver {

/// A set of labels, by their position in `labelled_view::labels()`. At most 64.
using label_set = std::uint64_t;

/// Everything an engine learns by looking at one state.
struct labelled_expansion {
  label_set here = 0;  ///< of the state
  /// Of all steps that can happen here, also those that only a bound of the window cuts off: what
  /// the window hides must not look like something that cannot happen.
  label_set possible = 0;
  bool blind = false;  ///< a bound cut off a step of which the labels are not known either
  std::vector<label_set> steps;  ///< one for each step inside the window, in the view's order
  std::vector<word> successors;  ///< `words()` words for each entry of `steps`

  void clear() {
    here = possible = 0;
    blind = false;
    steps.clear();
    successors.clear();
  }
};

/// Looks at states, one at a time. One for each thread; deterministic.
class labeller {
 public:
  labeller() = default;
  labeller(const labeller&) = delete;
  labeller& operator=(const labeller&) = delete;
  virtual ~labeller() = default;

  /// Fills `out`, which it clears first. Throws `model_fault` when the model leaves one of its
  /// declared ranges.
  virtual void look(const word* state, labelled_expansion& out) = 0;
};

/// A model, as far as questions about the long run are concerned. Its states, and the steps of each
/// state inside the window, are those of the model's `view`, in the same order.
class labelled_view {
 public:
  labelled_view() = default;
  labelled_view(const labelled_view&) = delete;
  labelled_view& operator=(const labelled_view&) = delete;
  virtual ~labelled_view() = default;

  [[nodiscard]] virtual std::size_t words() const = 0;
  [[nodiscard]] virtual const std::vector<std::string>& labels() const = 0;
  [[nodiscard]] virtual std::vector<word> starts() const = 0;
  [[nodiscard]] virtual std::unique_ptr<labeller> make_labeller() const = 0;
};

}  // namespace backcheck::solver
