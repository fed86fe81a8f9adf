// SPDX-License-Identifier: Apache-2.0
//
// The segment pipeline's counts, as several independent checkers have found them.
#include "tests/unit/explicit/segment_pipeline.hpp"

#include <gtest/gtest.h>

#include "solver/explicit/search.hpp"

namespace backcheck::solver::testing {
namespace {

struct row {
  segment_pipeline_size size;
  std::uint64_t states;
  std::uint64_t transitions;
};

std::ostream& operator<<(std::ostream& out, const row& r) { return out << r.states << " states"; }

class segment_pipeline_counts : public ::testing::TestWithParam<row> {};

TEST_P(segment_pipeline_counts, has_the_counts_that_all_checkers_agree_on) {
  // Why: the engine's twin could share its misunderstandings; these numbers come from other tools.
  const segment_pipeline model(GetParam().size);
  for (const unsigned threads : {1U, 2U, 8U}) {
    const search_report report = search(model, {.threads = threads});
    EXPECT_EQ(report.end, ending::complete);
    EXPECT_EQ(report.states, GetParam().states);
    EXPECT_EQ(report.transitions, GetParam().transitions);
    EXPECT_TRUE(report.violations.empty());
    EXPECT_EQ(report.deadlocks, 0U);
    EXPECT_EQ(report.premises, std::vector(3, GetParam().states));
  }
}

INSTANTIATE_TEST_SUITE_P(rows, segment_pipeline_counts,
                         ::testing::Values(row{{1, 4, 2, 1, 1, 1}, 305, 616},
                                           row{{2, 4, 2, 1, 1, 1}, 20'225, 65'695},
                                           row{{2, 4, 3, 2, 2, 1}, 333'725, 1'104'240},
                                           row{{2, 4, 3, 2, 2, 2}, 666'225, 2'868'615}));

}  // namespace
}  // namespace backcheck::solver::testing
