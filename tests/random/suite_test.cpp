// SPDX-License-Identifier: Apache-2.0
//
// Random walks of the whole machine at the size of life: every property that is claimed is heard in
// every state and step, in settings drawn by chance. What fails is shrunk, saved as a trace, and
// told with the line that repeats it. That nothing fails says nothing about walks not taken; how
// far those went that were is measured, and must be far enough.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "checker/observations.hpp"
#include "tests/random/run.hpp"
#include "tests/random/statistics.hpp"

namespace backcheck::tests {
namespace {

using clock = std::chrono::steady_clock;
namespace random = solver::random;
using solver::word;

constexpr std::uint64_t settings_tried = 960;  ///< where no time is asked for
constexpr std::uint64_t walks_each = 60;
constexpr std::uint64_t steps_each = 150;
constexpr int cases_tried = 10000;  ///< by RapidCheck
constexpr std::size_t words_max = 400;

/// The kinds take turns, so that none is left out.
drawn_setting setting_number(const random_run& run, std::uint64_t number) {
  return draw_setting(random::stir(run.seed, number),
                      static_cast<setting_kind>(number % setting_kinds));
}
random::walks_plan plan_for(const random_run& run, std::uint64_t setting) {
  random::walks_plan plan;
  plan.walks = walks_each;
  plan.steps = steps_each;
  plan.seed = random::stir(run.seed, setting);
  return plan;
}

/// One object for each walk, if a file was named.
class observing {
 public:
  explicit observing(const std::optional<std::string>& file) {
    if (file) file_.open(*file, std::ios::app);
  }
  random::on_walk hear(const random_run& run, std::uint64_t setting, const drawn_setting& drawn,
                       const random::walkable& model) {
    if (!file_.is_open()) return {};
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const checker::observed_run observed{
        "random/suite " + std::string(name_of(drawn.kind)),
        std::chrono::duration<double>(now).count(),
        fmt::format("BACKCHECK_RANDOM=\"seed={} setting={}\"", run.seed, setting)};
    return [this, observed, &drawn, &model](const random::walked& one) {
      file_ << checker::observation(observed, drawn.setting, model, one);
    };
  }

