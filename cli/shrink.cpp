// SPDX-License-Identifier: Apache-2.0
//
// `backcheck shrink`: makes a trace smaller that still shows the same.
#include "checker/shrink.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/request.hpp"
#include "cli/trace_file.hpp"
#include "cli/words.hpp"

namespace backcheck::cli {

namespace {

constexpr double usual_seconds = 60;

struct shrink_options {
  std::string file;
  std::string out = "-";
  bool keep_parameters = false;
  budget_options budget;
};

std::string verb_of(const trace::trace& t) {
  return t.claimed.what == trace::outcome::violated ? "violates" : "shows";
}

std::string ending_words(const checker::shrink_report& found, const trace::trace& t) {
  const bool none = found.shorter == checker::shorter_ones::none;
  if (none && found.end == solver::ending::complete)
    return fmt::format("no execution with fewer steps {} {} there: all of them were looked at\n",
                       verb_of(t), t.claimed.property);
  const auto why = found.end == solver::ending::interrupted    ? "interrupted"
                   : found.end == solver::ending::time_spent   ? "the time is spent"
                   : found.end == solver::ending::states_spent ? "the limit of states is met"
                   : found.end == solver::ending::memory_spent ? "the memory is spent"
                                                               : "cut short";
  return fmt::format("undecided: {}; this is the smallest found so far\n", why);
}

std::string told(const shrink_options& options, const checker::shrink_report& found) {
  const auto& t = found.made;
  auto text = fmt::format("{} {} {} after {}: {}\n", options.file, verb_of(t), t.claimed.property,
                          counted(found.steps_before, "step"), t.claimed.sentence);
  text += fmt::format("{} {} it after {}\n", options.out == "-" ? "the smaller one" : options.out,
                      verb_of(t), counted(t.moments.size() - 1, "step"));
  for (const auto& each : found.smaller) text += "  " + each + "\n";
  return text + ending_words(found, t);
}

checker::replayed replay_for_shrinking(const std::string& file) {
  auto r = replay_file(file);
  const auto& claimed = r.made.claimed;
  if (!r.shown)
    throw input_error(fmt::format("{}: it {} {} no longer; there is nothing to shrink", file,
                                  verb_of(r.made), claimed.property));
  if (!checker::can_shrink(r))
    throw input_error(fmt::format(
        "{}: {} is about the long run; allowed: traces of what a state or a step violates or shows",
        file, claimed.property));
  return r;
}

exit_code shrink(const shrink_options& options) {
  auto limits = read(options.budget);
  limits.interrupted = &interruption();
  const auto r = replay_for_shrinking(options.file);
  output_file out(options.out);
  progress_line progress;
  limits.on_progress = [&](const solver::progress& now) { progress.show(now); };
  const auto what = options.keep_parameters ? checker::kept::parameters : checker::kept::nothing;
  const auto found = checker::shrink(r, limits, what);
  progress.clear();
  out.write(trace::to_json_text(found.made));
  // The trace itself has standard output where no file is asked for.
  if (options.out == "-") fmt::print(stderr, "{}", told(options, found));
  if (options.out != "-") say(told(options, found));
  return found.end == solver::ending::complete ? exit_code::holds : exit_code::undecided;
}

}  // namespace

command add_shrink(CLI::App& program) {
  auto* app = program.add_subcommand("shrink", "make a trace smaller");
  const auto options = std::make_shared<shrink_options>();
  options->budget.time_limit_s = usual_seconds;
  app->add_option("TRACE", options->file, "as written by check --save-trace")->required();
  app->add_option("--out", options->out, "write the smaller trace to a file")->type_name("FILE");
  app->add_flag("--keep-parameters", options->keep_parameters,
                "keep the parameters as they are, and make the steps and the window smaller only");
  add_to(*app, options->budget);
  app->remove_option(app->get_option("--depth"));
  return {app, [options] { return shrink(*options); }};
}

}  // namespace backcheck::cli
