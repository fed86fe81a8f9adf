// SPDX-License-Identifier: Apache-2.0
#include "cli/survey_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "cli/words.hpp"

namespace backcheck::cli {

using checker::conclusion;
using properties::property_kind;

namespace {

std::string rule_sets_of(const properties::eras& claimed) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < protocol::rule_set_names.size(); ++i)
    if (claimed.has(static_cast<protocol::rule_set>(i)))
      names.push_back(protocol::rule_set_names[i]);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string set_in(const machine::named_scope& scope) {
  std::string text(scope.set);
  if (!scope.change.empty())
    text += fmt::format("{}--change {}", text.empty() ? "" : " ", scope.change);
  return text;
}

std::string row_of(const checker::scope_run& run) {
  const auto& scope = *run.scope;
  const auto first =
      fmt::format("| {} | {} | {} |", scope.name, protocol::name_of(run.rules), set_in(scope));
  if (run.why_not) return fmt::format("{} | | not followed: {} |\n", first, *run.why_not);
  return fmt::format("{} {} | {} | {} |\n", first, with_commas(run.found.search.states),
                     with_commas(run.found.search.transitions), verdict_counts(run));
}

/// Where a property came to one conclusion, and how often its premise was met there.
std::string places(const surveyed& all, std::size_t property, conclusion what) {
  std::string text;
  std::string_view last;
  for (const auto& run : all.scopes) {
    for (const auto& v : run.found.verdicts) {
      const bool empty = v.met == 0 && what == conclusion::holds;
      if (v.property != property || v.what != what || empty) continue;
      text += run.scope->name == last
                  ? std::string(", ")
                  : fmt::format("{}`{}` ", text.empty() ? "" : "; ", run.scope->name);
      text += protocol::name_of(run.rules);
      if (v.met > 0) text += fmt::format(" ({})", with_commas(v.met));
      last = run.scope->name;
    }
  }
  return text;
}

std::string refuters(const surveyed& all, std::size_t property) {
  std::string text;
  for (const auto& run : all.faults) {
    for (const auto& each : run.kills) {
      if (each.property != property) continue;
      text += fmt::format("{}`{}` in {}", text.empty() ? "" : ", ", run.fault->id,
                          counted(each.steps, "step"));
      if (!each.scope.empty()) text += fmt::format(" of `{}`", each.scope);
    }
  }
  return text;
}

/// What keeps a property from being reached, and where.
std::string preventers(const surveyed& all, std::size_t property) {
  std::string text;
  for (const auto& run : all.stalls) {
    for (const auto& each : run.lost) {
      if (each.property == property)
        text += fmt::format("{}`{}` in `{}` {}", text.empty() ? "" : ", ",
                            protocol::name_of(run.stall->fault), each.scope,
                            protocol::name_of(each.rules));
    }
  }
  return text;
}

std::string line(std::string_view what, const std::string& text) {
  return text.empty() ? "" : fmt::format("- {}: {}\n", what, text);
}

std::string entry_of(const surveyed& all, std::size_t property) {
  constexpr std::array<std::string_view, 3> kinds{"in every state", "in every step",
                                                  "must be reachable"};
  const auto& info = checker::property_infos()[property];
  auto text = fmt::format("### {}\n\n{}\n\n", info.id, info.sentence);
  text += line("kind", fmt::format("{}; rule sets {}", kinds[static_cast<std::size_t>(info.kind)],
                                   rule_sets_of(info.holds_in)));
  text += line("depends on", std::string(info.parameters));
  text += line("guaranteed by", std::string(info.guard));
  text += line("source", std::string(info.source));
  const bool sometimes = info.kind == property_kind::sometimes;
  text += line(sometimes ? "reached" : "checked exhaustively, and its premise met",
               places(all, property, sometimes ? conclusion::reachable : conclusion::holds));
  text += line("not reached", places(all, property, conclusion::unreachable));
  text += line("violated", places(all, property, conclusion::violated));
  text += line("violated, as is known", places(all, property, conclusion::violated_as_expected));
  text += line("refuted by", refuters(all, property));
  text += line("out of reach with", preventers(all, property));
  return text + "\n";
}

/// Where a claim about the long run came to one conclusion.
std::string long_run_places(const surveyed& all, std::size_t claim, conclusion what) {
  std::string text;
  for (const auto& run : all.scopes) {
    if (!run.long_run) continue;
    for (const auto& v : run.long_run->verdicts) {
      if (v.claim == claim && v.what == what)
        text += fmt::format("{}`{}` {} ({})", text.empty() ? "" : "; ", run.scope->name,
                            protocol::name_of(run.rules), with_commas(v.met));
    }
  }
  return text;
}

std::string long_run_entry(const surveyed& all, std::size_t claim) {
  const auto& info = properties::long_run()[claim];
  auto text = fmt::format("### {} (long run)\n\n{}\n\n", info.id, info.sentence);
  text +=
      line("kind", fmt::format("{}; rule sets {}",
                               properties::long_run_kind_names[static_cast<std::size_t>(info.kind)],
                               rule_sets_of(info.holds_in)));
  text += line("depends on", std::string(info.parameters));
  text += line("guaranteed by", std::string(info.guard));
  text += line("source", std::string(info.source));
  text += line("rests on", fmt::format("{}", fmt::join(checker::assumptions_of(claim, {}), ", ")));
  text += line("checked exhaustively, and its premise met",
               long_run_places(all, claim, conclusion::holds));
  text += line("violated", long_run_places(all, claim, conclusion::violated));
  return text + "\n";
}

}  // namespace

std::string_view word_of(conclusion what) {
  switch (what) {
    case conclusion::holds:
      return "hold";
    case conclusion::holds_so_far:
      return "hold so far";
    case conclusion::violated:
      return "violated";
    case conclusion::reachable:
      return "reachable";
    case conclusion::unreachable:
      return "unreachable";
    case conclusion::undecided:
      return "undecided";
    case conclusion::violated_as_expected:
      return "violated as expected";
    case conclusion::no_longer_violated:
      return "no longer violated";
  }
  return "";
}

std::string verdict_counts(const checker::scope_run& run) {
  std::map<conclusion, std::size_t> counts;
  for (const auto& v : run.found.verdicts) ++counts[v.what];
  if (run.long_run)
    for (const auto& v : run.long_run->verdicts) ++counts[v.what];
  std::string text;
  for (const auto& [what, count] : counts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word_of(what));
  return text;
}

std::string page_of(const surveyed& all) {
  auto text = fmt::format(
      "# Properties\n\n"
      "What is claimed, where each claim was checked to the end, and which deliberate fault "
      "refutes "
      "it. Written by\n\n    backcheck survey --preset {} --page docs/properties.md\n\n"
      "Numbers in brackets: how often the premise was met, or what must be reachable was shown. A "
      "scope is a window with a name; `backcheck list scopes` says what each leaves out.\n\n"
      "## Runs\n\n| scope | rule set | parameters set | states | transitions | verdicts |\n"
      "|---|---|---|--:|--:|---|\n",
      all.preset);
  for (const auto& run : all.scopes) text += row_of(run);
  text += "\n## The catalogue\n\n";
  for (std::size_t i = 0; i < checker::property_infos().size(); ++i) text += entry_of(all, i);
  text +=
      "## The long run\n\nEach of what a claim rests on can be dropped, and then it is broken: "
      "[liveness](guides/liveness.md) has the table.\n\n";
  for (std::size_t i = 0; i < properties::long_run().size(); ++i) text += long_run_entry(all, i);
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace backcheck::cli
