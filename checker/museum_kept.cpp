// SPDX-License-Identifier: Apache-2.0
//
// Counterexamples that are kept: what has become of them.
#include <algorithm>

#include "checker/museum.hpp"

namespace backcheck::checker {

namespace {

/// Whether steps break a claim about the long run in a setting.
bool breaks_claim(const museum_mutant& of, setting s, const std::vector<step>& steps,
                  std::optional<std::size_t> loop) {
  const auto claim = long_run_by_id(of.refuted_by).value();
  s.long_run.insert(claim);
  const auto [run, stopped] = make_subject(s)->replay(steps);
  return !stopped && objection_to(claim, s, run, loop).empty();
}

/// Whether steps violate or show a property somewhere on the way.
bool shows_property(const museum_mutant& of, setting s, const std::vector<step>& steps) {
  const auto property = property_by_id(of.refuted_by).value();
  s.properties = {};
  s.properties.insert(property);
  const auto [run, stopped] = make_subject(s)->replay(steps);
  return std::any_of(run.frames.begin(), run.frames.end(),
                     [&](const frame& f) { return shows(f, property); });
}

}  // namespace

museum_verdict judge_kept(const museum_mutant& of, std::string_view text) {
  const bool of_sound = of.how == kill_kind::unreachable;
  std::optional<replayed> found;
  try {
    found = replay(text);
  } catch (const trace::trace_error&) {
    return museum_verdict::stale;
  }
  const auto& t = found->made;
  const auto wanted = of_sound ? protocol::fault::none : of.fault;
  if (!found->shown || t.claimed.property != of.refuted_by || t.fault != protocol::name_of(wanted))
    return museum_verdict::stale;
  const auto steps = steps_of(t);
  const auto other = of_sound ? setting_of(of) : sound_setting_of(of);
  const bool there = of.how == kill_kind::long_run ? breaks_claim(of, other, steps, t.loop)
                                                   : shows_property(of, other, steps);
  return there ? museum_verdict::failed : museum_verdict::fixed;
}

}  // namespace backcheck::checker
