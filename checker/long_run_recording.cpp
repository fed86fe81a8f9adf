// SPDX-License-Identifier: Apache-2.0
//
// Executions that break a claim about the long run, as traces, and back.
#include <fmt/format.h>

#include "checker/long_run.hpp"
#include "checker/recording.hpp"
#include "properties/events.hpp"

namespace backcheck::checker {

namespace {

using properties::long_run_kind;
using trace::trace_error;

std::string_view kind_of(const long_run_info& info) {
  return properties::long_run_kind_names[static_cast<std::size_t>(info.kind)];
}

/// A set of events in words.
std::string words_for(properties::event_set events) {
  std::vector<std::string_view> sentences;
  properties::for_each_event([&]<class E, std::size_t I>() {
    if ((events >> I) % 2 == 1) sentences.push_back(E::info.sentence);
  });
  return fmt::to_string(fmt::join(sentences, ", or "));
}

/// What does not happen in the execution.
language::failed_clause missing_in(const setting& s, std::size_t claim) {
  const auto& info = properties::long_run()[claim];
  const auto what = words_for(info.fulfilment);
  if (info.kind != long_run_kind::deadline) return {fmt::format("it comes to this: {}", what), {}};
  const auto when = due_in(claim, s);
  return {fmt::format("it comes to this in time: {}", what),
          {{"no sooner than relay block", fmt::to_string(when.soonest)},
           {"no later than relay block", fmt::to_string(when.latest)},
           {"counted from", words_for(info.premise)}}};
}

}  // namespace

trace::trace record(const setting& s, const std::string& configuration, std::size_t claim,
                    const broken_claim& broken) {
  const auto& info = properties::long_run()[claim];
  auto t = record(s, configuration, 0, broken.run);
  t.claimed = {std::string(info.id), std::string(kind_of(info)), std::string(info.sentence),
               trace::outcome::violated};
  t.failed = {missing_in(s, claim)};
  t.loop = broken.loop;
  const auto [assumed, dropped] = grounds_of(claim, s);
  t.rests_on = trace::grounds{{assumed.begin(), assumed.end()}, {dropped.begin(), dropped.end()}};
  return t;
}

void read_long_run(const trace::trace& told, std::size_t claim, setting& s) {
  const auto fail = [](std::size_t line, const std::string& what) {
    throw trace_error(line, what);
  };
  const auto& info = properties::long_run()[claim];
  const auto expect = [&](const char* what, std::string_view said, std::string_view is) {
    if (said != is)
      fail(trace::line::claim,
           fmt::format("{} of {}: found '{}', it is '{}'", what, info.id, said, is));
  };
  expect("kind", told.claimed.kind, kind_of(info));
  expect("sentence", told.claimed.sentence, info.sentence);
  expect("outcome", told.claimed.what == trace::outcome::shown ? "shown" : "violated", "violated");
  if (!info.holds_in.has(s.speak.rules))
    fail(trace::line::claim, fmt::format("{} is not claimed of rule set {}", info.id,
                                         protocol::name_of(s.speak.rules)));
  if (const auto why = beyond_the_long_run(s)) fail(trace::line::window, *why);
  s.long_run.insert(claim);
  const bool promise = info.kind != long_run_kind::deadline;
  if (promise != told.loop.has_value())
    fail(trace::line::loop(told), promise
                                      ? "expected the loop of an execution that goes on for ever"
                                      : "a deadline is broken without a loop");
  if (!told.rests_on) fail(trace::line::rests_on(told), "expected what the claim rests on");
  for (const auto& id : told.rests_on->dropped) {
    const auto found = assumption_by_id(id);
    if (!found) fail(trace::line::rests_on(told), fmt::format("there is no assumption '{}'", id));
    s.dropped |= properties::assumption_set{1} << *found;
  }
  if (!told.loop) return;
  const auto from = *told.loop;
  if (from >= told.moments.size() || told.moments[from].state != told.moments.back().state)
    fail(trace::line::loop(told),
         fmt::format("the loop does not close: the last state is not that of step {}", from));
}

}  // namespace backcheck::checker
