// SPDX-License-Identifier: Apache-2.0
//
// Rules: what can happen. A rule is a function that draws its choices, states its guard as ordered
// `REQUIRE` lines, each with the name of the refusal, and then changes the state. In the concrete
// domain the first requirement that fails ends it with that name; in a symbolic domain requirements
// accumulate. All requirements come before the first change, so that a refused rule leaves the
// state untouched.
#pragma once

#include <array>
#include <cstdint>

#include "model/language/concrete.hpp"
#include "model/language/index.hpp"

namespace backcheck::language {

/// How a rule ended. `Refusal` is an enumeration whose zero value, `none`, means that the rule
/// fired.
template <domain D, class Refusal>
class outcome;

template <concrete_domain D, class Refusal>
class outcome<D, Refusal> {
 public:
  constexpr bool refuses(typename D::truth condition, Refusal why) {
    if (condition.known()) return false;
    why_ = why;
    return true;
  }
  constexpr bool refuses(const outcome& part) {
    why_ = part.why_;
    return why_ != Refusal::none;
  }
  [[nodiscard]] constexpr bool fired() const { return why_ == Refusal::none; }
  /// The same as a truth, for a rule that names the refusals of another by one of its own.
  [[nodiscard]] constexpr typename D::truth holds() const { return typename D::truth(fired()); }
  [[nodiscard]] constexpr Refusal why() const { return why_; }

 private:
  Refusal why_ = Refusal::none;
};

// A requirement returns from the rule that states it, so it can't be a function.
/// `REQUIRE(condition, refusal)`: one line of a guard. The rule declares its `outcome` under the
/// name `outcome_`.
#define REQUIRE(condition, refusal)                                \
  do {                                                             \
    if (outcome_.refuses((condition), (refusal))) return outcome_; \
  } while (false)
/// `REQUIRE_ALL(part)`: the guard of a part of the rule, itself an `outcome`.
#define REQUIRE_ALL(part)                        \
  do {                                           \
    if (outcome_.refuses(part)) return outcome_; \
  } while (false)

/// Draws a rule's choices one after the other and steps through all of them like an odometer. A
/// choice that the rule did not come to draw, because a requirement before it failed, is not
/// varied: everything it could have been is refused as well.
class odometer {
 public:
  static constexpr std::size_t draws_max = 64;

  /// Starts over, for another state.
  constexpr void reset() { drawn_ = known_ = 0; }
  /// Begins one execution of the rule.
  constexpr void begin() { drawn_ = 0; }
  /// Moves to the next combination after an execution; false when there is none.
  constexpr bool advance() {
    known_ = drawn_;
    while (known_ > 0) {
      if (++digits_[known_ - 1] < bases_[known_ - 1]) return true;
      --known_;
    }
    return false;
  }
  /// A number below `base`, which is at least 1.
  constexpr std::uint8_t draw(std::uint8_t base) {
    if (drawn_ == draws_max) throw model_fault("a rule draws more choices than an odometer holds");
    if (drawn_ == known_) {
      digits_[drawn_] = 0;
      bases_[drawn_] = base;
      ++known_;
    }
    return digits_[drawn_++];
  }
  [[nodiscard]] constexpr std::size_t size() const { return drawn_; }
  [[nodiscard]] constexpr std::uint8_t digit(std::size_t i) const { return digits_[i]; }

 private:
  std::size_t drawn_ = 0;
  std::size_t known_ = 0;
  std::array<std::uint8_t, draws_max> digits_{};
  std::array<std::uint8_t, draws_max> bases_{};
};

/// The choices of a rule in the concrete domain, drawn from a `Source` with `draw(base)`: an
/// odometer, a recorded step, chance. The name of a choice is for people and traces; a source that
/// records keeps it (`note`).
template <class Source>
class choices {
 public:
  using domain_type = concrete;

  constexpr explicit choices(Source& source) : source_(source) {}

  /// One of the first `count` things; the rule has required that there is at least one.
  template <class Index, std::uint64_t M>
  constexpr Index one_of(const char* name,
                         const quantity<concrete, typename Index::what, M>& count) {
    return Index(std::size_t{drawn<Index>(name, count.raw(), Index::count)});
  }
  /// One of the first `count` things, or nothing.
  template <class Maybe, std::uint64_t M>
  constexpr Maybe one_or_none(const char* name,
                              const quantity<concrete, typename Maybe::what, M>& count) {
    const std::uint64_t base = std::uint64_t{count.raw()} + 1;
    return Maybe::stored(typename Maybe::position(drawn<Maybe>(name, base, Maybe::count + 1)));
  }
  /// Whether; always false where `possible` does not hold.
  constexpr known_truth whether(const char* name, known_truth possible) {
    return known_truth(drawn<known_truth>(name, possible.known() ? 2 : 1, 2) == 1);
  }

 private:
  /// One of `count` values, of which a `Kind` has at most `count_max`.
  template <class Kind>
  constexpr std::uint8_t drawn(const char* name, std::uint64_t count, std::uint64_t count_max) {
    if (count == 0) throw model_fault(std::string("no value to choose for ") + name);
    if (count > std::min<std::uint64_t>(count_max, UINT8_MAX))
      throw model_fault(std::string("too many values to choose for ") + name);
    const std::uint8_t value = source_.draw(static_cast<std::uint8_t>(count));
    if constexpr (requires { source_.template note<Kind>(name, value); })
      source_.template note<Kind>(name, value);
    return value;
  }
  Source& source_;
};

}  // namespace backcheck::language
