// SPDX-License-Identifier: Apache-2.0
#include "zoo/segment_pipeline_view.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "model/reflect/layout.hpp"
#include "solver/explicit/bind.hpp"

namespace backcheck::zoo::segment_pipeline {

namespace {

using language::concrete;

constexpr std::array<std::string_view, 6> names{"tick",    "fork", "reorg",
                                                "collate", "back", "include"};

template <std::size_t R>
struct rule {
  template <class Model, class State, class Survey, class Choices>
  static auto fire(const Model& model, State& s, const Survey& /*none*/, Choices& choose) {
    const auto& w = model.world();
    if constexpr (names[R] == "tick") return tick(w, s, choose);
    if constexpr (names[R] == "fork") return fork(w, s, choose);
    if constexpr (names[R] == "reorg") return reorg(w, s, choose);
    if constexpr (names[R] == "collate") return collate(w, s, choose);
    if constexpr (names[R] == "back") return back(w, s, choose);
    if constexpr (names[R] == "include") return include(w, s, choose);
  }
};

using claimed = std::tuple<segment_within_capacity, only_first_pending, collated_not_too_old>;

template <class F>
void for_each_claimed(F&& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (f.template operator()<std::tuple_element_t<I, claimed>, I>(), ...);
  }
  (std::make_index_sequence<std::tuple_size_v<claimed>>{});
}

/// How large each leaf gets; a seeded fault takes one more.
class limits {
 public:
  limits(const size& sizes, fault seeded) : sizes_(sizes), more_(seeded != fault::none ? 1 : 0) {}

  [[nodiscard]] std::uint64_t max(std::string_view field, std::uint64_t declared) const {
    if (field == "height" || field == "included") return sizes_.height_max;
    if (field == "competing") return sizes_.leaves - 1;
    if (field == "age") return std::min(sizes_.age_max + more_, declared);
    if (field == "pending_age") return sizes_.availability_period;
    return declared;
  }
  template <class What>
  [[nodiscard]] std::size_t used(std::size_t declared) const {
    if constexpr (std::is_same_v<What, what::para>) return sizes_.paras;
    return std::min(sizes_.capacity + more_, declared);
  }

 private:
  size sizes_;
  std::uint64_t more_;
};

template <class S>
class model {
 public:
  using state_type = state<concrete, S>;
  using rules = std::tuple<rule<0>, rule<1>, rule<2>, rule<3>, rule<4>, rule<5>>;
  static_assert(std::tuple_size_v<rules> == names.size());
  struct no_survey {};

  model(const size& sizes, fault seeded)
      : world_{sizes.paras,   sizes.height_max,          sizes.capacity,
               sizes.age_max, sizes.availability_period, sizes.leaves,
               seeded},
        layout_(reflect::layout_of<state_type>(limits(sizes, seeded))) {}

  [[nodiscard]] const auto& world() const { return world_; }
  [[nodiscard]] const reflect::layout& layout() const { return layout_; }
  [[nodiscard]] static state_type start() { return {}; }
  [[nodiscard]] static no_survey survey(const state_type& /*s*/) { return {}; }
  [[nodiscard]] static std::vector<std::string> rule_names() {
    return {names.begin(), names.end()};
  }
  [[nodiscard]] static std::vector<std::string> bounds() { return {"height"}; }
  static std::uint64_t bound_bit(refusal why) {
    return why == refusal::relay_chain_ends || why == refusal::para_chain_ends ? 1 : 0;
  }
  [[nodiscard]] static std::vector<solver::claim> claims() {
    std::vector<solver::claim> made;
    for_each_claimed([&]<class P, std::size_t I>() {
      made.push_back({P::sentence, solver::claim_kind::always});
    });
    return made;
  }

  void judge(const state_type& s, no_survey /*none*/, solver::expansion& out) const {
    for_each_claimed([&]<class P, std::size_t I>() {
      language::hearing<concrete> hearing;
      P::hear(world_, s, hearing);
      out.violated.insert_if(!hearing.holds().known(), I);
      out.premises.insert_if(hearing.premise_met().known(), I);
    });
  }
  template <std::size_t R>
  static void judge_step(const state_type& /*before*/, no_survey /*none*/,
                         const state_type& /*after*/, solver::observed_step& /*out*/) {}

 private:
  segment_pipeline::world<concrete, S> world_;
  reflect::layout layout_;
};

template <class S>
std::unique_ptr<solver::view> bound(const size& wanted, fault seeded) {
  return std::make_unique<solver::bound_view<model<S>>>(model<S>(wanted, seeded));
}

}  // namespace

std::optional<std::string> out_of_range(const size& wanted) {
  const auto outside = [](const char* name, std::uint64_t value, std::uint64_t least,
                          std::uint64_t most) -> std::optional<std::string> {
    if (value >= least && value <= most) return std::nullopt;
    return std::string(name) + " is " + std::to_string(value) + ": it must be " +
           std::to_string(least) + " to " + std::to_string(most);
  };
  if (auto why = outside("N (paras)", wanted.paras, 1, 3)) return why;
  if (auto why = outside("H (relay height)", wanted.height_max, 0, number_max)) return why;
  if (auto why = outside("D (segment capacity)", wanted.capacity, 1, 3)) return why;
  if (auto why = outside("R (age of a relay parent)", wanted.age_max, 0, number_max)) return why;
  if (auto why = outside("A (availability period)", wanted.availability_period, 0, number_max))
    return why;
  return outside("F (leaves)", wanted.leaves, 1, number_max);
}

std::unique_ptr<solver::view> make_view(const size& wanted, fault seeded) {
  const std::uint64_t candidates = wanted.capacity + (seeded == fault::none ? 0 : 1);
  if (candidates <= 2) return bound<shape<3, 2>>(wanted, seeded);
  return bound<shape<3, 4>>(wanted, seeded);
}

}  // namespace backcheck::zoo::segment_pipeline
