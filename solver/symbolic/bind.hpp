// SPDX-License-Identifier: Apache-2.0
//
// The door between a model and the engines of this folder. Templates end here; instantiate it once
// for each model, in a translation unit of its own.
#pragma once

#include <string>
#include <utility>

#include "model/language/property.hpp"
#include "solver/symbolic/inductive_system.hpp"
#include "solver/symbolic/unknowns.hpp"

namespace backcheck::solver::symbolic {

/// A `system` of a model M, which provides, generic over the domain where it says so
///   state_type, survey_type             in the domain `unknowns`
///   rule_names(), claims(), limits()    as for the explicit engine
///   start(), survey(state)
///   fire<R>(state&, survey, choices) → outcome, rule_count
///   hear(state, survey, f), hear_step<R>(before, survey, after, f)
///                                       call f(claim, hearing) for each claim asked for
///   lemmas(state, survey, f)            calls f(sentence, truth) for each lemma
///   parameters()                        those that are not known
template <class Model>
class bound_system final : public inductive_system {
 public:
  using state_type = typename Model::state_type;

  template <class Make>
  explicit bound_system(Make&& make)
      : bench_(table_), model_(make()), followed_(bench_.in_bounds()) {
    state_type shape{};
    reflect::for_each_leaf(shape, [&](const std::string& path, auto& leaf) {
      leaves_.push_back(path);
      is_truth_.push_back(std::is_same_v<std::remove_cvref_t<decltype(leaf)>, truth_term>);
    });
    reflect::for_each_leaf_within(
        model_.limits(), shape, [&](auto& /*leaf*/, std::uint64_t max) { maxima_.push_back(max); });
  }

  [[nodiscard]] const std::vector<std::string>& rules() const override {
    return model_.rule_names();
  }
  [[nodiscard]] const std::vector<claim>& claims() const override { return model_.claims(); }
  term_table& table() override { return table_; }
  [[nodiscard]] const std::vector<std::string>& leaves() const override { return leaves_; }
  [[nodiscard]] const std::vector<std::uint64_t>& leaf_maxima() const override { return maxima_; }
  [[nodiscard]] const std::vector<bool>& leaf_is_truth() const override { return is_truth_; }

  [[nodiscard]] const std::vector<drawn>& parameters() const override {
    return model_.parameters();
  }
  [[nodiscard]] term followed() const override { return followed_; }

  state_terms start() override { return terms_of(model_.start()); }

  firing fire(std::size_t rule, const state_terms& before, const std::string& tag) override {
    firing made;
    const workbench bench(table_);
    auto state = from_terms<state_type>(before);
    const auto survey = model_.survey(state);
    choice_terms choose(tag);
    for_rule(rule, [&]<std::size_t R>() {
      const auto result = model_.template fire<R>(state, survey, choose);
      (void)result;
    });
    made.enabled = bench.path();
    made.in_bounds = bench.in_bounds();
    made.after = terms_of(state);
    made.choices = choose.take();
    return made;
  }
  std::vector<hearing_terms> judge(const state_terms& at) override {
    const workbench bench(table_);
    const auto state = from_terms<state_type>(at);
    std::vector<hearing_terms> heard;
    model_.hear(state, model_.survey(state), hearing_into(heard));
    return heard;
  }
  std::vector<lemma_term> lemmas(const state_terms& at) override {
    const workbench bench(table_);
    const auto state = from_terms<state_type>(at);
    std::vector<lemma_term> all;
    model_.lemmas(state, model_.survey(state), [&](const std::string& sentence, truth_term holds) {
      all.push_back({sentence, holds.raw()});
    });
    return all;
  }
  std::vector<hearing_terms> judge_step(std::size_t rule, const state_terms& before,
                                        const state_terms& after) override {
    const workbench bench(table_);
    const auto from = from_terms<state_type>(before);
    const auto to = from_terms<state_type>(after);
    const auto survey = model_.survey(from);
    std::vector<hearing_terms> heard;
    for_rule(rule, [&]<std::size_t R>() {
      model_.template hear_step<R>(from, survey, to, hearing_into(heard));
    });
    return heard;
  }

 private:
  template <class F>
  static void for_rule(std::size_t rule, F&& f) {
    [&]<std::size_t... R>(std::index_sequence<R...>) {
      ((R == rule ? f.template operator()<R>() : void()), ...);
    }
    (std::make_index_sequence<Model::rule_count>{});
  }
  static auto hearing_into(std::vector<hearing_terms>& heard) {
    return [&](std::size_t claim, const language::hearing<unknowns>& h) {
      heard.push_back({claim, h.premise_met().raw(), h.holds().raw(), h.is_shown().raw()});
    };
  }

  term_table table_;
  workbench bench_;
  Model model_;
  term followed_;
  std::vector<std::string> leaves_;
  std::vector<std::uint64_t> maxima_;
  std::vector<bool> is_truth_;
};

}  // namespace backcheck::solver::symbolic
