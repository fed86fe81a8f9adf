// SPDX-License-Identifier: Apache-2.0
//
// Chains whose long run is known in closed form, and what is wrong with one is noticed.
#include "solver/explicit/markov.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace backcheck::tests {
namespace {

using solver::exhaustive::beyond_mean;
using solver::exhaustive::markov_chain;
using solver::exhaustive::shares;
using way = markov_chain::way;

/// Leaves state 0 with odds a, and comes back with odds b.
markov_chain two_states(double a, double b) {
  markov_chain chain;
  const std::vector<way> from_0{{0, 0, 1 - a}, {1, 0, a}};
  const std::vector<way> from_1{{0, 0, b}, {1, 0, 1 - b}};
  chain.add_state(from_0);
  chain.add_state(from_1);
  return chain;
}

TEST(markov, shares_are_those_of_the_balance) {
  for (const auto& [a, b] : {std::pair{0.3, 0.6}, std::pair{0.001, 0.002}, std::pair{1.0, 0.25}}) {
    const auto found = shares(two_states(a, b), {1, 0});
    ASSERT_TRUE(found.settled);
    EXPECT_NEAR(found.of[0], b / (a + b), 1e-9);
    EXPECT_NEAR(found.of[1], a / (a + b), 1e-9);
  }
}

// Shares are means over time, also where nothing ever settles.
TEST(markov, a_chain_may_go_round_and_round) {
  const auto found = shares(two_states(1, 1), {1, 0});
  ASSERT_TRUE(found.settled);
  EXPECT_NEAR(found.of[0], 0.5, 1e-12);
}

// Where it ends depends on where it begins.
TEST(markov, a_chain_may_have_parts_that_are_never_left) {
  markov_chain chain;
  const std::vector<way> begin{{1, 0, 0.25}, {2, 0, 0.75}};
  const std::vector<way> left{{1, 0, 1.0}};
  const std::vector<way> right{{2, 0, 1.0}};
  chain.add_state(begin);
  chain.add_state(left);
  chain.add_state(right);
  const auto found = shares(chain, {1, 0, 0});
  ASSERT_TRUE(found.settled);
  EXPECT_NEAR(found.of[1], 0.25, 1e-9);
  EXPECT_NEAR(found.of[2], 0.75, 1e-9);
}

// From state 1, where nothing is yielded, to the balance: (b / (a + b)) / (a + b) is missed.
TEST(markov, what_a_start_costs_is_the_sum_of_what_is_missed) {
  for (const auto& [a, b] : {std::pair{0.3, 0.6}, std::pair{1.0, 1.0}, std::pair{0.01, 0.02}}) {
    const auto found = beyond_mean(two_states(a, b), {0, 1}, {1, 0}, b / (a + b));
    ASSERT_TRUE(found.settled);
    EXPECT_NEAR(found.sum, -(b / (a + b)) / (a + b), 1e-7);
  }
}

TEST(markov, odds_that_do_not_sum_to_one_are_refused) {
  markov_chain chain;
  const std::vector<way> wrong{{0, 0, 0.5}, {0, 0, 0.4}};
  EXPECT_THROW(chain.add_state(wrong), std::logic_error);
}

// Rounds that do not suffice are no answer.
TEST(markov, what_has_not_settled_says_so) {
  const auto found = shares(two_states(1e-6, 1e-6), {1, 0}, {1e-10, 1000});
  EXPECT_FALSE(found.settled);
}

}  // namespace
}  // namespace backcheck::tests
