// SPDX-License-Identifier: Apache-2.0
//
// How a property is heard. A premise that was never met must not pass for a claim that holds, and
// an explanation must quote the clause that failed and not its neighbour.
#include "model/language/property.hpp"

#include <gtest/gtest.h>

#include "tests/unit/language/mirror.hpp"

namespace backcheck::tests {
namespace {

using language::concrete;
using language::hearing;
using language::known_truth;
using language::seen;

TEST(a_hearing, holds_where_every_clause_holds_whose_premise_is_met) {
  for (const bool premise : {false, true})
    for (const bool condition : {false, true}) {
      hearing<concrete> heard;
      heard.clause(known_truth(true), "always", known_truth(true));
      heard.clause(known_truth(premise), "sometimes", known_truth(condition));
      EXPECT_EQ(heard.holds().known(), !premise || condition);
    }
}
TEST(a_hearing, is_vacuous_without_a_premise) {
  hearing<concrete> heard;
  EXPECT_FALSE(heard.premise_met().known());
  heard.clause(known_truth(false), "never", known_truth(false));
  EXPECT_FALSE(heard.premise_met().known());
  EXPECT_TRUE(heard.holds().known());
  heard.clause(known_truth(true), "met", known_truth(true));
  EXPECT_TRUE(heard.premise_met().known());
}
TEST(a_hearing, keeps_one_failure_among_many_clauses) {
  hearing<mirror> heard;
  heard.clause(mirrored_truth(true), "fails", mirrored_truth(false));
  heard.clause(mirrored_truth(true), "holds", mirrored_truth(true));
  EXPECT_FALSE(heard.holds().peek());
}
TEST(a_hearing, is_shown_something_once) {
  hearing<concrete> heard;
  EXPECT_FALSE(heard.is_shown().known());
  heard.shown(known_truth(true));
  heard.shown(known_truth(false));
  EXPECT_TRUE(heard.is_shown().known());
}

struct print {
  std::string operator()(int value) const { return "<" + std::to_string(value) + ">"; }
};
TEST(an_explanation, quotes_what_failed_with_its_operands) {
  language::explaining_hearing<print> heard{print{}};
  heard.clause(known_truth(true), "holds", known_truth(true), seen("a", 1));
  heard.clause(known_truth(false), "is not asked", known_truth(false), seen("b", 2));
  heard.clause(known_truth(true), "fails", known_truth(false), seen("c", 3), seen("d", 4));
  ASSERT_EQ(heard.failed().size(), 1U);
  EXPECT_EQ(heard.failed()[0].sentence, "fails");
  using operands = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(heard.failed()[0].operands, (operands{{"c", "<3>"}, {"d", "<4>"}}));
}

}  // namespace
}  // namespace backcheck::tests
