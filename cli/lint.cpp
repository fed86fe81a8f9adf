// SPDX-License-Identifier: Apache-2.0
//
// `backcheck lint`: what can be said of parameters without looking at any execution. Whether the
// chain would take them, and which properties of the catalogue they keep from being reached.
#include "properties/lints.hpp"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "checker/subject.hpp"
#include "checker/theorems.hpp"
#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/request.hpp"
#include "cli/review_request.hpp"
#include "cli/words.hpp"
#include "model/protocol/consistency.hpp"
#include "properties/liveness.hpp"

namespace backcheck::cli {

namespace {

using json = nlohmann::ordered_json;
using properties::lint_kind;

struct lint_options {
  question_options question;
  std::optional<std::string> call;
  std::optional<std::string> json_file;
};

std::string sentence_of(std::string_view property) {
  for (const auto& info : checker::property_infos())
    if (info.id == property) return std::string(info.sentence);
  for (const auto& info : properties::long_run())
    if (info.id == property) return std::string(info.sentence);
  for (const auto& info : checker::theorem_infos())
    if (info.id == property) return std::string(info.sentence);
  return {};
}

json report_json(const protocol::configuration& all, const std::vector<std::string>& sets,
                 protocol::rule_set rules) {
  json broken = json::array();
  json found = json::array();
  for (const auto& each : protocol::inconsistencies(all.values, all.layout))
    broken.push_back(each.text);
  std::size_t findings = broken.size();
  for (const auto& each : properties::lints({.rules = rules}, all.values)) {
    const bool finding = each.which->kind == lint_kind::unreachable;
    findings += finding ? 1 : 0;
    found.push_back({{"lint", each.which->id},
                     {"property", each.which->property},
                     {"says", finding ? "unreachable" : "bound"},
                     {"because", each.text},
                     {"sentence", sentence_of(each.which->property)},
                     {"formula", each.which->formula}});
  }
  return {{"parameters", all.name},    {"set", sets},
          {"layout", all.layout},      {"rule_set", protocol::name_of(rules)},
          {"inconsistencies", broken}, {"lints", found},
          {"findings", findings}};
}

std::string report_text(const json& report) {
  std::string text =
      fmt::format("rule set    {}\nparameters  {}", report["rule_set"].get<std::string>(),
                  report["parameters"].get<std::string>());
  for (const json& each : report["set"]) text += fmt::format(", {}", each.get<std::string>());
  text += "\n";
  for (const json& each : report["inconsistencies"])
    text += fmt::format("inconsistent: {}\n", each.get<std::string>());
  if (report["inconsistencies"].empty()) text += "consistent, as the chain asks\n";
  for (const json& each : report["lints"]) {
    text += fmt::format("{:4} {:11}  {}\n", each["property"].get<std::string>(),
                        each["says"].get<std::string>(), each["because"].get<std::string>());
    text += fmt::format("{:16}  {}\n", "", each["sentence"].get<std::string>());
  }
  const auto findings = report["findings"].get<std::size_t>();
  return text + (findings == 0 ? "no finding\n" : counted(findings, "finding") + "\n");
}

exit_code lint(const lint_options& options) {
  const auto rules = read_rule_set(options.question);
  auto all = read_parameters(options.question);
  if (options.call) apply_call(*options.call, all);
  auto changes = options.question.sets;
  if (options.call) changes.push_back("--call " + *options.call);
  const auto report = report_json(all, changes, rules);
  if (options.json_file) output_file(*options.json_file).write(report.dump(1) + "\n");
  say(report_text(report));
  return report["findings"].get<std::size_t>() == 0 ? exit_code::holds : exit_code::violated;
}

}  // namespace

command add_lint(CLI::App& program) {
  auto* app = program.add_subcommand("lint", "say what parameters rule out, without a search");
  const auto options = std::make_shared<lint_options>();
  add_parameters_to(*app, options->question);
  app->add_option("--call", options->call, "as they are after this call")->type_name("HEX|FILE");
  app->add_option("--json", options->json_file, "write the report as JSON")->type_name("FILE");
  return {app, [options] { return lint(*options); }};
}

}  // namespace backcheck::cli
