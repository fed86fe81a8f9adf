// SPDX-License-Identifier: Apache-2.0
#include "cli/report_proof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace backcheck::cli {

using checker::induction_ending;
using checker::induction_row;
using checker::machine_proof;
using reflect::json;

namespace {

constexpr std::array<std::string_view, 4> ending_names{"proved", "not inductive",
                                                       "fails at the start", "undecided"};

std::string_view name_of(induction_ending end) {
  return ending_names[static_cast<std::size_t>(end)];
}

std::string_view id_of(const induction_row& row) {
  return row.property ? checker::property_infos()[*row.property].id : std::string_view("lemma");
}

/// One cell for each rule: kept, broken, or nothing to do with it.
std::string cells(const machine_proof& proof, const induction_row& row) {
  std::string text;
  for (std::size_t r = 0; r < proof.rules.size(); ++r) {
    std::string_view cell = "kept";
    if (row.about && *row.about != r) cell = ".";
    if (row.end == induction_ending::undecided) cell = "?";
    if (row.end == induction_ending::fails_at_start) cell = ".";
    if (row.end == induction_ending::not_inductive) {
      const bool by_it =
          row.about ? *row.about == r : row.shown && row.shown->rule == proof.rules[r];
      cell = by_it ? "BROKEN" : ".";
    }
    text += fmt::format("{:<9}", cell);
  }
  return text;
}

/// How it ended; with how much history, if that is more than a step.
std::string ending_text(const induction_row& row) {
  if (row.steps == 1) return std::string(name_of(row.end));
  return row.end == induction_ending::proved ? fmt::format("{}-inductive", row.steps)
                                             : fmt::format("not {}-inductive", row.steps);
}

std::string row_text(const machine_proof& proof, const induction_row& row) {
  return fmt::format("{:<6} {:<15} {} {}\n", id_of(row), ending_text(row), cells(proof, row),
                     row.sentence);
}

/// A step that shows that something is not inductive: two states, and what differs.
std::string step_text(const induction_row& row) {
  const auto& shown = *row.shown;
  std::string text = fmt::format(
      "\n{} is not inductive: {}\n  a state in which all else holds, not "
      "known to be reachable:\n    {}\n  the step: {}",
      id_of(row), row.sentence, shown.run.frames.front().shown, shown.rule);
  if (!shown.run.steps.empty())
    for (const auto& c : shown.run.steps.front().choices)
      text += fmt::format(", {} {}", c.name, c.shown);
  text += "\n";
  if (!shown.run.frames.back().changed.empty() && !shown.run.steps.empty())
    text += fmt::format("  changes: {}\n", shown.run.frames.back().changed);
  for (const auto& v : shown.run.frames.back().violations) {
    if (row.property && v.property != *row.property) continue;
    for (const auto& clause : v.clauses) {
      text += fmt::format("  not so: {}\n", clause.sentence);
      for (const auto& [name, value] : clause.operands)
        text += fmt::format("    {} = {}\n", name, value);
    }
  }
  if (!shown.parameters.empty()) {
    text += "  where";
    for (const auto& [name, value] : shown.parameters) text += fmt::format(" {}={}", name, value);
    text += "\n";
  }
  if (!shown.unconfirmed.empty())
    text += fmt::format("  not confirmed on the machine: {}\n", shown.unconfirmed);
  return text;
}

/// How many obligations others confirm, and by name those that nobody does.
std::string confirmations_text(const machine_proof& proof) {
  if (proof.confirmations.empty()) return "";
  std::array<std::size_t, solver::symbolic::prover_names.size()> by{};
  std::string unconfirmed;
  std::size_t confirmed = 0;
  for (const auto& c : proof.confirmations) {
    for (const auto who : c.by) ++by[static_cast<std::size_t>(who)];
    if (c.by.empty())
      unconfirmed += fmt::format("unconfirmed: {}\n", c.obligation);
    else
      ++confirmed;
  }
  std::string text =
      fmt::format("{} of {} obligations confirmed", confirmed, proof.confirmations.size());
  for (std::size_t who = 0; who < by.size(); ++who)
    if (by[who] > 0)
      text += fmt::format(", {} by {}", by[who], solver::symbolic::prover_names[who]);
  return text + "\n" + unconfirmed;
}

std::size_t count_of(const machine_proof& proof, bool lemmas, induction_ending end) {
  return static_cast<std::size_t>(
      std::count_if(proof.rows.begin(), proof.rows.end(), [&](const induction_row& row) {
        const bool lemma = !row.property;
        return !row.about && lemma == lemmas && row.end == end;
      }));
}

json step_json(const checker::told_step& shown) {
  json parameters;
  for (const auto& [name, value] : shown.parameters) parameters[name] = value;
  json frames = json::array();
  for (const auto& frame : shown.run.frames)
    frames.push_back(json{{"shown", frame.shown}, {"changed", frame.changed}});
  return {{"rule", shown.rule},
          {"reachable", "not known"},
          {"parameters", std::move(parameters)},
          {"frames", std::move(frames)},
          {"unconfirmed", shown.unconfirmed}};
}

}  // namespace

