// SPDX-License-Identifier: Apache-2.0
//
// A `subject` for the machine of one shape. Included only where a shape is compiled.
#pragma once

#include <array>
#include <functional>
#include <memory>

#include "checker/machine_model.hpp"
#include "checker/narrator.hpp"
#include "checker/subject.hpp"
#include "model/reflect/json.hpp"
#include "solver/explicit/bind.hpp"

namespace backcheck::checker {

/// Draws like an odometer and remembers under which names.
class noting_odometer {
 public:
  struct note_of_draw {
    const char* name;
    std::uint8_t drawn;
    int kind;  ///< see `kind_of`
  };
  void begin() {
    source_.begin();
    notes_.clear();
  }
  bool advance() { return source_.advance(); }
  std::uint8_t draw(std::uint8_t base) { return source_.draw(base); }
  template <class Kind>
  void note(const char* name, std::uint8_t drawn) {
    notes_.push_back({name, drawn, kind_of<Kind>()});
  }
  [[nodiscard]] const std::vector<note_of_draw>& notes() const { return notes_; }

  /// 0: whether; 1: relay block; 2: candidate or none; 3: candidate; 4: anything else.
  template <class Kind>
  static constexpr int kind_of() {
    if constexpr (std::is_same_v<Kind, language::known_truth>) {
      return 0;
    } else if constexpr (std::is_same_v<typename Kind::what, machine::what::relay_block>) {
      return 1;
    } else if constexpr (std::is_same_v<typename Kind::what, machine::what::candidate>) {
      return language::is_maybe<Kind> ? 2 : 3;
    } else {
      return 4;
    }
  }

 private:
  language::odometer source_;
  std::vector<note_of_draw> notes_;
};

/// Draws what a recorded step says, and objects where it can't be meant.
class scripted_draws {
 public:
  explicit scripted_draws(const std::vector<choice>& script) : script_(script) {}
  std::uint8_t draw(std::uint8_t base) {
    if (next_ >= script_.size()) return fail("a choice is missing");
    const auto& wanted = script_[next_];
    if (wanted.drawn >= base)
      return fail(
          fmt::format("\"{}\" is {}, allowed is 0 to {}", wanted.name, wanted.drawn, base - 1));
    return wanted.drawn;
  }
  template <class Kind>
  void note(const char* name, std::uint8_t drawn) {
    if (next_ < script_.size() && script_[next_].name != name) {
      fail(
          fmt::format("the choice \"{}\" stands where \"{}\" is drawn", script_[next_].name, name));
    }
    notes_.push_back({name, drawn, noting_odometer::kind_of<Kind>()});
    ++next_;
  }
  [[nodiscard]] std::string objection() const { return objection_; }
  /// Where the rule fired: that nothing of the script was left over.
  [[nodiscard]] std::string left_over() const {
    if (next_ == script_.size()) return "";
    return fmt::format("nothing is drawn for the choice \"{}\"", script_[next_].name);
  }
  [[nodiscard]] const std::vector<noting_odometer::note_of_draw>& notes() const { return notes_; }

 private:
  std::uint8_t fail(const std::string& why) {
    if (objection_.empty()) objection_ = why;
    return 0;
  }
  const std::vector<choice>& script_;
  std::size_t next_ = 0;
  std::string objection_;
  std::vector<noting_odometer::note_of_draw> notes_;
};

/// Follows an execution on the concrete machine, frame by frame.
template <class Shape>
class follower final : public stepper {
 public:
  using model_type = machine_model<Shape>;
  using state_type = typename model_type::state_type;
  using notes_type = std::vector<noting_odometer::note_of_draw>;
  using outcome_type = language::outcome<concrete, machine::refusal>;

  explicit follower(const model_type& model, telling what = telling::everything)
      : model_(model), telling_(what), names_(model.world()), state_(model.start()) {
    frame first;
    describe(first);
    judge(first);
    made_.frames.push_back(std::move(first));
  }

