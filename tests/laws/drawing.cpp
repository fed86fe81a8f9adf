// SPDX-License-Identifier: Apache-2.0
#include "tests/laws/drawing.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>

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

void expect_law(const law& stated) { rc::detail::checkGTest(property_of(stated)); }

bool is_refuted(const law& stated) {
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = 10000;
  params.disableShrinking = true;
  silent_listener silent;
  const auto result =
      rc::detail::checkProperty(rc::detail::toProperty(property_of(stated)), {}, params, silent);
  return result.is<rc::detail::FailureResult>();
}

}  // namespace backcheck::tests