 private:
  std::ofstream file_;
};

void report_failures(const random_run& run, std::uint64_t number, const drawn_setting& drawn,
                     const random::walkable& model, const random::walks_plan& plan,
                     const random::walks_report& found) {
  for (const auto& each : found.violating) {
    if (!each) continue;
    const auto repeat = fmt::format(
        "BACKCHECK_RANDOM=\"seed={} setting={} walk={}\" ./run_tests -- "
        "-R random/suite",
        run.seed, number, each->number);
    const auto taken = random::retrace(model, plan, each->number);
    const auto why =
        explain(drawn.setting, taken, each->violated, run.traces,
                fmt::format("random-{}-{}-{}", run.seed, number, each->number), repeat);
    ADD_FAILURE() << told(drawn) << "\n" << why.told;
    return;  // the others are most often the same one
  }
}

bool goes_on(const random_run& run, std::uint64_t number, clock::time_point began) {
  if (run.setting) return number == *run.setting;
  if (run.seconds)
    return std::chrono::duration<double>(clock::now() - began).count() < *run.seconds;
  return number < settings_tried;
}

TEST(random_suite, keeps_every_property_and_goes_far_enough) {
  const auto run = asked_run();
  std::cout << fmt::format("BACKCHECK_RANDOM=\"seed={}\" repeats these walks\n", run.seed);
  statistics all;
  observing observations(run.observations);
  const auto began = clock::now();
  for (auto number = run.setting.value_or(0); goes_on(run, number, began); ++number) {
    const auto drawn = setting_number(run, number);
    const auto model = checker::make_walkable(drawn.setting);
    auto plan = plan_for(run, number);
    if (run.walk) plan.walks = *run.walk + 1;
    const auto found =
        random::take_walks(*model, plan, observations.hear(run, number, drawn, *model));
    all.enter(drawn, *model, found);
    report_failures(run, number, drawn, *model, plan, found);
  }
  const auto seconds = std::chrono::duration<double>(clock::now() - began).count();
  std::cout << all.told()
            << fmt::format("{:.0f} steps a second\n", static_cast<double>(all.steps()) / seconds);
  if (run.setting) return;
  for (const auto& each : all.too_rare()) ADD_FAILURE() << each;
}

/// A suite whose walks go nowhere is red, too.
TEST(random_suite, is_red_where_walks_do_not_go_far_enough) {
  statistics all;
  for (std::uint64_t number = 0; number < 2 * setting_kinds; ++number) {
    const auto drawn = setting_number({}, number);
    const auto model = checker::make_walkable(drawn.setting);
    auto plan = plan_for({}, number);
    plan.walks = 10;
    plan.weights.assign(model->rules().size(), 0);
    plan.weights[0] = 1;  // relay blocks are built, and nothing else happens
    all.enter(drawn, *model, random::take_walks(*model, plan));
  }
  const auto rare = all.too_rare();
  const auto told_of = [&](std::string_view what) {
    return std::any_of(rare.begin(), rare.end(),
                       [&](const auto& each) { return each.starts_with(what); });
  };
  EXPECT_TRUE(told_of("S48 was met by 0.00%"));
  EXPECT_TRUE(told_of("R1 was met by 0.00%"));
  EXPECT_TRUE(told_of("the rule collate"));
  EXPECT_FALSE(told_of("the rule author"));
}

/// A walk as RapidCheck draws and shrinks it: words can be left out, and the others still mean what
/// they meant.
struct drawn_walk {
  word setting = 0;
  word leaning = 0;
  std::vector<word> words;
};

class silent_listener : public rc::detail::TestListener {
 public:
  void onTestCaseFinished(const rc::detail::CaseDescription& /*description*/) override {}
  void onShrinkTried(const rc::detail::CaseDescription& /*shrink*/, bool /*accepted*/) override {}
  void onTestFinished(const rc::detail::TestMetadata& /*metadata*/,
                      const rc::detail::TestResult& /*result*/) override {}
};

/// Tries cases; what was smallest among those that violate something, and how to repeat it.
struct refutation {
  drawn_setting where;
  std::vector<random::taken_step> taken;
  solver::claim_set violated;
  std::string repeat;
};
std::optional<refutation> tried(std::uint64_t seed, int cases, protocol::fault fault) {
  std::optional<refutation> last;
  const auto law = [&] {
    drawn_walk drawn;
    drawn.setting = *rc::gen::noShrink(rc::gen::arbitrary<word>()).as("setting");
    drawn.leaning = *rc::gen::noShrink(rc::gen::arbitrary<word>()).as("leaning");
    const auto one =
        rc::gen::noShrink(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<word>()));
    drawn.words =
        *rc::gen::resize(words_max, rc::gen::container<std::vector<word>>(one)).as("words");
    auto where = draw_setting(drawn.setting);
    where.setting.speak.fault = fault;
    const auto model = checker::make_walkable(where.setting);
    std::vector<random::taken_step> taken;
    random::walks_plan plan;
    plan.steps = words_max;
    const auto by = model->make_walker();
    const auto made = random::take_walk(*model, *by, plan, drawn.leaning, drawn.words, &taken);
    if (made.violated.empty()) return;
    last = refutation{where, taken, made.violated, ""};
    RC_FAIL("violated");
  };
  rc::detail::TestMetadata metadata;
  metadata.id = "random_suite/words";
  metadata.description = "words";
  const auto& given = rc::detail::configuration();
  rc::detail::TestParams params = given.testParams;
  params.seed = seed;
  params.maxSuccess = cases;
  silent_listener silent;
  const auto result = rc::detail::checkProperty(rc::detail::toProperty(law), metadata, params,
                                                silent, given.reproduce);
  if (result.is<rc::detail::SuccessResult>()) return std::nullopt;
  std::ostringstream message;
  rc::detail::printResultMessage(result, message);
  if (!last) throw std::runtime_error(message.str());
  last->repeat = fmt::format("BACKCHECK_RANDOM=\"seed={}\" ./run_tests -- -R random/suite", seed);
  return last;
}

TEST(random_suite, keeps_every_property_along_drawn_words) {
  const auto run = asked_run();
  if (run.setting) return;
  const auto began = clock::now();
  std::uint64_t seed = run.seed;
  do {
    const auto found = tried(seed, cases_tried, protocol::fault::none);
    if (found) {
      const auto why = explain(found->where.setting, found->taken, found->violated, run.traces,
                               fmt::format("random-words-{}", seed), found->repeat);
      ADD_FAILURE() << told(found->where) << "\n" << why.told;
      return;
    }
    ++seed;
  } while (run.seconds &&
           std::chrono::duration<double>(clock::now() - began).count() < *run.seconds / 4);
}

/// With a fault in the machine the same cases are red, and what they shrink to is a shortest
/// execution in its window, saved as a trace that replays.
TEST(random_suite, is_red_with_a_fault_and_shrinks_to_a_shortest_trace) {
  for (const auto fault :
       {protocol::fault::capacity_off_by_one, protocol::fault::sibling_relay_parent}) {
    const auto found = tried(20230825, cases_tried, fault);
    ASSERT_TRUE(found) << protocol::name_of(fault);
    const auto folder = (std::filesystem::temp_directory_path() / "backcheck-random").string();
    const auto why = explain(found->where.setting, found->taken, found->violated, folder,
                             std::string(protocol::name_of(fault)), found->repeat);
    EXPECT_TRUE(why.is_shortest) << why.told;
    EXPECT_LE(why.smallest.moments.size(), found->taken.size() + 1);
    EXPECT_NE(why.told.find("repeats the walk"), std::string::npos);
  }
}

}  // namespace
}  // namespace backcheck::tests
