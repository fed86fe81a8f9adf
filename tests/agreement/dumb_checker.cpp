// SPDX-License-Identifier: Apache-2.0
//
// The explicit engine against a checker too simple to be wrong in the same way: whole states in an
// ordered set, no packing, no hashing, and rules tried with every sequence of choices instead of an
// odometer. Counts, verdicts and shortest lengths agree.
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <set>

#include "checker/machine_model.hpp"
#include "model/reflect/order.hpp"
#include "solver/explicit/search.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

using shape = machine::shape<4, 1, 4>;
using model_type = checker::machine_model<shape>;
using state_type = model_type::state_type;

/// Draws from a fixed sequence and reports where it ran out: there the sequence has to be longer.
struct tried_draws {
  const std::vector<std::uint8_t>& script;
  std::size_t next = 0;
  std::uint8_t wanted =
      0;  ///< how many values the first missing draw could have had; 0 if none is missing

  std::uint8_t draw(std::uint8_t base) {
    if (next < script.size()) return script[next++];
    if (wanted == 0) wanted = base;
    return 0;
  }
};

struct ordered {
  bool operator()(const state_type& a, const state_type& b) const { return reflect::order(a, b) < 0; }
};

struct findings {
  std::uint64_t states = 0;
  std::uint64_t transitions = 0;
  std::map<std::size_t, std::size_t> violated_after;  ///< steps to the first violation, by property
  std::map<std::size_t, std::size_t> shown_after;
};

class dumb_checker {
 public:
  explicit dumb_checker(const model_type& model) : model_(model) {}

  findings check() {
    visit(model_.start(), 0);
    while (!queue_.empty()) {
      const auto [state, depth] = queue_.front();
      queue_.pop_front();
      const auto known = model_.survey(state);
      solver::expansion facts;
      model_.judge(state, known, facts);
      note(facts.violated, facts.witnessed, depth);
      fire_all(state, known, depth);
    }
    found_.states = seen_.size();
    return found_;
  }

 private:
  void visit(const state_type& s, std::size_t depth) {
    if (seen_.insert(s).second) queue_.emplace_back(s, depth);
  }
  void note(const solver::claim_set& violated, const solver::claim_set& witnessed,
            std::size_t depth) {
    for (std::size_t i = 0; i < properties::catalogue_size; ++i) {
      if (violated.contains(i)) found_.violated_after.try_emplace(i, depth);
      if (witnessed.contains(i)) found_.shown_after.try_emplace(i, depth);
    }
  }
  void fire_all(const state_type& s, const model_type::survey_type& known, std::size_t depth) {
    [&]<std::size_t... R>(std::index_sequence<R...>) { (fire<R>(s, known, depth, {}), ...); }
    (std::make_index_sequence<std::tuple_size_v<model_type::rules>>{});
  }
  template <std::size_t R>
  void fire(const state_type& s, const model_type::survey_type& known, std::size_t depth,
            const std::vector<std::uint8_t>& script) {
    tried_draws source{script};
    language::choices<tried_draws> choose(source);
    auto after = s;
    const auto outcome =
        std::tuple_element_t<R, model_type::rules>::fire(model_, after, known, choose);
    if (source.wanted > 0) {
      for (std::uint8_t value = 0; value < source.wanted; ++value) {
        auto longer = script;
        longer.push_back(value);
        fire<R>(s, known, depth, longer);
      }
      return;
    }
    if (!outcome.fired()) {
      EXPECT_TRUE(reflect::equal<language::concrete>(s, after).known())
          << "a refused rule changed the state";
      return;
    }
    ++found_.transitions;
    solver::observed_step facts;
    model_.template judge_step<R>(s, known, after, facts);
    note(facts.violated, facts.witnessed, depth + 1);
    visit(after, depth + 1);
  }

  const model_type& model_;
  std::set<state_type, ordered> seen_;
  std::deque<std::pair<state_type, std::size_t>> queue_;
  findings found_;
};

void expect_agreement(const checker::setting& s) {
  const model_type model(s);
  const auto dumb = dumb_checker(model).check();
  const auto subject = checker::make_subject(s);
  const auto report = solver::search(subject->view(), {});
  EXPECT_EQ(report.states, dumb.states);
  EXPECT_EQ(report.transitions, dumb.transitions);
  std::map<std::size_t, std::size_t> violated;
  for (const auto& f : report.violations) violated[f.claim] = f.execution.steps.size();
  std::map<std::size_t, std::size_t> shown;
  for (const auto& f : report.shown) shown[f.claim] = f.execution.steps.size();
  EXPECT_EQ(violated, dumb.violated_after);
  EXPECT_EQ(shown, dumb.shown_after);
}

TEST(dumb_checker, agrees_on_one_fork) { expect_agreement(small_setting()); }
TEST(dumb_checker, agrees_on_forks_and_sessions_in_2023) {
  auto s = small_setting(protocol::rule_set::y2023);
  s.parameters.scheduler.paras_availability_period = 2;
  s.parameters.scheduler.group_rotation_frequency = 3;
  s.window = {.relay_blocks = 3, .leaves = 2, .candidates = 2, .sessions = 1, .upward = true};
  expect_agreement(s);
}
TEST(dumb_checker, agrees_on_synchronous_backing) {
  auto s = small_setting(protocol::rule_set::sync);
  s.window.sessions = 1;
  s.window.leaves = 2;
  expect_agreement(s);
}
TEST(dumb_checker, agrees_when_a_fault_is_seeded) {
  for (unsigned f = 1; f < static_cast<unsigned>(protocol::fault::count); ++f) {
    auto s = small_setting();
    s.speak.fault = static_cast<protocol::fault>(f);
    s.parameters.scheduler.scheduling_lookahead = 3;
    s.parameters.scheduler.paras_availability_period = 2;
    s.parameters.scheduler.group_rotation_frequency = 4;
    s.parameters.parachain.unincluded_segment_capacity = 1;
    s.window.stray_collators = true;
    s.window.upward = true;
    s.window.relay_blocks = 2;
    expect_agreement(s);
  }
}
/// The comparison can fail: the two disagree when they look at different machines.
TEST(dumb_checker, tells_two_machines_apart) {
  const auto s = small_setting();
  auto other = s;
  other.parameters.parachain.unincluded_segment_capacity = 1;
  const model_type model(s);
  const auto subject = checker::make_subject(other);
  EXPECT_NE(solver::search(subject->view(), {}).states, dumb_checker(model).check().states);
}

}  // namespace
}  // namespace backcheck::tests
