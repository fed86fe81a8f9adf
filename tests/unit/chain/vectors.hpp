// SPDX-License-Identifier: Apache-2.0
//
// Bytes whose meaning is known: those of live chains, and those made for tests.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "chain/bytes.hpp"

namespace backcheck::chain {

struct known_configuration {
  std::string name;
  unsigned layout = 0;
  bytes coded;
};
/// tests/data/real-configs.json and tests/data/made-configs.json.
std::vector<known_configuration> known_configurations();

struct known_call {
  std::string meaning;
  std::vector<std::string> chains;
  bytes coded;
  std::map<std::string, std::string> sets;
};
/// tests/data/calls.json.
std::vector<known_call> known_calls();

}  // namespace backcheck::chain