std::string proof_summary(const machine_proof& proof) {
  std::size_t proved = 0;
  std::size_t asked = 0;
  for (const auto& row : proof.rows) {
    if (!row.property) continue;
    ++asked;
    if (row.end == induction_ending::proved) ++proved;
  }
  return fmt::format(
      "{} of {} properties of the machine proved for all parameters, with {} lemmas, through {} "
      "relay blocks and {} candidates",
      proved, asked, count_of(proof, true, induction_ending::proved),
      proof.asked.window.relay_blocks, proof.asked.window.candidates);
}

std::string proof_text(const machine_proof& proof) {
  std::string text = fmt::format(
      "the machine, whatever the parameters: {} relay blocks, {} candidates, {} leaves, {} "
      "sessions\n"
      "    assuming that at most {} ancestors are allowed as relay parents, and that rotations and "
      "availability periods take at most {} relay blocks\n"
      "{:<22} {}",
      proof.asked.window.relay_blocks, proof.asked.window.candidates, proof.asked.window.leaves,
      proof.asked.window.sessions, machine::ancestry_max, machine::rotation_max, "", "");
  for (const auto& rule : proof.rules) text += fmt::format("{:<9}", rule);
  text += "\n";
  for (const auto& row : proof.rows) text += row_text(proof, row);
  for (std::size_t r = 0; r < proof.possible.size(); ++r)
    if (!proof.possible[r] && proof.decided)
      text += fmt::format("warning: no state that is left enables '{}'\n", proof.rules[r]);
  for (const auto& row : proof.rows)
    if (row.shown && row.property) text += step_text(row);
  text += confirmations_text(proof);
  return text;
}

std::string times_text(const machine_proof& proof) {
  if (proof.seconds_of_cell.empty()) return "";
  std::string text = fmt::format("seconds of others {:<4}", "");
  for (const auto& rule : proof.rules) text += fmt::format(" {:>8}", rule);
  text += "\n";
  for (std::size_t i = 0; i < proof.rows.size(); ++i) {
    std::string line;
    bool any = false;
    for (std::size_t r = 0; r < proof.rules.size(); ++r) {
      const auto cell = proof.seconds_of_cell.find({i, r});
      any = any || cell != proof.seconds_of_cell.end();
      line += cell == proof.seconds_of_cell.end() ? fmt::format(" {:>8}", ".")
                                                  : fmt::format(" {:>8.2f}", cell->second);
    }
    if (any) text += fmt::format("{:<6} {:<15}{}\n", id_of(proof.rows[i]), "", line);
  }
  return text;
}

json proof_json(const machine_proof& proof) {
  json rows = json::array();
  for (const auto& row : proof.rows) {
    json made = {{"id", id_of(row)}, {"sentence", row.sentence}, {"ending", name_of(row.end)}};
    if (row.about) made["rule"] = proof.rules[*row.about];
    if (row.steps > 1) made["steps"] = row.steps;
    if (row.shown) made["step"] = step_json(*row.shown);
    rows.push_back(std::move(made));
  }
  json confirmations = json::array();
  for (const auto& c : proof.confirmations) {
    json by = json::array();
    for (const auto who : c.by)
      by.push_back(solver::symbolic::prover_names[static_cast<std::size_t>(who)]);
    confirmations.push_back(json{{"obligation", c.obligation}, {"by", std::move(by)}});
  }
  json seconds_of_cell = json::array();
  for (const auto& [cell, seconds] : proof.seconds_of_cell)
    seconds_of_cell.push_back(json{{"id", id_of(proof.rows[cell.first])},
                                   {"sentence", proof.rows[cell.first].sentence},
                                   {"rule", proof.rules[cell.second]},
                                   {"seconds", seconds}});
  return {{"decided", proof.decided},
          {"rules", proof.rules},
          {"rows", std::move(rows)},
          {"confirmations", std::move(confirmations)},
          {"summary", proof_summary(proof)},
          {"run",
           {{"seconds", proof.seconds},
            {"seconds_of_rule", proof.seconds_of_rule},
            {"seconds_of_cell", std::move(seconds_of_cell)}}}};
}

exit_code code_of(const machine_proof& proof) {
  for (const auto& row : proof.rows) {
    if (!row.property) continue;
    if (row.end == induction_ending::fails_at_start) return exit_code::violated;
    if (row.end != induction_ending::proved) return exit_code::undecided;
  }
  return exit_code::holds;
}

}  // namespace backcheck::cli
