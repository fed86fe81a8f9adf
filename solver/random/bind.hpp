// SPDX-License-Identifier: Apache-2.0
//
// The door between a model and random walks: makes a `walkable` of anything that is written like a
// model (see solver/explicit/bind.hpp) and besides provides
//   names_type                  lasting names: `start()`, `follow<R>(M, step, first, before,
//   survey,
//                               after)` after each step, which drew the number `first` first; and
//                               `of<Index>(place)`, the word that names what is at a place
//   kind_of<Index>              whether such things have lasting names
//   likely<R>(state, survey) → likely_places   what rule R is likely to be about: no more than a
//   hint measures(), measure(state, survey), weights()   see `walker.hpp`
// Templates end here; instantiate it once for each model, in a translation unit of its own.
#pragma once

#include <bit>
#include <utility>

#include "model/language/rule.hpp"
#include "model/reflect/pack.hpp"
#include "solver/random/walker.hpp"

namespace backcheck::solver::random {

/// What has a lasting name.
enum class named_kind : std::uint8_t { none, block, candidate };

/// Bit i: the thing at place i. Things that are not named here are drawn as well, less often.
struct likely_places {
  word blocks = ~word{0};
  word candidates = ~word{0};
};

/// The choices of a rule, drawn by chance. A rule that is refused is tried again with other draws;
/// where it was refused at a choice that may be none, only that choice is drawn again, so that what
/// was drawn well before it is not lost.
template <class Model>
class chances {
 public:
  using domain_type = language::concrete;
  using names_type = typename Model::names_type;

  chances(const names_type& names, const likely_places& likely, const leaning& by, word step,
          std::vector<drawn_choice>& drawn)
      : names_(names), likely_(likely), by_(by), step_(step), drawn_(drawn) {}

  /// Begins an attempt. After the first the previous one has been refused.
  void begin(unsigned attempt) {
    // What was drawn before a choice that may be none stays, as long as there are other values.
    const bool again = attempt > 0 && last_is_optional_ && drawn_.back().value != 0;
    if (again && redrawn_ < redraws_max) {
      kept_ = drawn_.size() - 1;
      ++redrawn_;
    } else if (attempt > 0) {
      kept_ = 0;
      redrawn_ = 0;
      salt_ = stir(attempt);
    }
    drawn_.resize(kept_);
    next_ = 0;
    last_is_optional_ = false;
  }

  template <class Index, std::uint64_t M>
  Index one_of(const char* name,
               const language::quantity<language::concrete, typename Index::what, M>& count) {
    if (count.raw() == 0)
      throw language::model_fault(std::string("no value to choose for ") + name);
    last_is_optional_ = false;
    if (next_ < kept_) return Index(std::size_t{told()});
    return Index(std::size_t{note(name, drawn_place<Index>(question(name), count.raw()))});
  }
  template <class Maybe, std::uint64_t M>
  Maybe one_or_none(const char* name,
                    const language::quantity<language::concrete, typename Maybe::what, M>& count) {
    using position = typename Maybe::position;
    last_is_optional_ = true;
    if (next_ < kept_) return Maybe::stored(position(told()));
    const word asked = question(name);
    if (count.raw() == 0 || is_none(name, asked)) return Maybe::stored(position(note(name, 0)));
    const auto place = drawn_place<typename Maybe::some>(asked, count.raw());
    return Maybe::stored(position(note(name, place + 1)));
  }
  language::known_truth whether(const char* name, language::known_truth possible) {
    last_is_optional_ = false;
    if (next_ < kept_) return language::known_truth(told() == 1);
    const bool yes = possible.known() && happens(by_.yes(word_of(name)), question(name));
    return language::known_truth(note(name, yes ? 1 : 0) == 1);
  }

 private:
  static constexpr unsigned redraws_max = 5;
  static constexpr unsigned unlikely_once_in_eight = 224;

  std::uint8_t told() { return drawn_[next_++].value; }
  std::uint8_t note(const char* name, std::size_t value) {
    ++next_;
    return drawn_.emplace_back(drawn_choice{name, static_cast<std::uint8_t>(value)}).value;
  }
  /// Each draw of a step asks another question; and another one again where it is drawn again.
  [[nodiscard]] word question(const char* name) const {
    const word again = is_redrawn() ? stir(redrawn_) : 0;
    return stir(step_ ^ salt_ ^ again, word_of(name) + next_);
  }
  [[nodiscard]] bool is_redrawn() const { return redrawn_ > 0 && next_ == kept_; }
  /// Something that was drawn and refused is not none, or it would have been before; after some of
  /// them it is.
  [[nodiscard]] bool is_none(const char* name, word asked) const {
    if (is_redrawn()) return redrawn_ == redraws_max;
    return happens(by_.yes(word_of(name)), asked);
  }

  /// The place of the thing whose name, stirred with the question, comes out highest: so that it
  /// changes nothing whether there are others. Where the walk leans to what came last it is among
  /// those; mostly it is what the model says is likely, if there is any.
  template <class Index>
  [[nodiscard]] std::size_t drawn_place(word asked, std::size_t count) const {
    constexpr auto kind = Model::template kind_of<Index>;
    if constexpr (kind == named_kind::none) return below(count, asked);
    const word all = count >= 64 ? ~word{0} : (word{1} << count) - 1;
    word open = all;
    const word likely = all & (kind == named_kind::block ? likely_.blocks : likely_.candidates);
    if (likely != 0 && happens(unlikely_once_in_eight, stir(asked))) open = likely;
    if (happens(by_.latest(), asked)) {
      word last = 0;
      for (std::size_t few = 1 + below(4, stir(asked)); few > 0 && open != 0; --few) {
        last |= std::bit_floor(open);
        open ^= std::bit_floor(open);
      }
      open = last;
    }
    std::size_t best = 0;
    word highest = 0;
    for (; open != 0; open &= open - 1) {
      const auto place = static_cast<std::size_t>(std::countr_zero(open));
      const word rank = fold(asked ^ names_.template of<Index>(place)) | 1;
      if (rank <= highest) continue;
      highest = rank;
      best = place;
    }
    return best;
  }

