// SPDX-License-Identifier: Apache-2.0
//
// One step of the concrete machine of a shape, from any state: how a solver's claims about steps
// are checked. Included only where a shape is compiled.
#pragma once

#include "checker/free_parameters.hpp"
#include "checker/machine_subject.hpp"

namespace backcheck::checker {

template <class Shape>
class any_step {
 public:
  using model_type = machine_model<Shape>;
  using state_type = typename model_type::state_type;

  any_step(const setting& s, const std::vector<std::uint64_t>& leaves)
      : model_(s), names_(model_.world()) {
    std::size_t next = 0;
    reflect::zip_leaves(
        [&](auto& leaf) {
          leaf = reflect::leaf_traits<std::remove_cvref_t<decltype(leaf)>>::of(leaves.at(next++));
        },
        before_);
  }

  std::pair<execution, std::optional<not_enabled>> take(const step& wanted) {
    frame first;
    first.shown = tell(names_.facts(before_));
    made_.frames.push_back(std::move(first));
    std::optional<std::string> why = "there is no such rule";
    [&]<std::size_t... R>(std::index_sequence<R...>) {
      ((machine::rule_names[R] == wanted.rule ? void(why = fire<R>(wanted)) : void()), ...);
    }
    (std::make_index_sequence<machine::rule_count<Shape>>{});
    if (why) return {std::move(made_), not_enabled{0, *why}};
    return {std::move(made_), std::nullopt};
  }

 private:
  template <std::size_t R>
  std::optional<std::string> fire(const step& wanted) {
    scripted_draws source(wanted.choices);
    language::choices<scripted_draws> choose(source);
    auto after = before_;
    const auto known = model_.survey(before_);
    const auto outcome =
        machine::fire<static_cast<machine::rule>(R)>(model_.world(), after, known, choose);
    if (!source.objection().empty()) return source.objection();
    if (!outcome.fired())
      return std::string(machine::refusal_names[static_cast<std::size_t>(outcome.why())]);
    if (!source.left_over().empty()) return source.left_over();
    step taken{wanted.rule, {}};
    for (const auto& note : source.notes())
      taken.choices.push_back({note.name, note.drawn, std::to_string(unsigned{note.drawn})});
    made_.steps.push_back(std::move(taken));
    frame reached;
    reached.shown = tell(names_.facts(after));
    reached.changed = difference(names_.facts(before_), names_.facts(after));
    judge<R>(known, after, reached);
    made_.frames.push_back(std::move(reached));
    return std::nullopt;
  }
  template <std::size_t R, class Survey>
  void judge(const Survey& known, const state_type& after, frame& reached) const {
    const auto known_after = model_.survey(after);
    const properties::transition<concrete, Shape> taken{before_, known, after};
    properties::for_each_property([&]<class P, std::size_t I>() {
      if constexpr (properties::has_room<Shape>(P::info.about)) {
        auto hearing = explaining();
        if constexpr (!properties::about_a_rule<P>) {
          P::hear(model_.world(), after, known_after, hearing);
        } else if constexpr (static_cast<std::size_t>(P::about) == R) {
          P::hear(model_.world(), taken, hearing);
        }
        if (!hearing.failed().empty()) reached.violations.push_back({I, hearing.failed()});
      }
    });
  }
  [[nodiscard]] auto explaining() const {
    const auto print = [this](const auto& value) { return printed(value); };
    return language::explaining_hearing<decltype(print)>(print);
  }
  template <class T>
  [[nodiscard]] std::string printed(const T& value) const {
    using traits = reflect::leaf_traits<T>;
    const std::uint64_t number = traits::number(value);
    if constexpr (language::is_index<T>) return names_.template name<typename traits::what>(number);
    if constexpr (language::is_maybe<T>)
      return number == 0 ? "none" : names_.template name<typename traits::what>(number - 1);
    if constexpr (std::is_same_v<T, language::known_truth>) return number == 0 ? "no" : "yes";
    return fmt::to_string(number);
  }

  model_type model_;
  narrator<Shape> names_;
  state_type before_{};
  execution made_;
};

}  // namespace backcheck::checker
