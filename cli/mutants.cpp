// SPDX-License-Identifier: Apache-2.0
//
// `backcheck mutants`: rules broken on purpose, and whether some property notices.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "checker/survey.hpp"
#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/request.hpp"
#include "cli/words.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/nearest_name.hpp"
#include "model/reflect/json_error.hpp"

namespace backcheck::cli {

using checker::fault_info;
using reflect::json;

namespace {

struct mutants_options {
  bool list = false;
  std::vector<std::string> run;
  budget_options budget;
  std::optional<std::string> json_file;
};

std::vector<std::string_view> killers(const checker::fault_run& of) {
  std::vector<std::string_view> ids;
  for (const auto& each : of.kills) ids.push_back(checker::property_infos()[each.property].id);
  return ids;
}

std::size_t steps_of(const checker::fault_run& of) {
  return of.kills.empty() ? 0 : of.kills.front().steps;
}

std::string words_of(const checker::fault_run& o) {
  if (!o.kills.empty())
    return fmt::format("killed by {} in {}", fmt::join(killers(o), ", "),
                       counted(steps_of(o), "step"));
  return o.decided() ? fmt::format("LIVES (all {})", counted(o.search.states, "state"))
                     : "undecided";
}

std::vector<const fault_info*> chosen(const std::vector<std::string>& ids) {
  std::vector<std::string_view> names{"all"};
  for (const auto& fault : checker::fault_infos()) names.push_back(fault.id);
  std::vector<const fault_info*> made;
  for (const auto& fault : checker::fault_infos()) {
    const auto asked_for = [&](const std::string& id) { return id == "all" || id == fault.id; };
    if (std::any_of(ids.begin(), ids.end(), asked_for)) made.push_back(&fault);
  }
  for (const auto& id : ids) {
    if (std::find(names.begin(), names.end(), id) == names.end())
      throw checker::request_error(
          fmt::format("--run: there is no mutant '{}'; {}", id, protocol::what_instead(id, names)));
  }
  return made;
}

json fault_json(const fault_info& fault) {
  return {{"name", fault.id},
          {"about", fault.sentence},
          {"window", machine::to_text(fault.window)},
          {"parameters", fault.parameters}};
}

json outcomes_json(const std::vector<checker::fault_run>& all, exit_code code) {
  json mutants = json::array();
  json seconds = json::object();
  for (const auto& o : all) {
    auto each = fault_json(*o.fault);
    each["outcome"] = words_of(o);
    each["killed_by"] = killers(o);
    each["steps"] = steps_of(o);
    each["states"] = o.search.states;
    mutants.push_back(std::move(each));
    seconds[std::string(o.fault->id)] = o.search.seconds;
  }
  return {{"backcheck", BACKCHECK_VERSION},
          {"command", "mutants"},
          {"mutants", std::move(mutants)},
          {"exit_code", static_cast<int>(code)},
          {"run", {{"seconds", std::move(seconds)}}}};
}

exit_code code_of(const std::vector<checker::fault_run>& all) {
  auto code = exit_code::holds;
  for (const auto& o : all) {
    if (!o.kills.empty()) continue;
    if (o.decided()) return exit_code::violated;
    code = exit_code::undecided;
  }
  return code;
}

std::string outcomes_text(const std::vector<checker::fault_run>& all) {
  std::string text;
  std::string times;
  std::size_t killed = 0;
  for (const auto& o : all) {
    text += fmt::format("{:27} {:28} {}\n", o.fault->id, words_of(o), o.fault->sentence);
    times += fmt::format("{}{} {}", times.empty() ? "" : ", ", o.fault->id,
                         in_seconds(o.search.seconds));
    if (!o.kills.empty()) ++killed;
  }
  return text + fmt::format("{} of {} killed\ntime {}\n", killed, all.size(), times);
}

exit_code mutants(const mutants_options& options) {
  if (options.list == !options.run.empty())
    throw checker::request_error("mutants: allowed is either --list or --run ID...");
  const auto faults = chosen(options.list ? std::vector<std::string>{"all"} : options.run);
  auto limits = read(options.budget);
  limits.interrupted = &interruption();
  std::unique_ptr<output_file> json_file;
  if (options.json_file) json_file = std::make_unique<output_file>(*options.json_file);
  if (options.list) {
    json all = json::array();
    std::string text;
    for (const auto* fault : faults) {
      all.push_back(fault_json(*fault));
      text += fmt::format("{:27} {}\n", fault->id, fault->sentence);
    }
    if (json_file) json_file->write(all.dump(1) + "\n");
    say(text);
    return exit_code::holds;
  }

  progress_line progress;
  limits.on_progress = [&](const solver::progress& now) { progress.show(now); };
  std::vector<checker::fault_run> all;
  all.reserve(faults.size());
  for (const auto* fault : faults)
    all.push_back(checker::run_fault(*fault, limits, checker::kills_wanted::soonest));
  progress.clear();
  const auto code = code_of(all);
  if (json_file) json_file->write(outcomes_json(all, code).dump(1) + "\n");
  say(outcomes_text(all));
  return code;
}

}  // namespace

command add_mutants(CLI::App& program) {
  auto* app = program.add_subcommand("mutants", "break rules on purpose: is it noticed?");
  const auto options = std::make_shared<mutants_options>();
  app->add_flag("--list", options->list, "list them");
  app->add_option("--run", options->run, "run these, or all")->type_name("ID");
  add_to(*app, options->budget);
  app->add_option("--json", options->json_file, "write the outcome as JSON")->type_name("FILE");
  return {app, [options] { return mutants(*options); }};
}

}  // namespace backcheck::cli
