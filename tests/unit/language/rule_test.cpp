// SPDX-License-Identifier: Apache-2.0
//
// How rules choose and refuse. An odometer that skips a combination makes the search skip states,
// and nobody would notice.
#include "model/language/rule.hpp"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "tests/laws/drawing.hpp"

namespace backcheck::tests {
namespace {

using language::concrete;
using language::model_fault;
using language::odometer;

/// What was drawn in one execution of a rule.
using run = std::vector<unsigned>;

/// A rule as a tree: after each run of draws, how many values the next one has; 0 where it ends.
class tree {
 public:
  tree(draws& from, std::size_t depth) { grow(from, {}, depth); }
  [[nodiscard]] unsigned base_after(const run& drawn) const { return bases_.at(drawn); }
  /// The dumb twin of the odometer: all runs to the end, in order.
  [[nodiscard]] std::vector<run> runs() const {
    std::vector<run> all;
    for (const auto& [drawn, base] : bases_)
      if (base == 0) all.push_back(drawn);
    return all;
  }

 private:
  void grow(draws& from, const run& drawn, std::size_t depth) {
    const auto base = depth == 0 ? 0 : static_cast<unsigned>(from.below(4));
    bases_[drawn] = base;
    for (unsigned value = 0; value < base; ++value) {
      run longer = drawn;
      longer.push_back(value);
      grow(from, longer, depth - 1);
    }
  }
  std::map<run, unsigned> bases_;
};

template <class Odometer>
std::vector<run> runs_by(Odometer& odometer, const tree& rule) {
  std::vector<run> all;
  do {
    odometer.begin();
    run drawn;
    while (const unsigned base = rule.base_after(drawn))
      drawn.push_back(odometer.draw(static_cast<std::uint8_t>(base)));
    all.push_back(drawn);
  } while (odometer.advance() && all.size() < 10000);
  return all;
}

/// Each run that the rule can make, once, in order; and again after a reset.
template <class Odometer>
std::string every_run_comes_once(draws& from) {
  Odometer odometer;
  for (int times = 0; times < 2; ++times) {
    const tree rule(from, 5);
    odometer.reset();
    if (runs_by(odometer, rule) != rule.runs()) return "not all runs, once each, in order";
  }
  return "";
}

TEST(odometer, makes_every_run_once) { expect_law(every_run_comes_once<odometer>); }

struct stops_early : odometer {
  bool advance() { return odometer::advance() && odometer::advance(); }
};
struct varies_what_was_not_drawn : odometer {
  void begin() {
    odometer::begin();
    repeats_ = (repeats_ + 1) % 2;
  }
  bool advance() { return repeats_ == 1 || odometer::advance(); }

 private:
  int repeats_ = 0;
};
TEST(odometer, that_skips_or_repeats_is_refuted) {
  EXPECT_TRUE(is_refuted(every_run_comes_once<stops_early>));
  EXPECT_TRUE(is_refuted(every_run_comes_once<varies_what_was_not_drawn>));
}

TEST(odometer, varies_only_what_was_drawn) {
  // A rule that refuses after its first choice, if that is 0, must not be tried again for each
  // value of a second one that it never looked at.
  odometer choices;
  std::vector<run> runs;
  do {
    choices.begin();
    run drawn{choices.draw(2)};
    if (drawn[0] != 0) drawn.push_back(choices.draw(3));
    runs.push_back(drawn);
  } while (choices.advance());
  EXPECT_EQ(runs, (std::vector<run>{{0}, {1, 0}, {1, 1}, {1, 2}}));
}
TEST(odometer, that_is_asked_for_too_much_is_a_model_fault) {
  odometer choices;
  choices.begin();
  for (std::size_t i = 0; i < odometer::draws_max; ++i) choices.draw(1);
  EXPECT_THROW(choices.draw(1), model_fault);
}

struct block {
  static constexpr const char* name = "block";
};
using position = language::index<concrete, block, 4>;
using reference = language::maybe<concrete, block, 4>;
using count = language::quantity<concrete, block, 1000>;

/// Answers with the largest number each time, and remembers what it was asked.
struct largest {
  std::vector<int> bases;
  std::vector<std::string> names;
  std::uint8_t draw(std::uint8_t base) {
    bases.push_back(base);
    return static_cast<std::uint8_t>(base - 1);
  }
  template <class Kind>
  void note(const char* name, std::uint8_t value) {
    names.push_back(name + ("=" + std::to_string(value)));
  }
};

TEST(choices, draw_from_what_there_is) {
  largest source;
  language::choices<largest> choose(source);
  EXPECT_EQ(choose.one_of<position>("parent", count(3)).place().raw(), 2);
  EXPECT_EQ(choose.one_or_none<reference>("reverted", count(3)).stored().raw(), 3);
  EXPECT_EQ(choose.one_or_none<reference>("nothing", count(0)).stored().raw(), 0);
  EXPECT_TRUE(choose.whether("free", true).known());
  EXPECT_FALSE(choose.whether("bound", false).known());
  EXPECT_EQ(source.bases, (std::vector{3, 4, 1, 2, 1}));
  EXPECT_EQ(source.names,
            (std::vector<std::string>{"parent=2", "reverted=3", "nothing=0", "free=1", "bound=0"}));
}
TEST(choices, of_what_there_is_not_are_model_faults) {
  largest source;
  language::choices<largest> choose(source);
  EXPECT_THROW(choose.one_of<position>("parent", count(0)), model_fault);
  EXPECT_THROW(choose.one_of<position>("parent", count(5)), model_fault);
  // 256 and 259 are 0 and 3 in a byte: once, only 3 of them would have been tried.
  EXPECT_THROW(choose.one_of<position>("parent", count(256)), model_fault);
  EXPECT_THROW(choose.one_of<position>("parent", count(259)), model_fault);
  EXPECT_THROW(choose.one_or_none<reference>("parent", count(258)), model_fault);
  EXPECT_TRUE(source.names.empty());
}

enum class refusal { none, first, second };
using outcome = language::outcome<concrete, refusal>;

outcome part(bool second) {
  outcome outcome_;
  REQUIRE(language::known_truth(second), refusal::second);
  return outcome_;
}
outcome rule(int& state, bool first, bool second) {
  outcome outcome_;
  REQUIRE(language::known_truth(first), refusal::first);
  REQUIRE_ALL(part(second));
  ++state;
  return outcome_;
}
TEST(rules, end_with_the_first_requirement_that_fails) {
  int state = 0;
  EXPECT_EQ(rule(state, false, false).why(), refusal::first);
  EXPECT_EQ(rule(state, true, false).why(), refusal::second);
  EXPECT_FALSE(rule(state, true, false).fired());
  EXPECT_EQ(state, 0) << "a refused rule leaves the state untouched";
  EXPECT_TRUE(rule(state, true, true).fired());
  EXPECT_TRUE(rule(state, true, true).holds().known());
  EXPECT_EQ(state, 2);
}

}  // namespace
}  // namespace backcheck::tests
