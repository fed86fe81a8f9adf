// SPDX-License-Identifier: Apache-2.0
//
// The storage values of real chains in tests/data/real-configs.json, with what each of their fields
// is and where they were published, and how a configuration differs from one.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "model/protocol/configuration.hpp"

namespace backcheck::protocol {

/// All of them, each with its `name`, `layout`, `hex` and `decoded`.
nlohmann::json real_values();
/// What the fields of one are.
nlohmann::json decoded_value(std::string_view name);

/// Every field of a decoded value that a configuration has another value for, and every parameter
/// of the layout that the value does not mention: `key: ours, theirs`.
std::vector<std::string> differences(const configuration& ours, const nlohmann::json& theirs);

}  // namespace backcheck::protocol
