// SPDX-License-Identifier: Apache-2.0
#include "conformance/answer.hpp"

namespace backcheck::conformance {

namespace {

difference differs(const json& recorded, const answer& came) {
  return {"", simdjson::minify(recorded), to_text(came)};
}

std::optional<difference> compare_lists(const json& recorded, const answer& came,
                                        const answer::list& ours) {
  simdjson::dom::array theirs;
  if (recorded.get(theirs) != simdjson::SUCCESS) return differs(recorded, came);
  std::size_t i = 0;
  for (const json element : theirs) {
    if (i == ours.size()) return differs(recorded, came);
    auto inner = compare(element, ours[i]);
    if (inner) return within("[" + std::to_string(i) + "]", std::move(inner));
    ++i;
  }
  if (i != ours.size()) return differs(recorded, came);
  return std::nullopt;
}

std::optional<difference> compare_with_any(const json& listed, const json& recorded,
                                           const answer& came) {
  simdjson::dom::array choices;
  if (listed.get(choices) != simdjson::SUCCESS) return differs(recorded, came);
  for (const json choice : choices) {
    if (!compare(choice, came)) return std::nullopt;
  }
  return differs(recorded, came);
}

std::optional<difference> compare_objects(const json& recorded, const answer& came,
                                          const answer::object& ours) {
  simdjson::dom::object theirs;
  if (recorded.get(theirs) != simdjson::SUCCESS) return differs(recorded, came);
  if (const auto listed = member_if(recorded, "any_of")) {
    return compare_with_any(*listed, recorded, came);
  }
  std::size_t common = 0;
  for (const auto& [key, value] : ours) {
    const auto expected = member_if(recorded, key);
    if (!expected) return difference{std::string(key), "no such member", to_text(value)};
    auto inner = compare(*expected, value);
    if (inner) return within(key, std::move(inner));
    ++common;
  }
  for (const auto& [key, value] : theirs) {
    const auto same = [key = key](const answer::member& own) { return own.first == key; };
    if (std::find_if(ours.begin(), ours.end(), same) == ours.end()) {
      return difference{std::string(key), simdjson::minify(value), "no such member"};
    }
    --common;
  }
  if (common != 0) return differs(recorded, came);  // a member is recorded twice, or not at all
  return std::nullopt;
}

std::string quoted(std::string_view plain) {
  std::string made = "\"";
  for (const char c : plain) {
    if (c == '"' || c == '\\') made += '\\';
    made += c;
  }
  return made + '"';
}

}  // namespace

std::optional<difference> within(std::string_view step, std::optional<difference> inner) {
  if (inner) {
    const bool joined = inner->field.empty() || inner->field.front() == '[';
    inner->field = std::string(step) + (joined ? "" : ".") + inner->field;
  }
  return inner;
}

std::optional<difference> compare(const json& recorded, const answer& came) {
  const auto& ours = came.value();
  if (const auto* list = std::get_if<answer::list>(&ours)) {
    return compare_lists(recorded, came, *list);
  }
  if (const auto* object = std::get_if<answer::object>(&ours)) {
    return compare_objects(recorded, came, *object);
  }
  bool same = false;
  if (const auto* text = std::get_if<std::string_view>(&ours)) {
    std::string_view theirs;
    same = recorded.get(theirs) == simdjson::SUCCESS && theirs == *text;
  } else if (const auto* number = std::get_if<std::uint64_t>(&ours)) {
    std::uint64_t theirs = 0;
    same = recorded.get(theirs) == simdjson::SUCCESS && theirs == *number;
  } else if (const auto* truth = std::get_if<bool>(&ours)) {
    bool theirs = false;
    same = recorded.get(theirs) == simdjson::SUCCESS && theirs == *truth;
  } else {
    same = recorded.is_null();
  }
  if (same) return std::nullopt;
  return differs(recorded, came);
}

std::string to_text(const answer& value) {
  const auto& content = value.value();
  if (std::holds_alternative<std::monostate>(content)) return "null";
  if (const auto* truth = std::get_if<bool>(&content)) return *truth ? "true" : "false";
  if (const auto* number = std::get_if<std::uint64_t>(&content)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string_view>(&content)) return quoted(*text);
  std::string made;
  if (const auto* list = std::get_if<answer::list>(&content)) {
    for (const auto& element : *list) made += (made.empty() ? "" : ",") + to_text(element);
    return "[" + made + "]";
  }
  for (const auto& [key, element] : std::get<answer::object>(content)) {
    made += (made.empty() ? "" : ",") + quoted(key) + ":" + to_text(element);
  }
  return "{" + made + "}";
}

}  // namespace backcheck::conformance
