// SPDX-License-Identifier: Apache-2.0
#include "tests/random/drawn_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "checker/asking.hpp"
#include "checker/random_check.hpp"
#include "model/machine/limits.hpp"
#include "model/machine/scopes.hpp"
#include "model/machine/wide_shape.hpp"
#include "model/protocol/presets.hpp"
#include "model/protocol/registry.hpp"
#include "tests/laws/drawing.hpp"

namespace backcheck::tests {

using checker::setting;
using protocol::rule_set;

std::string_view name_of(setting_kind kind) {
  constexpr std::array<std::string_view, setting_kinds> names{
      "plain", "cores", "disputes", "changes", "traffic", "views", "votes", "collators"};
  return names[static_cast<std::size_t>(kind)];
}

namespace {

std::uint8_t between(draws& from, std::size_t least, std::size_t most) {
  return static_cast<std::uint8_t>(least + from.below(most - least + 1));
}
bool can_be_followed(const setting& s) {
  return !machine::beyond_the_machine(s.speak, s.parameters, s.window, s.changed);
}

/// A value that the registry allows: near the least, near what it is, or any.
protocol::natural drawn_value(draws& from, const protocol::parameter& p, protocol::natural now) {
  const auto any = protocol::natural{from.up_to(UINT64_MAX)};
  switch (from.below(4)) {
    case 0:
      return std::min(p.max, p.min + any % 4);
    case 1:
      return std::clamp(now - std::min(now, any % 3) + any / 3 % 3, p.min, p.max);
    case 2:
      return p.min + any % (now - std::min(now, p.min) + 1);
    default:
      return p.max == ~protocol::natural{0} ? any : p.min + any % (p.max - p.min + 1);
  }
}

/// Sets a few of the parameters that are followed to other values. What the machine cannot follow
/// is not set.
void draw_parameters(draws& from, setting& s, protocol::concrete_parameters& k) {
  for (const auto key : checker::followed_parameters(s.speak.rules, s.window)) {
    if (!from.once_in(3)) continue;
    const auto& p = protocol::parameter_named(key);
    const auto value = protocol::value_of(k, p);
    const auto* const now = std::get_if<protocol::natural>(&value);
    if (now == nullptr) continue;
    protocol::assign(k, p, drawn_value(from, p, *now));
    if (!can_be_followed(s)) protocol::assign(k, p, value);
  }
}

/// Numbers so small that what they bound is met often.
void draw_small_parameters(draws& from, setting& s) {
  auto& k = s.parameters;
  k.scheduler.scheduling_lookahead = 1 + from.below(4);
  k.scheduler.group_rotation_frequency = 1 + from.below(5);
  k.scheduler.paras_availability_period = 1 + from.below(5);
  k.async_backing.max_candidate_depth = from.below(4);
  k.async_backing.allowed_ancestry_len = from.below(4);
  k.parachain.unincluded_segment_capacity = 1 + from.below(5);
  k.parachain.block_processing_velocity = 1 + from.below(2);
  k.candidates.validation_upgrade_delay = 2 + from.below(2);
  k.candidates.minimum_validation_upgrade_delay = 2 + from.below(2);
  k.candidates.validation_upgrade_cooldown = from.below(6);
  k.messages.hrmp_max_message_num_per_candidate = 1 + from.below(3);
  k.messages.hrmp_channel_max_capacity = 1 + from.below(3);
  k.messages.hrmp_channel_max_message_size = 1 + from.below(3);
  k.messages.hrmp_channel_max_total_size = 1 + from.below(9);
}

/// Several candidates that wait for each other at a queue which has room for few of them.
void draw_tight_queue(draws& from, setting& s) {
  s.window.upward = true;
  s.window.claims = 0;
  s.window.cores = 2;
  s.parameters.messages.max_upward_queue_size =
      s.parameters.messages.max_upward_message_size.raw() * (1 + from.below(3));
  s.parameters.messages.max_upward_message_num_per_candidate = 1;
  s.parameters.parachain.unincluded_segment_capacity = 3 + from.below(3);
}

machine::scope wide_window(draws& from) {
  machine::scope w;
  w.relay_blocks = between(from, 10, machine::wide_shape::blocks);
  w.leaves = between(from, 1, 4);
  w.paras = between(from, 1, machine::wide_shape::paras);
  w.candidates = between(from, 8, machine::wide_shape::candidates);
  w.sessions = between(from, 0, 3);
  w.upward = from.once_in(2);
  w.reversions = !from.once_in(4);
  w.stray_collators = from.once_in(4);
  return w;
}

machine::scope narrow_window(draws& from, std::size_t blocks, std::size_t candidates) {
  machine::scope w{.sessions = 0, .upward = false};
  w.relay_blocks = between(from, 3, blocks);
  w.leaves = between(from, 1, 2);
  w.candidates = between(from, 2, candidates);
  w.reversions = from.once_in(2);
  return w;
}

machine::scope drawn_window(draws& from, setting_kind kind) {
  auto w = wide_window(from);
  switch (kind) {
    case setting_kind::plain:
    case setting_kind::changes:
      break;
    case setting_kind::cores:
      w.claims = between(from, 0, machine::claim_pattern_names.size() - 1);
      w.cores = between(from, 1, 2);
      break;
    case setting_kind::disputes:
      w.disputes = true;
      w.cores = between(from, 1, 2);
      break;
    case setting_kind::traffic:
      w = narrow_window(from, machine::traffic_shape::blocks, machine::traffic_shape::candidates);
      w.sessions = between(from, 0, 1);
      w.cores = between(from, 1, 2);
      w.upgrades = from.once_in(2);
      w.downward = between(from, 0, 2);
      w.horizontal = between(from, w.upgrades || w.downward > 0 ? 0 : 1, 3);
      break;
    case setting_kind::views:
      w = narrow_window(from, machine::view_shape::blocks, machine::view_shape::candidates);
      w.withheld = from.once_in(3);
      w.views = true;
      w.stray_collators = from.once_in(3);
      if (from.once_in(3)) w.candidates = 1;
      break;
    case setting_kind::votes:
      w = narrow_window(from, machine::vote_shape::blocks, machine::vote_shape::candidates);
      w.votes = between(from, 2, machine::vote_shape::votes);
      w.equivocators = between(from, 0, 1);
      w.offline = between(from, 0, 1);
      break;
    case setting_kind::collators:
      w = narrow_window(from, machine::collator_shape::blocks, machine::collator_shape::candidates);
      w.collators = 2;
      w.dishonest = between(from, 0, 1);
      w.upward = from.once_in(2);
      break;
  }
  return w;
}

rule_set drawn_rules(draws& from, setting_kind kind) {
  constexpr std::array all{rule_set::y2025, rule_set::y2023, rule_set::sync};
  const bool asynchronous = kind == setting_kind::views || kind == setting_kind::votes;
  return all[from.below(asynchronous ? 2 : 3)];
}

/// Governance makes one or two changes of what it may change.
void draw_changes(draws& from, setting& s) {
  s.window.changes = between(from, 1, 2);
  for (std::size_t i = 0; i < s.window.changes; ++i) {
    s.changed.push_back(i == 0 ? s.parameters : s.changed.back());
    auto& k = s.changed.back();
    k.scheduler.scheduling_lookahead = 1 + from.below(4);
    k.scheduler.group_rotation_frequency = 1 + from.below(12);
    k.scheduler.paras_availability_period = 1 + from.below(12);
    k.async_backing.max_candidate_depth = from.below(4);
    k.async_backing.allowed_ancestry_len = from.below(4);
  }
}

std::optional<drawn_setting> try_to_draw(draws& from, setting_kind kind) {
  drawn_setting made;
  made.kind = kind;
  auto& s = made.setting;
  const auto presets = protocol::preset_names();
  made.preset = presets[from.below(presets.size())];
  s.parameters = protocol::preset(made.preset).values;
  s.speak.rules = drawn_rules(from, kind);
  s.window = drawn_window(from, kind);
  const bool narrow = kind == setting_kind::traffic || kind == setting_kind::votes;
  if (narrow || from.once_in(3)) draw_small_parameters(from, s);
  if (kind == setting_kind::cores && from.once_in(3)) draw_tight_queue(from, s);
  if (!can_be_followed(s)) return std::nullopt;
  if (from.once_in(2)) draw_parameters(from, s, s.parameters);
  if (kind == setting_kind::changes) draw_changes(from, s);
  if (!can_be_followed(s)) return std::nullopt;
  checker::ask_for_all(s);
  s = checker::heard_in_walks(s);
  return made;
}

}  // namespace

drawn_setting draw_setting(solver::word from, std::optional<setting_kind> kind) {
  for (solver::word again = 0;; ++again) {
    std::vector<std::uint64_t> tape;
    for (solver::word i = 0; i < 256; ++i) tape.push_back(solver::random::stir(from + again, i));
    draws draw(std::move(tape));
    const auto drawn = static_cast<setting_kind>(draw.below(setting_kinds));
    if (auto made = try_to_draw(draw, kind.value_or(drawn))) return *made;
  }
}

std::string told(const drawn_setting& drawn) {
  const auto& s = drawn.setting;
  std::string changed;
  const auto preset = protocol::preset(drawn.preset).values;
  for (const auto key : checker::followed_parameters(s.speak.rules, s.window)) {
    const auto& p = protocol::parameter_named(key);
    if (protocol::value_of(preset, p) != protocol::value_of(s.parameters, p))
      changed += fmt::format(" {}={}", key, protocol::get(s.parameters, key));
  }
  return fmt::format("{} {} {}{} {}", protocol::name_of(s.speak.rules), drawn.preset,
                     name_of(drawn.kind), changed, machine::to_text(s.window));
}

}  // namespace backcheck::tests
