// SPDX-License-Identifier: Apache-2.0
#include "checker/measure.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checker/measured_chain.hpp"
#include "checker/measured_walks.hpp"

namespace backcheck::checker {

namespace {

/// Slots between two relay blocks, on average.
double slots_apart(const routine& how) { return 1 / (1 - how.chance_of(mishap::slot_missed)); }

/// Slots until the relay block that includes was built, from those until it was finalized: as many
/// relay blocks later as finality lags, however long each of them took.
double until_built(double slots, const routine_machine& machine, const routine& how) {
  return slots - static_cast<double>(machine.finality_lag()) * slots_apart(how);
}

void add_rates(measurement& made, const walked& w, const std::string& how) {
  const auto& rate = w.included;
  made.found.push_back(
      {"inclusion_rate", rate.mean, "blocks per relay slot", rate.half_width, how});
  if (rate.mean > 1e-9) {
    // The interval of an inverse, by its slope.
    const double time = slot_seconds / rate.mean;
    made.found.push_back({"para_block_time", time, "s", time * rate.half_width / rate.mean, how});
  }
  if (w.built.mean > 1e-9)
    made.found.push_back({"wasted_share", w.wasted_share.mean, "of the blocks built",
                          w.wasted_share.half_width, how});
  made.found.push_back(
      {"waits_for_room", w.waited.mean, "per relay slot", w.waited.half_width, how});
  made.found.push_back({"unincluded", w.unincluded.mean, "blocks", w.unincluded.half_width, how});
}

void add_latency(measurement& made, const estimate& slots, const routine_machine& machine,
                 const routine& how, const std::string& by) {
  made.found.push_back({"inclusion_latency", slot_seconds * until_built(slots.mean, machine, how),
                        "s", slot_seconds * slots.half_width, by});
}

void add_events(measurement& made, measured_chain& chain) {
  for (const event what : {event::session_change, event::relay_fork, event::offline_rotation}) {
    const auto c = chain.cost(what, 1);
    if (!c.decided) continue;
    made.found.push_back({fmt::format("lost_by_{}", event_names[static_cast<std::size_t>(what)]),
                          c.lost, "blocks each", 0, "exact"});
  }
}

void by_chain(measurement& made, measured_chain& chain, const routine_machine& machine,
              const measure_request& request) {
  made.exact = true;
  made.states = chain.chain().size();
  made.error = chain.shares().error;
  walked as_walked;
  as_walked.included.mean = chain.mean().included;
  as_walked.built.mean = chain.mean().built;
  as_walked.waited.mean = chain.mean().waited;
  as_walked.unincluded.mean = chain.mean().unincluded;
  if (chain.mean().built > 0)
    as_walked.wasted_share.mean = std::max(0.0, 1 - chain.mean().included / chain.mean().built);
  add_rates(made, as_walked, "exact");
  const auto age = chain.age_included();
  if (age && chain.mean().included > 1e-9)
    add_latency(made, {*age / chain.mean().included, 0}, machine, request.how, "exact");
  if (request.events) add_events(made, chain);
  made.decided = chain.shares().settled;
  if (!made.decided) made.why_not = "the shares of the states do not settle";
}

}  // namespace

std::optional<double> measurement::value(std::string_view name) const {
  for (const auto& each : found)
    if (each.name == name) return each.value;
  return std::nullopt;
}

measurement measure(const measure_request& request) {
  measurement made;
  const auto machine = make_routine_machine(request.asked, request.how);
  try {
    if (request.by != method::walks) {
      measured_chain chain(*machine, request.states_max);
      if (chain.complete()) {
        by_chain(made, chain, *machine, request);
        return made;
      }
      made.why_not = fmt::format("more than {} states", request.states_max);
      if (request.by == method::exact) return made;
    }
    const auto w = walk(*machine, request.slots, request.seed);
    const auto how = fmt::format("{} slots, seed {}", w.slots, request.seed);
    add_rates(made, w, how);
    if (w.any_included) add_latency(made, w.latency_slots, *machine, request.how, how);
    made.why_not.clear();
    made.decided = true;
  } catch (const window_too_small& small) {
    made.found.clear();
    made.why_not = small.what();
  }
  return made;
}

cost_of_event cost(const measure_request& request, event what, std::uint64_t times) {
  const auto machine = make_routine_machine(request.asked, request.how);
  try {
    measured_chain chain(*machine, request.states_max);
    if (chain.complete()) return chain.cost(what, times);
    return {false, fmt::format("more than {} states", request.states_max)};
  } catch (const window_too_small& small) {
    return {false, small.what()};
  }
}

}  // namespace backcheck::checker
