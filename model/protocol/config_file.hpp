// SPDX-License-Identifier: Apache-2.0
//
// Configurations as TOML files: the format of our presets, and of the user's own.
// `docs/parameters.md` shows it. A file either starts from a preset and says what is different,
//
//     preset = "polkadot"
//     scheduling_lookahead = 3
//
// or it says which `layout` of the chain's configuration it is written for and gives every
// parameter of that layout. Parameters stand alone or in the table of their group, by any of their
// names. A value is a number (in quotes from 2^63 on, which TOML has no room for), "none", true or
// false, a list of node features, or { value = …, source = "…" }. `source` says where values are
// from: in a table for that table, at the top for the whole file. Sources that are long and often
// said can have names, in the table `sources`.
//
// Errors are `parameter_error`s of one line, `file:line:column: what; allowed: …`.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "model/protocol/configuration.hpp"

namespace backcheck::protocol {

/// The file's name is for errors, and becomes the configuration's name.
configuration read_configuration(std::string_view toml, std::string_view file);
configuration load_configuration(const std::filesystem::path& file);

/// As a file that gives every parameter, with its source; reading it gives the same again. Texts
/// are UTF-8.
std::string write_configuration(const configuration& all);
/// One value as such a file has it.
std::string toml_text(const concrete_parameters& all, const parameter& which);

}  // namespace backcheck::protocol
