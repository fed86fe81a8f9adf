// SPDX-License-Identifier: Apache-2.0
//
// SARIF 2.1.0 (OASIS): what tools that show findings beside the lines of a file read. Each verdict
// that got worse is a result, at the line that changes a parameter.
#include <fmt/format.h>

#include <algorithm>

#include "chain/js_names.hpp"
#include "cli/review_report.hpp"

namespace backcheck::cli {

using reflect::json;

namespace {

/// Whether a line gives a value to that name: `name = 1` or `"name": 1`.
bool gives(std::string_view line, std::string_view name) {
  const auto letters = line.find_first_not_of(" \t\"");
  if (letters == std::string_view::npos || !line.substr(letters).starts_with(name)) return false;
  const auto rest = line.substr(letters + name.size());
  const auto next = rest.find_first_not_of(" \t\"");
  return next != std::string_view::npos && (rest[next] == '=' || rest[next] == ':');
}

/// Where the finding is: the line that changes the first parameter it may come from.
json locations_of(const told_review& told) {
  json all = json::array();
  for (const auto* p : told.found.change.which) {
    json where = {{"logicalLocations",
                   json::array({{{"name", p->key},
                                 {"fullyQualifiedName", fmt::format("{}.{}", p->group, p->key)},
                                 {"kind", "parameter"}}})}};
    if (!told.file.empty()) {
      const auto line = std::max<std::size_t>(line_of(told.file_text, *p), 1);
      where["physicalLocation"] = {{"artifactLocation", {{"uri", told.file}}},
                                   {"region", {{"startLine", line}}}};
    }
    all.push_back(std::move(where));
  }
  return all;
}

json result(const told_review& told, const std::string& rule, const std::string& text) {
  return {{"ruleId", rule},
          {"level", "error"},
          {"message", {{"text", text}}},
          {"locations", locations_of(told)}};
}

json rule(const std::string& id, const std::string& sentence) {
  return {{"id", id}, {"shortDescription", {{"text", sentence}}}};
}

}  // namespace

std::size_t line_of(const std::string& text, const protocol::parameter& which) {
  std::vector<std::string> names{std::string(which.key)};
  for (const auto alias : which.aliases) names.emplace_back(alias);
  const auto plain = names;
  for (const auto& name : plain) {
    names.push_back(fmt::format("{}.{}", which.group, name));
    names.push_back(chain::camel_case(name));
  }
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = std::string_view(text).substr(at, end - at);
    ++number;
    if (std::any_of(names.begin(), names.end(), [&](const auto& n) { return gives(line, n); }))
      return number;
    at = end + 1;
  }
  return 0;
}

json review_sarif(const told_review& told) {
  json rules = json::array();
  json results = json::array();
  for (const auto& row : told.found.rows) {
    if (!row.is_worse()) continue;
    rules.push_back(rule(row.id, row.sentence));
    results.push_back(
        result(told, row.id, fmt::format("{}: {}. {}", row.id, worse_text(row), row.sentence)));
  }
  const bool refused = told.found.inconsistent[0].empty();
  for (const auto& text : told.found.inconsistent[1]) {
    if (!refused) continue;
    if (rules.empty() || rules.back()["id"] != "inconsistent")
      rules.push_back(rule("inconsistent", "the chain refuses an inconsistent configuration"));
    results.push_back(result(told, "inconsistent", text));
  }
  bool told_of_stages = false;
  for (const auto& stage : told.found.stages) {
    for (const auto& fault : stage.worse) {
      if (!told_of_stages)
        rules.push_back(rule("stage", "setters enacted in different sessions do no harm between"));
      told_of_stages = true;
      results.push_back(
          result(told, "stage",
                 fmt::format("after {} alone: {}", fmt::join(stage.enacted, " and "), fault.text)));
    }
  }
  return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
          {"version", "2.1.0"},
          {"runs", json::array({{{"tool",
                                  {{"driver",
                                    {{"name", "backcheck"},
                                     {"version", BACKCHECK_VERSION},
                                     {"rules", std::move(rules)}}}}},
                                 {"results", std::move(results)}}})}};
}

}  // namespace backcheck::cli
