// SPDX-License-Identifier: Apache-2.0
//
// `backcheck decode`: the bytes of a call or of a configuration, or the JSON of one, into named
// parameters, and from one form into another.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "checker/asking.hpp"
#include "cli/command.hpp"
#include "cli/decoded.hpp"
#include "cli/output_file.hpp"
#include "model/protocol/nearest_name.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::cli {

namespace {

struct decode_options {
  std::optional<std::string> input;
  std::optional<std::string> call;
  std::optional<std::string> storage;
  std::optional<std::string> config;
  std::optional<std::string> layout;
  std::optional<std::string> chain;
  std::string as = "text";
  std::optional<std::string> json_file;
};

/// A text, and what it is called in errors.
struct given_text {
  std::string text;
  std::string name;
};

given_text bytes_or_file(const std::string& given, const std::string& option) {
  if (chain::is_hex(given)) return {given, option};
  return {chain::text_of_file(given, "bytes in hexadecimal, or a file"), given};
}

std::optional<unsigned> read_layout(const decode_options& options) {
  if (!options.layout) return std::nullopt;
  std::string_view text = *options.layout;
  if (text.starts_with('v')) text.remove_prefix(1);
  unsigned number = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number < protocol::oldest_layout ||
      number > protocol::newest_layout)
    throw checker::request_error(fmt::format("--layout: there is no '{}'; allowed: {} to {}",
                                             *options.layout, protocol::oldest_layout,
                                             protocol::newest_layout));
  return number;
}

/// An error names what it is about.
template <class F>
auto about(const std::string& name, F&& f) {
  try {
    return f();
  } catch (const protocol::parameter_error& error) {
    throw protocol::parameter_error(fmt::format("{}: {}", name, error.what()));
  }
}

decoded decode_call(const chain::bytes& from, const std::string& name,
                    const decode_options& options) {
  decoded found;
  found.bytes = from.size();
  found.call =
      about(name, [&] { return chain::detect_call(from, options.chain, read_layout(options)); });
  const auto names = protocol::preset_names();
  const auto own = found.call->chains.front();
  const bool is_preset = std::find(names.begin(), names.end(), own) != names.end();
  found.parameters.all = protocol::preset(is_preset ? own : names.front());
  chain::apply(found.call->value, found.parameters.all);
  return found;
}

decoded decode_configuration(const given_text& given, const decode_options& options) {
  decoded found;
  found.parameters = chain::read_any(given.text, given.name, read_layout(options));
  if (chain::form_of(given.text) == chain::form::hex)
    found.bytes = chain::from_hex(given.text).size();
  return found;
}

/// Bytes that begin with the number of a pallet that has calls for us are a call, unless they can
/// be read as a configuration.
bool looks_like_call(const chain::bytes& from) {
  if (from.empty()) return false;
  for (unsigned layout = protocol::oldest_layout; layout <= protocol::newest_layout; ++layout) {
    try {
      chain::decode_storage(from, layout);
      return false;
    } catch (const protocol::parameter_error&) {
      continue;
    }
  }
  const auto known = chain::known_chains();
  return std::any_of(known.begin(), known.end(), [&](const chain::pallet_numbers& on) {
    return from[0] == on.configuration || from[0] == on.utility || from[0] == on.whitelist;
  });
}

decoded decode_anything(const given_text& given, const decode_options& options) {
  if (chain::form_of(given.text) != chain::form::hex) return decode_configuration(given, options);
  const auto bytes = about(given.name, [&] { return chain::from_hex(given.text); });
  // Too short for any configuration: whatever is wrong with it is wrong with a call.
  constexpr std::size_t shortest_configuration = 150;
  const bool is_call = bytes.size() < shortest_configuration || looks_like_call(bytes);
  return is_call ? decode_call(bytes, given.name, options) : decode_configuration(given, options);
}

decoded read(const decode_options& options) {
  const int given = (options.input ? 1 : 0) + (options.call ? 1 : 0) + (options.storage ? 1 : 0) +
                    (options.config ? 1 : 0);
  if (given != 1)
    throw checker::request_error(
        fmt::format("decode: {} to decode; allowed: one of INPUT, --call, --storage, --config",
                    given == 0 ? "there is nothing" : "there is more than one thing"));
  if (options.input) return decode_anything(bytes_or_file(*options.input, "decode"), options);
  if (options.config)
    return decode_configuration(
        {chain::text_of_file(*options.config, "TOML, JSON or hexadecimal"), *options.config},
        options);
  const bool is_call = options.call.has_value();
  const auto text =
      bytes_or_file(is_call ? *options.call : *options.storage, is_call ? "--call" : "--storage");
  const auto bytes = about(text.name, [&] { return chain::from_hex(text.text); });
  return is_call ? decode_call(bytes, text.name, options)
                 : decode_configuration({chain::to_hex(bytes), text.name}, options);
}

exit_code decode(const decode_options& options) {
  constexpr std::array<std::string_view, 4> forms{"text", "toml", "json", "hex"};
  if (std::find(forms.begin(), forms.end(), options.as) == forms.end())
    throw checker::request_error(fmt::format("--as: there is no '{}'; {}", options.as,
                                             protocol::what_instead(options.as, forms)));
  if (options.chain) about("--chain", [&] { return chain::chain_named(*options.chain).utility; });
  const auto found = read(options);
  const auto report = report_json(found);
  if (options.json_file) output_file(*options.json_file).write(report.dump(1) + "\n");
  say(options.as == "toml"   ? as_toml(found)
      : options.as == "json" ? as_json(found)
      : options.as == "hex"  ? as_hex(found)
                             : report_text(report));
  return exit_code::holds;
}

}  // namespace

command add_decode(CLI::App& program) {
  auto* app = program.add_subcommand("decode", "read a call or a configuration of a relay chain");
  const auto o = std::make_shared<decode_options>();
  app->add_option("INPUT", o->input, "bytes in hexadecimal, or a file of any form");
  app->add_option("--call", o->call, "a call that changes parameters")->type_name("HEX|FILE");
  app->add_option("--storage", o->storage, "the value of Configuration.ActiveConfig")
      ->type_name("HEX|FILE");
  app->add_option("--config,--params", o->config, "JSON as polkadot-js prints it, TOML, or bytes")
      ->type_name("FILE");
  app->add_option("--layout", o->layout,
                  "version of the configuration, 8 to 13; default: the one "
                  "that fits")
      ->type_name("N");
  app->add_option("--chain", o->chain, "whose pallets a call names; default: the one that fits")
      ->type_name("NAME");
  app->add_option("--as", o->as, "text, toml, json or hex")->capture_default_str();
  app->add_option("--json", o->json_file, "write the report as JSON")->type_name("FILE");
  return {app, [o] { return decode(*o); }};
}

}  // namespace backcheck::cli
