// SPDX-License-Identifier: Apache-2.0
//
// What an exhaustive or random engine may know of a model: packed states, successors, and which
// claims hold where. A state is `words()` machine words, compared and hashed whole, so that state
// identity is exact. The model's types end here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace backcheck::solver {

using word = std::uint64_t;

/// A set of claims, by their position in `view::claims()`. At most `size_max` of them.
class claim_set {
 public:
  static constexpr std::size_t size_max = 128;

  constexpr void insert(std::size_t claim) { words_[claim / 64] |= word{1} << (claim % 64); }
  constexpr void insert_if(bool condition, std::size_t claim) {
    words_[claim / 64] |= static_cast<word>(condition) << (claim % 64);
  }
  constexpr void erase(std::size_t claim) { words_[claim / 64] &= ~(word{1} << (claim % 64)); }
  [[nodiscard]] constexpr bool contains(std::size_t claim) const {
    return ((words_[claim / 64] >> (claim % 64)) & 1) != 0;
  }
  [[nodiscard]] constexpr bool empty() const { return (words_[0] | words_[1]) == 0; }
  [[nodiscard]] constexpr word at_word(std::size_t i) const { return words_[i]; }
  constexpr claim_set& operator|=(const claim_set& other) {
    words_[0] |= other.words_[0];
    words_[1] |= other.words_[1];
    return *this;
  }
  friend constexpr claim_set operator&(claim_set left, const claim_set& right) {
    left.words_[0] &= right.words_[0];
    left.words_[1] &= right.words_[1];
    return left;
  }
  friend constexpr bool operator==(const claim_set&, const claim_set&) = default;

 private:
  std::array<word, 2> words_{};
};

/// How a claim is to be judged. `always`: in every reachable state. `step`: of every transition
/// taken. `sometimes`: in at least one reachable state or of at least one transition.
enum class claim_kind : std::uint8_t { always, step, sometimes };

/// A claim as an engine sees it: a name to report and a kind.
struct claim {
  std::string name;
  claim_kind kind = claim_kind::always;
};

/// What one transition showed, beside the state it leads to.
struct observed_step {
  std::uint16_t rule = 0;  ///< position in `view::rules()`
  claim_set violated;      ///< `step` claims that are false of this transition
  claim_set premises;      ///< `step` claims whose premise this transition meets
  claim_set witnessed;     ///< `sometimes` claims this transition shows
};

/// Everything an engine learns by looking at one state. Reused from state to state; `clear` keeps
/// the memory.
struct expansion {
  claim_set violated;   ///< `always` claims that are false here
  claim_set premises;   ///< `always` claims whose premise holds here
  claim_set witnessed;  ///< `sometimes` claims that this state shows
  word bounds_met = 0;  ///< bit i: bound i of `view::bounds()` cut at least one step off here
  std::vector<observed_step> steps;  ///< one for each enabled rule instance, in a fixed order
  std::vector<word> successors;      ///< `words()` words for each entry of `steps`, in that order

  void clear() {
    violated = premises = witnessed = {};
    bounds_met = 0;
    steps.clear();
    successors.clear();
  }
};

/// Looks at states, one at a time. One for each thread; deterministic: the same state gives the
/// same expansion.
class expander {
 public:
  expander() = default;
  expander(const expander&) = delete;
  expander& operator=(const expander&) = delete;
  virtual ~expander() = default;

  /// Fills `out` (which it clears first) with what is true in `state` and with all its successors.
  /// Throws `model_fault` when the model leaves one of its declared ranges.
  virtual void expand(const word* state, expansion& out) = 0;
};

/// A model, as far as engines are concerned. Immutable; may be used from any number of threads.
class view {
 public:
  view() = default;
  view(const view&) = delete;
  view& operator=(const view&) = delete;
  virtual ~view() = default;

  /// Words of a state, at least 1; and bits of it that carry information.
  [[nodiscard]] virtual std::size_t words() const = 0;
  [[nodiscard]] virtual std::size_t bits() const = 0;
  /// In the model's fixed order; of claims at most `claim_set::size_max`.
  [[nodiscard]] virtual const std::vector<std::string>& rules() const = 0;
  [[nodiscard]] virtual const std::vector<claim>& claims() const = 0;
  /// Limits of the window through which the model is looked at, at most 64.
  [[nodiscard]] virtual const std::vector<std::string>& bounds() const = 0;
  /// Start states, one after the other.
  [[nodiscard]] virtual std::vector<word> starts() const = 0;
  [[nodiscard]] virtual std::unique_ptr<expander> make_expander() const = 0;
};

}  // namespace backcheck::solver
