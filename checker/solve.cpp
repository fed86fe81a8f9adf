// SPDX-License-Identifier: Apache-2.0
#include "checker/solve.hpp"

#include <fmt/format.h>

#include <deque>

#include "checker/asking.hpp"
#include "model/machine/limits.hpp"
#include "properties/theorems_sizing.hpp"
#include "solver/symbolic/unknowns.hpp"

namespace backcheck::checker {

namespace {

using language::concrete;
using solver::symbolic::proof_ending;
using solver::symbolic::unknowns;

double seconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

/// Tries values upwards until the answer is known. `decide` says what is known of one.
template <class Decide>
solution scanned(std::uint64_t first, std::uint64_t last, goal wanted, Decide&& decide) {
  solution made;
  for (std::uint64_t value = first;; ++value) {
    const auto began = std::chrono::steady_clock::now();
    made.tried.push_back(decide(value));
    auto& now = made.tried.back();
    now.value = value;
    now.seconds = seconds_since(began);
    if (!now.decided) {
      made.value.reset();
      return made;
    }
    if (wanted == goal::minimize && now.holds) made.value = value;
    if (wanted == goal::minimize && now.holds) return made;
    if (wanted == goal::maximize && now.holds) made.value = value;
    if (wanted == goal::maximize && !now.holds && made.value) return made;
    if (value == last) break;
  }
  // Of the greatest value it is not known what is beyond the last that was tried.
  if (wanted == goal::maximize) made.value.reset();
  return made;
}

/// A proof by induction at that value, if there is one.
std::optional<tried_value> by_induction(const solve_request& request, const setting& s,
                                        const solver::budget& limits) {
  if (!request.free.any() && !proofs_follow(s.window)) return std::nullopt;
  const auto model = make_free_system(s, request.free);
  const auto found = solver::symbolic::find_invariants(*model, s.properties, limits);
  tried_value made{0, true, true, "proved by induction", std::nullopt, 0};
  if (!found.decided) return std::nullopt;
  for (std::size_t i = 0; i < found.offered.size(); ++i)
    if (found.offered[i].claim == request.property && found.kept[i]) return made;
  for (const auto& cell : found.steps)
    if (cell.claim == request.property && cell.end == proof_ending::proved) return made;
  return std::nullopt;
}

/// All states at that value.
tried_value by_search(const solve_request& request, const setting& s,
                      const solver::budget& limits) {
  const auto machine = make_subject(s);
  auto stopping = limits;
  stopping.stop_at_first_violation = true;
  const auto found = check(*machine, s, stopping);
  tried_value made{0, false, false, "undecided", std::nullopt, 0};
  for (const auto& v : found.verdicts) {
    if (v.property != request.property) continue;
    made.shown = v.shown;
    const std::size_t steps = v.shown ? v.shown->steps.size() : 0;
    switch (v.what) {
      case conclusion::violated:
      case conclusion::violated_as_expected:
        return {0, true, false, fmt::format("violated after {} steps", steps), v.shown, 0};
      case conclusion::reachable:
        return {0, true, true, fmt::format("shown after {} steps", steps), v.shown, 0};
      case conclusion::holds:
      case conclusion::no_longer_violated:
        made.holds = true;
        [[fallthrough]];
      case conclusion::unreachable:
        made.decided = true;
        made.how = fmt::format("{} in all {} states", made.holds ? "holds" : "not shown",
                               found.search.states);
        break;
      case conclusion::holds_so_far:
      case conclusion::undecided:
        break;
    }
  }
  return made;
}

/// A parachain that authors all it may, block by block: whether one ever waits for room.
bool waits(const setting& s, const delays& known) {
  using blocks = language::quantity<concrete, protocol::unit::para_blocks, 0xFFFFFFFF>;
  const auto& k = s.parameters.parachain;
  const std::uint64_t offset = k.relay_parent_offset.raw();
  const std::uint64_t velocity =
      protocol::effective_velocity<concrete>(k.block_processing_velocity).raw();
  const std::uint64_t delay = 1 + known.backing + known.availability;
  std::deque<std::uint64_t> built;  // the relay blocks on which unincluded ancestors were built
  for (std::uint64_t now = offset; now < 4 * (offset + delay) + offset; ++now) {
    // What the relay parent knows to be included leaves the segment.
    std::uint64_t included = 0;
    for (const auto at : built) included += at + delay <= now - offset ? 1U : 0U;
    const auto kept = protocol::size_after_included<concrete>(blocks(built.size()),
                                                              blocks(built.size() - included));
    while (built.size() > kept.raw()) built.pop_front();
    for (std::uint64_t j = 0; j < velocity; ++j) {
      if (!protocol::has_room<concrete>(s.speak, blocks(built.size()),
                                        k.unincluded_segment_capacity)
               .known())
        return true;
      built.push_back(now);
    }
  }
  return false;
}

/// That each block built on one relay parent has room, as a proof.
solver::symbolic::proof proof_of_room(const setting& s, const delays& known,
                                      const solver::symbolic::effort& spent) {
  solver::symbolic::term_table table;
  const solver::symbolic::workbench bench(table);
  using steady = properties::steady_parachain<unknowns>;
  const auto& k = s.parameters.parachain;
  steady p;
  p.velocity = protocol::effective_velocity<concrete>(k.block_processing_velocity).raw();
  p.offset = k.relay_parent_offset.raw();
  p.backing_delay = known.backing;
  p.availability_delay = known.availability;
  p.position = steady::para_blocks::of({table.unknown("position", 0xFFFF)});
  p.under_way = p.built();
  const properties::capacity_of<unknowns> capacity(k.unincluded_segment_capacity.raw());
  const solver::symbolic::obligation what{
      "each block has room",
      {{"it is one of those built on its relay parent",
        (p.position >= 1 && p.position <= p.velocity).raw()}},
      protocol::has_room<unknowns>(s.speak, p.ancestors(), capacity).raw()};
  return solver::symbolic::prove(table, what, spent);
}

}  // namespace

solution solve(const solve_request& request, const solver::budget& limits) {
  const auto first = static_cast<std::uint64_t>(request.parameter->min);
  const auto last =
      std::min(static_cast<std::uint64_t>(request.parameter->max), first + request.values_max - 1);
  const bool sometimes =
      property_infos()[request.property].kind == language::property_kind::sometimes;
  return scanned(first, last, request.wanted, [&](std::uint64_t value) -> tried_value {
    auto s = request.asked;
    protocol::assign(s.parameters, *request.parameter, protocol::natural(value));
    if (auto why = machine::beyond_the_machine(s.speak, s.parameters, s.window, s.changed))
      return {0, false, false, "the machine cannot follow it: " + *why, std::nullopt, 0};
    if (!sometimes) {
      if (auto proved = by_induction(request, s, limits)) return *proved;
    }
    if (request.free.any()) return {0, false, false, "not inductive", std::nullopt, 0};
    return by_search(request, s, limits);
  });
}

tried_value try_size(const setting& s, const delays& known, const solver::symbolic::effort& spent) {
  const auto proof = proof_of_room(s, known, spent);
  tried_value made{s.parameters.parachain.unincluded_segment_capacity.raw(),
                   proof.end != proof_ending::undecided,
                   proof.end == proof_ending::proved,
                   "undecided",
                   std::nullopt,
                   0};
  if (made.decided && made.holds == waits(s, known))
    throw disagreement(
        fmt::format("proof and simulation disagree about a capacity of {}", made.value));
  if (made.holds)
    made.how = fmt::format("proved for each block, {} solvers; simulated", proof.by.size());
  if (made.decided && !made.holds) {
    std::uint64_t position = 0;
    for (const auto& [unknown, number] : proof.counterexample) position = number;
    made.how = fmt::format("block {} of its relay parent waits; simulated", position);
  }
  return made;
}

solution solve_sizing(const setting& s, const delays& known, goal wanted,
                      const solver::symbolic::effort& spent) {
  const auto& row = protocol::parameter_named("unincluded_segment_capacity");
  // It can't take more than this; that it is reached shows that one value suffices.
  const std::uint64_t last = 0xFFFF;
  return scanned(static_cast<std::uint64_t>(row.min), last, wanted, [&](std::uint64_t value) {
    auto at = s;
    protocol::assign(at.parameters, row, protocol::natural(value));
    return try_size(at, known, spent);
  });
}

}  // namespace backcheck::checker
