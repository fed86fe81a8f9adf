// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/report.hpp"
#include "cli/review_report.hpp"

namespace backcheck::cli {

using checker::phase;
using reflect::json;

namespace {

json finding_json(const checker::finding& found) {
  json made = {
      {"verdict", verdict_words(found)}, {"conclusion", name_of(found.what)}, {"how", found.how}};
  if (found.latest) made["relay_blocks_at_most"] = *found.latest;
  if (!found.shown) return made;
  made["execution"] = execution_json(found.shown->run);
  if (found.shown->loop) made["loop"] = *found.shown->loop;
  return made;
}

json rows_json(const told_review& told) {
  json all = json::array();
  for (const auto& row : told.found.rows) {
    json made = {{"property", row.id},
                 {"sentence", row.sentence},
                 {"sense", checker::sense_names.at(static_cast<std::size_t>(row.kind))},
                 {"changed", row.changed()},
                 {"worse", row.is_worse()}};
    for (std::size_t when = 0; when < row.at.size(); ++when)
      if (row.at.at(when))
        made[std::string(checker::phase_names.at(when))] = finding_json(*row.at.at(when));
    if (row.refused)
      made["refused_after"] = {{"step", row.refused->step + 1}, {"why", row.refused->why}};
    all.push_back(std::move(made));
  }
  return all;
}

json looks_json(const told_review& told) {
  json all = json::array();
  for (std::size_t when = 0; when < told.found.looks.size(); ++when) {
    for (const auto& each : told.found.looks.at(when)) {
      json made = {{"phase", checker::phase_names.at(when)},
                   {"scope", each.where.name},
                   {"window", machine::to_text(each.asked.window)},
                   {"made_smaller", each.where.set}};
      if (each.why_not) {
        made["not_followed"] = *each.why_not;
      } else {
        made["ending"] = name_of(each.found.search.end);
        made["states"] = each.found.search.states;
        made["transitions"] = each.found.search.transitions;
        if (each.long_run) made["long_run_states"] = each.long_run->search.states;
      }
      all.push_back(std::move(made));
    }
  }
  return all;
}

json ranges_json(const told_review& told) {
  json all = json::array();
  for (const auto& range : told.found.ranges) {
    json tried = json::array();
    for (const auto& each : range.tried)
      tried.push_back({{"value", each.value},
                       {"decided", each.decided},
                       {"safe", each.safe},
                       {"why", each.why}});
    all.push_back(
        {{"parameter", range.which->key}, {"safe", safe_text(range)}, {"tried", std::move(tried)}});
  }
  return all;
}

json stages_json(const told_review& told) {
  json all = json::array();
  for (const auto& each : told.found.stages) {
    json worse = json::array();
    for (const auto& fault : each.worse) {
      json made = {{"property", fault.id}, {"text", fault.text}};
      if (fault.shown) made["execution"] = execution_json(*fault.shown);
      worse.push_back(std::move(made));
    }
    all.push_back({{"enacted", each.enacted},
                   {"refused_by_the_chain", each.refused},
                   {"decided", each.decided},
                   {"worse", std::move(worse)}});
  }
  return all;
}

}  // namespace

json review_json(const told_review& told) {
  json changes = json::array();
  for (const auto* p : told.found.change.which)
    changes.push_back(
        {{"parameter", p->key},
         {"before", protocol::to_text(protocol::value_of(told.found.change.before, *p))},
         {"after", protocol::to_text(protocol::value_of(told.found.change.after, *p))}});
  json quantities = json::array();
  auto numbers = told.found.quantities;
  numbers.insert(numbers.end(), told.found.measured.begin(), told.found.measured.end());
  for (const auto& q : numbers)
    quantities.push_back({{"quantity", q.name},
                          {"unit", q.unit},
                          {"before", q.before},
                          {"after", q.after},
                          {"rests_on", q.rests_on},
                          {"worse", q.is_worse}});
  json theorems = json::array();
  for (const auto& t : told.found.theorems)
    theorems.push_back(
        {{"theorem", t.id}, {"sentence", t.sentence}, {"proved", t.proved}, {"how", t.how}});
  json pairs = json::array();
  for (const auto& pair : told.found.pairs)
    pairs.push_back(
        {{"parameter", pair.which->key}, {"other", pair.other->key}, {"safe", pair.lines}});
  return {{"backcheck", BACKCHECK_VERSION},
          {"command", "review"},
          {"from", told.asked.before.name},
          {"rule_set", protocol::name_of(told.asked.speak.rules)},
          {"changes", std::move(changes)},
          {"summary", told.summary()},
          {"exit_code", static_cast<int>(told.code())},
          {"inconsistent_before", told.found.inconsistent[0]},
          {"inconsistent_after", told.found.inconsistent[1]},
          {"verdicts", rows_json(told)},
          {"looked_at", looks_json(told)},
          {"quantities", std::move(quantities)},
          {"theorems", std::move(theorems)},
          {"setters_in_different_sessions", stages_json(told)},
          {"safe_values", ranges_json(told)},
          {"joint", std::move(pairs)},
          {"not_checked", told.found.not_checked},
          {"run", {{"seconds", told.seconds}}}};
}

}  // namespace backcheck::cli
