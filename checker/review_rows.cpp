// SPDX-License-Identifier: Apache-2.0
#include "checker/review_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checker/solve.hpp"
#include "checker/theorems.hpp"
#include "properties/lints.hpp"

namespace backcheck::checker {

namespace {

using language::property_kind;

std::string steps_text(std::size_t steps) {
  return fmt::format("{} step{}", steps, steps == 1 ? "" : "s");
}

/// How a verdict was obtained in one look.
std::string how_of(const verdict& v, const seen_in_look& seen) {
  const auto where = seen.where.name;
  const std::size_t steps = v.shown ? v.shown->steps.size() : 0;
  switch (v.what) {
    case conclusion::holds:
    case conclusion::unreachable:
    case conclusion::no_longer_violated:
      return fmt::format("all {} states of {}", seen.found.search.states, where);
    case conclusion::violated:
    case conclusion::violated_as_expected:
      return fmt::format("in {} of {}, replayed", steps_text(steps), where);
    case conclusion::reachable:
      return fmt::format("first in {} of {}", steps_text(steps), where);
    case conclusion::holds_so_far:
    case conclusion::undecided:
      break;
  }
  return fmt::format("a limit was met in {}", where);
}

/// Which of two verdicts on the same thing in different windows is the one that counts: what one
/// window shows is there, whatever the others show.
int weight(conclusion what) {
  switch (what) {
    case conclusion::violated:
    case conclusion::reachable:
      return 3;
    case conclusion::holds_so_far:
    case conclusion::undecided:
      return 2;
    case conclusion::violated_as_expected:
    case conclusion::no_longer_violated:
      return 1;
    case conclusion::holds:
    case conclusion::unreachable:
      break;
  }
  return 0;
}

std::size_t steps_to(const finding& found) {
  return found.shown ? found.shown->run.steps.size() : SIZE_MAX;
}

void merge(std::optional<finding>& into, finding next) {
  if (!into || weight(next.what) > weight(into->what)) {
    into = std::move(next);
  } else if (weight(next.what) == weight(into->what)) {
    if (next.shown) {
      if (steps_to(next) < steps_to(*into)) into = std::move(next);
    } else {
      into->how += ", " + next.how;
      if (next.latest) into->latest = std::max(next.latest, into->latest);
    }
  }
}

sense sense_of(const properties::property_info& info) {
  if (info.kind != property_kind::sometimes) return sense::claim;
  if (is_neutral(info.id)) return sense::other;
  return is_mishap(info.id) ? sense::mishap : sense::goal;
}

void take_properties(const std::vector<seen_in_look>& looks, std::size_t when,
                     std::vector<reviewed>& rows) {
  for (std::size_t l = 0; l < looks.size(); ++l) {
    for (const auto& v : looks[l].found.verdicts) {
      finding found{v.what, how_of(v, looks[l]), std::nullopt, l};
      if (v.shown) found.shown = evidence{looks[l].asked, false, v.property, *v.shown};
      merge(rows[v.property].at.at(when), std::move(found));
    }
  }
}

std::string how_of(const long_run_verdict& v, const seen_in_look& seen) {
  const auto& info = properties::long_run()[v.claim];
  const bool deadline = info.kind == properties::long_run_kind::deadline;
  if (v.what == conclusion::holds && deadline && v.seen)
    return fmt::format("within {} relay block{} in all {} states of {}", v.seen->latest,
                       v.seen->latest == 1 ? "" : "s", seen.long_run->search.states,
                       seen.where.name);
  if (v.what == conclusion::holds)
    return fmt::format("every fair execution of {} states of {}", seen.long_run->search.states,
                       seen.where.name);
  if (v.what == conclusion::violated) {
    const auto steps = v.broken->run.steps.size();
    const auto first = v.broken->loop.value_or(steps);
    return fmt::format("in {}{} of {}, replayed", steps_text(first),
                       !v.broken->loop ? ""
                       : first == steps
                           ? ", then nothing any more"
                           : fmt::format(", then {} for ever", steps_text(steps - first)),
                       seen.where.name);
  }
  return v.why.empty() ? fmt::format("a limit was met in {}", seen.where.name) : v.why;
}

/// Whether what is lacking is lacking in the parameters, as against the window; and not what makes
/// a claim one about poor parameters.
bool lacks_by_parameters(std::string_view lacks) {
  if (lacks.ends_with("=1")) return false;
  return std::none_of(machine::window_keys().begin(), machine::window_keys().end(),
                      [&](const auto& key) { return lacks.starts_with(key.name); });
}

void take_long_run(const std::vector<seen_in_look>& looks, std::size_t when,
                   std::vector<reviewed>& rows, std::size_t first) {
  for (std::size_t l = 0; l < looks.size(); ++l) {
    if (!looks[l].long_run) continue;
    for (const auto& v : looks[l].long_run->verdicts) {
      finding found{v.what, how_of(v, looks[l]), std::nullopt, l};
      if (v.broken)
        found.shown = evidence{looks[l].asked, true, v.claim, v.broken->run, v.broken->loop};
      if (v.seen) found.latest = v.seen->latest;
      found.beyond_window = v.what == conclusion::undecided && !v.why.empty() &&
                            looks[l].long_run->search.end == solver::ending::complete;
      merge(rows[first + v.claim].at.at(when), std::move(found));
    }
    for (const auto& each : looks[l].left_long_run) {
      auto& at = rows[first + each.property].at.at(when);
      if (at || !lacks_by_parameters(each.lacks)) continue;
      at = finding{conclusion::undecided, "it takes " + each.lacks, std::nullopt, l};
      at->not_claimed = true;
    }
  }
}

/// What formulas say where no window could be looked through.
void take_lints(const changed_parameters& change, std::vector<reviewed>& rows) {
  for (std::size_t when = 0; when < 2; ++when) {
    const auto& k = when == 0 ? change.before : change.after;
    for (const auto& lint : properties::lints(change.speak, k)) {
      if (lint.which->kind != properties::lint_kind::unreachable) continue;
      for (auto& row : rows)
        if (row.id == lint.which->property && !row.at.at(when))
          row.at.at(when) = finding{conclusion::unreachable, "by formula: " + lint.text};
    }
  }
}

/// The step of the shortest execution from before that the changed parameters refuse.
std::optional<refused_step> refused_after(const finding& before, const review_report& seen) {
  const auto& after = seen.looks[1].at(before.look);
  if (after.why_not) return refused_step{before.shown->run.steps.size(), "by formula"};
  const auto [run, stopped] = make_subject(after.asked)->replay(before.shown->run.steps);
  if (!stopped)
    return refused_step{run.steps.size(),
                        "each step is possible, and it is not shown all the same"};
  return refused_step{stopped->step, stopped->why};
}

/// A claim about the long run that the window tells nothing of, neither before nor after: the
/// search was complete, and it was not asked in vain for want of time.
void forget_what_no_window_tells(reviewed& row) {
  auto& before = row.at[0];
  auto& after = row.at[1];
  const auto empty = [](const auto& f) { return !f || f->beyond_window; };
  if (empty(before) && empty(after)) before = after = std::nullopt;
}

bool is_bad(const finding& found, sense kind) {
  if (kind == sense::other) return false;
  if (kind == sense::claim)
    return found.what == conclusion::violated || found.what == conclusion::violated_as_expected;
  return found.what == (kind == sense::goal ? conclusion::unreachable : conclusion::reachable);
}

}  // namespace

bool reviewed::changed() const {
  const auto& before = in(phase::before);
  const auto& after = in(phase::after);
  if (before && after)
    return before->what != after->what || before->not_claimed != after->not_claimed ||
           before->latest != after->latest;
  return false;
}

bool reviewed::fails_in_transition_only() const {
  const auto& during = in(phase::transition);
  if (!during || !is_bad(*during, kind) || kind == sense::mishap) return false;
  const auto bad_in = [&](phase when) { return in(when) && is_bad(*in(when), kind); };
  return !bad_in(phase::before) && !bad_in(phase::after);
}

bool reviewed::is_worse() const {
  if (fails_in_transition_only()) return true;
  const auto& before = in(phase::before);
  const auto& after = in(phase::after);
  // What no window could show before may happen now.
  if (kind == sense::mishap && !before && after) return after->what == conclusion::reachable;
  if (!before || !after || before->not_claimed) return false;
  if (after->not_claimed) return before->what == conclusion::holds;
  if (is_bad(*after, kind) && !is_bad(*before, kind)) return before->what != conclusion::undecided;
  return before->latest && after->latest && *after->latest > *before->latest;
}

std::vector<reviewed> rows_of(const review_report& seen) {
  std::vector<reviewed> rows;
  for (const auto& info : property_infos())
    rows.push_back({std::string(info.id), std::string(info.sentence), sense_of(info)});
  const auto first = rows.size();
  for (const auto& info : properties::long_run())
    rows.push_back({std::string(info.id), std::string(info.sentence)});
  for (std::size_t when = 0; when < seen.looks.size(); ++when) {
    take_properties(seen.looks.at(when), when, rows);
    take_long_run(seen.looks.at(when), when, rows, first);
  }
  take_lints(seen.change, rows);
  for (auto& row : rows)
    if (row.kind == sense::goal && row.is_worse() && row.in(phase::before)->shown)
      row.refused = refused_after(*row.in(phase::before), seen);
  for (auto& row : rows) forget_what_no_window_tells(row);
  std::erase_if(rows, [](const reviewed& row) {
    return std::none_of(row.at.begin(), row.at.end(), [](const auto& f) { return f.has_value(); });
  });
  return rows;
}

std::vector<reviewed> sizing_rows(const changed_parameters& change, const solver::budget& limits) {
  if (change.speak.rules == protocol::rule_set::sync) return {};
  std::vector<reviewed> rows;
  solver::symbolic::effort spent;
  spent.limits = limits;
  for (std::uint64_t delay = 0; delay < 2; ++delay) {
    const auto id = delay == 0 ? room_at_once : room_when_late;
    reviewed row{std::string(id), std::string(sentence_of_room(id))};
    for (const auto when : {phase::before, phase::after}) {
      setting s{};
      s.speak = change.speak;
      s.parameters = when == phase::before ? change.before : change.after;
      const auto tried = try_size(s, {delay, 1}, spent);
      finding found{!tried.decided ? conclusion::undecided
                    : tried.holds  ? conclusion::holds
                                   : conclusion::violated,
                    tried.how};
      if (tried.decided && !tried.holds)
        found.how +=
            fmt::format("; a capacity of {} is enough (T43)", capacity_needed(s.parameters, delay));
      row.at.at(static_cast<std::size_t>(when)) = std::move(found);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace backcheck::checker
