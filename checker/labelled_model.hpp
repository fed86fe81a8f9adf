// SPDX-License-Identifier: Apache-2.0
//
// The machine of one shape with the events of `properties/events.hpp` as labels, in the sense of
// `solver/explicit/bind.hpp`; and a follower that finds the labels of an execution on the concrete
// machine, for whoever has to judge it.
#pragma once

#include <fmt/format.h>

#include "checker/labelled_subject.hpp"
#include "checker/machine_subject.hpp"
#include "model/machine/scopes.hpp"
#include "properties/events.hpp"

namespace backcheck::checker {

template <class Shape>
class labelled_model {
 public:
  using model_type = machine_model<Shape>;
  using state_type = typename model_type::state_type;
  using survey_type = typename model_type::survey_type;
  using rules = typename model_type::rules;

  explicit labelled_model(const setting& s) : inside_(s), beyond_(wider(s)) {}

  [[nodiscard]] const model_type& inside() const { return inside_; }
  [[nodiscard]] const model_type& beyond() const { return beyond_; }
  static std::uint64_t bound_bit(machine::refusal why) { return machine::bound_bit(why); }

  [[nodiscard]] std::vector<std::string> label_names() const {
    std::vector<std::string> names;
    properties::for_each_event([&]<class E, std::size_t I>() { names.emplace_back(E::info.id); });
    return names;
  }
  /// All events are said of steps.
  [[nodiscard]] solver::label_set labels_of(const state_type& /*s*/,
                                            const survey_type& /*known*/) const {
    return 0;
  }
  /// `first` is the number that the rule drew first.
  template <std::size_t R>
  [[nodiscard]] solver::label_set labels_of_step(const state_type& before, const survey_type& known,
                                                 const state_type& after,
                                                 std::uint8_t first) const {
    constexpr auto fired = static_cast<machine::rule>(R);
    properties::chosen_transition<concrete, Shape> taken{{before, known, after}, {}};
    if constexpr (fired == machine::rule::finalize || fired == machine::rule::revert)
      taken.chosen = machine::block_index<concrete, Shape>(std::size_t{first});
    solver::label_set labels = 0;
    properties::for_each_event([&]<class E, std::size_t I>() {
      if constexpr (E::about == fired) {
        language::hearing<concrete> hearing;
        E::hear(inside_.world(), taken, hearing);
        labels |= static_cast<solver::label_set>(hearing.is_shown().known()) << I;
      }
    });
    return labels;
  }

 private:
  static setting wider(setting s) {
    s.window = machine::widened(s.window);
    return s;
  }

  model_type inside_;
  model_type beyond_;
};

/// Finds labels step by step, without the engine's binding.
template <class Shape>
class label_follower {
 public:
  using labelled = labelled_model<Shape>;
  using state_type = typename labelled::state_type;

  explicit label_follower(const labelled& model) : model_(model), state_(model.inside().start()) {
    moments_.push_back(here(0));
  }
  /// Takes a step that is known to be enabled. Throws `model_fault` if it is not.
  void take(const step& wanted) {
    bool taken = false;
    for_each_rule([&]<std::size_t R>() {
      if (machine::rule_names[R] != wanted.rule) return;
      scripted_draws source(wanted.choices);
      language::choices<scripted_draws> choose(source);
      auto after = state_;
      const auto known = model_.inside().survey(state_);
      if (!fire<R>(model_.inside(), after, known, choose).fired()) return;
      taken = true;
      const auto first = wanted.choices.empty() ? std::uint8_t{0} : wanted.choices.front().drawn;
      const auto labels = model_.template labels_of_step<R>(state_, known, after, first);
      state_ = after;
      moments_.push_back(here(labels));
    });
    if (!taken)
      throw language::model_fault(fmt::format("'{}' of an execution is not enabled", wanted.rule));
  }
  [[nodiscard]] std::vector<labelled_moment> moments() && { return std::move(moments_); }

 private:
  template <class F>
  static void for_each_rule(F&& f) {
    [&]<std::size_t... R>(std::index_sequence<R...>) { (f.template operator()<R>(), ...); }
    (std::make_index_sequence<std::tuple_size_v<typename labelled::rules>>{});
  }
  template <std::size_t R, class Known, class Choices>
  static auto fire(const machine_model<Shape>& model, state_type& after, const Known& known,
                   Choices& choose) {
    return std::tuple_element_t<R, typename labelled::rules>::fire(model, after, known, choose);
  }

  /// The current state, reached by a step with those labels: and what is possible there.
  [[nodiscard]] labelled_moment here(solver::label_set taken) const {
    const auto known = model_.inside().survey(state_);
    labelled_moment made{model_.labels_of(state_, known), taken, 0, false};
    for_each_rule([&]<std::size_t R>() {
      noting_odometer source;
      language::choices<noting_odometer> choose(source);
      do {
        source.begin();
        auto after = state_;
        const auto outcome = fire<R>(model_.beyond(), after, known, choose);
        if (outcome.fired()) {
          const auto first = source.notes().empty() ? std::uint8_t{0} : source.notes()[0].drawn;
          made.possible |= model_.template labels_of_step<R>(state_, known, after, first);
        } else if (machine::bound_bit(outcome.why()) != 0) {
          made.blind = true;
        }
      } while (source.advance());
    });
    return made;
  }

  const labelled& model_;
  state_type state_;
  std::vector<labelled_moment> moments_;
};

template <class Shape>
class machine_labelled_subject final : public labelled_subject {
 public:
  explicit machine_labelled_subject(const setting& s) : view_(labelled_model<Shape>(s)) {}

  [[nodiscard]] const solver::labelled_view& view() const override { return view_; }
  [[nodiscard]] std::vector<labelled_moment> follow(const std::vector<step>& steps) const override {
    label_follower<Shape> following(view_.model());
    for (const step& each : steps) following.take(each);
    return std::move(following).moments();
  }

 private:
  solver::bound_labelled_view<labelled_model<Shape>> view_;
};

}  // namespace backcheck::checker
