// SPDX-License-Identifier: Apache-2.0
//
// `backcheck review`: what becomes of everything that is claimed, if parameters are changed.
#include "checker/review.hpp"

#include <fmt/format.h>

#include <memory>

#include "chain/input.hpp"
#include "checker/recording.hpp"
#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/review_report.hpp"
#include "cli/review_request.hpp"

namespace backcheck::cli {

namespace {

using checker::phase;

/// For all of a review, unless something else is asked for.
constexpr double usual_seconds = 280;

void save(const std::string& folder, const std::string& name, const checker::evidence& shown,
          const std::string& configuration) {
  const auto t = shown.is_long_run
                     ? checker::record(shown.where, configuration, shown.which,
                                       checker::broken_claim{shown.run, shown.loop})
                     : checker::record(shown.where, configuration, shown.which, shown.run);
  output_file file(std::filesystem::path(folder) / (name + ".json"));
  file.write(trace::to_json_text(t));
}

/// One trace for each verdict that got worse; of what is lost, the one from before.
void save_traces(const std::string& folder, const told_review& told) {
  const auto& name = told.asked.before.name;
  for (const auto& row : told.found.rows) {
    if (!row.is_worse()) continue;
    for (std::size_t when = 0; when < row.at.size(); ++when) {
      const auto& found = row.at.at(when);
      if (!found || !found->shown) continue;
      save(folder, fmt::format("{}-{}", row.id, checker::phase_names.at(when)), *found->shown,
           name);
    }
  }
  for (std::size_t i = 0; i < told.found.stages.size(); ++i) {
    for (const auto& fault : told.found.stages[i].worse) {
      const auto property = checker::property_by_id(fault.id);
      if (fault.shown && property)
        save(folder, fmt::format("{}-stage-{}", fault.id, i + 1),
             {*fault.where, false, *property, *fault.shown, std::nullopt}, name);
    }
  }
}

std::unique_ptr<output_file> announced(const std::optional<std::string>& name) {
  return name ? std::make_unique<output_file>(*name) : nullptr;
}

exit_code review(const review_options& options) {
  if (!options.maps.empty()) {
    if (!options.from)
      throw checker::request_error("review: what is it now? allowed: --from PRESET or FILE");
    return draw_map(options, configuration_named(*options.from));
  }
  const auto request = read(options);
  auto limits = read(options.budget);
  if (!limits.time_max)
    limits.time_max = std::chrono::milliseconds(static_cast<std::int64_t>(usual_seconds * 1000));
  limits.interrupted = &interruption();
  const auto markdown = announced(options.markdown_file);
  const auto json_file = announced(options.json_file);
  const auto sarif = announced(options.sarif_file);
  if (options.trace_folder) prepare_output_folder(*options.trace_folder);
  progress_line progress;
  limits.on_progress = [&](const solver::progress& now) { progress.show(now); };

  const auto began = std::chrono::steady_clock::now();
  const auto found = checker::review(request, limits);
  progress.clear();
  told_review told{request, found, command_of(options), options.to.value_or(""), {}};
  if (options.to) told.file_text = chain::text_of_file(*options.to, "parameters");
  told.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  if (options.trace_folder) save_traces(*options.trace_folder, told);
  if (markdown) markdown->write(review_markdown(told));
  if (json_file) json_file->write(review_json(told).dump(1) + "\n");
  if (sarif) sarif->write(review_sarif(told).dump(1) + "\n");
  say(review_text(told));
  return told.code();
}

void add_outputs(CLI::App& app, review_options& o) {
  app.add_option("--markdown", o.markdown_file, "write the review as Markdown")->type_name("FILE");
  app.add_option("--json", o.json_file, "write the review as JSON")->type_name("FILE");
  app.add_option("--sarif", o.sarif_file, "write what got worse as SARIF")->type_name("FILE");
  app.add_option("--svg", o.svg_file, "draw the map as SVG")->type_name("FILE");
  app.add_option("--save-trace", o.trace_folder,
                 "write a trace of each verdict that got worse, or of each cell of the map")
      ->type_name("DIR");
}

}  // namespace

command add_review(CLI::App& program) {
  auto* app = program.add_subcommand("review", "say what a change of parameters changes");
  const auto o = std::make_shared<review_options>();
  app->add_option("--from", o->from, "the parameters as they are")->type_name("PRESET|FILE");
  app->add_option("--to", o->to, "the parameters as they are to be")->type_name("FILE");
  app->add_option("--set", o->sets, "change one parameter; once more for another")
      ->type_name("KEY=VALUE")
      ->take_all()
      ->expected(1);
  app->add_option("--call", o->call, "what a proposal calls")->type_name("HEX|FILE");
  app->add_option("--rule-set", o->rule_set, "2025, 2023 or sync")->capture_default_str();
  app->add_option("--scope", o->scopes, "look in this named scope, too")
      ->type_name("NAME")
      ->take_all()
      ->expected(1);
  app->add_flag("--quick", o->quick, "look only through windows that take a moment");
  app->add_flag("--no-ranges", o->no_ranges, "do not look for safe values");
  app->add_option("--map", o->maps,
                  "instead of a change, judge each value; twice for two parameters")
      ->type_name("KEY=A..B")
      ->take_all()
      ->expected(1);
  app->add_option("--property", o->properties, "of a map: about this property only")
      ->type_name("ID")
      ->take_all()
      ->expected(1);
  add_to(*app, o->budget);
  add_outputs(*app, *o);
  return {app, [o] { return review(*o); }};
}

}  // namespace backcheck::cli
