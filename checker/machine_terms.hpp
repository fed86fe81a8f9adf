// SPDX-License-Identifier: Apache-2.0
//
// The machine of one shape as a model in the sense of `solver/symbolic/bind.hpp`: the same rules
// and properties that the explicit engine runs, in the domain of unknowns.
#pragma once

#include "checker/free_parameters.hpp"
#include "checker/machine_model.hpp"
#include "checker/setting.hpp"
#include "model/machine/limits.hpp"
#include "model/protocol/registry.hpp"
#include "properties/catalogue.hpp"
#include "properties/lemmas.hpp"
#include "solver/symbolic/bind.hpp"

namespace backcheck::checker {

using solver::symbolic::unknowns;

template <class Shape>
class machine_terms {
 public:
  using state_type = machine::state<unknowns, Shape>;
  using survey_type = machine::chart<unknowns, Shape>;
  static constexpr std::size_t rule_count = machine::rule_count<Shape>;

  explicit machine_terms(const setting& s, const free_parameters& free = {})
      : known_(s),
        world_(s.speak, in_terms(s.parameters, free), s.window, changed(s)),
        rules_(known_.rule_names()),
        claims_(known_.claims()) {
    keep_to_what_is_followed();
    if (free.all) forget_how_large_batches_are();
  }

  [[nodiscard]] const std::vector<std::string>& rule_names() const { return rules_; }
  [[nodiscard]] const std::vector<solver::claim>& claims() const { return claims_; }
  [[nodiscard]] const std::vector<solver::symbolic::drawn>& parameters() const { return free_; }
  [[nodiscard]] auto limits() const {
    return limits_of_terms{machine::limits(known_.world()), !free_.empty()};
  }

  [[nodiscard]] state_type start() const { return machine::start<unknowns, Shape>(world_.window); }
  [[nodiscard]] survey_type survey(const state_type& s) const { return survey_type(s); }
  template <std::size_t R, class Choices>
  auto fire(state_type& s, const survey_type& known, Choices& choose) const {
    return machine::fire<static_cast<machine::rule>(R)>(world_, s, known, choose);
  }
  template <class F>
  void hear(const state_type& s, const survey_type& known, F&& f) const {
    properties::for_each_property([&]<class P, std::size_t I>() {
      if constexpr (!properties::about_a_rule<P> && properties::has_room<Shape>(P::info.about)) {
        language::hearing<unknowns> hearing;
        P::hear(world_, s, known, hearing);
        f(I, hearing);
      }
    });
  }
  template <class F>
  void lemmas(const state_type& s, const survey_type& known, F&& f) const {
    properties::lemma_hearing<unknowns> hearing;
    properties::hear_lemmas(world_, s, known, hearing);
    for (const auto& [sentence, holds] : hearing.all()) f(sentence, holds);
  }
  template <std::size_t R, class F>
  void hear_step(const state_type& before, const survey_type& known, const state_type& after,
                 F&& f) const {
    const properties::transition<unknowns, Shape> taken{before, known, after};
    properties::for_each_property([&]<class P, std::size_t I>() {
      if constexpr (properties::about_a_rule<P> && properties::has_room<Shape>(P::info.about)) {
        if constexpr (static_cast<std::size_t>(P::about) == R) {
          language::hearing<unknowns> hearing;
          P::hear(world_, taken, hearing);
          f(I, hearing);
        }
      }
    });
  }

 private:
  /// Parameters that are free are still none that the machine could not follow
  /// (`machine::beyond_the_machine`): no candidate is pending for longer than there are numbers.
  void keep_to_what_is_followed() {
    static_cast<void>(
        machine::relay_blocks<unknowns, machine::rotation_max>(machine::longest_pending(world_.k)));
  }
  /// Any number stands for the largest upward load: a product of two parameters, which solvers are
  /// slow with. What is proved of all loads is proved of that one.
  void forget_how_large_batches_are() {
    auto& batch = world_.batch;
    batch.messages = unknown_number<protocol::unit::messages>("largest upward load.messages");
    batch.bytes = unknown_number<protocol::unit::bytes>("largest upward load.bytes");
  }
  template <class Unit>
  protocol::u32<unknowns, Unit> unknown_number(const std::string& name) {
    const auto made = solver::symbolic::terms().unknown(name, 0xFFFFFFFF);
    free_.push_back({name, made});
    return protocol::u32<unknowns, Unit>::of({made});
  }

  /// How many things there are, the window says; how large numbers are, only known parameters do.
  struct limits_of_terms {
    machine::limits known;
    bool free;
    [[nodiscard]] std::uint64_t max(std::string_view field, std::uint64_t declared) const {
      return free ? declared : known.max(field, declared);
    }
    template <class What>
    [[nodiscard]] std::size_t used(std::size_t declared) const {
      return known.template used<What>(declared);
    }
  };

  /// The parameters as constants, those that are free as unknowns.
  protocol::parameters<unknowns> in_terms(const protocol::parameters<concrete>& known,
                                          const free_parameters& free) {
    auto made = solver::symbolic::constants_of<protocol::parameters<unknowns>>(known);
    reflect::for_each_leaf(made, [&](const std::string& path, auto& leaf) {
      using traits = reflect::leaf_traits<std::remove_cvref_t<decltype(leaf)>>;
      if constexpr (language::is_quantity<std::remove_cvref_t<decltype(leaf)>>) {
        const auto* row = protocol::find_parameter(path);
        if (row == nullptr || !free.contains(row->key)) return;
        const auto least = static_cast<std::uint64_t>(row->min);
        const auto most =
            std::min(static_cast<std::uint64_t>(row->max), std::uint64_t{traits::max});
        const auto unknown = solver::symbolic::terms().unknown(path, most, least);
        free_.push_back({path, unknown});
        solver::symbolic::put(unknown, leaf);
      }
    });
    return made;
  }
  static std::vector<protocol::parameters<unknowns>> changed(const setting& s) {
    std::vector<protocol::parameters<unknowns>> all;
    for (const auto& k : s.changed)
      all.push_back(solver::symbolic::constants_of<protocol::parameters<unknowns>>(k));
    return all;
  }

  std::vector<solver::symbolic::drawn> free_;
  machine_model<Shape> known_;
  machine::world<unknowns> world_;
  std::vector<std::string> rules_;
  std::vector<solver::claim> claims_;
};

}  // namespace backcheck::checker
