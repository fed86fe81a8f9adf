// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/chain/vectors.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

namespace backcheck::chain {

namespace {

nlohmann::json parsed(const char* file) {
  std::ifstream in(file);
  return nlohmann::json::parse(in);
}

}  // namespace

std::vector<known_configuration> known_configurations() {
  std::vector<known_configuration> all;
  const auto real = parsed("tests/data/real-configs.json");
  const auto made = parsed("tests/data/made-configs.json");
  for (const auto& each : real)
    all.push_back(
        {each.at("name"),
         static_cast<unsigned>(std::stoul(each.at("layout").get<std::string>().substr(1))),
         from_hex(each.at("hex").get<std::string>())});
  for (const auto& each : made.at("values"))
    all.push_back(
        {each.at("name"), each.at("layout"), from_hex(each.at("hex").get<std::string>())});
  return all;
}

std::vector<known_call> known_calls() {
  std::vector<known_call> all;
  const auto calls = parsed("tests/data/calls.json");
  for (const auto& each : calls.at("calls"))
    all.push_back({each.at("meaning"), each.at("chains"),
                   from_hex(each.at("hex").get<std::string>()), each.at("sets")});
  return all;
}

}  // namespace backcheck::chain
