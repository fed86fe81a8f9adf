// SPDX-License-Identifier: Apache-2.0
//
// `backcheck check`: does everything that is claimed hold, for these parameters, through this
// window?
#include "checker/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "checker/long_run.hpp"
#include "checker/recording.hpp"
#include "checker/symbolic_check.hpp"
#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/report.hpp"
#include "cli/walks.hpp"
#include "model/protocol/nearest_name.hpp"

namespace backcheck::cli {

namespace {

struct check_options {
  question_options question;
  budget_options budget;
  walk_options walks;
  std::string engine = "auto";
  bool strict = false;
  std::optional<std::string> json_file;
  std::optional<std::string> trace_folder;
};

/// The engine of that name; `auto` is the one that answers for all depths.
checker::engine engine_named(const std::string& name) {
  constexpr std::array<std::string_view, 4> engines{"explicit", "symbolic", "random", "auto"};
  if (name == "symbolic") return checker::engine::symbolic;
  if (std::find(engines.begin(), engines.end(), name) == engines.end())
    throw checker::request_error(
        fmt::format("--engine: there is no '{}'; {}", name, protocol::what_instead(name, engines)));
  return checker::engine::explicit_search;
}

/// What the symbolic engine does not answer is said before it starts.
void require_bounded(const question& asked, const solver::budget& limits) {
  if (!limits.depth_max)
    throw checker::request_error(
        "--engine symbolic decides executions up to a depth: --depth is missing; allowed: 0 and "
        "up");
  if (limits.states_max)
    throw checker::request_error(
        "--engine symbolic keeps no states: --state-limit means nothing to it; allowed: --depth, "
        "--time-limit");
  if (!asked.setting.long_run.empty() && asked.setting.properties.empty())
    throw checker::request_error(
        "--engine symbolic does not follow the long run; allowed: --engine explicit");
}

/// One trace for each property that was violated or reached, in files by their ids.
void save_traces(const std::string& folder, const question& asked,
                 const checker::check_report& found) {
  for (const auto& v : found.verdicts) {
    if (!v.shown) continue;
    const auto t = checker::record(asked.setting, asked.configuration.name, v.property, *v.shown);
    output_file file(std::filesystem::path(folder) / (t.claimed.property + ".json"));
    file.write(trace::to_json_text(t));
  }
}

void save_traces(const std::string& folder, const question& asked,
                 const checker::long_run_report& found) {
  for (const auto& v : found.verdicts) {
    if (!v.broken) continue;
    const auto t = checker::record(asked.setting, asked.configuration.name, v.claim, *v.broken);
    output_file file(std::filesystem::path(folder) / (t.claimed.property + ".json"));
    file.write(trace::to_json_text(t));
  }
}

exit_code check(const check_options& options) {
  const auto by = engine_named(options.engine);
  const auto asked = read(options.question);
  if (options.engine == "random")
    return check_by_walks(asked, options.budget, options.walks,
                          {options.strict, options.json_file, options.trace_folder});
  require_none(options.walks);
  auto limits = read(options.budget);
  const bool symbolic = by == checker::engine::symbolic;
  if (symbolic) require_bounded(asked, limits);
  limits.interrupted = &interruption();
  std::unique_ptr<output_file> json_file;
  if (options.json_file) json_file = std::make_unique<output_file>(*options.json_file);
  if (options.trace_folder) prepare_output_folder(*options.trace_folder);

  progress_line progress;
  limits.on_progress = [&](const solver::progress& now) { progress.show(now); };
  const auto machine = checker::make_subject(asked.setting);
  const auto found = symbolic ? checker::check_symbolically(*machine, asked.setting, limits)
                              : checker::check(*machine, asked.setting, limits);
  std::optional<checker::long_run_report> long_run;
  if (!symbolic && !asked.setting.long_run.empty())
    long_run = checker::check_long_run(*machine, asked.setting, limits);
  progress.clear();

  const told_check told{asked, limits, found, options.strict, long_run ? &*long_run : nullptr};
  if (options.trace_folder) save_traces(*options.trace_folder, asked, found);
  if (options.trace_folder && long_run) save_traces(*options.trace_folder, asked, *long_run);
  if (json_file) json_file->write(report_json(told, machine->view()).dump(1) + "\n");
  say(report_text(told, machine->view()));
  return told.code();
}

}  // namespace

command add_check(CLI::App& program) {
  auto* app = program.add_subcommand("check", "check properties of the protocol's machine");
  const auto options = std::make_shared<check_options>();
  add_to(*app, options->question);
  app->add_option("--engine", options->engine,
                  "explicit: all states; symbolic: all executions up to --depth, by Z3; random: "
                  "walks drawn by chance; or auto: the one that fits")
      ->capture_default_str();
  add_to(*app, options->budget);
  add_to(*app, options->walks);
  app->add_flag("--strict", options->strict, "warnings are errors");
  app->add_option("--json", options->json_file, "write the report as JSON")->type_name("FILE");
  app->add_option("--save-trace", options->trace_folder,
                  "write a trace of each property violated or reached")
      ->type_name("DIR");
  return {app, [options] { return check(*options); }};
}

}  // namespace backcheck::cli
