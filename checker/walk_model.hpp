// SPDX-License-Identifier: Apache-2.0
//
// The machine of one shape as a model in the sense of `solver/random/bind.hpp`: lasting names of
// relay blocks and candidates, what is likely to be wanted, and sizes. Included only where a shape
// is compiled.
#pragma once

#include <array>

#include "checker/machine_model.hpp"
#include "model/machine/settle.hpp"
#include "solver/random/bind.hpp"

namespace backcheck::checker {

using solver::random::likely_places;
using solver::random::named_kind;

/// The names of what is kept, by place: words that say which step brought it.
template <class Shape>
class lasting_names {
 public:
  using state_type = machine::state<concrete, Shape>;
  using chart_type = machine::chart<concrete, Shape>;
  using block_type = machine::block_index<concrete, Shape>;
  using candidate_type = machine::candidate_index<concrete, Shape>;

  void start() {
    blocks_ = {};
    candidates_ = {};
  }
  template <class Index>
  [[nodiscard]] solver::word of(std::size_t place) const {
    if constexpr (std::is_same_v<typename Index::what, machine::what::relay_block>)
      return blocks_[place];
    if constexpr (std::is_same_v<typename Index::what, machine::what::candidate>)
      return candidates_[place];
    return place;
  }
  template <std::size_t R, class Model>
  void follow(const Model& model, solver::word step, std::uint8_t first, const state_type& before,
              const chart_type& known, const state_type& after) {
    constexpr auto rule = static_cast<machine::rule>(R);
    if constexpr (rule == machine::rule::author) blocks_[after.block_count.raw() - 1U] = step;
    if constexpr (rule == machine::rule::collate)
      candidates_[after.candidate_count.raw() - 1U] = step;
    if constexpr (rule == machine::rule::finalize) {
      auto aged = before;
      settle(survive_finalization(model.world(), aged, known, block_type(std::size_t{first})));
    }
    if constexpr (rule == machine::rule::revert) {
      auto marked = before;
      settle(survive_reversion(marked, block_type(std::size_t{first})));
    }
  }

 private:
  template <class Survivors>
  void settle(const Survivors& kept) {
    keep(blocks_, kept.blocks);
    keep(candidates_, kept.candidates);
  }
  template <class Names, class Kept>
  static void keep(Names& names, const Kept& kept) {
    std::size_t to = 0;
    for (std::size_t from = 0; from < names.size(); ++from)
      if (kept[from].known()) names[to++] = names[from];
  }

  std::array<solver::word, Shape::blocks> blocks_{};
  std::array<solver::word, Shape::candidates> candidates_{};
};

template <class Shape>
class walk_model : public machine_model<Shape> {
 public:
  using base = machine_model<Shape>;
  using state_type = typename base::state_type;
  using survey_type = typename base::survey_type;
  using names_type = lasting_names<Shape>;

  explicit walk_model(const setting& s) : base(s) {}

  template <class Index>
  static constexpr named_kind kind_of =
      std::is_same_v<typename Index::what, machine::what::relay_block> ? named_kind::block
      : std::is_same_v<typename Index::what, machine::what::candidate> ? named_kind::candidate
                                                                       : named_kind::none;

  /// Only a hint: which of the others can be drawn as well, the rules say.
  template <std::size_t R>
  [[nodiscard]] likely_places likely(const state_type& s, const survey_type& known) const {
    using machine::rule;
    constexpr auto about = static_cast<rule>(R);
    likely_places made;
    if constexpr (about == rule::author || about == rule::collate || about == rule::revert)
      made.blocks = leaves_of(s, known);
    if constexpr (about == rule::author) made.candidates = extending_heads(s, known);
    if constexpr (about == rule::collate) made.candidates = childless(s);
    if constexpr (about == rule::second) made.candidates = not_backable(s);
    if constexpr (about == rule::finalize) made.blocks = children_of_the_finalized(s);
    return made;
  }

