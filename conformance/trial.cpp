// SPDX-License-Identifier: Apache-2.0
#include "conformance/trial.hpp"

namespace backcheck::conformance {

namespace {

std::optional<difference> compare_step(const json& recorded, const answer::object& came) {
  for (const auto& [key, value] : came) {
    const auto theirs = member_if(recorded, key);
    if (!theirs) return difference{std::string(key), "no such member", to_text(value)};
    if (auto differs = within(key, compare(*theirs, value))) return differs;
  }
  for (const auto& [key, value] : simdjson::dom::object(recorded)) {
    const auto same = [key = key](const answer::member& own) { return own.first == key; };
    if (key == "op" || std::any_of(came.begin(), came.end(), same)) continue;
    return difference{std::string(key), simdjson::minify(value), "no such member"};
  }
  return std::nullopt;
}

}  // namespace

void trial::expect_step(std::size_t number, const json& recorded, const answer::object& came) {
  (void)member(recorded, "result");
  if (first_) return;
  first_ = compare_step(recorded, came);
  if (first_) first_ = within("steps[" + std::to_string(number) + "]", std::move(first_));
}

}  // namespace backcheck::conformance
