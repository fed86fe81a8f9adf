// SPDX-License-Identifier: Apache-2.0
//
// JSON as tools print it: every form of every value, and what is refused, by its path.
#include "chain/js.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "tests/unit/chain/vectors.hpp"
#include "tests/unit/protocol/refusal.hpp"

namespace backcheck::chain {
namespace {

using json = nlohmann::ordered_json;
using protocol::refusal_of;

/// Without bits behind the highest that is set, as this form tells only whole bytes.
stored_configuration without_spare_bits(stored_configuration from) {
  for (auto& each : from.fields) {
    while (each.features.size() % 8 != 1 && !each.features.empty() && !each.features.back())
      each.features.pop_back();
  }
  return from;
}

json machine_form(std::string_view name) {
  for (const auto& each : known_configurations())
    if (each.name == name) return json::parse(write_js(decode_storage(each.coded, each.layout)));
  throw std::runtime_error("no such value");
}

/// As polkadot-js prints it for people: numbers in quotes, with commas; enums with capitals.
json human_form(const json& from) {
  if (from.is_number()) {
    std::string text = from.dump();
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
      text.insert(static_cast<std::size_t>(at), ",");
    return text;
  }
  if (!from.is_structured()) return from;
  json made = from.is_array() ? json::array() : json::object();
  for (const auto& [key, value] : from.items()) {
    if (from.is_array()) {
      made.push_back(human_form(value));
      continue;
    }
    std::string name = key;
    if (key.starts_with("pvf") && key.ends_with("Timeout")) name[0] = 'P';
    if (key == "maxMemoryPages") name[0] = 'M';
    made[name] = human_form(value);
    if (key == "onDemandTargetQueueUtilization") made[name] = "25.00%";
    if (key == "nodeFeatures" && value == "0x0b") made[name] = "0b11010000";
  }
  return made;
}

TEST(js, of_every_known_configuration_is_read_again_in_both_forms) {
  for (const auto& [name, layout, coded] : known_configurations()) {
    const auto stored = without_spare_bits(decode_storage(coded, layout));
    const auto text = write_js(stored);
    EXPECT_EQ(read_js(text, "c.json"), stored) << name;
    EXPECT_EQ(read_js(human_form(json::parse(text)).dump(2), "c.json"), stored) << name;
    EXPECT_EQ(read_js("{\"activeConfig\": " + text + "}", "c.json"), stored) << name;
  }
}

TEST(js, has_the_names_and_values_that_polkadot_js_prints) {
  const json kusama = machine_form("kusama-v13");
  EXPECT_EQ(kusama["maxCodeSize"], 3145728);
  EXPECT_EQ(kusama["asyncBackingParams"],
            (json{{"maxCandidateDepth", 6}, {"allowedAncestryLen", 2}}));
  EXPECT_EQ(kusama["executorParams"],
            json::parse(R"([{"maxMemoryPages":8192},{"pvfExecTimeout":["Backing",2500]},)"
                        R"({"pvfExecTimeout":["Approval",15000]}])"));
  EXPECT_EQ(kusama["schedulerParams"]["lookahead"], 5);
  EXPECT_EQ(kusama["approvalVotingParams"]["maxApprovalCoalesceCount"], 6);
  EXPECT_EQ(kusama["nodeFeatures"], "0x0b");
  EXPECT_EQ(kusama["hrmpSenderDeposit"], 5000000000000);
  EXPECT_EQ(machine_form("polkadot-v13")["maxValidators"], nullptr);
  EXPECT_EQ(machine_form("made-v8")["onDemandCores"], 0);
  EXPECT_EQ(machine_form("made-v8")["schedulingLookahead"], 2);
}

TEST(js, large_numbers_are_hexadecimal_and_come_back) {
  auto stored = decode_storage(known_configurations().front().coded, 13);
  stored.fields[14].number = protocol::natural{1} << 100;
  const auto text = write_js(stored);
  EXPECT_NE(text.find("\"0x00000010000000000000000000000000\""), std::string::npos) << text;
  EXPECT_EQ(read_js(text, "c.json"), without_spare_bits(stored));
}

// Chain specifications have the chain's own names, and features as bits and bytes.
TEST(js, of_chain_specifications_is_read_too) {
  const auto known = known_configurations().front();
  const json camel = machine_form(known.name);
  json snake = json::object();
  const auto lower = [](const std::string& name) {
    return std::regex_replace(name, std::regex("([A-Z])"), "_$1");
  };
  for (const auto& [key, value] : camel.items()) {
    json own = value.is_object() ? json::object() : value;
    if (value.is_object())
      for (const auto& [inner, number] : value.items()) own[lower(inner)] = number;
    snake[lower(key)] = own;
  }
  std::string text = snake.dump();
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  text = std::regex_replace(text, std::regex("maxmemorypages"), "MaxMemoryPages");
  text = std::regex_replace(text, std::regex("pvfexectimeout"), "PvfExecTimeout");
  text = std::regex_replace(text, std::regex("backing\","), "Backing\",");
  text = std::regex_replace(text, std::regex("approval\","), "Approval\",");
  text = std::regex_replace(text, std::regex("\"0x0b\""), R"({"bits":4,"data":[11]})");
  EXPECT_EQ(read_js(text, "c.json"), decode_storage(known.coded, 13));
}

struct wrong_value {
  std::string path;  ///< of JSON, to be changed
  json value;
  std::string says;
};

TEST(js, that_is_wrong_is_refused_by_its_path) {
  const std::string u32 =
      "a whole number, 0 to 4294967295, in quotes also with commas or as 0x... (layout 13)";
  const std::vector<wrong_value> all{
      {"/maxCodeSize", -1, "$.maxCodeSize: -1 is there; allowed: " + u32},
      {"/maxCodeSize", 1.5, "$.maxCodeSize: 1.5 is there; allowed: " + u32},
      {"/maxCodeSize", 4294967296, "$.maxCodeSize: 4294967296 is there; allowed: " + u32},
      {"/maxCodeSize", "3,14", "$.maxCodeSize: \"3,14\" is there; allowed: " + u32},
      {"/maxCodeSize", nullptr, "$.maxCodeSize: null is there; allowed: " + u32},
      {"/schedulerParams/lookahead", "two", "$.schedulerParams.lookahead: \"two\" is there; "},
      {"/schedulerParams", 3, "$.schedulerParams: 3 is there; allowed: an object"},
      {"/schedulerParams/lookahed", 3,
       "$.schedulerParams.lookahed: no field of layout 13; did you mean 'lookahead'? allowed: the "
       "fields of HostConfiguration"},
      {"/maxCodSize", 3, "$.maxCodSize: no field of layout 13; did you mean 'maxCodeSize'?"},
      {"/maxValidators", "none", "$.maxValidators: \"none\" is there; allowed: null, or a whole"},
      {"/executorParams", json::object(), "$.executorParams: {} is there; allowed: an array"},
      {"/executorParams/0", {{"memory", 1}}, "$.executorParams[0]: {\"memory\":1} is there; "},
      {"/executorParams/1/pvfExecTimeout/0", "Dispute",
       "$.executorParams[1].pvfExecTimeout[0]: \"Dispute\" is there; allowed: \"Backing\", "
       "\"Approval\""},
      {"/executorParams/1/pvfExecTimeout", 5,
       "$.executorParams[1].pvfExecTimeout: 5 is there; allowed: an array of a kind and"},
      {"/nodeFeatures", "0b12", "$.nodeFeatures: \"0b12\" is there; allowed: bits in"},
      {"/nodeFeatures", "0x0000000001", "$.nodeFeatures: feature 32 is enabled; allowed: 0 to 31"},
      {"/nodeFeatures",
       {{"bits", 9}, {"data", {1}}},
       "$.nodeFeatures.data: [1] is there; allowed: the bytes of 9 bits"},
      {"/validation_upgrade_frequency", 1,
       "$.validation_upgrade_frequency: it is given again, by another name; allowed: once"},
  };
  for (const auto& [path, value, says] : all) {
    json changed = machine_form("kusama-v13");
    changed[json::json_pointer(path)] = value;
    const auto said = refusal_of([&] { read_js(changed.dump(), "c.json"); });
    EXPECT_TRUE(said.starts_with("c.json: " + says)) << said << "\n" << says;
    EXPECT_EQ(said.find('\n'), std::string::npos);
  }
}

TEST(js, that_lacks_a_field_is_refused_by_its_path) {
  const json whole = machine_form("kusama-v13");
  const json flat = whole.flatten();
  for (const auto& each : flat.items()) {
    if (each.key().find("executorParams/") != std::string::npos) continue;
    json changed = whole;
    const json::json_pointer at(each.key());
    changed[at.parent_pointer()].erase(at.back());
    const auto said = refusal_of([&] { read_js(changed.dump(), "c.json", 13); });
    const auto path = std::regex_replace(each.key(), std::regex("/"), ".");
    EXPECT_TRUE(said.starts_with("c.json: $" + path + ": nothing is there; allowed: ")) << said;
  }
}

TEST(js, that_is_none_is_refused_where_it_ends_to_be_one) {
  const auto said = [](std::string_view text) {
    return refusal_of([&] { read_js(text, "c.json"); });
  };
  EXPECT_TRUE(said("{\n \"maxCodeSize\": }").starts_with("c.json:2: not JSON, at character 19"))
      << said("{\n \"maxCodeSize\": }");
  EXPECT_TRUE(said("").starts_with("c.json:1: not JSON")) << said("");
  EXPECT_TRUE(said("[1]").starts_with("c.json: $: [1] is there; allowed: an object"))
      << said("[1]");
  EXPECT_EQ(said("{\"a\": 1, \"a\": 2}"), "c.json: the key 'a' is given again; allowed: once");
  EXPECT_TRUE(said("{}").starts_with("c.json: $.maxCodeSize: nothing is there")) << said("{}");
  EXPECT_TRUE(said("\"\xff\"").starts_with("c.json:1: not JSON")) << said("\"\xff\"");
}

}  // namespace
}  // namespace backcheck::chain
