// SPDX-License-Identifier: Apache-2.0
//
// What the slides that founded asynchronous backing promised, claim by claim.
#include <fmt/format.h>

#include "cli/tables.hpp"

namespace backcheck::cli {

using checker::mishap;
using protocol::rule_set;

namespace {

/// Seconds of execution that runtimes allow a block: polkadot-fellows/runtimes,
/// system-parachains/constants; the longer one is the backing timeout (polkadot,
/// node/core/candidate-validation).
constexpr double execution_sync = 0.5;
constexpr double execution_async = 2.0;
/// The share of a block that is left to extrinsics, before and after (the same).
constexpr double normal_sync = 0.75;
constexpr double normal_async = 0.85;
/// MiB of a proof of validity, and the share of it that collators fill.
constexpr double pov_2023 = 5.0;
constexpr double pov_2025 = 10.0;
constexpr double filled_sync = 0.5;
constexpr double filled_async = 0.85;

/// Both ways of backing, under the same odds.
struct pair_of_ways {
  double sync = 0;
  double async = 0;
  [[nodiscard]] double ratio() const { return sync / async; }
};
pair_of_ways both(std::string_view quantity, double late) {
  auto before = request_for("polkadot-2024", rule_set::sync, {});
  auto after = request_for("polkadot", rule_set::y2025, {});
  for (auto* each : {&before, &after})
    each->how.chances[static_cast<std::size_t>(mishap::backing_late)] = late;
  return {value_of(measured_rates(before), quantity), value_of(measured_rates(after), quantity)};
}
double block_time_with(const std::vector<std::string>& sets, std::uint64_t delay,
                       rule_set rules = rule_set::y2025) {
  auto request = request_for("polkadot", rules, sets);
  request.how.backing_delay = delay;
  return value_of(measured_rates(request), "para_block_time");
}

std::string verdict(bool holds) { return holds ? "holds" : "**does not hold**"; }

std::string s(double value) { return shown(value, 2); }

/// What the claims are told from.
struct figures {
  pair_of_ways time = both("para_block_time", 0);
  pair_of_ways late = both("para_block_time", 0.1);
  pair_of_ways latency = both("inclusion_latency", 0);
  pair_of_ways wasted = both("wasted_share", 0.1);
  pair_of_ways wasted_often = both("wasted_share", 0.3);
  double one = block_time_with({"unincluded_segment_capacity=1"}, 0);
  double two_late = block_time_with({"unincluded_segment_capacity=2"}, 1);
  double one_claim = block_time_with({"scheduling_lookahead=1"}, 0, rule_set::y2023);
};
/// Times as much as before.
constexpr double longer = execution_async / execution_sync;
constexpr double by_weight = longer * normal_async / normal_sync;
constexpr double by_proof = filled_async / filled_sync;
constexpr double by_larger_proof = by_proof * pov_2025 / pov_2023;

using table_rows = std::vector<std::vector<std::string>>;

table_rows claims_of_time_and_size(const figures& f) {
  return {
      {"blocks in 6 s, not 12 s", "(1 + a) · 6 s before, 6 s after; a = 1",
       fmt::format("measured: {} s and {} s", s(f.time.sync), s(f.time.async)),
       verdict(f.time.sync == 12 && f.time.async == 6),
       fmt::format("if capacity ≥ 2 + d and lookahead ≥ 2. Measured: {} s with capacity 1; {} s "
                   "with capacity 2 if every candidate misses one relay block (d = 1); {} s with "
                   "lookahead 1 under the rules of 2023",
                   s(f.one), s(f.two_late), s(f.one_claim))},
      {"2 s of execution, not 0.5 s",
       "backing timeout 2 s; before, all of a block's life up to its "
       "backing had to fit into one slot of 6 s",
       fmt::format("computed from constants: {} s and {} s, {} times", s(execution_sync),
                   s(execution_async), s(longer)),
       verdict(longer == 4),
       "if collators, validators and the runtime's weight limit keep to reference hardware; time "
       "is "
       "not in the machine"},
      {"3 to 5 times the extrinsics in a block",
       "by weight: (2 / 0.5) · (0.85 / 0.75); by proof size: 0.85 / 0.5 of the same proof, twice "
       "that with 10 MiB",
       fmt::format("computed: {} by execution, {} with the extrinsics' share; {} by proof size "
                   "(5 MiB), {} (10 MiB)",
                   s(longer), s(by_weight), s(by_proof), s(by_larger_proof)),
       "holds by weight; by proof size only with 10 MiB",
       fmt::format("if blocks are filled by execution. A block filled by its proof got {} times as "
                   "much until the proof grew to 10 MiB",
                   s(by_proof))}};
}

table_rows claims_of_blockspace(const figures& f) {
  const double space = f.time.ratio() * longer;
  const double space_by_weight = f.time.ratio() * by_weight;
  const double space_by_proof = f.time.ratio() * by_proof;
  return {
      {"6 to 10 times the blockspace", "(rate after / rate before) · (execution after / before)",
       fmt::format("rates measured, the rest computed: {} · {} = {}, with the extrinsics' share "
                   "{}; by proof size {}, with 10 MiB {}",
                   s(f.time.ratio()), s(longer), s(space), s(space_by_weight), s(space_by_proof),
                   s(space_by_proof * pov_2025 / pov_2023)),
       verdict(space >= 6 && space <= 10 && space_by_weight <= 10),
       fmt::format("as both claims above. With votes late in 10 % of the slots the rates' ratio is "
                   "measured {}: {} times the blockspace. With capacity 1 it is {}, and {} times",
                   s(f.late.ratio()), s(f.late.ratio() * longer), s(12 / f.one),
                   s(12 / f.one * longer))},
      {"fewer wasted blocks",
       "1 − p before, about (1 − p)^lookahead after; p: in time for a given relay block",
       fmt::format("measured, votes late 10 %: {} % and {} %; 30 %: {} % and {} %",
                   s(100 * f.wasted.sync), shown(100 * f.wasted.async, 4),
                   s(100 * f.wasted_often.sync), shown(100 * f.wasted_often.async, 4)),
       verdict(f.wasted.async < f.wasted.sync && f.wasted_often.async < f.wasted_often.sync),
       "if nothing but late votes is counted. Relay forks waste more than before, if collators "
       "fill the segment on each: see *losses*"},
      {"(not promised) latency",
       "(1 + a) · 6 s before; (1 + d + a) · 6 s after, plus 6 s for each "
       "block that the collator is ahead",
       fmt::format("measured: {} s before, {} s after, of a collator that fills its segment",
                   s(f.latency.sync), s(f.latency.async)),
       "not shorter",
       "12 s after, too, for a collator that keeps pace and never missed: see *ahead*"}};
}

}  // namespace

std::string table_of_headline() {
  const figures f;
  table_rows rows{{"claim", "formula", "figure", "verdict", "holds if; does not hold if"}};
  for (auto&& some : {claims_of_time_and_size(f), claims_of_blockspace(f)})
    rows.insert(rows.end(), some.begin(), some.end());
  return fmt::format(
      "*Measured*: by the machine, in the long run, from the stationary distribution (synchronous: "
      "rule set sync; asynchronous: rule set 2025, Polkadot 2026, capacity 3, velocity 1). "
      "*Computed*: from constants of chains and clients that the machine knows nothing of.\n\n{}",
      markdown(rows));
}

}  // namespace backcheck::cli
