// SPDX-License-Identifier: Apache-2.0
//
// Laws about random values, checked by RapidCheck. All that is drawn comes from one tape of
// numbers, so a counterexample shrinks as a whole, one pasted line reproduces it (RC_PARAMS), and
// only drawing.cpp has to be compiled with RapidCheck's headers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace backcheck::tests {

/// Numbers from the tape; zeros when it ends, so that a shorter tape means a simpler value.
class draws {
 public:
  explicit draws(std::vector<std::uint64_t> tape) : tape_(std::move(tape)) {}

  /// A number 0..max: all are possible; 0, max and those near max come up most.
  std::uint64_t up_to(std::uint64_t max);
  /// A number below `count`, all equally likely.
  std::size_t below(std::size_t count);
  /// True once in `times` on average.
  bool once_in(std::size_t times) { return below(times) == times - 1; }

 private:
  std::uint64_t next() { return at_ < tape_.size() ? tape_[at_++] : 0; }

  std::vector<std::uint64_t> tape_;
  std::size_t at_ = 0;
};

/// Draws values and says what is wrong with them; says nothing where the law holds.
using law = std::function<std::string(draws&)>;

/// Fails the running GoogleTest case with a smallest counterexample, if there is one. `cases` are
/// tried, or more if RC_PARAMS asks for more.
void expect_law(const law& stated, int cases = 100);

/// Whether a counterexample is found, for showing that a law can fail. Silent, and does not shrink.
bool is_refuted(const law& stated);

/// The same, and shrinks: the last value for which the law complained is the smallest
/// counterexample.
bool is_refuted_smallest(const law& stated);

}  // namespace backcheck::tests
