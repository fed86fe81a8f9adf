// SPDX-License-Identifier: Apache-2.0
//
// Tables about what the lookahead buys, and what single events cost.
#include <fmt/format.h>

#include <cmath>

#include "checker/cycles.hpp"
#include "cli/tables.hpp"

namespace backcheck::cli {

using checker::collating;
using checker::event;
using checker::mishap;
using protocol::rule_set;

namespace {

checker::measure_request with(checker::measure_request request, mishap what, double chance) {
  request.how.chances[static_cast<std::size_t>(what)] = chance;
  return request;
}
std::string named(collating kind) {
  return std::string(checker::collating_names[static_cast<std::size_t>(kind)]);
}
/// With its unit; a dash where nothing is ever included.
std::string block_time(const checker::measurement& made) {
  const auto time = made.value("para_block_time");
  return time ? shown(*time, 3) + " s" : "none included";
}
std::string per_cent(double share) { return shown(100 * share, 2) + " %"; }

/// Of several odds the block times, and of the last the share that is wasted.
struct by_odds {
  double usual = 0, often = 0, wasted = 0;
  std::vector<std::string> cells;
};
by_odds rates_by_odds(const checker::measure_request& request) {
  by_odds found{};
  const auto never = measured_rates(request);
  const auto usual = measured_rates(with(request, mishap::backing_late, 0.1));
  const auto often = measured_rates(with(request, mishap::backing_late, 0.3));
  const auto unavailable = measured_rates(with(request, mishap::availability_late, 0.1));
  found.usual = value_of(usual, "para_block_time");
  found.often = value_of(often, "para_block_time");
  found.cells = {block_time(never),       block_time(usual),
                 block_time(often),       per_cent(value_of(often, "wasted_share")),
                 block_time(unavailable), per_cent(value_of(unavailable, "wasted_share"))};
  return found;
}

std::vector<std::string> row_of(std::vector<std::string> begin,
                                const std::vector<std::string>& rest) {
  begin.insert(begin.end(), rest.begin(), rest.end());
  return begin;
}

}  // namespace

std::string table_of_lookahead() {
  std::vector<std::vector<std::string>> rows{
      {"rule set", "collator", "lookahead", "block time, nothing late", "of these wasted",
       "latency", "votes late 10 %", "votes late 30 %", "of these wasted", "availability late 10 %",
       "of these wasted"}};
  const auto sync = rates_by_odds(request_for("polkadot-2024", rule_set::sync, {}));
  rows.push_back(row_of({"sync", "one", "–"}, sync.cells));
  std::vector<std::string> worse;
  std::vector<std::string> wasteful;
  for (const auto rules : {rule_set::y2023, rule_set::y2025}) {
    for (const auto kind : {collating::fills_the_segment, collating::keeps_pace}) {
      for (int lookahead = 1; lookahead <= 6; ++lookahead) {
        auto request = request_for("polkadot-2024", rules,
                                   {fmt::format("scheduling_lookahead={}", lookahead)});
        request.how.collator = kind;
        const auto made = rates_by_odds(request);
        const auto era = std::string(protocol::name_of(rules));
        rows.push_back(row_of({era, named(kind), fmt::format("{}", lookahead)}, made.cells));
        if (made.usual > sync.usual + 1e-9 || made.often > sync.often + 1e-9)
          worse.push_back(fmt::format("{}, {}, lookahead {}", era, named(kind), lookahead));
        if (made.wasted > sync.wasted + 1e-9)
          wasteful.push_back(fmt::format("{}, {}, lookahead {}", era, named(kind), lookahead));
      }
    }
  }
  return fmt::format(
      "Polkadot's parameters of 2024 (depth 3, ancestry 2), capacity 3, velocity 1, one core. "
      "*Votes late*: in each relay slot, with that probability, no votes of the backing group are "
      "in time. *Availability late*: of a pending candidate in each relay block.\n\n{}\n"
      "Slower than synchronous backing: {}. More wasteful, even where nothing is late: {}. In 2023 "
      "a "
      "core that was occupied has no further claim before it is free if the lookahead is 1, so "
      "that a "
      "candidate can be backed in every other relay block only: 12 s, the whole gain is lost. That "
      "is "
      "no slower than synchronous backing as far as the machine goes, but worse in what it costs: "
      "collators go on building a block for each relay block, of which many grow too old. From 2 "
      "on "
      "nothing is gained by more in 2023, where the ancestry decides how long a candidate may "
      "wait. "
      "In 2025 the lookahead decides that, too, and a core of one's own does not run out of "
      "claims: "
      "with 1 a candidate that misses its relay block is lost, and all that was built on it; with "
      "2 "
      "one late slot is survived, with 3 two.\n",
      markdown(rows), worse.empty() ? "none" : fmt::format("{}", fmt::join(worse, "; ")),
      wasteful.empty() ? "none" : fmt::format("{}", fmt::join(wasteful, "; ")));
}

namespace {

/// One row of what events cost.
std::vector<std::string> losses_row(const std::string& about, const checker::measure_request& r) {
  const auto made = measured(r);
  const double rate = value_of(made, "inclusion_rate");
  const double session = value_of(made, "lost_by_session_change");
  const auto wasted = [&](event what) {
    const auto c = checker::cost(r, what);
    if (!c.decided) throw std::runtime_error(c.why_not);
    return shown(c.wasted, 3);
  };
  const auto yearly = [&](double blocks) {
    const double sessions = 365.25 * 86400 / (blocks * checker::slot_seconds);
    return shown(sessions * session * checker::slot_seconds / rate / 3600, 1) + " h";
  };
  return {about,
          shown(checker::slot_seconds / rate, 3) + " s",
          shown(session, 3),
          wasted(event::session_change),
          yearly(600),
          yearly(2400),
          shown(value_of(made, "lost_by_offline_rotation"), 3),
          wasted(event::offline_rotation),
          shown(value_of(made, "lost_by_relay_fork"), 3),
          wasted(event::relay_fork)};
}

}  // namespace

std::string table_of_losses() {
  std::vector<std::vector<std::string>> rows{
      {"parameters", "block time", "lost by a session change", "wasted by it",
       "lost in a year, sessions of 1 h", "of 4 h", "lost by a rotation with an offline group",
       "wasted by it", "lost by a relay fork", "wasted by it"}};
  const auto add = [&](std::string_view preset, rule_set rules, collating kind, double late) {
    auto request = with(request_for(preset, rules, {}), mishap::backing_late, late);
    request.how.collator = kind;
    rows.push_back(
        losses_row(fmt::format("{}, {}, {}{}", preset, protocol::name_of(rules),
                               rules == rule_set::sync ? "one block" : named(kind),
                               late > 0 ? fmt::format(", votes late {} %", 100 * late) : ""),
                   request));
  };
  for (const double late : {0.0, 0.1}) {
    add("polkadot-2024", rule_set::sync, collating::keeps_pace, late);
    add("polkadot-2024", rule_set::y2023, collating::fills_the_segment, late);
    add("polkadot-2024", rule_set::y2025, collating::fills_the_segment, late);
    add("polkadot", rule_set::y2025, collating::fills_the_segment, late);
    add("polkadot", rule_set::y2025, collating::keeps_pace, late);
    add("kusama", rule_set::y2025, collating::fills_the_segment, late);
  }
  return fmt::format(
      "*Lost*: parachain blocks that are not included, from the event until nothing of it is left; "
      "*wasted*: blocks built in vain, more than without it. Capacity 3, velocity 1. *In a year*: "
      "the time by which session changes put a parachain back, with sessions of 600 and of 2400 "
      "relay blocks. *A rotation with an offline group*: the group whose turn it is backs nothing "
      "for a rotation of 10 relay blocks. *A relay fork*: two relay blocks in one slot, each of "
      "them the one that stays with odds of one half.\n\n{}\nA rotation between groups that work "
      "costs nothing: the group is the one whose turn it is after the relay parent, so a candidate "
      "takes its group along (rules of 2023 and 2025), and on these chains "
      "`paras_availability_period` is not smaller than `group_rotation_frequency`, so that "
      "time-outs do not depend on rotations. A collator that fills the segment builds for both "
      "blocks of a fork, so it loses nothing and wastes a block or more; one that keeps pace "
      "builds for the best block only, and loses where that is not the one that stays.\n",
      markdown(rows));
}

std::string table_of_cycles() {
  std::vector<std::vector<std::string>> rows{{"cores", "cycle length", "blocks per relay block",
                                              "of which claimed", "every 5th relay block idle"}};
  std::vector<std::string> firsts;
  bool as_documented = true;
  for (std::uint64_t cores = 1; cores <= 4; ++cores) {
    std::uint64_t moves = 0;
    std::uint64_t full = 0;
    for (std::uint64_t length = 1; length <= 2 * cores + 3; ++length) {
      double least = static_cast<double>(cores);
      double idle = static_cast<double>(cores);
      for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        checker::cyclic_parachain p;
        p.length = length;
        p.cores = cores;
        p.seed = seed;
        least = std::min(least, checker::inclusion_rate(p));
        p.idle_every = 5;
        idle = std::min(idle, checker::inclusion_rate(p));
      }
      if (moves == 0 && least > 0) moves = length;
      if (full == 0 && least > static_cast<double>(cores) - 1e-9) full = length;
      rows.push_back({fmt::format("{}", cores), fmt::format("{}", length), shown(least, 3),
                      per_cent(least / static_cast<double>(cores)), shown(idle, 3)});
    }
    as_documented = as_documented && full == 2 * cores + 1;
    firsts.push_back(fmt::format("{} {}: from {}, and at full rate from {}", cores,
                                 cores == 1 ? "core" : "cores", moves, full));
  }
  return fmt::format(
      "Heads come back after so many blocks. The node's own fragment chain (rule set 2025, "
      "lookahead 5) is followed for 400 relay blocks, of which the second half counts: for each of "
      "them as many blocks are built on the chain's end as there are cores, seconded and backed at "
      "once, if the chain takes them; what is offered is backed by the next relay block and "
      "included by the one after. The least of five orders of hashes.\n\n{}\nProgress by cores: "
      "{}. "
      "{}\n",
      markdown(rows), fmt::join(firsts, "; "),
      as_documented
          ? "So the guess of the implementation's comment, that it probably works if the cycle is "
            "longer than twice the number of cores, is right and sharp: as many are pending as are "
            "on their way there, and all of them and the head below them must differ. Shorter "
            "cycles are slower, and stand still where the table says 0."
          : "That is not what the implementation's comment guesses (longer than twice the number "
            "of "
            "cores).");
}

