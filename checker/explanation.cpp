// SPDX-License-Identifier: Apache-2.0
#include "checker/explanation.hpp"

#include <algorithm>

#include "checker/asking.hpp"

namespace backcheck::checker {

namespace {

solver::claim_set violated_in(const frame& f) {
  solver::claim_set all;
  for (const auto& each : f.violations) all.insert(each.property);
  return all;
}

/// A violated `step` property is about one step only: it is violated anew each time, and never
/// restored.
truth_changes changes_at(const std::vector<frame>& frames, std::size_t i,
                         const solver::claim_set& shown_before) {
  truth_changes made;
  const auto now = violated_in(frames[i]);
  const auto before = i == 0 ? solver::claim_set() : violated_in(frames[i - 1]);
  for (std::size_t p = 0; p < property_infos().size(); ++p) {
    const bool about_steps = property_infos()[p].kind == language::property_kind::step;
    if (now.contains(p) && (about_steps || !before.contains(p))) made.violated.push_back(p);
    if (before.contains(p) && !now.contains(p) && !about_steps) made.restored.push_back(p);
    if (frames[i].witnessed.contains(p) && !shown_before.contains(p)) made.shown.push_back(p);
  }
  return made;
}

}  // namespace

explanation explain(const replayed& of) {
  explanation made{{}, {}, of.where};
  static_cast<void>(ask_for_all(made.where));
  if (const auto claimed = property_by_id(of.made.claimed.property))
    made.where.properties.insert(*claimed);
  made.run = make_subject(made.where)->replay(steps_of(of.made)).first;
  solver::claim_set shown;
  for (std::size_t i = 0; i < made.run.frames.size(); ++i) {
    made.changes.push_back(changes_at(made.run.frames, i, shown));
    shown |= made.run.frames[i].witnessed;
  }
  return made;
}

}  // namespace backcheck::checker
