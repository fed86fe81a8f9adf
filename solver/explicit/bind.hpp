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
#include "solver/interface/labels.hpp"
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

/// The choices that an odometer stands at, drawn once more.
class same_draws {
 public:
  explicit same_draws(const language::odometer& drawn) : drawn_(drawn) {}
  std::uint8_t draw(std::uint8_t base) {
    if (next_ >= drawn_.size() || drawn_.digit(next_) >= base)
      throw language::model_fault("a larger window lets other choices be drawn");
    return drawn_.digit(next_++);
  }

 private:
  const language::odometer& drawn_;
  std::size_t next_ = 0;
};

/// Looks at what can happen beyond the window, too: each rule is fired in a window that is larger
/// by one, and what fires there is fired again inside. A labelled model L provides, beside
/// `state_type` and `label_names()`,
///   inside(), beyond()                  models as above, of the window and of the larger one
///   labels_of(state, Survey)            of a state
///   labels_of_step<R>(before, Survey, after, first)   of a transition by rule number R, which drew
///                                       the number `first` first
template <class Labelled>
class bound_labeller final : public labeller {
 public:
  using state_type = typename Labelled::state_type;
  using rules = typename Labelled::rules;

  explicit bound_labeller(const Labelled& model)
      : model_(model), plan_(model.inside().layout()), words_(plan_.words()) {}

  void look(const word* packed, labelled_expansion& out) override {
    out.clear();
    state_type state;
    reflect::unpack(plan_, packed, state);
    const auto survey = model_.inside().survey(state);
    out.here = model_.labels_of(state, survey);
    [&]<std::size_t... R>(std::index_sequence<R...>) { (try_rule<R>(state, survey, out), ...); }
    (std::make_index_sequence<std::tuple_size_v<rules>>{});
  }

 private:
  template <std::size_t R, class Survey>
  void try_rule(const state_type& state, const Survey& survey, labelled_expansion& out) {
    using rule = std::tuple_element_t<R, rules>;
    language::odometer source;
    language::choices<language::odometer> choose(source);
    do {
      source.begin();
      auto after = state;
      const auto outcome = rule::fire(model_.beyond(), after, survey, choose);
      if (!outcome.fired()) {
        out.blind |= Labelled::bound_bit(outcome.why()) != 0;
        continue;
      }
      const std::uint8_t first = source.size() == 0 ? std::uint8_t{0} : source.digit(0);
      const label_set labels = model_.template labels_of_step<R>(state, survey, after, first);
      out.possible |= labels;
      keep_inside<R>(state, survey, source, labels, out);
    } while (source.advance());
  }
  template <std::size_t R, class Survey>
  void keep_inside(const state_type& state, const Survey& survey, const language::odometer& source,
                   label_set labels, labelled_expansion& out) {
    using rule = std::tuple_element_t<R, rules>;
    same_draws again(source);
    language::choices<same_draws> choose(again);
    auto after = state;
    const auto outcome = rule::fire(model_.inside(), after, survey, choose);
    if (!outcome.fired()) {
      if (Labelled::bound_bit(outcome.why()) == 0)
        throw language::model_fault("a larger window lets happen what the protocol refuses");
      return;
    }
    out.steps.push_back(labels);
    const std::size_t end = out.successors.size();
    out.successors.resize(end + words_);
    reflect::pack(plan_, after, out.successors.data() + end);
  }

  const Labelled& model_;
  const reflect::layout& plan_;
  std::size_t words_;
};

template <class Labelled>
class bound_labelled_view final : public labelled_view {
 public:
  explicit bound_labelled_view(Labelled model)
      : model_(std::move(model)), labels_(model_.label_names()) {}

  [[nodiscard]] std::size_t words() const override { return model_.inside().layout().words(); }
  [[nodiscard]] const std::vector<std::string>& labels() const override { return labels_; }
  [[nodiscard]] std::vector<word> starts() const override {
    std::vector<word> packed(words());
    reflect::pack(model_.inside().layout(), model_.inside().start(), packed.data());
    return packed;
  }
  [[nodiscard]] std::unique_ptr<labeller> make_labeller() const override {
    return std::make_unique<bound_labeller<Labelled>>(model_);
  }
  [[nodiscard]] const Labelled& model() const { return model_; }

 private:
  Labelled model_;
  std::vector<std::string> labels_;
};

}  // namespace backcheck::solver
