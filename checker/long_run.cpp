// SPDX-License-Identifier: Apache-2.0
#include "checker/long_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/machine/limits.hpp"
#include "model/machine/scopes.hpp"
#include "model/machine/world.hpp"
#include "model/protocol/nearest_name.hpp"
#include "solver/explicit/liveness.hpp"

namespace backcheck::checker {

namespace {

using properties::how_fair;
using properties::long_run_kind;

const long_run_info& claim_at(std::size_t claim) { return properties::long_run()[claim]; }

properties::concrete_world world_of(const setting& s) { return {s.speak, s.parameters, s.window}; }

template <class Range>
std::optional<std::size_t> position_of(const Range& all, std::string_view id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == id; });
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

solver::fairness fairness_of(how_fair how) { return static_cast<solver::fairness>(how); }
static_assert(static_cast<how_fair>(solver::fairness::weak) == how_fair::weak &&
              static_cast<how_fair>(solver::fairness::strong) == how_fair::strong &&
              static_cast<how_fair>(solver::fairness::finitely_often) == how_fair::finitely_often);

solver::promise promise_of(std::size_t claim, const setting& s) {
  const auto& info = claim_at(claim);
  solver::promise made{std::string(info.id), info.premise, info.fulfilment, {}};
  for (std::size_t i = 0; i < properties::assumptions.size(); ++i) {
    const auto& each = properties::assumptions[i];
    if (((info.assumptions & ~s.dropped) >> i) % 2 == 1)
      made.assumptions.push_back({std::string(each.id), fairness_of(each.how), each.about});
  }
  return made;
}

solver::deadline deadline_of(std::size_t claim, const setting& s) {
  const auto& info = claim_at(claim);
  const auto when = due_in(claim, s);
  const auto permitted = permitted_in(claim, s);
  return {.name = std::string(info.id),
          .premise = info.premise,
          .fulfilment = info.fulfilment,
          .tick = properties::any_of<properties::builds>(),
          .soonest = when.soonest,
          .latest = when.latest,
          .permitted = {permitted.begin(), permitted.end()},
          .permitted_before = info.from_the_start};
}

bool is_deadline(std::size_t claim) { return claim_at(claim).kind == long_run_kind::deadline; }

execution judged_run(const subject& machine, const setting& s, std::size_t claim,
                     const solver::path& found, std::optional<std::size_t> loop) {
  auto run = machine.spell(found);
  const auto wrong = objection_to(claim, s, run, loop);
  if (!wrong.empty())
    throw disagreement(
        fmt::format("the search and the machine disagree about {}: {}", claim_at(claim).id, wrong));
  return run;
}

long_run_verdict promise_verdict(const subject& machine, const setting& s, std::size_t claim,
                                 const solver::promise_report& found, bool blind) {
  long_run_verdict v{.claim = claim, .met = found.met, .doomed_states = found.doomed_states};
  if (found.broken) {
    v.what = conclusion::violated;
    const auto loop = found.broken->loop;
    v.broken = {judged_run(machine, s, claim, found.broken->execution, loop), loop};
  } else if (found.fair_states == 0) {
    v.why = "no execution that keeps to the assumptions stays within the window";
  } else if (blind) {
    v.why = "the window cuts off steps that nobody knows";
  } else {
    v.what = conclusion::holds;
  }
  return v;
}

long_run_verdict deadline_verdict(const subject& machine, const setting& s, std::size_t claim,
                                  const solver::deadline_report& found, bool blind) {
  long_run_verdict v{.claim = claim, .met = found.met};
  v.expected = due_in(claim, s);
  if (found.first) v.seen = properties::due{*found.first, *found.last};
  if (found.broken) {
    v.what = conclusion::violated;
    v.broken = {judged_run(machine, s, claim, *found.broken, std::nullopt), std::nullopt};
  } else if (found.judged == 0) {
    v.why = "it never comes to pass within the window";
  } else if (found.stuck > 0) {
    v.why = fmt::format("in {} states nothing that is permitted is possible", found.stuck);
  } else if (blind) {
    v.why = "the window cuts off steps that nobody knows";
  } else {
    v.what = conclusion::holds;
  }
  return v;
}

/// The long run is followed in no larger shape.
std::optional<std::string> beyond_the_large_shape(const machine::scope& window) {
  using shape = machine::large_shape;
  const auto outside = [](std::string_view name, std::size_t value, std::size_t most) {
    return fmt::format("{}={}, where the long run is followed up to {}", name, value, most);
  };
  if (window.relay_blocks > shape::blocks)
    return outside("relay_blocks", window.relay_blocks, shape::blocks);
  if (window.paras > shape::paras) return outside("paras", window.paras, shape::paras);
  if (window.candidates > shape::candidates)
    return outside("candidates", window.candidates, shape::candidates);
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> long_run_by_id(std::string_view id) {
  return position_of(properties::long_run(), id);
}
std::optional<std::size_t> assumption_by_id(std::string_view id) {
  if (const auto found = position_of(properties::assumptions, id)) return found;
  const auto found = position_of(properties::courses, id);
  if (!found) return std::nullopt;
  return properties::position_of(static_cast<properties::course>(*found));
}

std::optional<std::string> beyond_the_long_run(const setting& s) {
  if (s.window.has_cores())
    return "cores=1,claims=own: the long run is followed where each para has one core of its own";
  if (s.window.disputes) return "disputes=no: the long run is followed without disputes";
  if (s.window.needs_view_shape() || s.window.needs_vote_shape())
    return "views=no,withheld=yes,votes=0: the long run is followed without those";
  if (s.window.changes > 0)
    return "parameters that nobody changes: the long run is followed without --change";
  const auto wider = machine::widened(s.window);
  auto why = machine::beyond_the_machine(s.speak, s.parameters, wider);
  if (!why) why = beyond_the_large_shape(wider);
  if (why) *why += " (the long run is followed one further than the window)";
  return why;
}

std::optional<std::string> claim_lacks(std::size_t claim, const setting& s) {
  const auto& info = claim_at(claim);
  if (auto why = beyond_the_long_run(s)) return why;
  const bool of_upgrades = (info.premise & properties::any_of<properties::signals>()) != 0;
  if (s.window.needs_traffic_shape() && !of_upgrades)
    return "upgrades=no, downward=0 and horizontal=0";
  const bool of_collators = info.rests_on_assumption(properties::assumed::honest_collators_online);
  if (s.window.needs_collator_shape() && !of_collators) return "collators=1";
  return info.lacks == nullptr ? std::nullopt : info.lacks(world_of(s));
}

properties::due due_in(std::size_t deadline, const setting& s) {
  return claim_at(deadline).when(world_of(s));
}

std::vector<unasked> ask_for_long_run(setting& s) {
  std::vector<unasked> left;
  for (std::size_t i = 0; i < properties::long_run().size(); ++i) {
    if (!claim_at(i).holds_in.has(s.speak.rules)) continue;
    auto lacks = claim_lacks(i, s);
    if (lacks) left.push_back({i, *lacks});
    s.long_run.insert_if(!lacks, i);
  }
  return left;
}

void drop_assumptions(setting& s, const std::vector<std::string>& ids) {
  std::vector<std::string_view> known;
  known.reserve(properties::assumptions.size() + properties::courses.size());
  for (const auto& each : properties::assumptions) known.push_back(each.id);
  for (const auto& each : properties::courses) known.push_back(each.id);
  for (const auto& id : ids) {
    const auto found = assumption_by_id(id);
    if (!found)
      throw request_error(fmt::format("--drop-assumption: there is no assumption '{}'; {}", id,
                                      protocol::what_instead(id, known)));
    s.dropped |= properties::assumption_set{1} << *found;
  }
}

std::span<const properties::event_set> permitted_in(std::size_t deadline, const setting& s) {
  const auto course = claim_at(deadline).rests_on;
  if ((s.dropped >> properties::position_of(course)) % 2 == 1) return {};
  return properties::courses[static_cast<std::size_t>(course)].permitted;
}

grounds grounds_of(std::size_t claim, const setting& s) {
  grounds made;
  const auto add = [&](std::string_view id, std::size_t position) {
    const bool dropped = (s.dropped >> position) % 2 == 1;
    (dropped ? made.dropped : made.assumed).push_back(id);
  };
  if (is_deadline(claim)) {
    const auto course = claim_at(claim).rests_on;
    add(properties::courses[static_cast<std::size_t>(course)].id, properties::position_of(course));
    return made;
  }
  for (std::size_t i = 0; i < properties::assumptions.size(); ++i)
    if ((claim_at(claim).assumptions >> i) % 2 == 1) add(properties::assumptions[i].id, i);
  return made;
}

std::vector<std::string_view> assumptions_of(std::size_t claim, const setting& s) {
  return grounds_of(claim, s).assumed;
}

long_run_report check_long_run(const subject& machine, const setting& s,
                               const solver::budget& limits) {
  long_run_report made;
  std::vector<solver::promise> promises;
  std::vector<solver::deadline> deadlines;
  std::vector<std::size_t> asked;
  for (std::size_t i = 0; i < properties::long_run().size(); ++i) {
    if (!s.long_run.contains(i)) continue;
    if (auto lacks = claim_lacks(i, s)) {
      made.verdicts.push_back({.claim = i, .why = fmt::format("it lacks {}", *lacks)});
      continue;
    }
    asked.push_back(i);
    if (is_deadline(i)) deadlines.push_back(deadline_of(i, s));
    if (!is_deadline(i)) promises.push_back(promise_of(i, s));
  }
  if (asked.empty()) return made;
  const auto labelled = make_labelled_subject(s);
  made.search = solver::answer(labelled->view(), promises, deadlines, limits);
  const bool blind = made.search.blind_states > 0;
  std::size_t promised = 0;
  std::size_t due = 0;
  for (const std::size_t i : asked) {
    long_run_verdict v{.claim = i};
    if (is_deadline(i)) {
      const auto& found = made.search.deadlines[due++];
      if (found) v = deadline_verdict(machine, s, i, *found, blind);
    } else {
      const auto& found = made.search.promises[promised++];
      if (found) v = promise_verdict(machine, s, i, *found, blind);
    }
    if (made.search.end == solver::ending::complete && v.met == 0)
      made.warnings.push_back(
          fmt::format("the premise of {} was never met: it holds of nothing", claim_at(i).id));
    made.verdicts.push_back(std::move(v));
  }
  return made;
}

}  // namespace backcheck::checker
