// SPDX-License-Identifier: Apache-2.0
#include "cli/walks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "checker/observations.hpp"
#include "checker/random_check.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/report.hpp"
#include "cli/walks_report.hpp"

namespace backcheck::cli {

namespace {

constexpr double shrink_seconds = 30;
constexpr std::uint64_t shrink_states = 1'000'000;

/// What random walks do not answer is said before they start.
void require_walkable(const question& asked, const budget_options& budget) {
  if (budget.depth)
    throw checker::request_error(
        "--engine random walks so many steps: --depth means nothing to it; allowed: --steps");
  if (budget.state_limit)
    throw checker::request_error(
        "--engine random keeps no states: --state-limit means nothing to it; allowed: --walks, "
        "--time-limit");
  if (!asked.setting.long_run.empty() && asked.setting.properties.empty())
    throw checker::request_error(
        "--engine random does not follow the long run; allowed: --engine explicit");
}

/// Walks that this computer takes in a minute or so.
solver::random::walks_plan plan_of(const walk_options& options, const solver::budget& limits) {
  solver::random::walks_plan plan;
  plan.walks = options.walks.value_or(plan.walks);
  plan.steps = options.steps.value_or(plan.steps);
  plan.seed = options.seed.value_or(plan.seed);
  plan.swarm = !options.even;
  plan.threads = limits.threads;
  plan.time_max = limits.time_max;
  plan.interrupted = limits.interrupted;
  return plan;
}

solver::budget shrinking_within(const solver::budget& limits) {
  auto b = limits;
  const auto most = std::chrono::milliseconds(static_cast<std::int64_t>(shrink_seconds * 1000));
  b.time_max = limits.time_max ? std::min(*limits.time_max, most) : most;
  b.states_max = shrink_states;
  return b;
}

void save_traces(const std::string& folder, const checker::random_report& found) {
  for (const auto& v : found.verdicts) {
    if (!v.smallest) continue;
    const auto& t = v.smallest->made;
    output_file file(std::filesystem::path(folder) / (t.claimed.property + ".json"));
    file.write(trace::to_json_text(t));
  }
}

double seconds_since_1970() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

}  // namespace

void add_to(CLI::App& app, walk_options& o) {
  const CLI::Range any(std::uint64_t{1}, UINT64_MAX);
  app.add_option("--walks", o.walks, "--engine random: take so many walks; default: 10000")
      ->check(any);
  app.add_option("--steps", o.steps, "--engine random: of so many steps each; default: 100")
      ->check(any);
  app.add_option("--seed", o.seed, "--engine random: other walks; default: 0");
  app.add_flag("--even", o.even,
               "--engine random: all walks alike, instead of each leaning to something");
  app.add_option("--observations", o.observations_file,
                 "--engine random: write what each walk did, one JSON object a line")
      ->type_name("FILE");
}

void require_none(const walk_options& o) {
  const char* given = o.walks               ? "--walks"
                      : o.steps             ? "--steps"
                      : o.seed              ? "--seed"
                      : o.even              ? "--even"
                      : o.observations_file ? "--observations"
                                            : nullptr;
  if (given != nullptr)
    throw checker::request_error(fmt::format("{}: only with --engine random", given));
}

exit_code check_by_walks(const question& asked, const budget_options& budget,
                         const walk_options& options, const walk_outputs& outputs) {
  require_walkable(asked, budget);
  auto limits = read(budget);
  limits.interrupted = &interruption();
  const auto plan = plan_of(options, limits);
  std::unique_ptr<output_file> json_file;
  std::unique_ptr<output_file> observations_file;
  if (outputs.json_file) json_file = std::make_unique<output_file>(*outputs.json_file);
  if (options.observations_file)
    observations_file = std::make_unique<output_file>(*options.observations_file);
  if (outputs.trace_folder) prepare_output_folder(*outputs.trace_folder);

  const auto heard = checker::heard_in_walks(asked.setting);
  const auto model = checker::make_walkable(heard);
  const checker::observed_run run{
      "backcheck check --engine random", seconds_since_1970(),
      fmt::format("--seed {} --steps {}{}", plan.seed, plan.steps, plan.swarm ? "" : " --even")};
  std::string observations;
  solver::random::on_walk hear;
  if (observations_file)
    hear = [&](const solver::random::walked& one) {
      observations += checker::observation(run, heard, *model, one);
    };
  const auto found = checker::check_randomly(asked.setting, asked.configuration.name, plan,
                                             shrinking_within(limits), hear);
  const told_walks told{asked, limits, plan, found, outputs.strict};
  if (outputs.trace_folder) save_traces(*outputs.trace_folder, found);
  if (observations_file) observations_file->write(observations);
  if (json_file) json_file->write(report_json(told).dump(1) + "\n");
  say(report_text(told));
  return told.code();
}

}  // namespace backcheck::cli
