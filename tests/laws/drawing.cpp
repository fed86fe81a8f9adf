// SPDX-License-Identifier: Apache-2.0
#include "tests/laws/drawing.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <bit>
#include <sstream>

namespace backcheck::tests {

std::uint64_t draws::up_to(std::uint64_t max) {
  const std::uint64_t drawn = next();
  const std::uint64_t number = std::rotr(drawn, 3);
  switch (drawn % 8) {
    case 6:
      return max - number % (std::min<std::uint64_t>(max, 2) + 1);
    case 7:
      return max;
    default:
      return max == UINT64_MAX ? number : number % (max + 1);
  }
}

std::size_t draws::below(std::size_t count) { return next() % count; }

namespace {

auto property_of(const law& stated) {
  return [stated] {
    // Values have up to a few hundred leaves, and RapidCheck's lists at most a hundred elements.
    using tape = std::vector<std::uint64_t>;
    const auto numbers = rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>());
    const auto tapes = rc::gen::scale(8, rc::gen::container<tape>(numbers));
    draws draws(*tapes.as("tape"));
    const std::string complaint = stated(draws);
    if (!complaint.empty()) RC_FAIL(complaint);
  };
}

class silent_listener : public rc::detail::TestListener {
 public:
  void onTestCaseFinished(const rc::detail::CaseDescription& /*description*/) override {}
  void onShrinkTried(const rc::detail::CaseDescription& /*shrink*/, bool /*accepted*/) override {}
  void onTestFinished(const rc::detail::TestMetadata& /*metadata*/,
                      const rc::detail::TestResult& /*result*/) override {}
};

}  // namespace

void expect_law(const law& stated, int cases) {
  const auto* const running = testing::UnitTest::GetInstance()->current_test_info();
  rc::detail::TestMetadata metadata;
  metadata.id = std::string(running->test_suite_name()) + "/" + running->name();
  metadata.description = running->name();
  const auto& given = rc::detail::configuration();
  rc::detail::TestParams params = given.testParams;
  params.maxSuccess = std::max(params.maxSuccess, cases);
  silent_listener silent;
  const auto result = rc::detail::checkProperty(rc::detail::toProperty(property_of(stated)),
                                                metadata, params, silent, given.reproduce);
  if (result.is<rc::detail::SuccessResult>()) return;
  std::ostringstream message;
  rc::detail::printResultMessage(result, message);
  ADD_FAILURE() << message.str() << "\nRC_PARAMS=\"seed=" << params.seed
                << " max_success=" << params.maxSuccess << "\" repeats it.";
}

namespace {

bool is_refuted_by(const law& stated, bool shrinking) {
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = 10000;
  params.disableShrinking = !shrinking;
  silent_listener silent;
  const auto result =
      rc::detail::checkProperty(rc::detail::toProperty(property_of(stated)), {}, params, silent);
  return result.is<rc::detail::FailureResult>();
}

}  // namespace

bool is_refuted(const law& stated) { return is_refuted_by(stated, false); }
bool is_refuted_smallest(const law& stated) { return is_refuted_by(stated, true); }

}  // namespace backcheck::tests
