// SPDX-License-Identifier: Apache-2.0
//
// `backcheck solve`: the least or greatest value of a parameter for which a property holds.
#include "checker/solve.hpp"

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/report.hpp"
#include "cli/request.hpp"
#include "cli/words.hpp"

namespace backcheck::cli {

using checker::goal;
using reflect::json;

namespace {

/// What a parachain in steady state asks for; no property of the machine.
constexpr std::string_view sizing = "Q6";

struct solve_options {
  question_options question;
  budget_options budget;
  std::optional<std::string> least;
  std::optional<std::string> greatest;
  std::vector<std::string> free;
  std::uint64_t backing_delay = 0;
  std::uint64_t availability_delay = 1;
  std::optional<std::string> json_file;
};

const protocol::parameter& asked_parameter(const solve_options& options) {
  if (options.least && options.greatest)
    throw checker::request_error("solve: one of --minimize and --maximize; both are given");
  if (!options.least && !options.greatest)
    throw checker::request_error("solve: what for? allowed: --minimize KEY, --maximize KEY");
  const auto& found = protocol::parameter_named(options.least ? *options.least : *options.greatest);
  if (found.kind != protocol::value_kind::number)
    throw checker::request_error(
        fmt::format("solve: {} is not a number; allowed: parameters that are", found.key));
  return found;
}

std::string told_text(const checker::solution& found, const protocol::parameter& of, goal wanted) {
  std::string text;
  for (const auto& each : found.tried)
    text += fmt::format("  {} = {:<6} {:<6} {}\n", of.key, each.value,
                        !each.decided ? "?"
                        : each.holds  ? "holds"
                                      : "fails",
                        each.how);
  for (const auto& each : found.tried) {
    const bool is_past = found.value && (wanted == goal::minimize ? each.value + 1 == *found.value
                                                                  : each.value == *found.value + 1);
    if (!is_past || !each.shown || each.holds) continue;
    text += fmt::format("just past it, {} = {}, replayed:\n", of.key, each.value);
    for (std::size_t i = 0; i < each.shown->steps.size(); ++i) {
      text += fmt::format("  {:>2}. {}", i + 1, each.shown->steps[i].rule);
      for (const auto& c : each.shown->steps[i].choices)
        text += fmt::format(", {} {}", c.name, c.shown);
      text += "\n";
    }
  }
  text += found.value ? fmt::format("{} {}: {}\n", wanted == goal::minimize ? "least" : "greatest",
                                    of.key, *found.value)
                      : fmt::format("no {} {} found\n",
                                    wanted == goal::minimize ? "least" : "greatest", of.key);
  return text;
}

json told_json(const checker::solution& found, const protocol::parameter& of) {
  json tried = json::array();
  for (const auto& each : found.tried) {
    json made = {
        {"value", each.value}, {"decided", each.decided}, {"holds", each.holds}, {"how", each.how}};
    if (each.shown) made["execution"] = execution_json(*each.shown);
    tried.push_back(std::move(made));
  }
  json report = {{"backcheck", BACKCHECK_VERSION},
                 {"command", "solve"},
                 {"parameter", of.key},
                 {"tried", std::move(tried)}};
  if (found.value) report["value"] = *found.value;
  return report;
}

exit_code solve(const solve_options& options) {
  const auto& parameter = asked_parameter(options);
  const auto wanted = options.least ? goal::minimize : goal::maximize;
  auto limits = read(options.budget);
  limits.interrupted = &interruption();
  if (options.question.properties.size() != 1)
    throw checker::request_error("solve: which property? allowed: one --property ID");
  auto typed = options.question;
  const bool about_size = typed.properties.front() == sizing;
  if (about_size) typed.properties.clear();
  const auto asked = read(typed);
  std::unique_ptr<output_file> json_file;
  if (options.json_file) json_file = std::make_unique<output_file>(*options.json_file);
  checker::solution found;
  if (about_size) {
    if (parameter.key != "unincluded_segment_capacity" || wanted != goal::minimize)
      throw checker::request_error(fmt::format(
          "--property {}: it has a least unincluded_segment_capacity, and nothing else", sizing));
    solver::symbolic::effort spent;
    spent.limits = limits;
    spent.ask_cvc5 = solver::symbolic::has_cvc5();
    found = checker::solve_sizing(
        asked.setting, {options.backing_delay, options.availability_delay}, wanted, spent);
  } else {
    checker::solve_request request{asked.setting, 0, &parameter, wanted, {}, 32};
    request.property = checker::property_by_id(typed.properties.front()).value();
    for (const auto& key : options.free)
      request.free.keys.emplace_back(protocol::parameter_named(key).key);
    found = checker::solve(request, limits);
  }
  if (json_file) json_file->write(told_json(found, parameter).dump(1) + "\n");
  double seconds = 0;
  for (const auto& each : found.tried) seconds += each.seconds;
  say(told_text(found, parameter, wanted) + fmt::format("time {}\n", in_seconds(seconds)));
  return found.value ? exit_code::holds : exit_code::undecided;
}

}  // namespace

command add_solve(CLI::App& program) {
  auto* app = program.add_subcommand(
      "solve", "find the least or greatest value of a parameter for which a property holds");
  const auto options = std::make_shared<solve_options>();
  add_to(*app, options->question);
  app->add_option("--minimize", options->least, "its least value")->type_name("KEY");
  app->add_option("--maximize", options->greatest, "its greatest value")->type_name("KEY");
  app->add_option("--free", options->free, "leave this parameter free: proofs for all its values")
      ->type_name("KEY")
      ->take_all()
      ->expected(1);
  app->add_option("--backing-delay", options->backing_delay,
                  "of Q6: relay blocks missed until a block is backed")
      ->capture_default_str();
  app->add_option("--availability-delay", options->availability_delay,
                  "of Q6: relay blocks from the backing to the inclusion")
      ->capture_default_str();
  add_to(*app, options->budget);
  app->add_option("--json", options->json_file, "write the answer as JSON")->type_name("FILE");
  return {app, [options] { return solve(*options); }};
}

}  // namespace backcheck::cli