  /// Takes the step at a position of the current state's enabled steps, as an expander lists them.
  /// False if there is none.
  bool take(std::uint32_t place) {
    bool taken = false;
    for_each_rule([&]<std::size_t R>() {
      if (taken) return;
      try_all<R>([&](const auto& outcome, const state_type& after, const notes_type& notes) {
        if (!outcome.fired() || place-- > 0) return false;
        commit<R>(after, notes);
        return taken = true;
      });
    });
    return taken;
  }
  /// Takes a step by name. The reason if it can't be taken.
  std::optional<std::string> take(const step& wanted) override {
    std::optional<std::string> why = "there is no such rule";
    for_each_rule([&]<std::size_t R>() {
      if (machine::rule_names[R] != wanted.rule) return;
      scripted_draws source(wanted.choices);
      language::choices<scripted_draws> choose(source);
      auto after = state_;
      const auto outcome = std::tuple_element_t<R, typename model_type::rules>::fire(
          model_, after, model_.survey(state_), choose);
      const auto objection = source.objection();
      why.reset();
      if (!outcome.fired()) why = machine::refusal_names[static_cast<std::size_t>(outcome.why())];
      if (outcome.fired() && !source.left_over().empty()) why = source.left_over();
      if (!objection.empty()) why = objection;
      if (!why) commit<R>(after, source.notes());
    });
    return why;
  }
  [[nodiscard]] std::vector<attempt> attempts(const std::string& rule) const override {
    std::vector<attempt> all;
    for_each_rule([&]<std::size_t R>() {
      if (machine::rule_names[R] != rule) return;
      try_all<R>([&](const auto& outcome, const state_type&, const notes_type& notes) {
        const auto why = machine::refusal_names[static_cast<std::size_t>(outcome.why())];
        all.push_back({choices_of(notes), outcome.fired() ? "" : std::string(why)});
        return false;
      });
    });
    return all;
  }
  [[nodiscard]] std::optional<std::uint32_t> position(const step& wanted) const override {
    std::uint32_t place = 0;
    bool found = false;
    for_each_rule([&]<std::size_t R>() {
      if (found) return;
      const bool named = machine::rule_names[R] == wanted.rule;
      try_all<R>([&](const auto& outcome, const state_type&, const notes_type& notes) {
        if (!outcome.fired()) return false;
        found = named && choices_of(notes) == wanted.choices;
        place += found ? 0U : 1U;
        return found;
      });
    });
    return found ? std::optional(place) : std::nullopt;
  }
  [[nodiscard]] names_by_place names() const override { return names_.places(); }
  [[nodiscard]] bool shows(std::size_t property) const override {
    return checker::shows(made_.frames.back(), property);
  }
  execution made() && { return std::move(made_); }

 private:
  template <class F>
  static void for_each_rule(F&& f) {
    [&]<std::size_t... R>(std::index_sequence<R...>) { (f.template operator()<R>(), ...); }
    (std::make_index_sequence<std::tuple_size_v<typename model_type::rules>>{});
  }

  /// Fires a rule with all that its choices may be, one after the other, until `visit` is true.
  template <std::size_t R>
  void try_all(const std::function<bool(const outcome_type&, const state_type& after,
                                        const notes_type&)>& visit) const {
    noting_odometer source;
    language::choices<noting_odometer> choose(source);
    const auto known = model_.survey(state_);
    do {
      source.begin();
      auto after = state_;
      const auto outcome =
          std::tuple_element_t<R, typename model_type::rules>::fire(model_, after, known, choose);
      if (visit(outcome, after, source.notes())) return;
    } while (source.advance());
  }

  [[nodiscard]] std::vector<choice> choices_of(const notes_type& notes) const {
    std::vector<choice> made;
    for (const auto& note : notes) made.push_back({note.name, note.drawn, shown(note)});
    return made;
  }

  template <std::size_t R>
  void commit(const state_type& after, const notes_type& notes) {
    step taken{std::string(machine::rule_names[R]), choices_of(notes)};
    const auto before = state_;
    const auto known = model_.survey(before);
    names_.follow(static_cast<machine::rule>(R),
                  notes.empty() ? std::uint8_t{0} : notes.front().drawn, before, known, after);
    state_ = after;
    frame reached;
    describe(reached);
    if (telling_ == telling::everything)
      reached.changed = difference(made_.frames.back().facts, reached.facts);
    judge_step<R>(before, known, reached);
    judge(reached);
    made_.steps.push_back(std::move(taken));
    made_.frames.push_back(std::move(reached));
  }
  [[nodiscard]] std::string shown(const noting_odometer::note_of_draw& note) const {
    switch (note.kind) {
      case 0:
        return note.drawn == 0 ? "no" : "yes";
      case 1:
        return names_.template name<machine::what::relay_block>(note.drawn);
      case 2:
        return note.drawn == 0 ? "none"
                               : names_.template name<machine::what::candidate>(note.drawn - 1U);
      case 3:
        return names_.template name<machine::what::candidate>(note.drawn);
      default:
        return fmt::to_string(unsigned{note.drawn});
    }
  }
  void describe(frame& f) const {
    if (telling_ == telling::nothing) return;
    f.names = names_.places();
    f.facts = names_.facts(state_);
    f.state = reflect::to_json(state_);
    leave_out_what_is_not_there(f.state);
    f.shown = tell(f.facts);
  }