std::string table_of_kusama() {
  std::vector<std::vector<std::string>> rows{
      {"lookahead", "collator", "a candidate may wait", "block time", "wasted", "latency",
       "lost by a session change", "wasted by it", "votes late 30 %: block time", "wasted"}};
  for (const auto kind : {collating::fills_the_segment, collating::keeps_pace}) {
    for (const int lookahead : {1, 2, 3, 5, 6}) {
      auto request = request_for("kusama", rule_set::y2025,
                                 {fmt::format("scheduling_lookahead={}", lookahead)});
      request.how.collator = kind;
      const auto often = measured_rates(with(request, mishap::backing_late, 0.3));
      request = with(with(request, mishap::backing_late, 0.1), mishap::relay_fork, 0.1);
      const auto made = measured(request);
      const auto c = checker::cost(request, event::session_change);
      if (!c.decided) throw std::runtime_error(c.why_not);
      rows.push_back(
          {fmt::format("{}", lookahead), named(kind), fmt::format("{} s", 6 * (lookahead - 1)),
           block_time(made), per_cent(value_of(made, "wasted_share")),
           shown(value_of(made, "inclusion_latency"), 2) + " s", shown(c.lost, 3),
           shown(c.wasted, 3), block_time(often), per_cent(value_of(often, "wasted_share"))});
    }
  }
  return fmt::format(
      "Kusama's parameters of 2026 (lookahead 5 today), capacity 3, velocity 1. Votes are late in "
      "10 % of the slots and 10 % of the slots have a relay fork, but for the last two columns. "
      "*May wait*: a candidate is backed with a relay parent up to lookahead − 1 blocks behind the "
      "newest.\n\n{}\nThe step from 1 to 2 matters, from 2 to 3 a little; 5 and 6 cannot be told "
      "apart by what a parachain gets. No side effect on these quantities was found. Beside them "
      "a larger lookahead means: candidates stay backable 6 s longer, so a node keeps one relay "
      "block more in each view; on a core that parachains share, claims that are in the queue when "
      "the session changes are lost, one more of them (docs/machine.md, *Several cores*); and what "
      "a withheld candidate can do is unchanged, for that follows from rotation and availability "
      "period (`backcheck lint --preset kusama --set scheduling_lookahead=6`, L3). Safety is not "
      "in "
      "this table: `backcheck check --preset kusama --set scheduling_lookahead=6`.\n",
      markdown(rows));
}

}  // namespace backcheck::cli
