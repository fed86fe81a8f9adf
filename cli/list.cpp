// SPDX-License-Identifier: Apache-2.0
//
// `backcheck list`: what there is to ask for. Everything is put together as JSON first; the text is
// made of that.
#include <fmt/format.h>

#include <map>
#include <memory>

#include "checker/asking.hpp"
#include "checker/faults.hpp"
#include "checker/subject.hpp"
#include "checker/theorems.hpp"
#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/report_long_run.hpp"
#include "model/machine/rules.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/nearest_name.hpp"
#include "model/protocol/presets.hpp"
#include "model/reflect/json_error.hpp"

namespace backcheck::cli {

using reflect::json;

namespace {

json presets() {
  json all = json::array();
  for (const auto name : protocol::preset_names())
    all.push_back({{"name", name}, {"about", protocol::preset(name).description}});
  return all;
}

json rule_sets_of(const properties::eras& claimed) {
  json names = json::array();
  for (std::size_t i = 0; i < protocol::rule_set_names.size(); ++i)
    if (claimed.has(static_cast<protocol::rule_set>(i)))
      names.push_back(protocol::rule_set_names[i]);
  return names;
}

template <class Info>
json property_json(const Info& info, std::string_view kind) {
  return {{"name", info.id},
          {"about", info.sentence},
          {"kind", kind},
          {"rule_sets", rule_sets_of(info.holds_in)},
          {"parameters", info.parameters},
          {"guaranteed_by", info.guard},
          {"source", info.source}};
}

json properties_json() {
  json all = json::array();
  constexpr std::array<std::string_view, 3> kinds{"always", "step", "sometimes"};
  for (const auto& info : checker::property_infos())
    all.push_back(property_json(info, kinds[static_cast<std::size_t>(info.kind)]));
  for (std::size_t i = 0; i < properties::long_run().size(); ++i) {
    const auto& info = properties::long_run()[i];
    all.push_back(property_json(info, kind_name(info)));
    all.back()["assuming"] = checker::assumptions_of(i, {});
  }
  return all;
}

json assumptions_json() {
  json all = json::array();
  for (const auto& info : properties::assumptions) {
    all.push_back({{"name", info.id},
                   {"about", info.sentence},
                   {"fairness", properties::how_fair_names[static_cast<std::size_t>(info.how)]},
                   {"source", info.source}});
  }
  for (const auto& info : properties::courses)
    all.push_back({{"name", info.id},
                   {"about", info.sentence},
                   {"fairness", "always"},
                   {"source", info.source}});
  return all;
}

json theorems() {
  json all = json::array();
  for (const auto& info : checker::theorem_infos())
    all.push_back({{"name", info.id},
                   {"about", info.sentence},
                   {"functions", info.about},
                   {"source", info.source},
                   {"window", info.window},
                   {"mutant", info.mutant}});
  return all;
}

json rules() {
  json all = json::array();
  for (std::size_t i = 0; i < machine::rule_names.size(); ++i)
    all.push_back({{"name", machine::rule_names[i]}, {"about", machine::rule_sentences[i]}});
  return all;
}

json scopes() {
  json all = json::array();
  for (const auto& named : machine::named_scopes())
    all.push_back({{"name", named.name},
                   {"about", named.about},
                   {"window", machine::to_text(named.window)},
                   {"set", named.set},
                   {"change", named.change},
                   {"leaves_out", machine::left_out(named.window)}});
  return all;
}

json parameters() {
  json all = json::array();
  for (const auto& p : protocol::all_parameters())
    all.push_back({{"name", p.key},
                   {"about", p.meaning},
                   {"group", p.group},
                   {"unit", p.unit},
                   {"allowed", protocol::allowed_values(p)},
                   {"affects", p.affects},
                   {"source", p.source}});
  return all;
}

json mutants() {
  json all = json::array();
  for (const auto& fault : checker::fault_infos())
    all.push_back({{"name", fault.id},
                   {"about", fault.sentence},
                   {"window", machine::to_text(fault.window)},
                   {"parameters", fault.parameters}});
  return all;
}

using maker = json (*)();
const std::map<std::string, maker>& lists() {
  static const std::map<std::string, maker> all{
      {"presets", presets},   {"properties", properties_json}, {"rules", rules},
      {"theorems", theorems}, {"theorems", theorems},          {"scopes", scopes},
      {"mutants", mutants},   {"parameters", parameters},      {"assumptions", assumptions_json}};
  return all;
}

/// One thing a line: its name and a sentence; under it, of a scope, the window and what is outside.
std::string text_of(const json& list) {
  std::size_t width = 0;
  for (const auto& each : list) width = std::max(width, each["name"].get<std::string>().size());
  std::string text;
  for (const auto& each : list) {
    text += fmt::format("{:{}}  {}\n", each["name"].get<std::string>(), width,
                        each["about"].get<std::string>());
    if (each.contains("window"))
      text += fmt::format("{:{}}  {}\n", "", width, each["window"].get<std::string>());
    for (const auto* with : {"set", "change"}) {
      const auto value = each.value(with, std::string());
      if (!value.empty()) text += fmt::format("{:{}}  with --{} {}\n", "", width, with, value);
    }
    if (each.contains("leaves_out"))
      text += fmt::format("{:{}}  leaves out {}\n", "", width,
                          fmt::join(each["leaves_out"].get<std::vector<std::string>>(), "; "));
  }
  return text;
}

exit_code list(const std::string& what, bool as_json) {
  const auto found = lists().find(what);
  if (found == lists().end()) {
    std::vector<std::string_view> names;
    for (const auto& [name, make] : lists()) names.push_back(name);
    throw checker::request_error(fmt::format("list: there is no list of '{}'; {}", what,
                                             protocol::what_instead(what, names)));
  }
  const json made = found->second();
  say(as_json ? made.dump(1) + "\n" : text_of(made));
  return exit_code::holds;
}

}  // namespace

command add_list(CLI::App& program) {
  auto* app = program.add_subcommand("list", "list what there is to ask for");
  struct list_options {
    std::string what;
    bool as_json = false;
  };
  const auto options = std::make_shared<list_options>();
  app->add_option(
         "WHAT", options->what,
         "presets, properties, assumptions, rules, scopes, mutants, parameters or theorems")
      ->required();
  app->add_flag("--json", options->as_json, "as JSON");
  return {app, [options] { return list(options->what, options->as_json); }};
}

}  // namespace backcheck::cli
