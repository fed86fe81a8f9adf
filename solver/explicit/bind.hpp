// SPDX-License-Identifier: Apache-2.0
//
// The door between a model and the engines: makes a `solver::view` of anything that is written like
// a model. Templates end here; instantiate it once for each model, in a translation unit of its
// own.
//
// A model M is immutable and provides
//   state_type                          a described, trivially copyable struct in the concrete
//   domain rule_names(), claims(), bounds()    for people and for the order of everything below
//   layout()                            how a state is packed
//   start()                             the start state
//   survey(state) → Survey              what follows from a state and is used by rules and claims
//   alike rules                               a std::tuple of rule types, each with `static fire(M,
//   state&, Survey, choices) → outcome` judge(state, Survey, expansion&)    claims about states
//   judge_step<R>(before, Survey, after, observed_step&)   claims about a transition by rule number
//   R bound_bit(refusal) → word           which bound of the window a refusal means, 0 if none
#pragma once

#include <array>
#include <utility>

#include "model/language/rule.hpp"
#include "model/reflect/pack.hpp"
#include "solver/interface/verdict.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::solver {

template <class Model>
class bound_expander final : public expander {
 public:
  using state_type = typename Model::state_type;

  explicit bound_expander(const Model& model)
      : model_(model), plan_(model.layout()), words_(plan_.words()) {}

  void expand(const word* packed, expansion& out) override {
    out.clear();
    state_type state;
    reflect::unpack(plan_, packed, state);
    const auto survey = model_.survey(state);
    model_.judge(state, survey, out);
    try_rules(state, survey, out,
              std::make_index_sequence<std::tuple_size_v<typename Model::rules>>{});
  }

 private:
  template <class Survey, std::size_t... R>
  void try_rules(const state_type& state, const Survey& survey, expansion& out,
                 std::index_sequence<R...> /*rules*/) {
    state_type after = state;
    (try_rule<R>(state, survey, after, out), ...);
  }

  /// Fires every enabled instance of one rule. `after` is a copy of `state` before and after the
  /// call: a refused rule leaves it as it is, and after a success it is restored.
  template <std::size_t R, class Survey>
  void try_rule(const state_type& state, const Survey& survey, state_type& after, expansion& out) {
    using rule = std::tuple_element_t<R, typename Model::rules>;
    language::odometer source;
    language::choices<language::odometer> choose(source);
    do {
      source.begin();
      const auto outcome = rule::fire(model_, after, survey, choose);
      if (!outcome.fired()) {
        out.bounds_met |= Model::bound_bit(outcome.why());
        continue;
      }
      observed_step step;
      step.rule = static_cast<std::uint16_t>(R);
      model_.template judge_step<R>(state, survey, after, step);
      out.steps.push_back(step);
      // Never more words than that; `pack` writes all that are read.
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
      std::array<word, (sizeof(state_type) + 7) / 8> packed;
      reflect::pack(plan_, after, packed.data());
      for (std::size_t i = 0; i < words_; ++i) out.successors.push_back(packed[i]);
      after = state;
    } while (source.advance());
  }

  const Model& model_;
  const reflect::layout& plan_;
  std::size_t words_;
};

template <class Model>
class bound_view final : public view {
 public:
  explicit bound_view(Model model)
      : model_(std::move(model)),
        rules_(model_.rule_names()),
        claims_(model_.claims()),
        bounds_(model_.bounds()) {}

  [[nodiscard]] std::size_t words() const override { return model_.layout().words(); }
  [[nodiscard]] std::size_t bits() const override { return model_.layout().bits(); }
  [[nodiscard]] const std::vector<std::string>& rules() const override { return rules_; }
  [[nodiscard]] const std::vector<claim>& claims() const override { return claims_; }
  [[nodiscard]] const std::vector<std::string>& bounds() const override { return bounds_; }
  [[nodiscard]] std::vector<word> starts() const override {
    std::vector<word> packed(words());
    const auto start = model_.start();
    reflect::pack(model_.layout(), start, packed.data());
    return packed;
  }
  [[nodiscard]] std::unique_ptr<expander> make_expander() const override {
    return std::make_unique<bound_expander<Model>>(model_);
  }
  [[nodiscard]] const Model& model() const { return model_; }

 private:
  Model model_;
  std::vector<std::string> rules_;
  std::vector<claim> claims_;
  std::vector<std::string> bounds_;
};

}  // namespace backcheck::solver