  const names_type& names_;
  const likely_places& likely_;
  const leaning& by_;
  word step_;
  word salt_ = 0;
  std::vector<drawn_choice>& drawn_;
  std::size_t kept_ = 0;
  std::size_t next_ = 0;
  unsigned redrawn_ = 0;
  bool last_is_optional_ = false;
};

template <class Model>
class bound_walker final : public walker {
 public:
  using state_type = typename Model::state_type;
  using survey_type = typename Model::survey_type;
  using rules = typename Model::rules;

  explicit bound_walker(const Model& model)
      : model_(model), here_(model.start()), after_(here_), survey_(model.survey(here_)) {}

  void restart(happening& out) override {
    here_ = after_ = model_.start();
    survey_ = model_.survey(here_);
    refused_here_ = 0;
    names_.start();
    out = {};
    judge_state(out);
  }
  bool attempt(std::size_t rule, word step, const leaning& by, happening& out) override {
    out = {};
    bool fired = false;
    [&]<std::size_t... R>(std::index_sequence<R...>) {
      ((R == rule ? void(fired = try_rule<R>(step, by, out)) : void()), ...);
    }
    (std::make_index_sequence<std::tuple_size_v<rules>>{});
    return fired;
  }
  [[nodiscard]] const std::vector<drawn_choice>& drawn() const override { return drawn_; }
  void pack(word* out) const override { reflect::pack(model_.layout(), here_, out); }
  [[nodiscard]] std::size_t words() const override { return model_.layout().words(); }
  void measure(std::uint64_t* out) const override { model_.measure(here_, survey_, out); }

 private:
  static constexpr unsigned attempts_max = 12;
  static constexpr unsigned attempts_few = 3;  ///< where it is unlikely that anything comes of it

  /// `after_` is a copy of `here_` before and after the call: a refused rule leaves it as it is.
  template <std::size_t R>
  [[gnu::noinline]] bool try_rule(word step, const leaning& by, happening& out) {
    using rule = std::tuple_element_t<R, rules>;
    drawn_.clear();
    const auto likely = model_.template likely<R>(here_, survey_);
    chances<Model> choose(names_, likely, by, step, drawn_);
    const bool hopeless =
        likely.blocks == 0 || likely.candidates == 0 || ((refused_here_ >> R) & 1) != 0;
    for (unsigned i = 0; i < (hopeless ? attempts_few : attempts_max); ++i) {
      choose.begin(i);
      ++out.attempts;
      const auto outcome = rule::fire(model_, after_, survey_, choose);
      if (outcome.fired()) {
        settle<R>(step, out);
        return true;
      }
      out.bounds_met |= Model::bound_bit(outcome.why());
      if (drawn_.empty()) break;  // it is refused whatever is drawn
    }
    refused_here_ |= word{1} << R;
    return false;
  }
  template <std::size_t R>
  void settle(word step, happening& out) {
    observed_step seen;
    model_.template judge_step<R>(here_, survey_, after_, seen);
    names_.template follow<R>(model_, step, drawn_.empty() ? std::uint8_t{0} : drawn_.front().value,
                              here_, survey_, after_);
    here_ = after_;
    refused_here_ = 0;
    survey_ = model_.survey(here_);
    judge_state(out);
    out.violated |= seen.violated;
    out.premises |= seen.premises;
    out.witnessed |= seen.witnessed;
  }
  void judge_state(happening& out) {
    model_.judge(here_, survey_, judged_);
    out.violated |= judged_.violated;
    out.premises |= judged_.premises;
    out.witnessed |= judged_.witnessed;
  }

  const Model& model_;
  state_type here_;
  state_type after_;
  survey_type survey_;
  typename Model::names_type names_;
  std::vector<drawn_choice> drawn_;
  word refused_here_ = 0;  ///< bit by rule: all that was drawn for it in this state was refused
  expansion judged_;
};

template <class Model>
class bound_walkable final : public walkable {
 public:
  explicit bound_walkable(Model model)
      : model_(std::move(model)),
        rules_(model_.rule_names()),
        claims_(model_.claims()),
        bounds_(model_.bounds()),
        measures_(model_.measures()) {}

  [[nodiscard]] const std::vector<std::string>& rules() const override { return rules_; }
  [[nodiscard]] const std::vector<claim>& claims() const override { return claims_; }
  [[nodiscard]] const std::vector<std::string>& bounds() const override { return bounds_; }
  [[nodiscard]] const std::vector<std::string>& measures() const override { return measures_; }
  [[nodiscard]] std::vector<unsigned> weights() const override { return model_.weights(); }
  [[nodiscard]] std::unique_ptr<walker> make_walker() const override {
    return std::make_unique<bound_walker<Model>>(model_);
  }

 private:
  Model model_;
  std::vector<std::string> rules_;
  std::vector<claim> claims_;
  std::vector<std::string> bounds_;
  std::vector<std::string> measures_;
};

}  // namespace backcheck::solver::random
