// SPDX-License-Identifier: Apache-2.0
//
// The machine as something to be asked about the long run: a labelled view for the engine, and the
// labels of an execution as the concrete machine finds them.
#pragma once

#include <memory>
#include <vector>

#include "checker/subject.hpp"
#include "solver/interface/labels.hpp"

namespace backcheck::checker {

/// A state of an execution. Labels are those of `properties::events`.
struct labelled_moment {
  solver::label_set here = 0;
  solver::label_set taken = 0;     ///< of the step that led here; none in the first
  solver::label_set possible = 0;  ///< of all steps, also those beyond the window
  bool blind = false;              ///< of some step beyond the window they are not known
};

class labelled_subject {
 public:
  labelled_subject() = default;
  labelled_subject(const labelled_subject&) = delete;
  labelled_subject& operator=(const labelled_subject&) = delete;
  virtual ~labelled_subject() = default;

  [[nodiscard]] virtual const solver::labelled_view& view() const = 0;
  /// One more than there are steps. The steps are enabled, one after the other, from the start.
  [[nodiscard]] virtual std::vector<labelled_moment> follow(
      const std::vector<step>& steps) const = 0;
};

/// In the smallest compiled shape that holds a window larger by one. The setting has been checked
/// by `beyond_the_long_run`.
std::unique_ptr<labelled_subject> make_labelled_subject(const setting& s);

}  // namespace backcheck::checker
