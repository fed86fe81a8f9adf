// SPDX-License-Identifier: Apache-2.0
#include "cli/decoded.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "chain/js.hpp"
#include "cli/words.hpp"
#include "model/protocol/config_file.hpp"

namespace backcheck::cli {

namespace {

using json = nlohmann::ordered_json;

/// The value of an argument that is no parameter, as a feature of many or what the configuration
/// does not keep.
json loose_argument(const chain::argument& given) {
  const auto& value = given.value;
  if (given.type == chain::wire::node_feature)
    return {{"name", fmt::format("node feature {}", static_cast<unsigned>(value.number))},
            {"value", value.is_given ? "true" : "false"}};
  if (given.type == chain::wire::truth)
    return {{"name", "bypass_consistency_check"}, {"value", value.is_given ? "true" : "false"}};
  return {{"name", "nothing: the call does nothing any more"},
          {"value", fmt::format("{}", static_cast<std::uint32_t>(value.number))}};
}

/// What an item of the executor's parameters says.
json executor_argument(const chain::executor_item& item) {
  const auto* which = chain::parameter_of(item);
  const auto* row = chain::find_executor_row(item.number);
  const bool is_flag = row->bytes == 0;
  return {{"name", which == nullptr ? std::string(row->name) : std::string(which->key)},
          {"value", is_flag ? std::string("true") : std::to_string(item.value)}};
}

json arguments_json(const chain::call& setter) {
  json all = json::array();
  for (const auto& each : setter.arguments) {
    if (each.type == chain::wire::executor_params) {
      for (const auto& item : each.value.executor) all.push_back(executor_argument(item));
      if (all.empty()) all.push_back({{"name", "executor_params"}, {"value", "none"}});
    } else if (each.field == nullptr) {
      all.push_back(loose_argument(each));
    } else {
      all.push_back({{"name", each.field->key},
                     {"value", protocol::to_text(chain::to_parameter(*each.field, each.value))}});
    }
  }
  return all;
}

json call_json(const chain::detected_call& found) {
  json settings = json::array();
  for (const auto& [path, by] : chain::settings_of(found.value))
    settings.push_back({{"path", path}, {"sets", arguments_json(*by)}});
  return {{"chains", found.chains},
          {"layouts", found.layouts},
          {"ambiguous", found.is_ambiguous},
          {"settings", settings}};
}

json parameters_json(const chain::read_parameters& read) {
  json all = json::array();
  for (const auto& each : protocol::all_parameters()) {
    const bool stored = each.group != "parachain" && protocol::has(read.all.layout, each);
    if (read.stored && !stored) continue;
    all.push_back({{"name", each.key},
                   {"group", each.group},
                   {"value", protocol::to_text(protocol::value_of(read.all.values, each))},
                   {"unit", each.unit}});
  }
  return all;
}

json inconsistencies_json(const decoded& found) {
  const auto& read = found.parameters;
  json all = json::array();
  const auto broken = read.stored ? chain::inconsistencies(*read.stored)
                                  : protocol::inconsistencies(read.all.values, read.all.layout);
  for (const auto& each : broken) all.push_back(each.text);
  return all;
}

json stored_json(const decoded& found) {
  const auto& read = found.parameters;
  json made = {{"layout", read.all.layout}, {"other_layouts", read.other_layouts}};
  if (found.bytes > 0) made["bytes"] = found.bytes;
  made["parameters"] = parameters_json(read);
  return made;
}

std::string call_text(const json& report) {
  const json& call = report["call"];
  std::string text = fmt::format(
      "call        {} bytes, as on {} with layout{} {}{}\n", report["bytes"].get<std::size_t>(),
      fmt::join(call["chains"].get<std::vector<std::string>>(), ", "),
      call["layouts"].size() == 1 ? "" : "s",
      fmt::join(call["layouts"].get<std::vector<unsigned>>(), ", "),
      call["ambiguous"].get<bool>() ? "; another chain or layout reads it otherwise" : "");
  for (const json& setting : call["settings"]) {
    text += setting["path"].get<std::string>() + "\n";
    for (const json& each : setting["sets"])
      text += fmt::format("  {} = {}\n", each["name"].get<std::string>(),
                          each["value"].get<std::string>());
  }
  if (call["settings"].empty()) text += "nothing is set\n";
  return text;
}

std::string stored_text(const json& report) {
  std::string text = fmt::format("layout      {}", report["layout"].get<unsigned>());
  if (report.contains("bytes"))
    text += fmt::format(", {} bytes", report["bytes"].get<std::size_t>());
  const auto others = report["other_layouts"].get<std::vector<unsigned>>();
  if (!others.empty()) text += fmt::format("; could also be layout {}", fmt::join(others, ", "));
  text += "\n";
  std::string group;
  for (const json& each : report["parameters"]) {
    const auto own = each["group"].get<std::string>();
    if (own != group) text += fmt::format("{}\n", own);
    group = own;
    const auto unit = each["unit"].get<std::string>();
    text += fmt::format("  {} = {}{}{}\n", each["name"].get<std::string>(),
                        each["value"].get<std::string>(), unit.empty() ? "" : " ", unit);
  }
  return text;
}

json tree_json(const chain::call& from) {
  json made = {{"call", from.name}};
  if (from.inner.empty() && !from.arguments.empty()) made["sets"] = arguments_json(from);
  for (const auto& each : from.inner) made["calls"].push_back(tree_json(each));
  return made;
}

std::string toml_of_call(const decoded& found) {
  const auto& all = found.parameters.all;
  std::string text = fmt::format("preset = \"{}\"\n", all.name);
  std::vector<const protocol::parameter*> set;
  for (const auto& [path, by] : chain::settings_of(found.call->value))
    for (const auto* each : parameters_set(*by))
      if (std::find(set.begin(), set.end(), each) == set.end()) set.push_back(each);
  for (const auto* each : set)
    text += fmt::format("{} = {}\n", each->key, protocol::toml_text(all.values, *each));
  return text;
}

}  // namespace

std::vector<const protocol::parameter*> parameters_set(const chain::call& setter) {
  std::vector<const protocol::parameter*> all;
  for (const auto& each : setter.arguments) {
    if (each.type == chain::wire::node_feature)
      all.push_back(protocol::find_parameter("node_features"));
    if (each.field != nullptr && each.type != chain::wire::executor_params)
      all.push_back(protocol::find_parameter(each.field->key));
    if (each.type != chain::wire::executor_params) continue;
    for (const auto& parameter : protocol::all_parameters())
      if (parameter.group == "executor") all.push_back(&parameter);
  }
  return all;
}

json report_json(const decoded& found) {
  if (found.call)
    return {{"kind", "call"}, {"bytes", found.bytes}, {"call", call_json(*found.call)}};
  json made = {{"kind", found.bytes > 0 ? "storage" : "parameters"}};
  made.update(stored_json(found));
  made["inconsistencies"] = inconsistencies_json(found);
  return made;
}

std::string report_text(const json& report) {
  if (report["kind"] == "call") return call_text(report);
  std::string text = stored_text(report);
  const auto broken = report["inconsistencies"].get<std::vector<std::string>>();
  if (broken.empty()) text += "consistent, as the chain asks\n";
  for (const auto& each : broken) text += fmt::format("inconsistent: {}\n", each);
  return text;
}

std::string as_toml(const decoded& found) {
  return found.call ? toml_of_call(found) : protocol::write_configuration(found.parameters.all);
}

std::string as_json(const decoded& found) {
  if (found.call) return tree_json(found.call->value).dump(2) + "\n";
  const auto& read = found.parameters;
  return chain::write_js(read.stored ? *read.stored
                                     : chain::to_stored(read.all.values, read.all.layout));
}

std::string as_hex(const decoded& found) {
  const auto& read = found.parameters;
  const auto made = found.call ? chain::encode_call(found.call->value)
                    : read.stored
                        ? chain::encode_storage(*read.stored)
                        : chain::encode_storage(chain::to_stored(read.all.values, read.all.layout));
  return chain::to_hex(made) + "\n";
}

}  // namespace backcheck::cli
