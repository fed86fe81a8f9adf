// SPDX-License-Identifier: Apache-2.0
#include "cli/review_request.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "chain/input.hpp"
#include "chain/setters.hpp"
#include "cli/decoded.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/nearest_name.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::cli {

namespace {

/// The setter of the pallet that sets a parameter; all that one sets are enacted at once.
std::string setter_of(const protocol::parameter& p) {
  std::string_view table;
  for (const auto& group : protocol::parameter_groups())
    if (group.name == p.group) table = group.alias;
  for (const auto& row : chain::setters())
    if (row.key == p.key) return std::string(row.name);
  for (const auto& row : chain::setters())
    if (!row.table.empty() && (row.table == table || row.table == p.group))
      return std::string(row.name);
  return p.key == "node_features" ? "set_node_feature" : "set_" + std::string(p.key);
}

std::vector<checker::setter> setters_for(const checker::parameter_list& which) {
  std::vector<checker::setter> all;
  for (const auto* p : which) {
    if (p->group == "parachain") continue;
    const auto name = setter_of(*p);
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&](const checker::setter& s) { return s.name == name; });
    if (known == all.end()) {
      all.push_back({name, {p}});
    } else {
      known->sets.push_back(p);
    }
  }
  return all;
}

std::optional<std::string_view> chain_of(const protocol::configuration& from) {
  for (const auto& each : chain::known_chains())
    if (each.chain == from.name) return each.chain;
  return std::nullopt;
}

void read_sets(const std::vector<std::string>& sets, protocol::configuration& to) {
  for (const auto& text : sets) {
    try {
      protocol::set(to, text, "--set");
    } catch (const protocol::parameter_error& error) {
      throw checker::request_error(fmt::format("--set: {}", error.what()));
    }
  }
}

std::vector<checker::look> looks_named(const std::vector<std::string>& names) {
  std::vector<checker::look> all;
  std::vector<std::string_view> known;
  for (const auto& scope : machine::named_scopes()) known.push_back(scope.name);
  for (const auto& name : names) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end())
      throw checker::request_error(
          fmt::format("--scope: there is no '{}'; {}", name, protocol::what_instead(name, known)));
    all.push_back(
        checker::look_at(machine::named_scopes()[static_cast<std::size_t>(found - known.begin())]));
  }
  return all;
}

}  // namespace

void apply_call(const std::string& call, protocol::configuration& to) {
  const auto text =
      chain::is_hex(call) ? call : chain::text_of_file(call, "bytes in hexadecimal, or a file");
  try {
    const auto found = chain::detect_call(chain::from_hex(text), chain_of(to), to.layout);
    chain::apply(found.value, to);
  } catch (const protocol::parameter_error& error) {
    throw protocol::parameter_error(fmt::format("--call: {}", error.what()));
  }
}

protocol::configuration configuration_named(const std::string& preset_or_file) {
  const auto names = protocol::preset_names();
  if (std::find(names.begin(), names.end(), preset_or_file) != names.end())
    return protocol::preset(preset_or_file);
  const bool looks_like_file = preset_or_file.find_first_of("./") != std::string::npos ||
                               std::filesystem::exists(preset_or_file);
  if (looks_like_file) return chain::load_configuration(preset_or_file);
  throw checker::request_error(fmt::format("--from: there is no preset or file '{}'; {}",
                                           preset_or_file,
                                           protocol::what_instead(preset_or_file, names)));
}

checker::review_request read(const review_options& o) {
  if (!o.from)
    throw checker::request_error("review: what is it now? allowed: --from PRESET or FILE");
  const int given = (o.to ? 1 : 0) + (o.sets.empty() ? 0 : 1) + (o.call ? 1 : 0);
  if (given != 1)
    throw checker::request_error(fmt::format(
        "review: {} to review; allowed: one of --to FILE, --set KEY=VALUE..., --call HEX",
        given == 0 ? "there is no change" : "there is more than one change"));
  checker::review_request request;
  request.speak = read_dialect(o.rule_set, "none");
  request.before = configuration_named(*o.from);
  request.after = o.to ? chain::load_configuration(*o.to) : request.before;
  read_sets(o.sets, request.after);
  if (o.call) apply_call(*o.call, request.after);
  request.in_one_call = o.call.has_value();
  const auto which = checker::differences(request.before.values, request.after.values);
  if (which.empty())
    throw checker::request_error(
        fmt::format("review: the change changes nothing: {} has these values", o.from.value()));
  request.setters = setters_for(which);
  request.also = looks_named(o.scopes);
  request.ranges = !o.no_ranges;
  request.quick = o.quick;
  return request;
}

std::string command_of(const review_options& o) {
  std::string text = fmt::format("backcheck review --from {}", o.from.value_or(""));
  if (o.to) text += fmt::format(" --to {}", *o.to);
  for (const auto& each : o.sets) text += fmt::format(" --set {}", each);
  if (o.call) text += fmt::format(" --call {}", *o.call);
  if (o.rule_set != "2025") text += fmt::format(" --rule-set {}", o.rule_set);
  for (const auto& each : o.scopes) text += fmt::format(" --scope {}", each);
  if (o.quick) text += " --quick";
  return text;
}

}  // namespace backcheck::cli
