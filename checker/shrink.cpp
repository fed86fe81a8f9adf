// SPDX-License-Identifier: Apache-2.0
#include "checker/shrink.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "checker/check.hpp"
#include "checker/smaller_settings.hpp"
#include "checker/tale.hpp"
#include "solver/explicit/search.hpp"

namespace backcheck::checker {

namespace {

using clock = std::chrono::steady_clock;

/// What is drawn beyond the least, where that is not the place of something: simpler is less.
std::size_t weight_of(const tale& told) {
  std::size_t weight = 0;
  for (const auto& each : told)
    for (const auto& c : each.choices) weight += c.has_name ? c.beside : c.drawn.drawn;
  return weight;
}

/// A choice in its simplest form: no, none, the first.
told_choice simplest(told_choice c) {
  c.drawn.shown = c.has_name ? "none" : c.drawn.shown == "yes" ? "no" : "0";
  c.drawn.drawn = 0;
  c.has_name = false;
  c.beside = 0;
  return c;
}

class shrinker {
 public:
  shrinker(const replayed& of, const solver::budget& limits, kept what)
      : where_(of.where),
        property_(*property_by_id(of.made.claimed.property)),
        limits_(limits),
        kept_(what),
        began_(clock::now()),
        machine_(make_subject(where_)),
        best_(tell(*machine_, steps_of(of.made))) {}

  void run() {
    cut_to_first();
    bool changed = true;
    while (changed && !is_over()) {
      leave_out_steps();
      simplify_choices();
      search_again();
      changed = !is_over() && take_smaller_setting();
    }
  }

  [[nodiscard]] const setting& where() const { return where_; }
  [[nodiscard]] shorter_ones shorter() const { return shorter_; }
  [[nodiscard]] solver::ending end() {
    if (is_over()) return over_;
    return shorter_ == shorter_ones::none ? solver::ending::complete : searched_;
  }
  [[nodiscard]] trace::trace made(const std::string& configuration) const {
    const auto [run, stopped] = machine_->replay(*enacted(best_));
    if (stopped) throw disagreement("a step was enabled, and is not: " + stopped->why);
    return record(where_, configuration, property_, run);
  }

 private:
  [[nodiscard]] bool is_over() {
    if (over_ != solver::ending::complete) return true;
    if (limits_.interrupted != nullptr && limits_.interrupted->load())
      over_ = solver::ending::interrupted;
    else if (limits_.time_max && clock::now() - began_ >= *limits_.time_max)
      over_ = solver::ending::time_spent;
    return over_ != solver::ending::complete;
  }

  [[nodiscard]] std::optional<std::vector<step>> enacted(const tale& told) const {
    return enact(*machine_, told, std::vector<bool>(told.size(), true), property_);
  }
  /// Takes what was enacted for the best, where it is smaller.
  bool take_if_smaller(const std::optional<std::vector<step>>& steps) {
    if (!steps || steps->size() > best_.size()) return false;
    auto told = tell(*machine_, *steps);
    if (told.size() == best_.size() && weight_of(told) >= weight_of(best_)) return false;
    best_ = std::move(told);
    return true;
  }

  /// What comes after the property is first shown is of no use.
  void cut_to_first() { take_if_smaller(enacted(best_)); }

  /// Delta debugging: pieces of half the execution, then smaller and smaller ones.
  void leave_out_steps() {
    for (std::size_t piece = std::max<std::size_t>(best_.size() / 2, 1);;) {
      const bool any = leave_out_pieces(piece);
      if (is_over() || (piece == 1 && !any)) return;
      if (!any) piece = piece / 2;
    }
  }
  bool leave_out_pieces(std::size_t piece) {
    bool any = false;
    // From the end: later steps rest on earlier ones.
    for (std::size_t end = best_.size(); end > 0 && !is_over();) {
      const std::size_t from = end - std::min(piece, end);
      std::vector<bool> marked(best_.size(), true);
      std::fill(marked.begin() + static_cast<std::ptrdiff_t>(from),
                marked.begin() + static_cast<std::ptrdiff_t>(end), false);
      const auto steps = enact(*machine_, best_, marked, property_);
      if (steps && steps->size() < best_.size() && take_if_smaller(steps)) any = true;
      end = std::min(from, best_.size());
    }
    return any;
  }

