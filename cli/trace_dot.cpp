// SPDX-License-Identifier: Apache-2.0
#include "cli/trace_dot.hpp"

#include <fmt/format.h>

namespace backcheck::cli {

namespace {

using checker::frame;
using reflect::json;

/// A text in double quotes, as Graphviz reads it.
std::string in_quotes(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    if (c == '\n') made += "\\n";
    if (c != '\n') made += c;
  }
  return made + "\"";
}

/// Candidates that a state has in a role at some relay block.
bool is_in_role(const json& state, std::size_t candidate, const char* role) {
  for (const auto& block : state["blocks"])
    for (const auto& para : block["paras"])
      if (para[role] == candidate) return true;
  return false;
}

std::string_view colour_of(const json& state, std::size_t candidate) {
  if (is_in_role(state, candidate, "included")) return "palegreen";
  if (is_in_role(state, candidate, "pending")) return "khaki";
  return state["candidates"][candidate]["backable"] == true ? "lightblue" : "white";
}

/// What is to be said of a thing, below its name.
std::string label_of(const frame& f, const std::string& name) {
  std::string text = name;
  for (const auto& each : f.facts) {
    if (each.subject != name) continue;
    for (const auto& [what, value] : each.attributes) text += fmt::format("\n{}: {}", what, value);
  }
  return text;
}

class cluster {
 public:
  cluster(const frame& f, std::size_t number, std::string title)
      : frame_(f), number_(number), title_(std::move(title)) {}

  [[nodiscard]] std::string text() {
    text_ = fmt::format("  subgraph cluster_{} {{\n    label={};\n", number_, in_quotes(title_));
    for (std::size_t b = 0; b < frame_.names.blocks.size(); ++b) add_block(b);
    for (std::size_t c = 0; c < frame_.names.candidates.size(); ++c) add_candidate(c);
    return text_ + "  }\n";
  }

 private:
  [[nodiscard]] std::string id(char kind, std::size_t i) const {
    return fmt::format("s{}_{}{}", number_, kind, i);
  }
  void add_edge(const std::string& from, const std::string& to, std::string_view how) {
    text_ += fmt::format("    {} -> {}{};\n", from, to, how);
  }
  void add_block(std::size_t b) {
    text_ += fmt::format("    {} [shape=box, label={}];\n", id('b', b),
                         in_quotes(label_of(frame_, frame_.names.blocks[b])));
    if (b > 0)
      add_edge(id('b', b), id('b', frame_.state["blocks"][b]["parent"].get<std::size_t>()), "");
  }
  void add_candidate(std::size_t c) {
    const auto& about = frame_.state["candidates"][c];
    text_ += fmt::format("    {} [shape=ellipse, style=filled, fillcolor={}, label={}];\n",
                         id('c', c), colour_of(frame_.state, c),
                         in_quotes(label_of(frame_, frame_.names.candidates[c])));
    if (!about["parent"].is_null())
      add_edge(id('c', c), id('c', about["parent"].get<std::size_t>()), "");
    add_edge(id('c', c), id('b', about["relay_parent"].get<std::size_t>()),
             " [style=dashed, constraint=false]");
  }

  const frame& frame_;
  std::size_t number_;
  std::string title_;
  std::string text_;
};

}  // namespace

std::string to_dot(const trace::trace& t, const checker::explanation& explained,
                   std::optional<std::size_t> only) {
  std::string text = "digraph trace {\n  rankdir=RL;\n  node [fontname=\"sans-serif\"];\n";
  text += fmt::format("  label={};\n",
                      in_quotes(fmt::format("{} {}: {}", t.claimed.property, trace::outcome_text(t),
                                            t.claimed.sentence)));
  for (std::size_t i = 0; i < explained.run.frames.size(); ++i) {
    if (only && *only != i) continue;
    const auto& taken = t.moments[i].taken;
    text += cluster(explained.run.frames[i], i,
                    fmt::format("{}  {}", i, taken ? trace::step_text(*taken) : "start"))
                .text();
  }
  return text + "}\n";
}

}  // namespace backcheck::cli
