// SPDX-License-Identifier: Apache-2.0
//
// The `backcheck` program: its commands, and how they end. Every error becomes one line on standard
// error and an exit code here, and nowhere else.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <new>
#include <sstream>
#include <vector>

#include "checker/asking.hpp"
#include "checker/check.hpp"
#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/trace_file.hpp"
#include "model/language/domain.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/nearest_name.hpp"
#include "model/protocol/registry.hpp"
#include "solver/interface/verdict.hpp"

namespace backcheck::cli {

namespace {

exit_code complain(exit_code code, std::string line) {
  std::replace(line.begin(), line.end(), '\n', ' ');
  fmt::print(stderr, "backcheck: {}\n", line);
  return code;
}

/// The names that could stand where a word was not understood: commands, and options.
std::vector<std::string> names_in(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(sub->get_name());
  for (const auto* option : app.get_options())
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

exit_code complain_about_word(const CLI::App& program, const std::string& word) {
  const auto chosen = program.get_subcommands();
  const CLI::App& app = chosen.empty() ? program : *chosen.front();
  const auto names = names_in(app);
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto where = chosen.empty() ? std::string() : app.get_name() + ": ";
  return complain(exit_code::wrong, fmt::format("{}'{}' is not understood; {}", where, word,
                                                protocol::what_instead(word, views)));
}

exit_code parse_error(const CLI::App& program, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) {  // Help and version are errors to the parser, too.
    std::ostringstream text;
    program.exit(error, text, text);
    say(text.str());
    return exit_code::holds;
  }
  const auto extras = program.remaining(true);
  if (!extras.empty()) return complain_about_word(program, extras.front());
  const auto chosen = program.get_subcommands();
  if (chosen.empty())
    return complain(exit_code::wrong, fmt::format("what is to be done? allowed: {}",
                                                  fmt::join(names_in(program), ", ")));
  return complain(exit_code::wrong,
                  fmt::format("{}: {}", chosen.front()->get_name(), error.what()));
}

/// Whatever goes wrong is told here.
template <class Work>
exit_code guarded(Work&& work) {
  try {
    return work();
  } catch (const protocol::parameter_error& error) {
    return complain(exit_code::wrong, error.what());
  } catch (const machine::scope_error& error) {
    return complain(exit_code::wrong, error.what());
  } catch (const checker::request_error& error) {
    return complain(exit_code::wrong, error.what());
  } catch (const input_error& error) {
    return complain(exit_code::wrong, error.what());
  } catch (const output_error& error) {
    return complain(exit_code::wrong, error.what());
  } catch (const std::bad_alloc&) {
    return complain(exit_code::undecided, "undecided: out of memory");
  } catch (const std::exception& error) {
    return complain(exit_code::at_fault, fmt::format("internal error: {}", error.what()));
  }
}

exit_code start(int argc, char** argv) {
  CLI::App program{"Checks models of Polkadot's asynchronous backing."};
  program.set_version_flag("--version", "backcheck " BACKCHECK_VERSION);
  program.require_subcommand(1);
  // One line each.
  // clang-format off
  const std::vector<command> commands{
      add_check(program),
      add_replay(program),
      add_show(program),
      add_shrink(program),
      add_survey(program),
      add_measure(program),
      add_mutants(program),
      add_prove(program),
      add_solve(program),
      add_list(program),
      add_decode(program),
      add_lint(program),
      add_review(program),
      add_conform(program),
  };
  // clang-format on
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return guarded([&] { return parse_error(program, error); });
  }
  for (const auto& each : commands)
    if (each.app->parsed()) return guarded(each.run);
  return exit_code::at_fault;
}

}  // namespace

}  // namespace backcheck::cli

int main(int argc, char** argv) { return static_cast<int>(backcheck::cli::start(argc, argv)); }
