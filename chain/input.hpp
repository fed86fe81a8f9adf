// SPDX-License-Identifier: Apache-2.0
//
// Parameters in whatever form people have them: our TOML, the JSON that tools print, or the bytes
// that a chain stores. Which one it is shows in the text itself.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "chain/storage.hpp"

namespace backcheck::chain {

enum class form : std::uint8_t { toml, js, hex };
/// JSON begins with a brace, and hexadecimal has nothing but digits; anything else is taken for
/// TOML.
form form_of(std::string_view text);

/// Parameters, and as what they were stored, if they were.
struct read_parameters {
  protocol::configuration all;
  std::optional<stored_configuration> stored;
  std::vector<unsigned> other_layouts;  ///< as which the bytes could be read, too
};
/// Values of a chain may be out of range. `layout`, if given, is that of what a chain has stored.
read_parameters read_any(std::string_view text, std::string_view name,
                         std::optional<unsigned> layout = std::nullopt);

/// The text of a file; `allowed` says what one may be, should it not be readable.
std::string text_of_file(const std::filesystem::path& file, std::string_view allowed);

/// A file of parameters in any form, within their ranges.
protocol::configuration load_configuration(const std::filesystem::path& file);

}  // namespace backcheck::chain
