// SPDX-License-Identifier: Apache-2.0
//
// The value of one field as JSON; see `js.hpp`.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "chain/fields.hpp"

namespace backcheck::chain {

/// Why a value cannot be read: where below the field, what is there, and what is allowed.
struct js_refusal {
  std::string path;
  std::string what;
  std::string allowed;
};

/// Throws a `js_refusal`.
field_value read_js_value(const nlohmann::ordered_json& from, wire type);
nlohmann::ordered_json write_js_value(const field_value& value, wire type);

/// What is allowed, in words; and what is there, if it is not too long.
std::string allowed_js(wire type);
std::string in_short(const nlohmann::ordered_json& value);

}  // namespace backcheck::chain