  /// Blocks, candidates and paras beyond those there are, so that the same state reads the same in
  /// whatever shape the machine is compiled.
  void leave_out_what_is_not_there(nlohmann::ordered_json& state) const {
    const auto keep = [](nlohmann::ordered_json& array, std::size_t count) {
      array.erase(array.begin() + static_cast<std::ptrdiff_t>(count), array.end());
    };
    const std::size_t paras = model_.world().window.paras;
    keep(state["blocks"], state_.block_count.raw());
    keep(state["candidates"], state_.candidate_count.raw());
    keep(state["roots"], paras);
    for (auto& block : state["blocks"]) {
      keep(block["paras"], paras);
      if constexpr (Shape::has_disputes)
        keep(block["disputes"]["lost"], state_.candidate_count.raw());
      if constexpr (Shape::has_cores) {
        const auto& window = model_.world().window;
        keep(block["cores"], machine::core_count(window));
        for (auto& para : block["paras"])
          keep(para["line"]["behind"], machine::pending_max(window) - 1);
      }
    }
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
  void judge(frame& f) const {
    const auto known = model_.survey(state_);
    solver::expansion facts;
    model_.judge(state_, known, facts);
    f.witnessed |= facts.witnessed;
    properties::for_each_property([&]<class P, std::size_t I>() {
      if constexpr (!properties::about_a_rule<P> && properties::has_room<Shape>(P::info.about)) {
        if (!facts.violated.contains(I)) return;
        auto hearing = explaining();
        P::hear(model_.world(), state_, known, hearing);
        f.violations.push_back({I, hearing.failed()});
      }
    });
  }
  template <std::size_t R, class Survey>
  void judge_step(const state_type& before, const Survey& known, frame& f) const {
    solver::observed_step facts;
    model_.template judge_step<R>(before, known, state_, facts);
    f.witnessed |= facts.witnessed;
    const properties::transition<concrete, Shape> taken{before, known, state_};
    properties::for_each_property([&]<class P, std::size_t I>() {
      if constexpr (properties::about_a_rule<P> && properties::has_room<Shape>(P::info.about)) {
        if constexpr (static_cast<std::size_t>(P::about) == R) {
          if (!facts.violated.contains(I)) return;
          auto hearing = explaining();
          P::hear(model_.world(), taken, hearing);
          f.violations.push_back({I, hearing.failed()});
        }
      }
    });
  }

  const model_type& model_;
  telling telling_;
  narrator<Shape> names_;
  state_type state_;
  execution made_;
};

template <class Shape>
class machine_subject final : public subject {
 public:
  explicit machine_subject(const setting& s) : view_(machine_model<Shape>(s)) {}

  [[nodiscard]] const solver::view& view() const override { return view_; }
  [[nodiscard]] execution spell(const solver::path& found) const override {
    return std::move(*followed(found)).made();
  }
  [[nodiscard]] bool ends_in_deadlock(const solver::path& found) const override {
    return !followed(found)->take(0);
  }
  [[nodiscard]] std::pair<execution, std::optional<not_enabled>> replay(
      const std::vector<step>& steps) const override {
    follower<Shape> run(view_.model());
    std::optional<not_enabled> stopped;
    for (std::size_t i = 0; i < steps.size() && !stopped; ++i) {
      if (auto why = run.take(steps[i])) stopped = not_enabled{i, *why};
    }
    return {std::move(run).made(), stopped};
  }
  [[nodiscard]] std::unique_ptr<stepper> begin(telling what) const override {
    return std::make_unique<follower<Shape>>(view_.model(), what);
  }

 private:
  [[nodiscard]] std::unique_ptr<follower<Shape>> followed(const solver::path& found) const {
    auto run = std::make_unique<follower<Shape>>(view_.model());
    for (std::size_t i = 0; i < found.steps.size(); ++i) {
      if (!run->take(found.steps[i])) {
        throw language::model_fault(
            fmt::format("step {} of an execution that was found is not enabled", i + 1));
      }
    }
    return run;
  }

  solver::bound_view<machine_model<Shape>> view_;
};

}  // namespace backcheck::checker
