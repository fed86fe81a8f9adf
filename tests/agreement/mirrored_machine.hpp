// SPDX-License-Identifier: Apache-2.0
//
// The machine is written over a domain. Here its rules and properties run in the mirror, a domain
// whose truths nothing may branch on, which takes the roads that terms would take; on random
// reachable states and choices they must come to the same outcome, state and judgement as in the
// concrete domain.
#pragma once

#include <gtest/gtest.h>

#include "checker/machine_model.hpp"
#include "tests/laws/drawing.hpp"
#include "tests/machine/settings.hpp"
#include "tests/unit/language/mirror.hpp"

namespace backcheck::language {

/// Collects requirements instead of ending at the first that fails; the first that failed is the
/// refusal.
template <class Refusal>
class outcome<backcheck::tests::mirror, Refusal> {
 public:
  bool refuses(backcheck::tests::mirrored_truth condition, Refusal why) {
    if (why_ == Refusal::none && !condition.peek()) why_ = why;
    return false;
  }
  bool refuses(const outcome& part) {
    if (why_ == Refusal::none) why_ = part.why_;
    return false;
  }
  [[nodiscard]] backcheck::tests::mirrored_truth holds() const {
    return backcheck::tests::mirrored_truth(why_ == Refusal::none);
  }
  [[nodiscard]] Refusal why() const { return why_; }

 private:
  Refusal why_ = Refusal::none;
};

}  // namespace backcheck::language

namespace backcheck::tests {

using language::concrete;

/// Draws from the tape, and remembers.
struct noted_draws {
  draws& from;
  std::vector<std::uint8_t> drawn;
  std::uint8_t draw(std::uint8_t base) {
    drawn.push_back(static_cast<std::uint8_t>(from.below(base)));
    return drawn.back();
  }
};

/// Gives a rule in the mirror the choices that were drawn for it in the concrete domain; zeros
/// where that one ended early.
class mirrored_choices {
 public:
  using domain_type = mirror;
  explicit mirrored_choices(const std::vector<std::uint8_t>& drawn) : drawn_(drawn) {}

  template <class Index, std::uint64_t M>
  Index one_of(const char* /*name*/,
               const language::quantity<mirror, typename Index::what, M>& /*count*/) {
    return Index(std::size_t{next()});
  }
  template <class Maybe, std::uint64_t M>
  Maybe one_or_none(const char* /*name*/,
                    const language::quantity<mirror, typename Maybe::what, M>& /*count*/) {
    return Maybe::stored(typename Maybe::position(next()));
  }
  mirrored_truth whether(const char* /*name*/, mirrored_truth possible) {
    return mirrored_truth(next() == 1 && possible.peek());
  }

 private:
  std::uint8_t next() { return next_ < drawn_.size() ? drawn_[next_++] : std::uint8_t{0}; }
  const std::vector<std::uint8_t>& drawn_;
  std::size_t next_ = 0;
};

/// The world of the mirror, with the same numbers.
inline machine::world<mirror> mirrored_world(const checker::setting& s) {
  const auto k = mirrored<protocol::parameters<mirror>>(s.parameters);
  std::vector<protocol::parameters<mirror>> changed;
  for (const auto& each : s.changed)
    changed.push_back(mirrored<protocol::parameters<mirror>>(each));
  return machine::world<mirror>(s.speak, k, s.window, changed);
}

template <class P, class... What>
std::string compare_hearing(const machine::world<concrete>& w,
                            const machine::world<mirror>& mirrored_w,
                            const std::tuple<What...>& heard, const auto& mirrored_heard) {
  language::hearing<concrete> a;
  language::hearing<mirror> b;
  std::apply([&](const auto&... x) { P::hear(w, x..., a); }, heard);
  std::apply([&](const auto&... x) { P::hear(mirrored_w, x..., b); }, mirrored_heard);
  const bool alike = a.holds().known() == b.holds().peek() &&
                     a.premise_met().known() == b.premise_met().peek() &&
                     a.is_shown().known() == b.is_shown().peek();
  return alike ? "" : std::string(P::info.id) + " is judged differently";
}

/// Fires one rule in both domains; the complaint, and the state reached if it fired.
template <class shape, std::size_t R>
std::string compare_rule(const checker::machine_model<shape>& model,
                         const machine::world<mirror>& w, draws& from,
                         machine::state<concrete, shape>& state) {
  using model_type = checker::machine_model<shape>;
  using mirrored_state = machine::state<mirror, shape>;
  const auto image = mirrored<mirrored_state>(state);
  const auto known = model.survey(state);
  const machine::chart<mirror, shape> mirrored_known(image);
  noted_draws source{from, {}};
  language::choices<noted_draws> choose(source);
  auto after = state;
  const auto outcome =
      std::tuple_element_t<R, typename model_type::rules>::fire(model, after, known, choose);
  auto mirrored_after = image;
  mirrored_choices mirrored_choose(source.drawn);
  bool range_left = false;
  mirror::range_left = &range_left;
  const auto mirrored_outcome = machine::fire<static_cast<machine::rule>(R)>(
      w, mirrored_after, mirrored_known, mirrored_choose);
  const std::string rule(machine::rule_names[R]);
  if (outcome.why() != mirrored_outcome.why()) {
    return rule + ": \"" +
           std::string(machine::refusal_names[static_cast<std::size_t>(outcome.why())]) +
           "\", mirrored: \"" +
           std::string(machine::refusal_names[static_cast<std::size_t>(mirrored_outcome.why())]) +
           "\"";
  }
  if (!outcome.fired()) return "";
  if (range_left) return rule + " leaves a range that it keeps";
  if (!is_mirrored(after, mirrored_after)) return rule + " leads to another state";
  std::string complaint;
  const properties::transition<concrete, shape> taken{state, known, after};
  const properties::transition<mirror, shape> mirrored_taken{image, mirrored_known, mirrored_after};
  const machine::chart<concrete, shape> next(after);
  const machine::chart<mirror, shape> mirrored_next(mirrored_after);
  properties::for_each_property([&]<class P, std::size_t I>() {
    if (!complaint.empty()) return;
    if constexpr (!properties::has_room<shape>(P::info.about)) {
      return;
    } else if constexpr (!properties::about_a_rule<P>) {
      complaint = compare_hearing<P>(model.world(), w, std::tie(after, next),
                                     std::tie(mirrored_after, mirrored_next));
    } else if constexpr (static_cast<std::size_t>(P::about) == R) {
      complaint = compare_hearing<P>(model.world(), w, std::tie(taken), std::tie(mirrored_taken));
    }
  });
  state = after;
  return complaint;
}

/// Walks at random through the machine, in both domains at once.
template <class shape>
void walk_both(checker::setting (*drawn_setting)(draws&), int walks) {
  using model_type = checker::machine_model<shape>;
  expect_law(
      [&](draws& from) -> std::string {
        const auto s = drawn_setting(from);
        const model_type model(s);
        const auto w = mirrored_world(s);
        auto state = model.start();
        for (std::size_t i = 0; i < 40; ++i) {
          std::string complaint;
          const auto rule = from.below(std::tuple_size_v<typename model_type::rules>);
          [&]<std::size_t... R>(std::index_sequence<R...>) {
            ((rule == R ? void(complaint = compare_rule<shape, R>(model, w, from, state)) : void()),
             ...);
          }
          (std::make_index_sequence<std::tuple_size_v<typename model_type::rules>>{});
          if (!complaint.empty()) return complaint;
        }
        return "";
      },
      walks);
}

}  // namespace backcheck::tests
