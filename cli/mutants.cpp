// SPDX-License-Identifier: Apache-2.0
//
// `backcheck mutants`: rules broken on purpose, and whether some property notices.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <set>

#include "checker/survey.hpp"
#include "cli/command.hpp"
#include "cli/mechanical.hpp"
#include "cli/museum.hpp"
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

/// For each mutant, of engines that are asked besides.
constexpr std::chrono::milliseconds engine_patience{20'000};

struct mutants_options {
  bool list = false;
  std::vector<std::string> run;
  budget_options budget;
  std::optional<std::string> json_file;
  std::optional<std::string> corpus;
  bool engines = false;
};

/// Rules broken on purpose, and what the museum has besides.
struct chosen_mutants {
  std::vector<const fault_info*> faults;
  std::vector<const checker::museum_mutant*> museum;
  bool mechanical = false;
};
struct outcomes {
  std::vector<checker::fault_run> faults;
  std::vector<checker::museum_run> museum;
  std::vector<checker::engine_run> symbolic;  ///< of the museum, if it was asked for
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

chosen_mutants chosen(const std::vector<std::string>& ids) {
  std::vector<std::string_view> names{"all", "faults", "museum", "mechanical"};
  for (const auto& fault : checker::fault_infos()) names.push_back(fault.id);
  for (const auto& each : checker::museum_mutants()) names.push_back(each.id);
  chosen_mutants made;
  const auto is_asked_for = [&](std::string_view name) {
    return std::find(ids.begin(), ids.end(), name) != ids.end();
  };
  const auto is_wanted = [&](std::string_view group, std::string_view own) {
    return is_asked_for("all") || is_asked_for(group) || is_asked_for(own);
  };
  for (const auto& fault : checker::fault_infos())
    if (is_wanted("faults", fault.id)) made.faults.push_back(&fault);
  for (const auto& each : checker::museum_mutants())
    if (each.entry != 0 && is_wanted("museum", each.id)) made.museum.push_back(&each);
  made.mechanical = is_wanted("mechanical", "mechanical");
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

json outcomes_json(const outcomes& all, exit_code code) {
  json mutants = json::array();
  json museum = json::array();
  json seconds = json::object();
  for (const auto& o : all.faults) {
    auto each = fault_json(*o.fault);
    each["outcome"] = words_of(o);
    each["killed_by"] = killers(o);
    each["steps"] = steps_of(o);
    each["states"] = o.search.states;
    mutants.push_back(std::move(each));
    seconds[std::string(o.fault->id)] = o.search.seconds;
  }
  for (std::size_t i = 0; i < all.museum.size(); ++i) {
    const auto& run = all.museum[i];
    museum.push_back(museum_json(run));
    if (!all.symbolic.empty()) museum.back()["symbolic"] = symbolic_outcome(all.symbolic[i]);
    seconds[std::string(run.mutant->id)] = run.seconds;
  }
  return {{"backcheck", BACKCHECK_VERSION},      {"command", "mutants"},
          {"mutants", std::move(mutants)},       {"museum", std::move(museum)},
          {"exit_code", static_cast<int>(code)}, {"run", {{"seconds", std::move(seconds)}}}};
}

exit_code summed_up(const outcomes& all) {
  auto code = exit_code::holds;
  const auto judge = [&](bool killed, bool decided) {
    if (!killed && decided) code = exit_code::violated;
    if (!killed && !decided && code == exit_code::holds) code = exit_code::undecided;
  };
  for (const auto& o : all.faults) judge(!o.kills.empty(), o.decided());
  for (const auto& run : all.museum) judge(run.killed && run.sound.empty(), run.decided);
  return code;
}

std::string faults_text(const std::vector<checker::fault_run>& all) {
  if (all.empty()) return "";
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

/// How many entries have mutants, all of which are killed.
std::string museum_text(const outcomes& of, bool with_beyond) {
  const auto& all = of.museum;
  if (all.empty()) return "";
  std::string text;
  std::string times;
  std::set<unsigned> entries;
  std::set<unsigned> alive;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& run = all[i];
    text += museum_line(run);
    times +=
        fmt::format("{}{} {}", times.empty() ? "" : ", ", run.mutant->id, in_seconds(run.seconds));
    if (!of.symbolic.empty() && of.symbolic[i].why_not.empty())
      times += fmt::format(" (symbolic {})", in_seconds(of.symbolic[i].seconds));
    if (!of.symbolic.empty())
      text += fmt::format("{:28} {}\n", "", symbolic_outcome(of.symbolic[i]));
    entries.insert(run.mutant->entry);
    if (!run.killed || !run.sound.empty()) alive.insert(run.mutant->entry);
  }
  if (with_beyond) text += museum_beyond_lines();
  return text + fmt::format("museum: {} of {} entries killed\ntime {}\n",
                            entries.size() - alive.size(), entries.size(), times);
}

std::string outcomes_text(const outcomes& all, bool with_beyond) {
  return faults_text(all.faults) + museum_text(all, with_beyond);
}

exit_code list(const chosen_mutants& all, const mutants_options& options) {
  json faults = json::array();
  json museum = json::array();
  std::string text;
  for (const auto* fault : all.faults) {
    faults.push_back(fault_json(*fault));
    text += fmt::format("{:27} {}\n", fault->id, fault->sentence);
  }
  for (const auto* each : all.museum) {
    const auto& entry = checker::entry_of(*each);
    museum.push_back({{"entry", entry.number},
                      {"name", each->id},
                      {"about", entry.title},
                      {"change", entry.change},
                      {"command", checker::command_of(*each)}});
    text += fmt::format("{:27} museum {}: {}\n", each->id, entry.number, entry.title);
  }
  text += museum_beyond_lines();
  if (options.json_file)
    output_file(*options.json_file)
        .write(json{{"mutants", std::move(faults)}, {"museum", std::move(museum)}}.dump(1) + "\n");
  say(text);
  return exit_code::holds;
}

/// Everything that is kept of the museum, in a folder.
exit_code write_corpus(const mutants_options& options, const solver::budget& limits) {
  std::vector<checker::museum_run> all;
  auto code = exit_code::holds;
  for (const auto& each : checker::museum_mutants()) {
    all.push_back(checker::run_museum(each, limits));
    const auto& run = all.back();
    if (run.killed && run.sound.empty()) continue;
    code = run.decided ? exit_code::violated : exit_code::undecided;
    say(fmt::format("{}: {}\n", each.id, museum_outcome(run)));
  }
  if (code != exit_code::holds) return code;
  prepare_output_folder(*options.corpus);
  const auto files = corpus_of(all);
  for (const auto& [path, text] : files) {
    const auto place = std::filesystem::path(*options.corpus) / path;
    prepare_output_folder(place.parent_path().string());
    output_file(place.string()).write(text);
  }
  say(fmt::format("{} written to {}\n", counted(files.size(), "file"), *options.corpus));
  return code;
}

exit_code mutants(const mutants_options& options) {
  const auto asked =
      (options.list ? 1 : 0) + (options.run.empty() ? 0 : 1) + (options.corpus ? 1 : 0);
  if (asked != 1)
    throw checker::request_error("mutants: allowed is one of --list, --run ID... and --corpus DIR");
  if (options.list) return list(chosen({"all"}), options);
  auto limits = read(options.budget);
  limits.interrupted = &interruption();
  progress_line progress;
  limits.on_progress = [&](const solver::progress& now) { progress.show(now); };
  if (options.corpus) return write_corpus(options, limits);

  const auto wanted = chosen(options.run);
  std::unique_ptr<output_file> json_file;
  if (options.json_file) json_file = std::make_unique<output_file>(*options.json_file);
  outcomes all;
  for (const auto* fault : wanted.faults)
    all.faults.push_back(checker::run_fault(*fault, limits, checker::kills_wanted::soonest));
  for (const auto* each : wanted.museum) {
    all.museum.push_back(checker::run_museum(*each, limits));
    if (!options.engines) continue;
    auto patience = limits;
    patience.time_max = engine_patience;
    all.symbolic.push_back(checker::run_symbolically(all.museum.back(), patience));
  }
  progress.clear();
  const bool whole_museum = wanted.museum.size() == chosen({"museum"}).museum.size();
  auto code = summed_up(all);
  if (wanted.mechanical) code = worse_of(code, run_mechanical_mutants());
  if (json_file) json_file->write(outcomes_json(all, code).dump(1) + "\n");
  say(outcomes_text(all, whole_museum));
  return code;
}

}  // namespace

command add_mutants(CLI::App& program) {
  auto* app = program.add_subcommand("mutants", "break rules on purpose: is it noticed?");
  const auto options = std::make_shared<mutants_options>();
  app->add_flag("--list", options->list, "list them");
  app->add_option("--run", options->run,
                  "run these, or all; faults, museum and mechanical are groups")
      ->type_name("ID");
  app->add_option("--corpus", options->corpus, "write the counterexamples of the museum")
      ->type_name("DIR");
  app->add_flag("--engines", options->engines,
                "also by bounded checking, for 20 s each: does it notice the museum's mutants?");
  add_to(*app, options->budget);
  app->add_option("--json", options->json_file, "write the outcome as JSON")->type_name("FILE");
  return {app, [options] { return mutants(*options); }};
}

}  // namespace backcheck::cli
