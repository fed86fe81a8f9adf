// SPDX-License-Identifier: Apache-2.0
#include "checker/no_return.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "checker/check.hpp"

namespace backcheck::checker {

namespace {

using solver::word;

/// An execution as an engine sees it.
struct as_packed {
  solver::path path;
  std::vector<std::vector<word>> states;
};

as_packed packed(const subject& machine, const std::vector<step>& steps) {
  as_packed made;
  const auto& view = machine.view();
  const auto looking = view.make_expander();
  const auto running = machine.begin(telling::nothing);
  solver::expansion found;
  made.states.push_back(view.starts());
  for (const auto& each : steps) {
    const auto place = running->position(each);
    if (!place || running->take(each))
      throw disagreement(fmt::format("'{}' was enabled, and is not", each.rule));
    looking->expand(made.states.back().data(), found);
    const auto* const after = found.successors.data() + *place * view.words();
    made.path.steps.push_back(*place);
    made.states.emplace_back(after, after + view.words());
  }
  return made;
}

/// Where each of the steps leads that are enabled at the end of a path.
ways_on ways_from(const subject& machine, std::size_t property, solver::escape& asked,
                  const solver::path& before, const std::vector<word>& state) {
  ways_on made;
  solver::expansion found;
  machine.view().make_expander()->expand(state.data(), found);
  for (std::size_t i = 0; i < found.steps.size(); ++i) {
    if (found.steps[i].violated.contains(property)) {
      ++made.violate;
      continue;
    }
    const auto what = asked.from(found.successors.data() + i * state.size()).what;
    made.violate += what == way_out::closed ? 1U : 0U;
    made.cut += what == way_out::closed_inside ? 1U : 0U;
    made.undecided += what == way_out::undecided ? 1U : 0U;
    made.avoid += what == way_out::open ? 1U : 0U;
    if (what != way_out::open || made.example) continue;
    auto further = before;
    further.steps.push_back(static_cast<std::uint32_t>(i));
    made.example = machine.spell(further).steps.back();
  }
  return made;
}

}  // namespace

std::string objection_to(const subject& machine, std::size_t property, const solver::path& before,
                         const solver::escape_route& route) {
  auto whole = before;
  whole.steps.insert(whole.steps.end(), route.steps.begin(), route.steps.end());
  const auto run = machine.spell(whole);
  const std::size_t from = before.steps.size();
  for (std::size_t i = from; i < run.frames.size(); ++i)
    if (shows(run.frames[i], property)) return fmt::format("it is violated after {} steps", i);
  if (!route.loop) return machine.ends_in_deadlock(whole) ? "" : "it goes on";
  const auto first = from + *route.loop;
  if (first + 1 >= run.frames.size()) return "nothing is repeated";
  return run.frames[first].state == run.frames.back().state ? "" : "it does not return";
}

bool has_point_of_no_return(const replayed& of) {
  const auto property = property_by_id(of.made.claimed.property);
  return of.shown && property &&
         property_infos()[*property].kind != language::property_kind::sometimes;
}

no_return find_no_return(const replayed& of, const solver::budget& limits) {
  const auto property = *property_by_id(of.made.claimed.property);
  const auto machine = make_subject(of.where);
  const auto whole = packed(*machine, steps_of(of.made));
  solver::escape asked(machine->view(), property, limits);
  no_return made;
  // Of a state behind one from which the violation can be avoided nothing follows; so from the end.
  for (std::size_t i = whole.states.size(); i-- > 0;) {
    const auto& state = whole.states[i];
    const bool is_last = i + 1 == whole.states.size();
    auto found = asked.from(state.data());
    // The violation of a step is behind it, whatever the state is that it leads to.
    if (is_last) found = {way_out::closed, 0};
    made.states = asked.states();
    made.what = found.what;
    if (found.what == way_out::undecided) return made;
    if (found.what != way_out::open) {
      made.behind = found;
      continue;
    }
    made.last = i;
    auto before = whole.path;
    before.steps.resize(i);
    const auto wrong = objection_to(*machine, property, before, asked.route_from(state.data()));
    if (!wrong.empty())
      throw disagreement(fmt::format("the search and the machine disagree about a way round {}: {}",
                                     property_infos()[property].id, wrong));
    made.there = ways_from(*machine, property, asked, before, state);
    made.states = asked.states();
    return made;
  }
  return made;
}

}  // namespace backcheck::checker
