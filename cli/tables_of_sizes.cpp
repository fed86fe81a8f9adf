// SPDX-License-Identifier: Apache-2.0
//
// Tables about how many blocks may be unincluded: least capacities, the panic of a full segment,
// and how far ahead collators settle.
#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "checker/solve.hpp"
#include "cli/tables.hpp"
#include "model/protocol/registry.hpp"

namespace backcheck::cli {

using checker::collating;
using checker::event;
using checker::mishap;
using protocol::rule_set;

namespace {

struct steady_case {
  std::uint64_t velocity = 1;
  std::uint64_t offset = 0;
  std::uint64_t backing = 0;       ///< delay
  std::uint64_t availability = 1;  ///< delay
};

checker::measure_request request_for_size(const steady_case& c, std::uint64_t capacity) {
  auto request =
      request_for("polkadot", rule_set::y2025,
                  {fmt::format("unincluded_segment_capacity={}", capacity),
                   fmt::format("block_processing_velocity={}", c.velocity),
                   fmt::format("relay_parent_offset={}", c.offset), "scheduling_lookahead=6"});
  // As many cores as its candidates occupy at one time.
  request.asked.window.cores = static_cast<std::uint8_t>(c.velocity * c.availability);
  request.how.collator = collating::keeps_pace;
  request.how.backing_delay = c.backing;
  request.how.availability_delay = c.availability;
  return request;
}

/// The least capacity at which as many blocks are included as are to be built; none up to 15.
std::optional<std::uint64_t> least_measured(const steady_case& c) {
  for (std::uint64_t capacity = 1; capacity <= machine::segment_max; ++capacity) {
    const auto made = measured_rates(request_for_size(c, capacity));
    const double rate = value_of(made, "inclusion_rate");
    if (std::abs(rate - static_cast<double>(c.velocity)) < 1e-9) return capacity;
  }
  return std::nullopt;
}

/// The same by proof, for all blocks of a relay parent.
std::uint64_t least_proved(const steady_case& c) {
  auto s = request_for_size(c, 1).asked;
  const auto found = checker::solve_sizing(s, {c.backing, c.availability}, checker::goal::minimize,
                                           solver::symbolic::effort{});
  if (!found.value) throw std::runtime_error("no capacity was found");
  return *found.value;
}

/// A published formula's value, and whether it suffices.
std::string judged(std::uint64_t formula, std::uint64_t least) {
  if (formula < least) return fmt::format("{} **too small**", formula);
  return formula == least ? fmt::format("{}", formula)
                          : fmt::format("{} (+{})", formula, formula - least);
}

std::vector<std::string> capacity_row(const steady_case& c, std::uint64_t least,
                                      std::string_view how) {
  const auto& [v, o, d, a] = c;
  return {fmt::format("{}", v),
          fmt::format("{}", o),
          fmt::format("{}", d),
          fmt::format("{}", a),
          fmt::format("**{}**", least),
          judged(2 * v + 1, least),
          judged((2 + o) * v + 1, least),
          judged((3 + o) * v, least),
          fmt::format("{}", v * (o + d + a + 1)),
          std::string(how)};
}

}  // namespace

std::string table_of_capacity() {
  std::vector<std::vector<std::string>> rows{
      {"velocity V", "offset O", "backing delay d", "availability delay a", "least capacity",
       "guide 2024: 2V+1", "guide 2025: (2+O)V+1", "runtimes 2026: (3+O)V", "V(O+d+a+1)", "how"}};
  std::size_t measured_rows = 0;
  std::size_t as_formula = 0;
  for (std::uint64_t v = 1; v <= 3; ++v) {
    for (std::uint64_t o = 0; o <= 2; ++o) {
      for (std::uint64_t a = 1; a <= 2; ++a) {
        for (std::uint64_t d = 0; d <= 1; ++d) {
          const steady_case c{v, o, d, a};
          if (v * a > 4 || v * (o + d + a + 1) > machine::segment_max) continue;
          const auto least = least_measured(c);
          if (!least) throw std::runtime_error("no capacity suffices");
          ++measured_rows;
          as_formula += *least == v * (o + d + a + 1) ? 1U : 0U;
          rows.push_back(capacity_row(c, *least, "measured"));
        }
      }
    }
  }
  for (const steady_case& c :
       {steady_case{3, 2, 1, 1}, steady_case{12, 0, 0, 1}, steady_case{12, 0, 1, 1},
        steady_case{12, 1, 0, 1}, steady_case{12, 1, 1, 1}})
    rows.push_back(capacity_row(c, least_proved(c), "proved"));
  return fmt::format(
      "Rule set 2025, lookahead 6, nothing goes wrong. A parachain with velocity V builds V blocks "
      "on each relay parent, O blocks behind the newest; each candidate misses d relay blocks, and "
      "is included a relay blocks after it was backed; it has V times a cores. *Measured*: the "
      "least capacity at which the machine includes V blocks per relay block in the long run, "
      "tried "
      "upwards from 1. *Proved*: what `backcheck solve --property Q6` says, where the machine has "
      "no room for such a segment.\n\n{}\nIn {} of {} measured rows the least capacity is "
      "V(O+d+a+1). `(+n)`: n more than needed. With two blocks or "
      "more for each relay parent (2+O)V+1 suffices only if nothing is late (d = 0, a = 1), and "
      "2V+1 "
      "only without an offset besides; (3+O)V is what d + a = 2 asks for, one relay block later "
      "than at best. None of the three suffices where a candidate misses a relay block and its "
      "availability takes two (d + a = 3).\n",
      markdown(rows), as_formula, measured_rows);
}

std::string table_of_panics() {
  std::vector<std::vector<std::string>> rows{{"velocity", "backing delay", "capacity",
                                              "para block time", "panics per relay block, for ever",
                                              "after one miss", "after three", "verdict"}};
  using numbers = std::pair<std::uint64_t, std::uint64_t>;
  for (const auto& [v, d] : {numbers{1, 0}, numbers{1, 1}, numbers{2, 0}}) {
    for (std::uint64_t c = v; c <= v * (d + 2) + 3 * v; ++c) {
      auto request = request_for_size({v, 0, d, 1}, c);
      const auto made = measured_rates(request);
      const double always = value_of(made, "waits_for_room");
      const auto one = checker::cost(request, event::backing_missed, 1);
      const auto three = checker::cost(request, event::backing_missed, 3);
      if (!one.decided || !three.decided) throw std::runtime_error(one.why_not + three.why_not);
      const bool permanent = always > 1e-9;
      const bool never = one.waited < 1e-9 && three.waited < 1e-9;
      rows.push_back({fmt::format("{}", v), fmt::format("{}", d), fmt::format("{}", c),
                      shown(value_of(made, "para_block_time"), 2) + " s", shown(always, 3),
                      permanent ? "–" : shown(one.waited, 2),
                      permanent ? "–" : shown(three.waited, 2),
                      permanent ? "permanent"
                      : never   ? "none after up to three misses"
                                : "transient"});
    }
  }
  return fmt::format(
      "A collator that keeps pace builds V blocks on every relay parent without asking whether "
      "there is room; where there is none, its runtime says \"no space left for the block in the "
      "unincluded segment\". That is counted here. *A miss*: in one relay slot no backing votes "
      "are "
      "in time; the numbers are panics after it, more than without it.\n\n{}\nThe panic is "
      "permanent just where the capacity is below V(d+2), that of the table above: then the "
      "parachain is slower than it wants to be for ever, and no wait helps. From there on it is "
      "transient: each miss leaves V blocks more under way, and what the capacity does not hold of "
      "them is a panic that is not repeated. Each block of capacity above the least saves one.\n",
      markdown(rows));
}

std::string table_of_ahead() {
  std::vector<std::vector<std::string>> rows{
      {"collator", "capacity", "lookahead", "unincluded after 0, 1, 2, 3, 4 misses",
       "latency after 0, 1, 2, 3, 4 misses", "para block time after 4", "wasted after 4"}};
  std::vector<std::string> two_ahead;
  std::vector<std::string> less;
  std::vector<std::string> in_vain;
  for (const auto kind : {collating::keeps_pace, collating::fills_the_segment}) {
    for (const std::uint64_t capacity : {3U, 4U, 5U}) {
      for (const std::uint64_t lookahead : {2U, 3U, 5U}) {
        std::vector<std::string> unincluded;
        std::vector<std::string> latency;
        checker::measurement made;
        for (std::uint64_t misses = 0; misses <= 4; ++misses) {
          auto request = request_for_size({1, 0, 0, 1}, capacity);
          protocol::set(request.asked.parameters,
                        fmt::format("scheduling_lookahead={}", lookahead));
          request.how.collator = kind;
          request.first = event::backing_missed;
          request.times = misses;
          made = measured_rates(request);
          const double under_way = value_of(made, "unincluded");
          unincluded.push_back(shown(under_way, 2));
          latency.push_back(shown(value_of(made, "inclusion_latency"), 0));
          // One is pending and one is the next to be backed where nothing ever goes wrong.
          if (misses == 2 && kind == collating::keeps_pace)
            (std::abs(under_way - 4) < 1e-9 ? two_ahead : less)
                .push_back(fmt::format("capacity {} with lookahead {}", capacity, lookahead));
        }
        if (value_of(made, "wasted_share") > 1e-9)
          in_vain.push_back(fmt::format("capacity {} with lookahead {}", capacity, lookahead));
        rows.push_back({std::string(checker::collating_names[static_cast<std::size_t>(kind)]),
                        fmt::format("{}", capacity), fmt::format("{}", lookahead),
                        fmt::format("{}", fmt::join(unincluded, ", ")),
                        fmt::format("{} s", fmt::join(latency, ", ")),
                        shown(value_of(made, "para_block_time"), 2) + " s",
                        shown(100 * value_of(made, "wasted_share"), 2) + " %"});
      }
    }
  }
  return fmt::format(
      "Velocity 1, rule set 2025, a parachain of Polkadot 2026. *Misses*: relay slots in a row, "
      "once, in which no backing votes are in time; then nothing goes wrong any more, and the long "
      "run after that is measured. *Unincluded blocks* are counted after each slot, with what was "
      "just built: 2 where nothing went wrong yet, one pending and one to be backed next.\n\n{}\n"
      "A collator that does not fill the segment is two blocks ahead for good after two misses "
      "with: "
      "{}. It is not with: {}. Each miss leaves it one block further ahead, until the segment is "
      "full, or until the oldest waiting block would be too old for the lookahead. Who fills the "
      "segment is as far ahead from the start as capacity and lookahead let it; with a segment "
      "larger than the lookahead lets blocks wait it builds in vain for ever, though nothing goes "
      "wrong any more: {}. Each block ahead costs 6 s of latency and changes nothing of the rate; "
      "what it buys is that a later miss delays nothing.\n",
      markdown(rows), two_ahead.empty() ? "none" : fmt::format("{}", fmt::join(two_ahead, ", ")),
      less.empty() ? "none" : fmt::format("{}", fmt::join(less, ", ")),
      in_vain.empty() ? "none" : fmt::format("{}", fmt::join(in_vain, ", ")));
}

}  // namespace backcheck::cli
