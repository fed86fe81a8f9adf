// SPDX-License-Identifier: Apache-2.0
//
// What one walk leans to. A walk that gives everything its chance in equal parts stays where
// everything is average; so each walk switches some rules off and leans to some answers, and many
// walks together come to the corners that each alone would not. (Groce and others, "Swarm testing",
// ISSTA 2012.)
#pragma once

#include <array>
#include <vector>

#include "solver/random/chance.hpp"

namespace backcheck::solver::random {

/// How one walk draws. Everything follows from one word.
class leaning {
 public:
  /// `weights`: how often each rule is tried, relative to the others.
  leaning(word seed, const std::vector<unsigned>& weights, bool swarm)
      : seed_(stir(seed, swarm_word)), swarm_(swarm), weights_(weights) {
    if (swarm_) {
      // A rule is switched off once in eight, and leaned to once in eight.
      for (std::size_t rule = 0; rule < weights_.size(); ++rule) {
        const auto drawn = stir(seed_, rule) >> 61;
        if (drawn == 0) weights_[rule] = 0;
        if (drawn == 1) weights_[rule] *= 4;
      }
    }
    for (const unsigned each : weights_) sum_ += each;
    if (sum_ == 0) {
      weights_ = weights;
      for (const unsigned each : weights_) sum_ += each;
    }
  }

  /// The rule that a step tries.
  [[nodiscard]] std::size_t rule_of(word step) const {
    auto drawn = below(sum_, stir(step, rule_word));
    std::size_t rule = 0;
    while (drawn >= weights_[rule]) drawn -= weights_[rule++];
    return rule;
  }
  /// How often of 256 times a question is answered with yes; of something that may be none, how
  /// often it is.
  [[nodiscard]] unsigned yes(word question) const {
    if (!swarm_) return even;
    return answers[stir(seed_, question) >> 61];
  }
  /// How often of 256 times the choice among many leans to those that came last.
  [[nodiscard]] unsigned latest() const {
    return swarm_ ? lasts[stir(seed_, last_word) >> 62] : 192;
  }

 private:
  static constexpr word swarm_word = word_of("swarm");
  static constexpr word rule_word = word_of("rule");
  static constexpr word last_word = word_of("last");
  static constexpr unsigned even = 128;
  static constexpr std::array<unsigned, 8> answers{8, 32, 64, 128, 128, 192, 224, 248};
  static constexpr std::array<unsigned, 4> lasts{64, 160, 224, 240};

  word seed_;
  bool swarm_;
  std::vector<unsigned> weights_;
  std::uint64_t sum_ = 0;
};

}  // namespace backcheck::solver::random
