// SPDX-License-Identifier: Apache-2.0
#include "checker/tale.hpp"

#include <algorithm>
#include <map>

#include "checker/check.hpp"

namespace backcheck::checker {

namespace {

using names = std::vector<std::string>;

std::optional<std::size_t> place_of(const names& all, const std::string& name) {
  const auto found = std::find(all.begin(), all.end(), name);
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}
std::optional<std::size_t> place_of(const names_by_place& all, const std::string& name) {
  if (const auto block = place_of(all.blocks, name)) return block;
  return place_of(all.candidates, name);
}

names born_between(const names& before, const names& after) {
  names born;
  for (const auto& each : after)
    if (!place_of(before, each)) born.push_back(each);
  return born;
}
/// Blocks first.
names born_between(const names_by_place& before, const names_by_place& after) {
  auto born = born_between(before.blocks, after.blocks);
  for (auto& each : born_between(before.candidates, after.candidates))
    born.push_back(std::move(each));
  return born;
}

/// The first thing among these that a step is about.
std::string chosen_of(const names& all, const step& taken) {
  for (const auto& each : taken.choices)
    if (place_of(all, each.shown)) return each.shown;
  return no_thing;
}

/// Plays one tale on the machine; knows what has become of its names.
class stage {
 public:
  stage(const subject& machine, std::size_t property)
      : running_(machine.begin(telling::nothing)), property_(property) {
    for (const auto& each : running_->names().blocks) now_[each] = each;
  }

  [[nodiscard]] bool is_over() const { return running_->shows(property_); }
  [[nodiscard]] std::vector<step> taken() && { return std::move(taken_); }

  void play(const tale_step& told) {
    const auto before = running_->names();
    auto meant = meaning(told, before);
    if (meant && running_->take(*meant)) {
      meant = nearest(told, *meant);
      if (meant && running_->take(*meant)) meant.reset();
    }
    if (!meant) return leave_out(told);
    const auto born = born_between(before, running_->names());
    for (std::size_t i = 0; i < std::min(born.size(), told.born.size()); ++i)
      now_[told.born[i].name] = born[i];
    taken_.push_back(std::move(*meant));
  }
  void leave_out(const tale_step& told) {
    for (const auto& each : told.born) {
      const auto instead = now_.find(each.instead);
      now_[each.name] = instead == now_.end() ? no_thing : instead->second;
    }
  }

 private:
  /// The step as it would be drawn here; none if something it is about is not here.
  [[nodiscard]] std::optional<step> meaning(const tale_step& told,
                                            const names_by_place& here) const {
    step meant{told.rule, {}};
    for (const auto& each : told.choices) {
      auto drawn = each.drawn;
      if (each.has_name) {
        const auto name = now_.find(drawn.shown);
        drawn.shown = name == now_.end() ? no_thing : name->second;
        const auto place = place_of(here, drawn.shown);
        const bool may_be_none = drawn.shown == no_thing && each.beside > 0;
        if (!place && !may_be_none) return std::nullopt;
        drawn.drawn = static_cast<std::uint8_t>(place ? *place + each.beside : 0);
      }
      meant.choices.push_back(std::move(drawn));
    }
    return meant;
  }

  /// Of the ways in which the rule is enabled, one that is about the same things and else differs
  /// least; the first of those.
  [[nodiscard]] std::optional<step> nearest(const tale_step& told, const step& meant) const {
    std::optional<step> best;
    std::size_t least = 0;
    for (auto& tried : running_->attempts(told.rule)) {
      if (!tried.refused.empty()) continue;
      const auto apart = distance(told, meant, tried.choices);
      if (!apart || (best && *apart >= least)) continue;
      best = step{told.rule, std::move(tried.choices)};
      least = *apart;
    }
    return best;
  }
  /// How many choices differ, those of a name compared in their order; none if it is about other
  /// things.
  static std::optional<std::size_t> distance(const tale_step& told, const step& meant,
                                             const std::vector<choice>& tried) {
    std::size_t apart = std::max(tried.size(), meant.choices.size()) - meant.choices.size();
    std::map<std::string, std::size_t> from;
    for (std::size_t i = 0; i < meant.choices.size(); ++i) {
      const auto& wanted = meant.choices[i];
      auto& next = from[wanted.name];
      while (next < tried.size() && tried[next].name != wanted.name) ++next;
      const bool alike = next < tried.size() && tried[next].shown == wanted.shown;
      if (!alike && told.choices[i].has_name) return std::nullopt;
      if (!alike) ++apart;
      ++next;
    }
    return apart;
  }

  std::unique_ptr<stepper> running_;
  std::size_t property_;
  std::map<std::string, std::string> now_;  ///< by the name in the tale
  std::vector<step> taken_;
};

}  // namespace

tale tell(const subject& machine, const std::vector<step>& steps) {
  tale made;
  const auto running = machine.begin(telling::nothing);
  for (const auto& each : steps) {
    const auto before = running->names();
    tale_step told{each.rule, {}, {}};
    for (const auto& drawn : each.choices) {
      const auto place = place_of(before, drawn.shown);
      const auto beside = place ? drawn.drawn - *place : 0;
      told.choices.push_back({drawn, place.has_value(), static_cast<std::uint8_t>(beside)});
    }
    if (const auto why = running->take(each))
      throw disagreement("a step was enabled, and is not: " + *why);
    const auto after = running->names();
    for (const auto& born : born_between(before.blocks, after.blocks))
      told.born.push_back({born, chosen_of(before.blocks, each)});
    for (const auto& born : born_between(before.candidates, after.candidates))
      told.born.push_back({born, chosen_of(before.candidates, each)});
    made.push_back(std::move(told));
  }
  return made;
}

std::optional<std::vector<step>> enact(const subject& machine, const tale& told,
                                       const std::vector<bool>& marked, std::size_t property) {
  stage play(machine, property);
  for (std::size_t i = 0; i < told.size() && !play.is_over(); ++i)
    marked[i] ? play.play(told[i]) : play.leave_out(told[i]);
  if (!play.is_over()) return std::nullopt;
  return std::move(play).taken();
}

}  // namespace backcheck::checker
