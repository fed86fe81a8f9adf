// SPDX-License-Identifier: Apache-2.0
#include "chain/input.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "chain/js.hpp"
#include "model/protocol/config_file.hpp"

namespace backcheck::chain {

namespace {

/// Says of an error where it is, if it does not say so itself.
template <class F>
auto named(std::string_view name, F&& f) {
  try {
    return f();
  } catch (const protocol::parameter_error& error) {
    throw protocol::parameter_error(fmt::format("{}: {}", name, error.what()));
  }
}

read_parameters as_stored(const stored_configuration& stored, std::string_view name) {
  const auto source =
      fmt::format("Configuration.ActiveConfig of layout {}, {}", stored.layout, name);
  return {to_configuration(stored, name, source), stored, {}};
}

read_parameters read_bytes(const bytes& from, std::string_view name,
                           std::optional<unsigned> layout) {
  if (layout) return as_stored(decode_storage(from, *layout), name);
  const auto found = detect_storage(from);
  auto read = as_stored(found.value, name);
  read.other_layouts = found.other_layouts;
  return read;
}

}  // namespace

form form_of(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && text[first] == '{') return form::js;
  return is_hex(text) ? form::hex : form::toml;
}

read_parameters read_any(std::string_view text, std::string_view name,
                         std::optional<unsigned> layout) {
  switch (form_of(text)) {
    case form::js:
      return as_stored(read_js(text, name, layout), name);
    case form::hex:
      return named(name, [&] { return read_bytes(from_hex(text), name, layout); });
    case form::toml:
      break;
  }
  return {protocol::read_configuration(text, name), std::nullopt, {}};
}

std::string text_of_file(const std::filesystem::path& file, std::string_view allowed) {
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file))
    throw protocol::parameter_error(
        fmt::format("{}: cannot be read; allowed: {}", file.string(), allowed));
  return std::string(std::istreambuf_iterator<char>(in), {});
}

protocol::configuration load_configuration(const std::filesystem::path& file) {
  const auto read =
      read_any(text_of_file(file, "a TOML file, or JSON or hexadecimal of a chain's configuration"),
               file.string());
  if (read.stored) named(file.string(), [&] { require_in_range(read.all); });
  return read.all;
}

}  // namespace backcheck::chain
