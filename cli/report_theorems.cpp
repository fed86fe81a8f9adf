// SPDX-License-Identifier: Apache-2.0
#include "cli/report_theorems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/words.hpp"

namespace backcheck::cli {

using reflect::json;
using solver::symbolic::proof_ending;

namespace {

std::string verdict(const told_theorem& told) {
  switch (told.sound.end()) {
    case proof_ending::refuted:
      return "REFUTED";
    case proof_ending::undecided:
      return "undecided";
    case proof_ending::proved:
      break;
  }
  return told.sound.confirmed() ? "proved" : "unconfirmed";
}
std::string mutant_verdict(const told_theorem& told) {
  if (!told.broken) return "";
  switch (told.broken->end()) {
    case proof_ending::refuted:
      return "refuted";
    case proof_ending::undecided:
      return "undecided";
    case proof_ending::proved:
      break;
  }
  return "SURVIVES";
}

std::string counterexample_text(const checker::theorem_report& report) {
  std::string text;
  for (const auto& each : report.conclusions) {
    if (each.proof.end != proof_ending::refuted) continue;
    text += fmt::format("    not so: {}\n", each.conclusion);
    for (const auto& [name, value] : each.counterexample)
      text += fmt::format("      {} = {}\n", name, with_commas(value));
  }
  return text;
}

/// Who has proved each of its conclusions, or each between them: `z3` stands for either notation.
std::vector<std::string_view> provers_of(const checker::theorem_report& report) {
  std::vector<std::string_view> all;
  for (std::size_t i = 0; i < solver::symbolic::prover_names.size(); ++i) {
    const auto who = static_cast<solver::symbolic::prover>(i);
    const auto proves_one = [who](const checker::argued& each) { return each.proof.is_by(who); };
    if (std::any_of(report.conclusions.begin(), report.conclusions.end(), proves_one))
      all.push_back(solver::symbolic::prover_names[i]);
  }
  return all;
}

json names_of(const std::vector<solver::symbolic::prover>& all) {
  json names = json::array();
  for (const auto who : all)
    names.push_back(solver::symbolic::prover_names[static_cast<std::size_t>(who)]);
  return names;
}

json report_json(const checker::theorem_report& report) {
  constexpr std::array<std::string_view, 3> names{"proved", "refuted", "undecided"};
  json conclusions = json::array();
  for (const auto& each : report.conclusions) {
    json made = {{"conclusion", each.conclusion},
                 {"ending", names[static_cast<std::size_t>(each.proof.end)]},
                 {"by", names_of(each.proof.by)}};
    for (const auto& [name, value] : each.counterexample) made["counterexample"][name] = value;
    conclusions.push_back(std::move(made));
  }
  return {{"ending", names[static_cast<std::size_t>(report.end())]},
          {"assumptions", report.assumptions},
          {"not_needed", report.unused()},
          {"conclusions", std::move(conclusions)}};
}

/// What has been proved once only, and what cvc5 has not confirmed, by name.
std::string unconfirmed(const std::vector<told_theorem>& all, bool asked_cvc5) {
  std::vector<std::string_view> once;
  std::vector<std::string_view> not_by_cvc5;
  for (const auto& each : all) {
    if (each.sound.end() != proof_ending::proved) continue;
    const auto id = checker::theorem_infos()[each.sound.theorem].id;
    if (!each.sound.confirmed()) once.push_back(id);
    if (!each.sound.is_by(solver::symbolic::prover::cvc5)) not_by_cvc5.push_back(id);
  }
  std::string text;
  if (!once.empty()) text += fmt::format("\nunconfirmed: {}", fmt::join(once, ", "));
  if (!asked_cvc5)
    text += "\nunconfirmed by cvc5, which is not installed: all";
  else if (!not_by_cvc5.empty())
    text += fmt::format("\nunconfirmed by cvc5: {}", fmt::join(not_by_cvc5, ", "));
  else
    text += "\nconfirmed by cvc5: all";
  return text;
}

}  // namespace

std::string told_text(const told_theorem& told) {
  const auto& info = checker::theorem_infos()[told.sound.theorem];
  std::string text = fmt::format("{:<4} {:<12} {}\n", info.id, verdict(told), info.sentence);
  for (const auto& each : told.sound.assumptions) text += fmt::format("    assuming {}\n", each);
  for (const auto& each : told.sound.unused())
    if (told.sound.end() == proof_ending::proved) text += fmt::format("    not needed: {}\n", each);
  if (told.sound.end() == proof_ending::proved)
    text += fmt::format("    by {}\n", fmt::join(provers_of(told.sound), ", "));
  if (!info.window.empty()) text += fmt::format("    window: {}\n", info.window);
  if (told.sound.end() == proof_ending::refuted) text += counterexample_text(told.sound);
  if (told.broken) text += fmt::format("    mutant {}: {}\n", mutant_verdict(told), info.mutant);
  return text;
}

json told_json(const told_theorem& told) {
  const auto& info = checker::theorem_infos()[told.sound.theorem];
  json made = {{"theorem", info.id},
               {"sentence", info.sentence},
               {"about", info.about},
               {"source", info.source},
               {"window", info.window},
               {"mutant", info.mutant},
               {"proof", report_json(told.sound)}};
  if (told.broken) made["of_the_mutant"] = report_json(*told.broken);
  return made;
}

std::string theorems_summary(const std::vector<told_theorem>& all, bool asked_cvc5) {
  const auto count = [&](auto&& is) {
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is));
  };
  const auto proved = count(
      [](const auto& t) { return t.sound.end() == proof_ending::proved && t.sound.confirmed(); });
  auto summary = fmt::format("{} of {} theorems proved, each more than once", proved, all.size());
  const auto refuted =
      count([](const auto& t) { return t.broken && t.broken->end() == proof_ending::refuted; });
  const auto tried = count([](const auto& t) { return t.broken.has_value(); });
  if (tried > 0) summary += fmt::format("; {} of {} mutants refuted", refuted, tried);
  return summary + unconfirmed(all, asked_cvc5);
}

exit_code code_of(const std::vector<told_theorem>& all) {
  const auto any = [&](auto&& is) { return std::any_of(all.begin(), all.end(), is); };
  const auto survives = [](const told_theorem& t) {
    return t.broken && t.broken->end() == proof_ending::proved;
  };
  const auto refuted = [](const told_theorem& t) { return t.sound.end() == proof_ending::refuted; };
  const auto undecided = [](const told_theorem& t) {
    return t.sound.end() == proof_ending::undecided || !t.sound.confirmed() ||
           (t.broken && t.broken->end() == proof_ending::undecided);
  };
  if (any(refuted) || any(survives)) return exit_code::violated;
  return any(undecided) ? exit_code::undecided : exit_code::holds;
}

}  // namespace backcheck::cli