  void simplify_choices() {
    for (std::size_t i = 0; i < best_.size(); ++i) {
      for (std::size_t c = 0; i < best_.size() && c < best_[i].choices.size(); ++c) {
        if (is_over()) return;
        const auto& now = best_[i].choices[c];
        if (now.has_name ? now.beside == 0 : now.drawn.drawn == 0) continue;
        auto told = best_;
        told[i].choices[c] = simplest(now);
        take_if_smaller(enacted(told));
      }
    }
  }

  /// Breadth first, for an execution with fewer steps. If there is none, that is known then.
  void search_again() {
    if (shorter_ == shorter_ones::none || is_over()) return;
    if (best_.empty()) {
      shorter_ = shorter_ones::none;
      return;
    }
    auto limits = limits_;
    limits.depth_max = static_cast<std::uint32_t>(best_.size() - 1);
    limits.stop_at_first_violation = true;
    if (limits_.time_max) {
      const auto left = *limits_.time_max - std::chrono::duration_cast<std::chrono::milliseconds>(
                                                clock::now() - began_);
      limits.time_max = left / 2;
    }
    const auto found = solver::search(machine_->view(), limits);
    searched_ = found.end;
    for (const auto* all : {&found.violations, &found.shown}) {
      for (const auto& each : *all) {
        if (each.claim != property_) continue;
        best_ = tell(*machine_, judged(*machine_, each).steps);
        shorter_ = shorter_ones::none;
        return simplify_choices();
      }
    }
    if (found.end == solver::ending::complete || found.end == solver::ending::depth_reached)
      shorter_ = shorter_ones::none;
  }

  bool take_smaller_setting() {
    const auto accepted = [this](const setting& smaller) { return take_in(smaller); };
    auto s = where_;
    const bool window = offer_smaller_windows(s, accepted);
    const bool values = kept_ == kept::nothing && offer_smaller_parameters(s, accepted);
    return window || values;
  }
  /// Moves to another setting, if the same execution, or a shorter one, is still possible there.
  bool take_in(const setting& smaller) {
    if (is_over()) return false;
    auto machine = make_subject(smaller);
    const auto steps = enact(*machine, best_, std::vector<bool>(best_.size(), true), property_);
    if (!steps || steps->size() > best_.size()) return false;
    where_ = smaller;
    machine_ = std::move(machine);
    best_ = tell(*machine_, *steps);
    shorter_ = shorter_ones::not_known;
    return true;
  }

  setting where_;
  std::size_t property_;
  const solver::budget& limits_;
  kept kept_;
  clock::time_point began_;
  std::unique_ptr<subject> machine_;
  tale best_;
  shorter_ones shorter_ = shorter_ones::not_known;
  solver::ending over_ = solver::ending::complete;
  solver::ending searched_ = solver::ending::complete;
};

}  // namespace

bool can_shrink(const replayed& of) {
  return of.shown && property_by_id(of.made.claimed.property).has_value();
}

std::string objection_to(const trace::trace& smaller, const replayed& larger) {
  const auto again = replay(trace::to_json_text(smaller));
  if (smaller.claimed.property != larger.made.claimed.property) return "it is about something else";
  if (!again.shown) return "it does not show what it claims";
  if (smaller.moments.size() > larger.made.moments.size()) return "it has more steps";
  return "";
}

shrink_report shrink(const replayed& of, const solver::budget& limits, kept what) {
  shrink_report made;
  made.steps_before = of.made.moments.size() - 1;
  shrinker work(of, limits, what);
  work.run();
  made.made = work.made(of.made.configuration);
  const auto wrong = objection_to(made.made, of);
  if (!wrong.empty()) throw disagreement("of the smaller trace: " + wrong);
  made.smaller = changes_between(of.where, work.where());
  made.shorter = work.shorter();
  made.end = work.end();
  return made;
}

}  // namespace backcheck::checker
