// SPDX-License-Identifier: Apache-2.0
//
// Random walks of the machine, far beyond what can be enumerated: up to 8 relay blocks, 3 paras, 10
// candidates, parameters and rule set drawn too. Every property is heard in every state and step. A
// failing walk shrinks, and what it shrank to replays.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "checker/faults.hpp"
#include "model/machine/limits.hpp"
#include "solver/explicit/search.hpp"
#include "tests/laws/drawing.hpp"
#include "tests/machine/settings.hpp"

namespace backcheck::tests {
namespace {

using checker::setting;

constexpr std::size_t steps_max = 60;
constexpr int walks_tried = 20000;

/// Several candidates that wait for each other at a queue which has room for few of them.
void draw_tight_queue(draws& from, setting& s) {
  s.window.upward = true;
  s.window.paras = 1;
  s.window.cores = 2;
  s.parameters.messages.max_upward_queue_size = 65531 * (1 + from.below(3));
  s.parameters.parachain.unincluded_segment_capacity = 3 + from.below(3);
}

/// Cores that are told apart, in a window as large as the machine then follows.
void draw_cores(draws& from, setting& s) {
  auto& w = s.window;
  w.relay_blocks = std::min<std::uint8_t>(w.relay_blocks, machine::whole_shape::blocks);
  w.leaves = std::min(w.leaves, static_cast<std::uint8_t>(w.relay_blocks - 1));
  w.sessions = std::min(w.sessions, static_cast<std::uint8_t>(w.relay_blocks - 1));
  w.paras = std::min<std::uint8_t>(w.paras, machine::whole_shape::paras);
  w.candidates = std::min<std::uint8_t>(w.candidates, machine::whole_shape::candidates);
  w.claims = static_cast<std::uint8_t>(from.below(machine::claim_pattern_names.size()));
  w.cores = static_cast<std::uint8_t>(1 + from.below(2));
  s.parameters.scheduler.scheduling_lookahead = 1 + from.below(4);
  if (from.once_in(2)) draw_tight_queue(from, s);
}

/// Changes of what governance may change.
void draw_changes(draws& from, setting& s) {
  s.window.changes = static_cast<std::uint8_t>(from.below(3));
  for (std::size_t i = 0; i < s.window.changes; ++i) {
    s.changed.push_back(s.changed.empty() ? s.parameters : s.changed.back());
    auto& k = s.changed.back();
    k.scheduler.scheduling_lookahead = 1 + from.below(4);
    k.scheduler.group_rotation_frequency = 1 + from.below(12);
    k.scheduler.paras_availability_period = 1 + from.below(12);
    k.async_backing.max_candidate_depth = from.below(4);
    k.async_backing.allowed_ancestry_len = from.below(4);
  }
}

/// Code upgrades, in a window as large as the machine then follows, with short delays.
void draw_upgrades(draws& from, setting& s) {
  auto& w = s.window;
  w = {.relay_blocks = static_cast<std::uint8_t>(2 + from.below(3)),
       .leaves = 1,
       .candidates = static_cast<std::uint8_t>(1 + from.below(4)),
       .sessions = static_cast<std::uint8_t>(from.below(2)),
       .upward = from.once_in(4),
       .reversions = from.once_in(2),
       .stray_collators = from.once_in(3),
       .cores = static_cast<std::uint8_t>(1 + from.below(2)),
       .upgrades = true};
  if (w.relay_blocks > 2) w.leaves = static_cast<std::uint8_t>(1 + from.below(2));
  auto& k = s.parameters;
  k.scheduler.scheduling_lookahead = 1 + from.below(3);
  k.scheduler.group_rotation_frequency = 1 + from.below(4);
  k.scheduler.paras_availability_period = 1 + from.below(4);
  k.candidates.validation_upgrade_delay = 2 + from.below(2);  // at least 2, as on chain
  k.candidates.minimum_validation_upgrade_delay = 2 + from.below(2);
  k.candidates.validation_upgrade_cooldown = from.below(6);
}

/// Downward and horizontal messages, likewise, through narrow channels.
void draw_messages(draws& from, setting& s) {
  auto& w = s.window;
  w = {.relay_blocks = static_cast<std::uint8_t>(2 + from.below(3)),
       .leaves = 1,
       .candidates = static_cast<std::uint8_t>(1 + from.below(4)),
       .sessions = static_cast<std::uint8_t>(from.below(2)),
       .upward = false,
       .reversions = from.once_in(2),
       .stray_collators = from.once_in(3),
       .cores = static_cast<std::uint8_t>(1 + from.below(2)),
       .downward = static_cast<std::uint8_t>(from.below(4)),
       .horizontal = static_cast<std::uint8_t>(1 + from.below(3))};
  if (w.relay_blocks > 2) w.leaves = static_cast<std::uint8_t>(1 + from.below(2));
  auto& k = s.parameters;
  k.scheduler.scheduling_lookahead = 1 + from.below(3);
  k.scheduler.group_rotation_frequency = 1 + from.below(4);
  k.scheduler.paras_availability_period = 1 + from.below(4);
  k.messages.hrmp_max_message_num_per_candidate = 1 + from.below(3);
  k.messages.hrmp_channel_max_capacity = 1 + from.below(3);
  k.messages.hrmp_channel_max_message_size = 1 + from.below(3);
  k.messages.hrmp_channel_max_total_size = 1 + from.below(9);
}

/// Backing votes, of groups that take turns often.
void draw_votes(draws& from, setting& s) {
  auto& w = s.window;
  const auto members = static_cast<std::uint8_t>(1 + from.below(machine::vote_shape::votes));
  w = {.relay_blocks = static_cast<std::uint8_t>(2 + from.below(3)),
       .leaves = 1,
       .candidates = static_cast<std::uint8_t>(1 + from.below(4)),
       .sessions = 0,
       .upward = false,
       .reversions = from.once_in(2),
       .stray_collators = from.once_in(2),
       .withheld = from.once_in(2),
       .votes = members,
       .offline = static_cast<std::uint8_t>(from.below(2)),
       .equivocators = static_cast<std::uint8_t>(from.below(2))};
  if (w.relay_blocks > 2) w.leaves = static_cast<std::uint8_t>(1 + from.below(2));
  auto& k = s.parameters;
  k.scheduler.scheduling_lookahead = 1 + from.below(3);
  k.async_backing.allowed_ancestry_len = from.below(3);
  k.scheduler.group_rotation_frequency = 1 + from.below(3);
  k.backing.minimum_backing_votes = 1 + from.below(3);
}

/// Collators that are told apart, honest or not.
void draw_collators(draws& from, setting& s) {
  auto& w = s.window;
  w = {.relay_blocks = static_cast<std::uint8_t>(2 + from.below(3)),
       .leaves = 1,
       .candidates = static_cast<std::uint8_t>(2 + from.below(3)),
       .sessions = 0,
       .upward = from.once_in(2),
       .reversions = from.once_in(2),
       .stray_collators = false,
       .collators = 2,
       .dishonest = static_cast<std::uint8_t>(from.below(2))};
  if (w.relay_blocks > 2) w.leaves = static_cast<std::uint8_t>(1 + from.below(2));
  auto& k = s.parameters;
  k.scheduler.scheduling_lookahead = 1 + from.below(3);
  k.async_backing.allowed_ancestry_len = from.below(3);
  k.parachain.relay_parent_offset = from.below(2);
}

/// A node that is followed, and what it keeps at its leaves.
void draw_views(draws& from, setting& s) {
  auto& w = s.window;
  w = {.relay_blocks = static_cast<std::uint8_t>(2 + from.below(2)),
       .leaves = 1,
       .candidates = static_cast<std::uint8_t>(1 + from.below(3)),
       .sessions = 0,
       .upward = false,
       .reversions = from.once_in(2),
       .stray_collators = from.once_in(2),
       .withheld = from.once_in(3),
       .views = true};
  if (w.relay_blocks > 2) w.leaves = static_cast<std::uint8_t>(1 + from.below(2));
  if (!w.stray_collators && !from.once_in(3)) {
    w.collators = 2;
    w.dishonest = static_cast<std::uint8_t>(from.below(2));
  }
  auto& k = s.parameters;
  k.scheduler.scheduling_lookahead = 1 + from.below(3);
  k.async_backing.max_candidate_depth = from.below(3);
  k.async_backing.allowed_ancestry_len = from.below(3);
  k.parachain.unincluded_segment_capacity = 1 + from.below(3);
}

/// Disputes, in a window so small that a block's choices, to which each candidate adds one, stay
/// few.
void draw_disputes(draws& from, setting& s) {
  auto& w = s.window;
  w.disputes = true;
  w.paras = 1;
  w.candidates = static_cast<std::uint8_t>(1 + from.below(4));
}

/// One of the windows that take a shape of their own.
setting drawn_apart(draws& from, setting s) {
  switch (from.below(5)) {
    case 0:
      draw_upgrades(from, s);
      break;
    case 1:
      draw_messages(from, s);
      break;
    case 2:
      draw_collators(from, s);
      break;
    case 3:
      if (s.speak.rules == protocol::rule_set::sync) s.speak.rules = protocol::rule_set::y2025;
      draw_views(from, s);
      break;
    default:
      if (s.speak.rules == protocol::rule_set::sync) s.speak.rules = protocol::rule_set::y2025;
      draw_votes(from, s);
  }
  s.properties = checker::all_properties(s.speak.rules);
  return sound(s);
}

/// Parameters and a window that the machine can follow; most often small numbers, which meet each
/// other.
setting drawn_setting(draws& from) {
  constexpr std::array rule_sets{protocol::rule_set::y2025, protocol::rule_set::y2023,
                                 protocol::rule_set::sync};
  setting s = small_setting(rule_sets[from.below(rule_sets.size())]);
  auto& k = s.parameters;
  k.scheduler.scheduling_lookahead = 1 + from.below(8);
  k.scheduler.group_rotation_frequency = 1 + from.below(12);
  k.scheduler.paras_availability_period = 1 + from.below(12);
  k.async_backing.max_candidate_depth = from.below(4);
  k.async_backing.allowed_ancestry_len = from.below(4);
  k.messages.max_upward_message_num_per_candidate = 1 + from.below(16);
  k.messages.max_upward_queue_size = 65531 * (1 + from.below(40));
  k.parachain.unincluded_segment_capacity = from.below(6);
  k.parachain.block_processing_velocity = from.below(4);
  auto& w = s.window;
  w.relay_blocks = static_cast<std::uint8_t>(2 + from.below(7));
  w.leaves =
      static_cast<std::uint8_t>(1 + from.below(std::min<std::size_t>(3, w.relay_blocks - 1U)));
  w.paras = static_cast<std::uint8_t>(1 + from.below(3));
  w.candidates = static_cast<std::uint8_t>(1 + from.below(10));
  w.sessions = static_cast<std::uint8_t>(from.below(std::min<std::size_t>(3, w.relay_blocks)));
  w.upward = from.once_in(2);
  w.reversions = !from.once_in(4);
  w.stray_collators = from.once_in(3);
  if (from.once_in(4)) return drawn_apart(from, s);
  if (from.once_in(3)) draw_cores(from, s);
  if (!w.is_plain()) draw_changes(from, s);
  if (!w.is_plain() && from.once_in(3)) draw_disputes(from, s);
  return s;
}

struct walk {
  solver::path taken;
  solver::claim_set violated;
  solver::claim_set witnessed;
};

/// Walks until a property is violated, nothing is enabled, or the steps are spent.
walk walk_through(const solver::view& view, draws& from) {
  walk w;
  auto expander = view.make_expander();
  solver::expansion here;
  auto state = view.starts();
  for (std::size_t i = 0; i < steps_max; ++i) {
    expander->expand(state.data(), here);
    w.violated |= here.violated;
    w.witnessed |= here.witnessed;
    if (!w.violated.empty() || here.steps.empty()) break;
    const auto chosen = from.below(here.steps.size());
    w.taken.steps.push_back(static_cast<std::uint32_t>(chosen));
    w.violated |= here.steps[chosen].violated;
    w.witnessed |= here.steps[chosen].witnessed;
    if (!w.violated.empty()) break;
    const auto at = static_cast<std::ptrdiff_t>(chosen * view.words());
    state.assign(here.successors.begin() + at,
                 here.successors.begin() + at + static_cast<std::ptrdiff_t>(view.words()));
  }
  return w;
}

std::string told(const checker::execution& run) {
  std::string text;
  for (std::size_t i = 0; i < run.steps.size(); ++i) {
    text += run.steps[i].rule;
    for (const auto& c : run.steps[i].choices) text += " " + c.name + "=" + c.shown;
    text += "\n    " + run.frames[i + 1].changed + "\n";
  }
  for (const auto& v : run.frames.back().violations) {
    text += "violates " + std::string(checker::property_infos()[v.property].id) + "\n";
    for (const auto& clause : v.clauses) {
      text += "  not so: " + clause.sentence;
      for (const auto& [name, value] : clause.operands) text += "; " + name + " = " + value;
      text += "\n";
    }
  }
  return text;
}

TEST(walks, keep_every_property) {
  expect_law(
      [](draws& from) -> std::string {
        const auto s = drawn_setting(from);
        if (machine::beyond_the_machine(s.speak, s.parameters, s.window))
          return "a setting was drawn that can't be followed";
        const auto subject = checker::make_subject(s);
        const auto w = walk_through(subject->view(), from);
        return w.violated.empty() ? "" : told(subject->spell(w.taken));
      },
      walks_tried);
}

/// A walk means something only if it gets somewhere: over a few thousand of them every `sometimes`
/// is shown.
TEST(walks, reach_what_can_be_reached) {
  solver::claim_set shown;
  expect_law(
      [&](draws& from) -> std::string {
        const auto subject = checker::make_subject(drawn_setting(from));
        shown |= walk_through(subject->view(), from).witnessed;
        return "";
      },
      2 * walks_tried);
  const auto& infos = checker::property_infos();
  for (std::size_t i = 0; i < infos.size(); ++i) {
    if (infos[i].kind != properties::property_kind::sometimes) continue;
    EXPECT_TRUE(shown.contains(i)) << infos[i].id << " was never shown";
  }
}

class seeded : public testing::TestWithParam<checker::fault_info> {};

/// A fault in the machine turns the walks red, and the walk that RapidCheck shrinks to replays, no
/// shorter than the shortest.
TEST_P(seeded, is_found_by_walks_and_shrinks_to_a_trace_that_replays) {
  auto s = small_setting(GetParam().rules);
  s.speak.fault = GetParam().fault;
  checker::adjust(s, GetParam());
  s = sound(s);
  const auto subject = checker::make_subject(s);
  std::optional<checker::execution> smallest;
  const auto keeps_every_property = [&](draws& from) -> std::string {
    const auto w = walk_through(subject->view(), from);
    if (w.violated.empty()) return "";
    smallest = subject->spell(w.taken);
    return "violated";
  };
  ASSERT_TRUE(is_refuted_smallest(keeps_every_property));
  ASSERT_TRUE(smallest);
  const auto [replayed, stopped] = subject->replay(smallest->steps);
  EXPECT_FALSE(stopped);
  EXPECT_FALSE(replayed.frames.back().violations.empty()) << told(replayed);
  const auto report = solver::search(subject->view(), {.stop_at_first_violation = true});
  ASSERT_FALSE(report.violations.empty());
  std::size_t shortest = SIZE_MAX;
  for (const auto& v : report.violations) shortest = std::min(shortest, v.execution.steps.size());
  EXPECT_GE(smallest->steps.size(), shortest);
}

INSTANTIATE_TEST_SUITE_P(fault, seeded, testing::ValuesIn(checker::fault_infos()),
                         [](const auto& each) { return std::string(each.param.id); });

}  // namespace
}  // namespace backcheck::tests
