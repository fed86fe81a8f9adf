// SPDX-License-Identifier: Apache-2.0
#include "checker/walks.hpp"

#include "model/machine/rules.hpp"
#include "model/machine/wide_shape.hpp"

namespace backcheck::checker {

using solver::random::walkable;

extern template std::unique_ptr<walkable> make_machine_walkable<machine::wide_shape>(
    const setting&);
extern template std::unique_ptr<walkable> make_machine_walkable<machine::wide_whole_shape>(
    const setting&);
extern template std::unique_ptr<walkable> make_machine_walkable<machine::view_shape>(
    const setting&);
extern template std::unique_ptr<walkable> make_machine_walkable<machine::traffic_shape>(
    const setting&);
extern template std::unique_ptr<walkable> make_machine_walkable<machine::vote_shape>(
    const setting&);
extern template std::unique_ptr<walkable> make_machine_walkable<machine::collator_shape>(
    const setting&);

std::unique_ptr<walkable> make_walkable(const setting& s) {
  if (s.window.needs_traffic_shape()) return make_machine_walkable<machine::traffic_shape>(s);
  if (s.window.needs_vote_shape()) return make_machine_walkable<machine::vote_shape>(s);
  if (s.window.needs_collator_shape()) return make_machine_walkable<machine::collator_shape>(s);
  if (s.window.needs_view_shape()) return make_machine_walkable<machine::view_shape>(s);
  if (!s.window.is_plain()) return make_machine_walkable<machine::wide_whole_shape>(s);
  return make_machine_walkable<machine::wide_shape>(s);
}

std::vector<step> steps_of(const std::vector<solver::random::taken_step>& taken) {
  std::vector<step> made;
  for (const auto& each : taken) {
    step s{std::string(machine::rule_names[each.rule]), {}};
    for (const auto& c : each.choices) s.choices.push_back({c.name, c.value, ""});
    made.push_back(std::move(s));
  }
  return made;
}

}  // namespace backcheck::checker