  [[nodiscard]] std::vector<std::string> measures() const {
    return {"relay blocks kept", "leaves", "height above the finalized block", "candidates kept",
            "longest unincluded segment"};
  }
  void measure(const state_type& s, const survey_type& known, std::uint64_t* out) const {
    std::uint64_t height = 0;
    std::uint64_t segment = 0;
    for (std::size_t b = 0; b < s.block_count.raw(); ++b)
      height = std::max<std::uint64_t>(height, s.blocks[b].height.raw());
    for (std::size_t c = 0; c < s.candidate_count.raw(); ++c)
      segment = std::max<std::uint64_t>(segment, s.candidates[c].segment_length.raw());
    out[0] = s.block_count.raw();
    out[1] = known.leaves.raw();
    out[2] = height;
    out[3] = s.candidate_count.raw();
    out[4] = segment;
  }

  /// A chain grows by more blocks than it loses; each para's block is built, backed and then
  /// forgotten, so candidates come as often as blocks.
  [[nodiscard]] std::vector<unsigned> weights() const {
    using machine::rule;
    std::vector<unsigned> made(machine::rule_count<Shape>, 24);
    made[static_cast<std::size_t>(rule::author)] = 32;
    made[static_cast<std::size_t>(rule::collate)] = 40;
    made[static_cast<std::size_t>(rule::second)] = 40;
    made[static_cast<std::size_t>(rule::finalize)] = 6;
    made[static_cast<std::size_t>(rule::revert)] = 4;
    for (std::size_t i = 0; i < made.size(); ++i)
      if (!machine::is_about(this->world().window, static_cast<rule>(i))) made[i] = 0;
    if (!this->world().window.reversions) made[static_cast<std::size_t>(rule::revert)] = 0;
    return made;
  }

 private:
  static constexpr solver::word bit(std::size_t place) { return solver::word{1} << place; }

  static solver::word leaves_of(const state_type& s, const survey_type& known) {
    solver::word made = 0;
    for (std::size_t b = 0; b < s.block_count.raw(); ++b)
      if (known.leaf[b].known()) made |= bit(b);
    return made;
  }
  static solver::word children_of_the_finalized(const state_type& s) {
    solver::word made = 0;
    for (std::size_t b = 1; b < s.block_count.raw(); ++b)
      if (s.blocks[b].parent.place().raw() == 0) made |= bit(b);
    return made;
  }
  static solver::word not_backable(const state_type& s) {
    solver::word made = 0;
    for (std::size_t c = 0; c < s.candidate_count.raw(); ++c)
      if (!s.candidates[c].backable.known()) made |= bit(c);
    return made;
  }
  static solver::word childless(const state_type& s) {
    solver::word made = bit(s.candidate_count.raw()) - 1;
    for (std::size_t c = 0; c < s.candidate_count.raw(); ++c)
      if (const auto& parent = s.candidates[c].parent; parent.is_some().known())
        made &= ~bit(parent.or_first().place().raw());
    return made;
  }
  /// Backable, and behind the last head of a leaf.
  solver::word extending_heads(const state_type& s, const survey_type& known) const {
    solver::word heads = 0;  // bit 0: the head included at the finalized block
    for (std::size_t b = 0; b < s.block_count.raw(); ++b) {
      if (!known.leaf[b].known()) continue;
      for (std::size_t p = 0; p < machine::paras<Shape>(this->world()); ++p) {
        heads |= bit(machine::latest_head(s.blocks[b].paras[p]).stored().raw());
        heads |= bit(s.blocks[b].paras[p].included.stored().raw());
        heads |= bit(s.blocks[b].paras[p].pending.stored().raw());
      }
    }
    solver::word made = 0;
    for (std::size_t c = 0; c < s.candidate_count.raw(); ++c) {
      const auto& each = s.candidates[c];
      if (each.backable.known() && (heads & bit(each.parent.stored().raw())) != 0) made |= bit(c);
    }
    return made;
  }
};

}  // namespace backcheck::checker
