// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checker/asking.hpp"
#include "checker/measure.hpp"
#include "checker/review_rows.hpp"
#include "model/protocol/unincluded_segment.hpp"

namespace backcheck::checker {

namespace {

/// What is asked of a routine, and which way is worse.
struct measured_info {
  std::string_view name;
  std::string_view sentence;
  bool more_is_worse;
};
constexpr std::array<measured_info, 8> infos{
    {{"inclusion_rate", "para blocks included in a relay slot", false},
     {"para_block_time", "time from one para block to the next", true},
     {"inclusion_latency", "time from building a block to its inclusion", true},
     {"wasted_share", "share of blocks built in vain", true},
     {"waits_for_room", "waits for room in the segment, in a relay slot", true},
     {"lost_by_session_change", "lost by a session change", true},
     {"lost_by_relay_fork", "lost by a relay fork", true},
     {"lost_by_offline_rotation", "lost by a rotation whose group is offline", true}}};

measurement measured(const changed_parameters& change, const protocol::concrete_parameters& values,
                     std::uint64_t backing_delay) {
  constexpr std::uint64_t cores_followed = 3;
  measure_request request;
  request.asked.speak = change.speak;
  request.asked.parameters = values;
  const auto velocity =
      protocol::effective_velocity<language::concrete>(values.parachain.block_processing_velocity)
          .raw();
  request.asked.window.cores =
      static_cast<std::uint8_t>(std::min<std::uint64_t>(velocity, cores_followed));
  request.how.backing_delay = backing_delay;
  request.how.collator = velocity > 1 ? collating::keeps_pace : collating::fills_the_segment;
  request.by = method::exact;
  request.states_max = 20000;
  try {
    return measure(request);
  } catch (const request_error& error) {
    measurement none;
    none.why_not = error.what();
    return none;
  }
}

std::string text_of(const std::optional<double>& value) {
  return value ? fmt::format("{:.3f}", *value == 0 ? 0.0 : *value) : "none";
}

}  // namespace

std::vector<quantity_row> measured_quantities(const changed_parameters& change) {
  constexpr double error_max = 1e-6;
  std::vector<quantity_row> all;
  for (std::uint64_t delay = 0; delay < 2; ++delay) {
    const auto before = measured(change, change.before, delay);
    const auto after = measured(change, change.after, delay);
    const std::string when = delay == 0 ? "" : ", each block backed one relay block late";
    if (!before.decided || !after.decided) {
      all.push_back({"what a routine gives" + when, "", before.decided ? "known" : "undecided",
                     after.decided ? "known" : "undecided",
                     before.decided ? after.why_not : before.why_not});
      continue;
    }
    for (const auto& info : infos) {
      const auto was = before.value(info.name);
      const auto is = after.value(info.name);
      if (!was && !is) continue;
      const double worse = was && is ? (info.more_is_worse ? *is - *was : *was - *is) : 0;
      std::string unit;
      for (const auto* each : {&before, &after})
        for (const auto& q : each->found)
          if (q.name == info.name) unit = q.unit;
      all.push_back({std::string(info.sentence) + when, unit, text_of(was), text_of(is),
                     fmt::format("exact, {} and {} states", before.states, after.states),
                     worse > error_max || (was.has_value() && !is.has_value())});
    }
  }
  return all;
}

}  // namespace backcheck::checker
