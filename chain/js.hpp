// SPDX-License-Identifier: Apache-2.0
//
// A configuration as JSON, in the ways in which tools print `configuration.activeConfig`:
// polkadot-js for machines (numbers, large ones in hexadecimal) and for people (`"3,145,728"`,
// `"25.00%"`), with its camelCase; chain specifications, with the chain's own names.
//
// Source: polkadot-js/api, packages/types-codec (`toJSON` and `toHuman` of each codec).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "chain/storage.hpp"

namespace backcheck::chain {

/// The version follows from the fields that there are. What is wrong is a `parameter_error` that
/// names the file, and the place in it as a path, `$.schedulerParams.lookahead`.
stored_configuration read_js(std::string_view text, std::string_view file,
                             std::optional<unsigned> layout = std::nullopt);

/// As polkadot-js prints it for machines. That form does not tell how many bits the node features
/// have, only how many bytes; read again, they end with the highest that is enabled.
std::string write_js(const stored_configuration& from);

}  // namespace backcheck::chain
