// SPDX-License-Identifier: Apache-2.0
#include "cli/trace_page.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "cli/embedded_pages.hpp"
#include "model/machine/scopes.hpp"

namespace backcheck::cli {

using reflect::json;

namespace {

json facts_json(const std::vector<checker::fact>& facts) {
  json all = json::array();
  for (const auto& each : facts) {
    json attributes = json::array();
    for (const auto& [name, value] : each.attributes)
      attributes.push_back(json::array({name, value}));
    all.push_back({{"subject", each.subject}, {"attributes", std::move(attributes)}});
  }
  return all;
}

json moment_json(const trace::moment& m, const checker::frame& f) {
  json choices = json::array();
  if (m.taken)
    for (const auto& c : m.taken->choices) choices.push_back(json::array({c.name, c.shown}));
  return {
      {"rule", m.taken ? m.taken->rule : "start"},
      {"choices", std::move(choices)},
      {"changed", m.changed},
      {"remarks", m.remarks},
      {"names",
       {{"blocks", f.names.blocks}, {"candidates", f.names.candidates}, {"heads", f.names.heads}}},
      {"facts", facts_json(f.facts)},
      {"state", f.state}};
}

json failed_json(const trace::trace& t) {
  json all = json::array();
  if (t.stands == trace::standing::no_longer) return all;
  for (const auto& clause : t.failed) {
    json operands = json::array();
    for (const auto& [name, value] : clause.operands)
      operands.push_back(json::array({name, value}));
    all.push_back({{"clause", clause.sentence}, {"operands", std::move(operands)}});
  }
  return all;
}

json page_json(const trace::trace& t, const checker::explanation& explained,
               const told_no_return& no_return) {
  json moments = json::array();
  for (std::size_t i = 0; i < t.moments.size(); ++i)
    moments.push_back(moment_json(t.moments[i], explained.run.frames[i]));
  json made = {{"property", t.claimed.property},
               {"sentence", t.claimed.sentence},
               {"outcome", trace::outcome_text(t)},
               {"rule_set", t.rule_set},
               {"configuration", t.configuration},
               {"fault", t.fault},
               {"window", machine::to_text(t.window)},
               {"paras", t.window.paras},
               {"views", t.window.views},
               {"failed", failed_json(t)},
               {"no_return", no_return.lines},
               {"moments", std::move(moments)}};
  made["point_of_no_return"] = no_return.last ? json(*no_return.last) : json();
  made["loop"] = t.loop ? json(*t.loop) : json();
  return made;
}

/// JSON that may stand in a script: nothing in it looks like a tag.
std::string for_script(const json& value) {
  std::string made;
  for (const char c : value.dump()) made += c == '<' ? "\\u003c" : std::string(1, c);
  return made;
}

std::string_view file_named(std::string_view name) {
  const auto files = embedded_pages();
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const auto& f) { return f.name == name; });
  if (found == files.end()) throw std::logic_error("a part of the page was not built in");
  return found->text;
}

void put(std::string& text, std::string_view place, std::string_view what) {
  const auto at = text.find(place);
  if (at == std::string::npos) throw std::logic_error("the page has no place for a part of it");
  text.replace(at, place.size(), what);
}

}  // namespace

std::string to_page(const trace::trace& t, const checker::explanation& explained,
                    const told_no_return& no_return) {
  std::string script;
  for (const auto* part : {"state", "drawing", "leaves", "steps"}) script += file_named(part);
  put(script, "/*TRACE*/null", for_script(page_json(t, explained, no_return)));
  std::string text(file_named("trace"));
  put(text, "/*STYLE*/", file_named("style"));
  put(text, "/*SCRIPT*/", script);
  return text;
}

}  // namespace backcheck::cli
