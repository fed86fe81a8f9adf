// SPDX-License-Identifier: Apache-2.0
//
// The machine of one shape as a model in the sense of `solver/explicit/bind.hpp`: its rules, its
// packing in a window, and the catalogue of properties as claims.
#pragma once

#include "checker/setting.hpp"
#include "model/machine/limits.hpp"
#include "model/reflect/layout.hpp"
#include "properties/catalogue.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::checker {

using language::concrete;

template <machine::rule R>
struct machine_rule {
  template <class Model, class State, class Survey, class Choices>
  static auto fire(const Model& model, State& state, const Survey& survey, Choices& choose) {
    return machine::fire<R>(model.world(), state, survey, choose);
  }
};

template <class Numbers>
struct rules_numbered;
template <std::size_t... R>
struct rules_numbered<std::index_sequence<R...>> {
  using type = std::tuple<machine_rule<static_cast<machine::rule>(R)>...>;
};

template <class Shape>
class machine_model {
 public:
  using shape = Shape;
  using state_type = machine::state<concrete, Shape>;
  using survey_type = machine::chart<concrete, Shape>;
  using rules = typename rules_numbered<std::make_index_sequence<machine::rule_count<Shape>>>::type;

  explicit machine_model(const setting& s)
      : world_(s.speak, s.parameters, s.window, s.changed),
        layout_(reflect::layout_of<state_type>(machine::limits(world_))),
        heard_(s.properties) {}

  [[nodiscard]] const machine::world<concrete>& world() const { return world_; }
  [[nodiscard]] const reflect::layout& layout() const { return layout_; }
  [[nodiscard]] state_type start() const { return machine::start<concrete, Shape>(world_.window); }
  [[nodiscard]] survey_type survey(const state_type& s) const { return survey_type(s); }

  [[nodiscard]] std::vector<std::string> rule_names() const {
    return {machine::rule_names.begin(), machine::rule_names.begin() + machine::rule_count<Shape>};
  }
  [[nodiscard]] std::vector<std::string> bounds() const {
    return {machine::bound_names.begin(), machine::bound_names.end()};
  }
  [[nodiscard]] std::vector<solver::claim> claims() const {
    std::vector<solver::claim> made;
    properties::for_each_property([&]<class P, std::size_t I>() {
      made.push_back({std::string(P::info.id), static_cast<solver::claim_kind>(P::info.kind)});
    });
    return made;
  }
  static std::uint64_t bound_bit(machine::refusal why) { return machine::bound_bit(why); }

  void judge(const state_type& s, const survey_type& known, solver::expansion& out) const {
    judgement heard;
    properties::for_each_property([&]<class P, std::size_t I>() {
      if constexpr (!properties::about_a_rule<P> && properties::has_room<Shape>(P::info.about)) {
        if (!heard_.contains(I)) return;
        language::hearing<concrete> hearing;
        P::hear(world_, s, known, hearing);
        heard.template note<P, I>(hearing);
      }
    });
    heard.hand_to(out);
  }
  template <std::size_t R>
  void judge_step(const state_type& before, const survey_type& known, const state_type& after,
                  solver::observed_step& out) const {
    const properties::transition<concrete, Shape> taken{before, known, after};
    judgement heard;
    properties::for_each_property([&]<class P, std::size_t I>() {
      if constexpr (properties::about_a_rule<P> && properties::has_room<Shape>(P::info.about)) {
        if constexpr (static_cast<std::size_t>(P::about) == R) {
          if (!heard_.contains(I)) return;
          language::hearing<concrete> hearing;
          P::hear(world_, taken, hearing);
          heard.template note<P, I>(hearing);
        }
      }
    });
    heard.hand_to(out);
  }

 private:
  /// What all properties say of one state or transition. On its own, not in the engine's memory, so
  /// that it stays in registers while they speak.
  struct judgement {
    solver::claim_set violated;
    solver::claim_set premises;
    solver::claim_set witnessed;

    template <class P, std::size_t I>
    void note(const language::hearing<concrete>& hearing) {
      if constexpr (P::info.kind == language::property_kind::sometimes) {
        witnessed.insert_if(hearing.is_shown().known(), I);
      } else {
        violated.insert_if(!hearing.holds().known(), I);
        premises.insert_if(hearing.premise_met().known(), I);
      }
    }
    template <class Out>
    void hand_to(Out& out) const {
      out.violated = violated;
      out.premises = premises;
      out.witnessed = witnessed;
    }
  };

  machine::world<concrete> world_;
  reflect::layout layout_;
  solver::claim_set heard_;
};

}  // namespace backcheck::checker
