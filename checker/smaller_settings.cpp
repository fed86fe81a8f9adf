// SPDX-License-Identifier: Apache-2.0
#include "checker/smaller_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checker/asking.hpp"
#include "model/machine/limits.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/registry.hpp"

namespace backcheck::checker {

namespace {

using protocol::natural;

bool can_be_followed(const setting& s) {
  return !machine::beyond_the_machine(s.speak, s.parameters, s.window, s.changed);
}

bool offer(setting& s, const setting& smaller, const accepts& accepted) {
  if (!can_be_followed(smaller) || !accepted(smaller)) return false;
  s = smaller;
  return true;
}

bool offer_smaller_number(setting& s, std::uint8_t machine::scope::*number,
                          const accepts& accepted) {
  for (std::uint8_t value = 0; value < s.window.*number; ++value) {
    auto smaller = s;
    smaller.window.*number = value;
    if (offer(s, smaller, accepted)) return true;
  }
  return false;
}

/// Availability that cannot be withheld makes a window smaller and the machine larger; it stays.
bool offer_without(setting& s, bool machine::scope::*flag, const accepts& accepted) {
  if (flag == &machine::scope::withheld || !(s.window.*flag)) return false;
  auto smaller = s;
  smaller.window.*flag = false;
  return offer(s, smaller, accepted);
}

/// The values that are tried in place of a larger one, ascending.
std::vector<natural> values_below(natural value, natural least) {
  std::vector<natural> all{least, least + 1, least + 2, value / 8, value / 2};
  if (value > 0) all.push_back(value - 1);
  std::erase_if(all, [&](natural each) { return each < least || each >= value; });
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

/// What governance does not change stays the same after its changes.
setting with_value(const setting& s, const protocol::parameter& which, natural value) {
  auto made = s;
  const auto before = protocol::value_of(s.parameters, which);
  protocol::assign(made.parameters, which, value);
  for (std::size_t i = 0; i < s.changed.size(); ++i) {
    if (protocol::value_of(s.changed[i], which) != before) break;
    protocol::assign(made.changed[i], which, value);
  }
  return made;
}

bool offer_smaller_value(setting& s, const protocol::parameter& which, const accepts& accepted) {
  const auto now = protocol::value_of(s.parameters, which);
  const auto* const number = std::get_if<natural>(&now);
  if (number == nullptr) return false;
  for (const natural value : values_below(*number, which.min))
    if (offer(s, with_value(s, which, value), accepted)) return true;
  return false;
}

bool offer_fewer_changes(setting& s, const accepts& accepted) {
  bool any = false;
  while (!s.changed.empty()) {
    auto smaller = s;
    smaller.changed.pop_back();
    --smaller.window.changes;
    if (!offer(s, smaller, accepted)) break;
    any = true;
  }
  return any;
}

}  // namespace

bool offer_smaller_windows(setting& s, const accepts& accepted) {
  bool any = false;
  for (const auto& key : machine::window_keys()) {
    if (key.number != nullptr && key.names.empty())
      any = offer_smaller_number(s, key.number, accepted) || any;
    if (key.flag != nullptr) any = offer_without(s, key.flag, accepted) || any;
  }
  return any;
}

bool offer_smaller_parameters(setting& s, const accepts& accepted) {
  bool any = offer_fewer_changes(s, accepted);
  for (const auto key : followed_parameters(s.speak.rules, s.window))
    any = offer_smaller_value(s, protocol::parameter_named(key), accepted) || any;
  return any;
}

std::vector<std::string> changes_between(const setting& before, const setting& after) {
  std::vector<std::string> all;
  const auto add = [&](std::string_view name, const std::string& was, const std::string& is) {
    if (was != is) all.push_back(fmt::format("{}: {} -> {}", name, was, is));
  };
  for (const auto& key : machine::window_keys())
    add(key.name, machine::value_text(before.window, key), machine::value_text(after.window, key));
  add("changes by governance", fmt::to_string(before.changed.size()),
      fmt::to_string(after.changed.size()));
  for (const auto& p : protocol::all_parameters())
    add(p.key, protocol::to_text(protocol::value_of(before.parameters, p)),
        protocol::to_text(protocol::value_of(after.parameters, p)));
  return all;
}

}  // namespace backcheck::checker
