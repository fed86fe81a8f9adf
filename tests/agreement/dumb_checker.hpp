// SPDX-License-Identifier: Apache-2.0
//
// A checker too simple to be wrong in the same way as the explicit engine: whole states in an
// ordered set, no packing, no hashing, and rules tried with every sequence of choices instead of an
// odometer.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <set>

#include "checker/machine_model.hpp"
#include "checker/subject.hpp"
#include "model/reflect/order.hpp"
#include "solver/explicit/search.hpp"

namespace backcheck::tests {

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
  template <class State>
  bool operator()(const State& a, const State& b) const {
    return reflect::order(a, b) < 0;
  }
};

struct findings {
  std::uint64_t states = 0;
  std::uint64_t transitions = 0;
  std::map<std::size_t, std::size_t> violated_after;  ///< steps to the first violation, by property
  std::map<std::size_t, std::size_t> shown_after;
};

template <class Shape>
class dumb_checker {
 public:
  using model_type = checker::machine_model<Shape>;
  using state_type = typename model_type::state_type;
  using survey_type = typename model_type::survey_type;

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
  void fire_all(const state_type& s, const survey_type& known, std::size_t depth) {
    [&]<std::size_t... R>(std::index_sequence<R...>) { (fire<R>(s, known, depth, {}), ...); }
    (std::make_index_sequence<std::tuple_size_v<typename model_type::rules>>{});
  }
  template <std::size_t R>
  void fire(const state_type& s, const survey_type& known, std::size_t depth,
            const std::vector<std::uint8_t>& script) {
    tried_draws source{script};
    language::choices<tried_draws> choose(source);
    auto after = s;
    const auto outcome =
        std::tuple_element_t<R, typename model_type::rules>::fire(model_, after, known, choose);
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

/// Counts, verdicts and shortest lengths agree.
template <class Shape>
void expect_agreement(const checker::setting& s) {
  const checker::machine_model<Shape> model(s);
  const auto dumb = dumb_checker<Shape>(model).check();
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

}  // namespace backcheck::tests
