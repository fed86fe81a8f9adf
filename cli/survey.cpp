// SPDX-License-Identifier: Apache-2.0
//
// `backcheck survey`: the whole catalogue in every named scope under every rule set, and every
// deliberate fault.
#include "checker/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/request.hpp"
#include "cli/survey_page.hpp"
#include "cli/words.hpp"
#include "model/protocol/nearest_name.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::cli {

using checker::conclusion;

namespace {

/// How far a fault is looked for in each window; and the property it is meant for, in its own.
constexpr std::uint64_t own_states = 4'000'000;
constexpr std::uint64_t fault_states = 200'000;

struct survey_options {
  std::string preset{protocol::preset_names().front()};
  std::vector<std::string> scopes;
  std::vector<std::string> rule_sets;
  budget_options budget;
  std::optional<std::string> page;
};

/// Those of some names that were asked for; all, if none was.
template <class Names>
std::vector<std::size_t> positions(const char* option, const std::vector<std::string>& asked,
                                   const Names& names) {
  for (const auto& name : asked) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      throw checker::request_error(fmt::format("{}: there is no '{}'; {}", option, name,
                                               protocol::what_instead(name, names)));
  }
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (asked.empty() || std::find(asked.begin(), asked.end(), names[i]) != asked.end())
      found.push_back(i);
  return found;
}

std::vector<std::string_view> scope_names() {
  std::vector<std::string_view> names;
  for (const auto& scope : machine::named_scopes()) names.push_back(scope.name);
  return names;
}

std::string line_of(const checker::scope_run& run) {
  const auto first = fmt::format("{:13} {:5}", run.scope->name, protocol::name_of(run.rules));
  if (run.why_not) return fmt::format("{} not followed: {}\n", first, *run.why_not);
  return fmt::format("{} {:>12} states {:>13} transitions {:>8}  {}\n", first,
                     with_commas(run.found.search.states),
                     with_commas(run.found.search.transitions),
                     in_seconds(run.found.search.seconds), verdict_counts(run));
}

/// Whether a property came to a conclusion anywhere.
bool came_to(const surveyed& all, std::size_t property, conclusion what) {
  const auto here = [&](const checker::verdict& v) {
    return v.property == property && v.what == what;
  };
  return std::any_of(all.scopes.begin(), all.scopes.end(), [&](const checker::scope_run& run) {
    const auto& verdicts = run.found.verdicts;
    return std::any_of(verdicts.begin(), verdicts.end(), here);
  });
}

exit_code code_of(const surveyed& all) {
  // Where nothing was searched, nothing holds.
  const bool searched = std::any_of(all.scopes.begin(), all.scopes.end(),
                                    [](const auto& run) { return !run.why_not; });
  auto code = searched ? exit_code::holds : exit_code::undecided;
  for (std::size_t i = 0; i < checker::property_infos().size(); ++i) {
    const bool nowhere =
        came_to(all, i, conclusion::unreachable) && !came_to(all, i, conclusion::reachable);
    if (nowhere || came_to(all, i, conclusion::violated) ||
        came_to(all, i, conclusion::no_longer_violated))
      return exit_code::violated;
  }
  for (const auto& run : all.scopes) {
    if (!run.long_run) continue;
    for (const auto& v : run.long_run->verdicts) {
      if (v.what == conclusion::violated) return exit_code::violated;
      if (v.what == conclusion::undecided) code = exit_code::undecided;
    }
  }
  for (const auto& run : all.scopes)
    if (!run.why_not && run.found.search.end != solver::ending::complete)
      code = exit_code::undecided;
  for (const auto& run : all.faults) {
    if (run.decided() && run.kills.empty()) return exit_code::violated;
    if (!run.decided()) code = exit_code::undecided;
  }
  return code;
}

exit_code survey(const survey_options& options) {
  const auto names = scope_names();
  const auto scopes = positions("--scope", options.scopes, names);
  const auto rule_sets = positions("--rule-set", options.rule_sets, protocol::rule_set_names);
  const auto start = protocol::preset(options.preset);
  auto limits = read(options.budget);
  limits.interrupted = &interruption();
  std::unique_ptr<output_file> page;
  if (options.page) page = std::make_unique<output_file>(*options.page);
  progress_line progress;
  limits.on_progress = [&](const solver::progress& now) { progress.show(now); };

  surveyed all{options.preset, {}, {}, {}};
  double seconds = 0;
  for (const auto scope : scopes) {
    for (const auto rules : rule_sets) {
      auto run = checker::run_scope(machine::named_scopes()[scope],
                                    static_cast<protocol::rule_set>(rules), start, limits);
      progress.clear();
      say(line_of(run));
      seconds += run.found.search.seconds;
      all.scopes.push_back(std::move(run));
    }
  }
  // A violation that a search finds before it is cut short is one all the same.
  const auto at_most = [&](std::uint64_t states) {
    auto less = limits;
    less.states_max = std::min(limits.states_max.value_or(states), states);
    return less;
  };
  const auto own = at_most(own_states);
  limits = at_most(fault_states);
  for (const auto& fault : checker::fault_infos()) {
    auto run = checker::run_fault(fault, limits, checker::kills_wanted::all);
    if (!run.killed_as_named()) {
      // What is meant to notice takes longer than the others do.
      const auto named = checker::run_fault(fault, own, checker::kills_wanted::named);
      run.kills.insert(run.kills.end(), named.kills.begin(), named.kills.end());
    }
    for (const auto& sound : all.scopes)
      if (!sound.why_not && sound.rules == fault.rules)
        checker::run_fault_in(run, *sound.scope, start, limits);
    all.faults.push_back(std::move(run));
  }
  for (const auto& stall : checker::stall_infos()) {
    checker::stall_run run{&stall, {}};
    for (const auto& sound : all.scopes)
      if (!sound.why_not) checker::run_stall_in(run, sound, limits);
    all.stalls.push_back(std::move(run));
  }
  progress.clear();
  const auto killed = std::count_if(all.faults.begin(), all.faults.end(),
                                    [](const auto& run) { return !run.kills.empty(); });
  const auto stalling = std::count_if(all.stalls.begin(), all.stalls.end(),
                                      [](const auto& run) { return !run.lost.empty(); });
  say(fmt::format("{} of {} faults noticed, {} of {} stalls\ntime {}\n", killed, all.faults.size(),
                  stalling, all.stalls.size(), in_seconds(seconds)));
  if (page) page->write(page_of(all));
  return code_of(all);
}

}  // namespace

command add_survey(CLI::App& program) {
  auto* app = program.add_subcommand(
      "survey", "check every named scope under every rule set, and put in every fault");
  const auto options = std::make_shared<survey_options>();
  app->add_option("--preset", options->preset, "the parameters of a known chain")
      ->capture_default_str();
  app->add_option("--scope", options->scopes, "this named scope only")
      ->type_name("NAME")
      ->take_all()
      ->expected(1);
  app->add_option("--rule-set", options->rule_sets, "this rule set only")
      ->type_name("NAME")
      ->take_all()
      ->expected(1);
  add_to(*app, options->budget);
  app->add_option("--page", options->page, "write the catalogue with what was found, as Markdown")
      ->type_name("FILE");
  return {app, [options] { return survey(*options); }};
}

}  // namespace backcheck::cli
