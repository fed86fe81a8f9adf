// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/protocol/real_values.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <set>

namespace backcheck::protocol {

using nlohmann::json;

namespace {

// An item of `executor_params`: its number among ExecutorParam, for timeouts their kind, its value.
std::string_view executor_key(const json& item) {
  const std::array<std::string_view, 5> plain{"", "max_memory_pages", "stack_logical_max",
                                              "stack_native_max", "prechecking_max_memory"};
  const std::array<std::string_view, 4> timeouts{
      "pvf_prep_timeout_precheck_ms", "pvf_prep_timeout_prepare_ms", "pvf_exec_timeout_backing_ms",
      "pvf_exec_timeout_approval_ms"};
  const auto number = item.at(0).get<std::size_t>();
  return number < plain.size() ? plain.at(number)
                               : timeouts.at(2 * (number - 5) + item.at(1).get<std::size_t>());
}

std::string text_of(const json& value) {
  if (value.is_null()) return "none";
  if (!value.is_array()) return value.dump();
  std::string text;
  for (const json& each : value) text += (text.empty() ? "" : ",") + each.dump();
  return text.empty() ? "none" : text;
}

}  // namespace

json real_values() {
  std::ifstream in("tests/data/real-configs.json");
  return json::parse(in);
}

json decoded_value(std::string_view name) {
  for (const json& each : real_values())
    if (each.at("name") == name) return each.at("decoded");
  ADD_FAILURE() << "no value is called " << name;
  return {};
}

std::vector<std::string> differences(const configuration& ours, const json& theirs) {
  std::vector<std::string> found;
  std::set<std::string_view> compared;
  const auto compare = [&](const parameter& which, const std::string& value) {
    compared.insert(which.key);
    const std::string own = to_text(value_of(ours.values, which));
    if (own != value) found.push_back(std::string(which.key) + ": " + own + ", " + value);
  };
  for (const auto& [key, value] : theirs.items()) {
    if (key == "node_features_bits") continue;  // how many bits the chain stores, zeros among them
    if (key != "executor_params") {
      compare(parameter_named(key), text_of(value));
      continue;
    }
    for (const json& item : value)
      compare(parameter_named(executor_key(item)), text_of(item.back()));
  }
  for (const parameter& each : all_parameters()) {
    const bool is_in_layout = each.since <= ours.layout && ours.layout <= each.until;
    if (each.group == "parachain" || !is_in_layout || compared.contains(each.key)) continue;
    if (each.group == "executor")
      compare(each, each.kind == value_kind::flag ? "false" : "none");
    else
      found.push_back(std::string(each.key) + ": not compared");
  }
  return found;
}

}  // namespace backcheck::protocol
