// SPDX-License-Identifier: Apache-2.0
//
// Theorems: proved twice; false once their mutants are; and tried over drawn numbers, where nobody
// has to trust a solver.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>
#include <set>

#include "checker/theorems.hpp"

namespace backcheck::tests {
namespace {

using solver::symbolic::proof_ending;

solver::symbolic::effort some_minutes() {
  solver::symbolic::effort spent;
  spent.limits.time_max = std::chrono::minutes(5);
  spent.ask_cvc5 = solver::symbolic::has_cvc5();
  return spent;
}

class every_theorem : public testing::TestWithParam<std::size_t> {};

TEST_P(every_theorem, is_proved_by_two_solvers) {
  const auto made = checker::prove_theorem(GetParam(), false, some_minutes());
  EXPECT_EQ(made.end(), proof_ending::proved);
  EXPECT_TRUE(made.confirmed());
}

TEST_P(every_theorem, is_false_of_its_mutant) {
  EXPECT_EQ(checker::prove_theorem(GetParam(), true, some_minutes()).end(), proof_ending::refuted);
}

/// Small numbers, numbers near the ends, and any: assumptions are met now and then.
std::uint64_t drawn(std::uint64_t max) {
  const auto any = *rc::gen::arbitrary<std::uint64_t>();
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      return max == UINT64_MAX ? any : any % (max + 1);
    case 1:
      return max - std::min<std::uint64_t>(any % 3, max);
    default:
      return std::min<std::uint64_t>(any % 5, max);
  }
}

/// None where the drawn numbers, which need not meet the assumptions, lead out of the ranges that
/// quantities have: that they do not lead there under the assumptions is proved with the theorem.
std::optional<checker::tried_theorem> tried_on_drawn(std::size_t theorem) {
  try {
    return checker::try_theorem(
        theorem, false, [](const std::string& /*name*/, std::uint64_t max) { return drawn(max); });
  } catch (const language::model_fault&) {
    return std::nullopt;
  }
}

TEST_P(every_theorem, holds_of_drawn_numbers) {
  const auto theorem = GetParam();
  EXPECT_TRUE(rc::check([theorem] {
    const auto tried = tried_on_drawn(theorem);
    if (!tried) RC_DISCARD("beyond the ranges in which the theorem is stated");
    RC_CLASSIFY(tried->assumed);
    if (!tried->violated.empty()) RC_FAIL(tried->violated.front());
  }));
}

std::vector<std::size_t> positions() {
  std::vector<std::size_t> all(checker::theorem_infos().size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  return all;
}
INSTANTIATE_TEST_SUITE_P(all, every_theorem, testing::ValuesIn(positions()), [](const auto& of) {
  return std::string(checker::theorem_infos()[of.param].id);
});

TEST(theorems, have_ids_of_their_own) {
  std::set<std::string_view> ids;
  for (const auto& info : checker::theorem_infos())
    EXPECT_TRUE(ids.insert(info.id).second) << info.id;
}

}  // namespace
}  // namespace backcheck::tests
