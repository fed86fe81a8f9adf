// SPDX-License-Identifier: Apache-2.0
//
// The segment pipeline's counts, as several independent checkers have found them; its agreement
// with a dumb twin elsewhere; and that its claims notice when it is broken.
#include <gtest/gtest.h>

#include <numeric>

#include "solver/explicit/search.hpp"
#include "tests/zoo/plain_segment_pipeline.hpp"
#include "zoo/segment_pipeline_view.hpp"

namespace backcheck::zoo::segment_pipeline {
namespace {

struct row {
  size sizes;
  std::uint64_t states;
  std::uint64_t transitions;
};

void PrintTo(const row& r, std::ostream* out) { *out << r.states << " states"; }

class SegmentPipeline : public ::testing::TestWithParam<row> {};

TEST_P(SegmentPipeline, HasTheCountsThatAllCheckersAgreeOn) {
  // Why: the twin could share our misunderstandings; these numbers come from other tools.
  const auto report = solver::search(*make_view(GetParam().sizes), {.threads = 2});
  EXPECT_EQ(report.end, solver::ending::complete);
  EXPECT_EQ(report.states, GetParam().states);
  EXPECT_EQ(report.transitions, GetParam().transitions);
  EXPECT_TRUE(report.violations.empty());
  EXPECT_EQ(report.deadlocks, 0U);
  for (const std::uint64_t met : report.premises) EXPECT_GT(met, 0U);
}

INSTANTIATE_TEST_SUITE_P(Rows, SegmentPipeline,
                         ::testing::Values(row{{1, 4, 2, 1, 1, 1}, 305, 616},
                                           row{{2, 4, 2, 1, 1, 1}, 20'225, 65'695},
                                           row{{2, 4, 3, 2, 2, 1}, 333'725, 1'104'240},
                                           row{{2, 4, 3, 2, 2, 2}, 666'225, 2'868'615},
                                           row{{3, 4, 2, 1, 1, 1}, 1'387'625, 6'222'100},
                                           row{{3, 4, 2, 1, 1, 2}, 2'759'625, 15'110'700},
                                           row{{3, 6, 2, 1, 1, 1}, 5'690'027, 26'530'560}));

TEST(SegmentPipeline, AgreesWithItsDumbTwin) {
  // Why: the rows above leave many corners out: no age allowed, many heads, no height at all.
  for (const size& sizes :
       {size{1, 0, 1, 0, 0, 1}, size{1, 3, 1, 0, 0, 4}, size{1, 4, 2, 0, 2, 2},
        size{1, 4, 2, 2, 0, 2}, size{1, 8, 3, 1, 3, 3}, size{1, 3, 3, 8, 8, 8},
        size{2, 2, 2, 1, 2, 3}, size{2, 3, 1, 2, 1, 1}, size{2, 2, 3, 1, 1, 2},
        size{3, 1, 1, 1, 1, 2}, size{3, 2, 2, 0, 1, 1}, size{3, 1, 3, 1, 0, 2}}) {
    SCOPED_TRACE(std::to_string(sizes.paras) + " " + std::to_string(sizes.height_max) + " " +
                 std::to_string(sizes.capacity) + " " + std::to_string(sizes.age_max) + " " +
                 std::to_string(sizes.availability_period) + " " + std::to_string(sizes.leaves));
    ASSERT_EQ(out_of_range(sizes), std::nullopt);
    const auto report = solver::search(*make_view(sizes), {});
    const auto plain = testing::plain_search(sizes);
    EXPECT_EQ(report.states, plain.states);
    EXPECT_EQ(report.depth, plain.depth);
    EXPECT_EQ(report.fired, std::vector(plain.fired.begin(), plain.fired.end()));
    EXPECT_EQ(report.transitions,
              std::accumulate(plain.fired.begin(), plain.fired.end(), std::uint64_t{0}));
    EXPECT_TRUE(report.violations.empty());
  }
}

/// The claim that notices a fault, and after how many steps at the earliest.
struct noticed {
  fault seeded;
  std::uint16_t claim;
  std::size_t steps;
};

class SegmentPipelineFault : public ::testing::TestWithParam<noticed> {};

TEST_P(SegmentPipelineFault, IsRefutedByAShortestExecution) {
  // Why: a claim that nothing can refute claims nothing.
  const auto view = make_view({2, 4, 2, 1, 1, 1}, GetParam().seeded);
  const auto report = solver::search(*view, {.stop_at_first_violation = true});
  ASSERT_EQ(report.violations.size(), 1U);
  EXPECT_EQ(report.violations[0].claim, GetParam().claim);
  EXPECT_EQ(report.violations[0].execution.steps.size(), GetParam().steps);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, SegmentPipelineFault,
    ::testing::Values(noticed{fault::collates_beyond_capacity, 0, 3},  // collate three times
                      noticed{fault::backs_second, 1, 3},              // collate twice, back
                      noticed{fault::age_limit_off_by_one, 2, 3}));    // collate, tick twice

TEST(SegmentPipeline, RefusesSizesItCannotHold) {
  // Why: a model that is silently cut to its compiled size would be another model.
  EXPECT_EQ(out_of_range({3, 8, 3, 8, 8, 8}), std::nullopt);
  EXPECT_EQ(out_of_range({4, 4, 2, 1, 1, 1}), "N (paras) is 4: it must be 1 to 3");
  EXPECT_EQ(out_of_range({0, 4, 2, 1, 1, 1}), "N (paras) is 0: it must be 1 to 3");
  EXPECT_EQ(out_of_range({1, 9, 2, 1, 1, 1}), "H (relay height) is 9: it must be 0 to 8");
  EXPECT_EQ(out_of_range({1, 4, 4, 1, 1, 1}), "D (segment capacity) is 4: it must be 1 to 3");
  EXPECT_EQ(out_of_range({1, 4, 2, 9, 1, 1}), "R (age of a relay parent) is 9: it must be 0 to 8");
  EXPECT_EQ(out_of_range({1, 4, 2, 1, 9, 1}), "A (availability period) is 9: it must be 0 to 8");
  EXPECT_EQ(out_of_range({1, 4, 2, 1, 1, 0}), "F (leaves) is 0: it must be 1 to 8");
}

}  // namespace
}  // namespace backcheck::zoo::segment_pipeline
