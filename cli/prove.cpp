// SPDX-License-Identifier: Apache-2.0
//
// `backcheck prove`: what holds of the protocol's rules for all numbers at once.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>

#include "checker/asking.hpp"
#include "checker/theorems.hpp"
#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/report_proof.hpp"
#include "cli/report_theorems.hpp"
#include "cli/request.hpp"
#include "cli/words.hpp"
#include "model/protocol/nearest_name.hpp"
#include "model/reflect/json_error.hpp"
#include "solver/symbolic/side_by_side.hpp"

namespace backcheck::cli {

using reflect::json;

namespace {

struct prove_options {
  bool all_parameters = false;
  bool mutants = false;
  std::vector<std::string> theorems;
  std::vector<std::string> properties;
  std::string rule_set = "2025";
  std::string fault = "none";
  double time_limit_s = 120;
  std::size_t steps = 1;
  std::optional<std::string> cache_folder;
  std::optional<std::string> json_file;
  std::optional<std::string> smtlib_folder;
};

std::vector<std::size_t> asked_for(const prove_options& options) {
  const auto& infos = checker::theorem_infos();
  std::vector<std::size_t> all;
  for (const auto& id : options.theorems) {
    const auto found = checker::theorem_by_id(id);
    if (!found) {
      std::vector<std::string_view> ids;
      for (const auto& info : infos) ids.push_back(info.id);
      throw checker::request_error(
          fmt::format("--theorem: there is no '{}'; {}", id, protocol::what_instead(id, ids)));
    }
    all.push_back(*found);
  }
  if (all.empty() && options.properties.empty())
    for (std::size_t i = 0; i < infos.size(); ++i) all.push_back(i);
  return all;
}

void write(const std::string& folder, const std::vector<std::pair<std::string, std::string>>& all) {
  for (const auto& [name, text] : all) {
    output_file file(std::filesystem::path(folder) / name);
    file.write(text);
  }
}

void write_smtlib(const std::string& folder, const std::vector<std::size_t>& asked) {
  prepare_output_folder(folder);
  for (const std::size_t theorem : asked) {
    for (const auto numbers :
         {solver::symbolic::notation::bits, solver::symbolic::notation::integers}) {
      write(folder, checker::theorem_smtlib(theorem, numbers));
    }
  }
}

/// The properties of the machine that are asked about; none where only theorems are.
solver::claim_set properties_of(const prove_options& options, const protocol::dialect& asked) {
  if (options.properties.empty())
    return options.theorems.empty() ? checker::inductive_properties(asked.rules)
                                    : solver::claim_set{};
  checker::setting named;
  named.speak = asked;
  checker::ask_for(named, options.properties);
  return named.properties;
}

using kept_proofs = std::optional<solver::symbolic::proof_cache>;

kept_proofs cache_of(const prove_options& options) {
  if (!options.cache_folder) return std::nullopt;
  try {
    return kept_proofs(std::in_place, *options.cache_folder);
  } catch (const std::filesystem::filesystem_error& e) {
    throw checker::request_error(
        fmt::format("--cache {}: {}; allowed: a folder, there or to be made", *options.cache_folder,
                    e.code().message()));
  }
}

solver::symbolic::effort effort_of(const prove_options& options, const kept_proofs& cache) {
  solver::symbolic::effort spent;
  if (cache) spent.cache = &*cache;
  spent.limits.time_max = std::chrono::milliseconds(static_cast<long>(options.time_limit_s * 1000));
  spent.limits.interrupted = &interruption();
  spent.ask_cvc5 = solver::symbolic::has_cvc5();
  return spent;
}

std::vector<told_theorem> prove_theorems(const prove_options& options,
                                         const std::vector<std::size_t>& asked,
                                         const kept_proofs& cache) {
  const auto spent = effort_of(options, cache);
  auto without_confirmation = spent;
  without_confirmation.confirm = false;
  std::vector<std::optional<told_theorem>> told(asked.size());
  std::vector<told_theorem> all;
  std::mutex telling;
  solver::symbolic::side_by_side(asked.size(), [&](std::size_t i) {
    told_theorem made{checker::prove_theorem(asked[i], false, spent), std::nullopt};
    if (options.mutants) made.broken = checker::prove_theorem(asked[i], true, without_confirmation);
    const std::scoped_lock lock(telling);
    told[i] = std::move(made);
    for (; all.size() < told.size() && told[all.size()]; all.push_back(*told[all.size()]))
      say(told_text(*told[all.size()]));
  });
  return all;
}

checker::machine_proof prove_machine(const prove_options& options, const protocol::dialect& asked,
                                     const solver::claim_set& properties,
                                     const kept_proofs& cache) {
  auto spent = effort_of(options, cache);
  *spent.limits.time_max *= 5;
  spent.patience = std::chrono::seconds(60);
  checker::free_parameters free;
  free.all = true;
  auto proof = checker::prove_machine(checker::setting_of_proofs(properties, asked), free, spent,
                                      options.steps);
  say(proof_text(proof));
  return proof;
}

/// What each theorem took, and each rule's last proof.
std::vector<std::string> times_of(const std::vector<told_theorem>& all,
                                  const std::optional<checker::machine_proof>& machine) {
  std::vector<std::string> times;
  for (const auto& each : all)
    times.push_back(fmt::format("{} {}", checker::theorem_infos()[each.sound.theorem].id,
                                in_seconds(each.sound.seconds())));
  if (!machine) return times;
  for (std::size_t r = 0; r < machine->rules.size(); ++r)
    times.push_back(
        fmt::format("{} {}", machine->rules[r], in_seconds(machine->seconds_of_rule[r])));
  return times;
}

exit_code prove(const prove_options& options) {
  if (!options.all_parameters)
    throw checker::request_error(
        "prove: for which parameters? allowed: --all-parameters, with every number free");
  const auto spoken = read_dialect(options.rule_set, options.fault);
  const auto asked = asked_for(options);
  const auto properties = properties_of(options, spoken);
  std::unique_ptr<output_file> json_file;
  if (options.json_file) json_file = std::make_unique<output_file>(*options.json_file);
  if (options.smtlib_folder) write_smtlib(*options.smtlib_folder, asked);
  const auto began = std::chrono::steady_clock::now();
  const auto cache = cache_of(options);
  const auto all = prove_theorems(options, asked, cache);
  std::optional<checker::machine_proof> machine;
  if (!properties.empty()) machine = prove_machine(options, spoken, properties, cache);
  if (machine && options.smtlib_folder) write(*options.smtlib_folder, machine->smtlib);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();

  json told = json::array();
  for (const auto& each : all) told.push_back(told_json(each));
  auto code = code_of(all);
  if (machine) code = worse_of(code, code_of(*machine));
  std::string summary;
  if (!all.empty()) summary = theorems_summary(all, solver::symbolic::has_cvc5());
  if (machine) summary += (summary.empty() ? "" : "\n") + proof_summary(*machine);
  if (json_file) {
    json report = {{"backcheck", BACKCHECK_VERSION},
                   {"command", "prove"},
                   {"theorems", std::move(told)},
                   {"summary", summary},
                   {"exit_code", static_cast<int>(code)},
                   {"run", {{"seconds", seconds}, {"times", times_of(all, machine)}}}};
    if (machine) report["machine"] = proof_json(*machine);
    json_file->write(report.dump(1) + "\n");
  }
  say(fmt::format("\n{}\ntime {}: {}\n", summary, in_seconds(seconds),
                  fmt::join(times_of(all, machine), ", ")));
  if (machine) say(times_text(*machine));
  return code;
}

}  // namespace

command add_prove(CLI::App& program) {
  auto* app = program.add_subcommand("prove", "prove what holds for all parameters at once");
  const auto options = std::make_shared<prove_options>();
  app->add_flag("--all-parameters", options->all_parameters,
                "every parameter and every amount is free in its range");
  app->add_option("--theorem", options->theorems, "only these; see 'list theorems'")
      ->type_name("ID")
      ->allow_extra_args(false);
  app->add_option("--property", options->properties,
                  "only these of the machine's; see 'list properties'")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app->add_option("--rules", options->rule_set, "of the machine: 2025, 2023 or sync")
      ->capture_default_str();
  app->add_option("--fault", options->fault, "of the machine: break one rule on purpose")
      ->capture_default_str();
  app->add_flag("--mutants", options->mutants, "refute each theorem's mutant too");
  app->add_option("--time-limit", options->time_limit_s,
                  "seconds for each conclusion, and five times that for the machine")
      ->type_name("S")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app->add_option("--k", options->steps,
                  "steps of history for what one step does not prove of the machine")
      ->type_name("N")
      ->check(CLI::Range(1, 4))
      ->capture_default_str();
  app->add_option("--cache", options->cache_folder,
                  "keep proofs there, and believe what is kept of the same questions")
      ->type_name("DIR");
  app->add_option("--smtlib", options->smtlib_folder,
                  "write what is to be proved for other solvers")
      ->type_name("DIR");
  app->add_option("--json", options->json_file, "write the report as JSON")->type_name("FILE");
  return {app, [options] { return prove(*options); }};
}

}  // namespace backcheck::cli
